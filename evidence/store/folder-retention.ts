import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { partsOf } from './key.ts'

export interface FolderRetention {
  /** When the object may be deleted, as it was written down beside it; null where it was not. */
  readonly until: Date | null
  /** When the file was made. Objects are never written again, so that is its last change. */
  readonly createdAt: Date
}

/** How long an object of a folder store is kept. Throws ENOENT where there is no such object. */
export async function readFolderRetention(folder: string, key: string): Promise<FolderRetention> {
  const { mtime: createdAt } = await lstat(join(folder, ...partsOf(key)))
  return { createdAt, until: await readNote(join(folder, '~retention', ...partsOf(`${key}.json`))) }
}

async function readNote(path: string): Promise<Date | null> {
  try {
    if (!(await lstat(path)).isFile()) return null
    const { until } = JSON.parse(await readFile(path, 'utf8')) as { readonly until?: unknown }
    const date = new Date(typeof until === 'string' ? until : Number.NaN)
    return Number.isNaN(date.getTime()) ? null : date
  } catch {
    // Missing or unreadable: nothing is known of how long it is kept, and the report says so.
    return null
  }
}
