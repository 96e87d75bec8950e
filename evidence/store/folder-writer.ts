import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { link, lstat, mkdir, open, readdir, realpath, unlink } from 'node:fs/promises'
import { StoreError } from './store-error.ts'

export interface FolderWriter {
  /** Creates the file whole and durable; false where the name is taken. Throws StoreError `key` or `io`. */
  link(parts: readonly string[], bytes: Uint8Array): Promise<boolean>
  /** Makes the name of an existing file durable. Throws StoreError `io`. */
  settle(parts: readonly string[]): Promise<void>
}

/** New files are written here first. No key can begin with `~`. */
const INCOMING = '~incoming'
const FOLDER_MODE = 0o750
const FILE_MODE = 0o440
const MOST_KNOWN_FOLDERS = 4096

/** Opens, and where it is missing makes, the folder of a store. Throws StoreError `io`. */
export async function openFolderWriter(folder: string): Promise<FolderWriter> {
  const root = await asStoreError(folder, async () => {
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
    const real = await realpath(folder)
    await mkdir(`${real}/${INCOMING}`, { mode: FOLDER_MODE }).catch(unlessThere)
    await sweep(`${real}/${INCOMING}`)
    return real
  })
  // Folders whose own name is known to be durable.
  const durable = new Set<string>()
  return {
    link: (parts, bytes) =>
      asStoreError(parts.join('/'), async () => {
        const target = await makeFolders(root, parts.slice(0, -1), durable)
        const temporary = `${root}/${INCOMING}/${process.pid}-${randomBytes(8).toString('hex')}`
        try {
          await writeDurably(temporary, bytes)
          await link(temporary, `${target}/${parts.at(-1)}`)
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
          throw error
        } finally {
          await unlink(temporary).catch(ignoreMissing)
        }
        await syncFolder(target)
        return true
      }),
    settle: (parts) =>
      asStoreError(parts.join('/'), async () => syncFolder(await makeFolders(root, parts.slice(0, -1), durable))),
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_NOFOLLOW
  const file = await open(path, flags, FILE_MODE)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Walks down to a folder, making what is missing, each name durable before anything stands in it. */
async function makeFolders(root: string, parts: readonly string[], durable: Set<string>): Promise<string> {
  let path = root
  for (const part of parts) {
    const parent = path
    path = `${path}/${part}`
    await mkdir(path, { mode: FOLDER_MODE }).catch(unlessThere)
    const found = await lstat(path)
    if (found.isSymbolicLink()) throw new StoreError('io', `${path} is a symbolic link; a store does not follow any`)
    if (!found.isDirectory()) throw new StoreError('key', `${part} is an object here, so nothing can stand below it`)
    if (durable.has(path)) continue
    await syncFolder(parent)
    if (durable.size === MOST_KNOWN_FOLDERS) durable.clear()
    durable.add(path)
  }
  return path
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Removes what killed processes left half written. Names begin with the id of the process. */
async function sweep(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const pid = Number(name.split('-', 1)[0])
    if (Number.isSafeInteger(pid) && pid > 0 && !isAlive(pid)) await unlink(`${incoming}/${name}`).catch(ignoreMissing)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

async function asStoreError<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (cause) {
    if (cause instanceof StoreError) throw cause
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    const advice = ADVICE[code] ?? 'check the folder and its permissions'
    throw new StoreError('io', `${what} cannot be stored (${code}): ${advice}`, { cause })
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; make room, it is tried again',
  EDQUOT: 'the quota is used up; make room, it is tried again',
  EPERM: 'the file system may have no hard links; a store needs them',
  ENOTSUP: 'the file system has no hard links; a store needs them',
  EROFS: 'the file system is read-only',
}
