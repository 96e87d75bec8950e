import { constants } from 'node:fs'
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises'
import { canonicalBytes } from '#schemas'
import { listFolder } from './folder-list.ts'
import { type FolderWriter, openFolderWriter } from './folder-writer.ts'
import { checkPrefix, partsOf } from './key.ts'
import type { ObjectStore, Retention } from './object-store.ts'
import { StoreError } from './store-error.ts'

export interface FolderStoreOptions {
  /** `read`: nothing is written, not even made, so that a copy on a read-only disk can be verified. Default `write`. */
  readonly access?: 'read' | 'write'
}

/** Where the retention of `<key>` stands: `~retention/<key>.json`. No key can begin with `~`. */
const RETENTION = '~retention'

/**
 * A store in a folder of one machine: an object is a read-only file named by its key.
 *
 * - Created under another name in `~incoming/`, synced, then linked: `link` fails where the name is taken, so a key
 *   is given once, whole or not at all, among any number of processes. The file system must have hard links.
 * - Symbolic links below the folder are not followed. They are looked for before each use, which stops an archive
 *   with planted links, not an enemy who changes the folder meanwhile.
 * - Retention is written down in `~retention/<key>.json` for who copies the folder to a store that enforces it
 *   (S3 Object Lock). A folder cannot: whoever owns it can delete.
 */
export async function openFolderStore(
  folder: string,
  { access = 'write' }: FolderStoreOptions = {},
): Promise<ObjectStore> {
  const writer = access === 'read' ? READER : await openFolderWriter(folder)
  const root = await realRoot(folder)
  return {
    async create(key, bytes, retention) {
      const parts = partsOf(key)
      const held = await readObject(root, parts)
      if (!held && retention) await noteRetention(parts, retention)
      if (!held && (await writer.link(parts, bytes))) return 'created'
      const there = held ?? (await readObject(root, parts))
      if (!there) throw new StoreError('key', `${key} is a folder of other objects, so it cannot be one`)
      if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).equals(there))
        throw new StoreError('conflict', `${key} is there already with other bytes: objects are never replaced`)
      // Whoever created it may have died before its name was durable.
      await writer.settle(parts)
      return 'same'
    },
    async get(key) {
      return readObject(root, partsOf(key))
    },
    async *list(prefix, after) {
      checkPrefix(prefix)
      yield* listFolder(root, { prefix, after: after ?? '' })
    },
  }

  async function noteRetention(parts: readonly string[], { until, mode }: Retention): Promise<void> {
    const note = canonicalBytes({ mode, until: until.toISOString() })
    await writer.link([RETENTION, ...parts.slice(0, -1), `${parts.at(-1)}.json`], note)
  }
}

async function realRoot(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    throw new StoreError('io', `there is no store at ${folder} (${code}): name the folder that holds v1/`, { cause })
  }
}

const READER: FolderWriter = { link: refuse, settle: refuse }

async function refuse(): Promise<never> {
  throw new StoreError('io', 'this store was opened to read: open it for writing where something is to be created')
}

/** The bytes of an object; null where there is none. Throws StoreError `io`. */
async function readObject(root: string, parts: readonly string[]): Promise<Buffer | null> {
  let file: FileHandle | undefined
  try {
    let path = root
    for (const part of parts.slice(0, -1)) {
      path = `${path}/${part}`
      if (!(await lstat(path)).isDirectory()) return null
    }
    file = await open(`${path}/${parts.at(-1)}`, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    return (await file.stat()).isFile() ? await file.readFile() : null
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    if (ABSENT.includes(code)) return null
    throw new StoreError('io', `${parts.join('/')} cannot be read (${code}): check the folder and its permissions`, {
      cause,
    })
  } finally {
    await file?.close()
  }
}

// ELOOP: a symbolic link, which is no object. ENXIO: a socket or pipe.
const ABSENT: readonly string[] = ['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR', 'ENXIO']
