import { lstatSync, mkdirSync, rmSync, type Stats } from 'node:fs'
import { createConnection } from 'node:net'
import { dirname } from 'node:path'
import { ListenError } from './listen-error.ts'

/** Longer paths are cut without a word (sun_path has 108 bytes on Linux, 104 on macOS). */
export const MOST_SOCKET_PATH_BYTES = 100

const ANSWER_WITHIN_MS = 1000

/**
 * Makes a place for a Unix socket: a folder that only we enter (0700), nothing at the path. A socket on which nobody
 * answers is left over and removed. Throws ListenError.
 */
export async function prepareSocket(path: string): Promise<void> {
  const bytes = Buffer.byteLength(path)
  if (bytes > MOST_SOCKET_PATH_BYTES)
    throw new ListenError(
      'socket-path',
      `the socket path has ${bytes} bytes, at most ${MOST_SOCKET_PATH_BYTES} work: choose a shorter one`,
    )
  openFolder(dirname(path))
  const there = lstatSync(path, { throwIfNoEntry: false })
  if (!there) return
  await requireStale(path, there)
  rmSync(path, { force: true })
}

// Whoever may enter the folder may talk to the engine: on one machine that is all the protection there is.
function openFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new ListenError('socket-folder', `the folder ${folder} cannot be made: choose another`, { cause })
  }
  const { mode, uid } = lstatSync(folder)
  const own = process.geteuid?.()
  if ((mode & 0o077) !== 0 || (own !== undefined && uid !== own))
    throw new ListenError('socket-folder', `others may enter ${folder}: give the socket a folder of mode 0700`)
}

async function requireStale(path: string, there: Stats): Promise<void> {
  if (!there.isSocket()) throw new ListenError('socket-path', `${path} is there and no socket: choose another path`)
  if (await answers(path))
    throw new ListenError('socket-in-use', `another process answers on ${path}: stop it, or choose another path`)
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection({ path })
    const end = (answered: boolean): void => {
      connection.destroy()
      resolve(answered)
    }
    connection.setTimeout(ANSWER_WITHIN_MS, () => end(true))
    connection.once('connect', () => end(true))
    // Refused: the file outlived its process. Anything else might be somebody.
    connection.once('error', (error: NodeJS.ErrnoException) => end(error.code !== 'ECONNREFUSED'))
  })
}
