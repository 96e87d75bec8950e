import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface WatchOptions {
  /** Folder of a built bundle. */
  readonly folder: string
  readonly everyMs: number
  readonly signal: AbortSignal
  /** Called when the manifest has changed, one call at a time; `keeper.reload`. */
  readonly onChange: () => Promise<unknown>
}

/**
 * Looks at a bundle's manifest until `signal` aborts: first at its time, then at its content. Polling works on every
 * file system and over every way of copying a folder; a look costs one stat.
 */
export async function watchBundle({ folder, everyMs, signal, onChange }: WatchOptions): Promise<void> {
  const path = join(folder, 'manifest.json')
  let seen = await look(path)
  while (await pause(everyMs, signal)) {
    const stamp = await stampOf(path)
    if (stamp === seen.stamp) continue
    const now = await look(path)
    if (now.text !== seen.text && now.text !== null) await onChange()
    seen = now
  }
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
