import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BUNDLE_FILES, MANIFEST } from './bundle.ts'

export interface WatchOptions {
  /** Folder of a built bundle. */
  readonly folder: string
  readonly everyMs: number
  readonly signal: AbortSignal
  /**
   * Called when the manifest has changed, one call at a time; answers whether the bundle was taken. Where it was not, it
   * is called again when another of its files has changed: the folder may have been half copied.
   */
  readonly onChange: () => Promise<boolean>
}

/** Looks that are left out at most between two tries of a bundle whose files go on changing. */
const MOST_PATIENCE = 8

/**
 * Looks at a bundle's manifest until `signal` aborts: first at its time, then at its content. Polling works on every
 * file system and over every way of copying a folder; a look costs one stat, and one a file while a bundle is refused.
 */
export async function watchBundle({ folder, everyMs, signal, onChange }: WatchOptions): Promise<void> {
  const path = join(folder, MANIFEST)
  let seen = await look(path)
  let refused: Refused | null = null
  // Stamped before it is read: what changes meanwhile is seen at the next look.
  const attempt = async (patience: number): Promise<Refused | null> => {
    const stamps = await stampsOf(folder)
    return (await onChange()) ? null : { stamps, patience, left: patience }
  }
  while (await pause(everyMs, signal)) {
    const stamp = await stampOf(path)
    if (stamp !== seen.stamp) {
      const now = await look(path)
      if (now.text !== seen.text && now.text !== null) refused = await attempt(1)
      seen = now
    } else if (refused !== null && --refused.left <= 0 && (await stampsOf(folder)) !== refused.stamps)
      refused = await attempt(Math.min(MOST_PATIENCE, refused.patience * 2))
  }
}

interface Refused {
  /** Of all files, when it was tried last. */
  readonly stamps: string
  readonly patience: number
  /** Looks until it may be tried again. */
  left: number
}

async function stampsOf(folder: string): Promise<string> {
  const stamps = await Promise.all(BUNDLE_FILES.map((name) => stampOf(join(folder, name))))
  return stamps.join(' ')
}

interface Look {
  readonly stamp: string
  readonly text: string | null
}

async function look(path: string): Promise<Look> {
  const stamp = await stampOf(path)
  const text = await readFile(path, 'utf8').catch(() => null)
  return { stamp, text }
}

async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path)
    return `${mtimeMs}/${size}/${ino}`
  } catch {
    return 'absent'
  }
}

/** False once the signal has aborted. */
function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false)
  return new Promise((resolve) => {
    const done = (going: boolean): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      resolve(going)
    }
    const stop = (): void => done(false)
    const timer = setTimeout(() => done(true), ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}
