import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { isKeyPart } from './key.ts'
import { StoreError } from './store-error.ts'

const MOST_DEPTH = 8

/**
 * Keys below `root` that begin with `prefix` and come after `after`, ascending as whole strings. Reads one
 * folder at a time, when the reader gets there; what is no object (links, sockets, foreign names) is passed over.
 */
export async function* listFolder(root: string, range: ListRange): AsyncIterable<string> {
  yield* walk(root, '', 1, range)
}

export interface ListRange {
  readonly prefix: string
  readonly after: string
}

async function* walk(root: string, folder: string, depth: number, range: ListRange): AsyncIterable<string> {
  for (const name of await namesIn(root, folder)) {
    const key = folder + name
    if (!name.endsWith('/')) {
      if (key.startsWith(range.prefix) && key > range.after) yield key
    } else if (depth < MOST_DEPTH && mayHold(key, range)) yield* walk(root, key, depth + 1, range)
  }
}

/** Whether a key that begins with `folder` can be in the range. */
function mayHold(folder: string, { prefix, after }: ListRange): boolean {
  const fits = folder.startsWith(prefix) || prefix.startsWith(folder)
  return fits && (folder > after || after.startsWith(folder))
}

/** Names in a folder; folders end with `/`, so that they sort where their keys do: a-b, a.b, a/b, a0. */
async function namesIn(root: string, folder: string): Promise<string[]> {
  let entries: Dirent[]
  try {
    entries = await readdir(`${root}/${folder}`, { withFileTypes: true })
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    if (code === 'ENOENT') return []
    throw new StoreError('io', `${folder || 'the store'} cannot be listed (${code}): check the folder`, { cause })
  }
  const names: string[] = []
  for (const entry of entries) {
    if (!isKeyPart(entry.name)) continue
    if (entry.isDirectory()) names.push(`${entry.name}/`)
    else if (entry.isFile()) names.push(entry.name)
  }
  return names.sort()
}
