import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventLogError } from './event-log-error.ts'

/** A folder that this process alone writes to, until it lets go or dies. */
export interface FolderLock {
  release(): Promise<void>
}

/**
 * Takes a folder for one writer by binding sockets: the kernel lets go of them when a process dies, and no process
 * id can be taken for another's. On Linux an abstract name (one network namespace), bound first, so that two
 * starters never both clear away a dead one's socket; and a socket file, which containers that share the folder
 * see too. Throws EventLogError `locked`.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const real = await realpath(folder)
  const held: Server[] = []
  try {
    if (process.platform === 'linux') held.push(await bind(await abstractName(real), folder))
    held.push(await bindFile(socketPath(real), folder))
  } catch (error) {
    await Promise.all(held.map(unbind))
    throw error
  }
  return { release: async () => void (await Promise.all(held.reverse().map(unbind))) }
}

// By device and inode: one folder has many paths (bind mounts, links), and one lock.
async function abstractName(real: string): Promise<string> {
  const { dev, ino } = await stat(real, { bigint: true })
  return `\0cordon-log-${dev}-${ino}`
}

// Longer paths are silently cut by the kernel's sockaddr_un (108 bytes on Linux, 104 on macOS).
const MOST_PATH_BYTES = 100

function socketPath(real: string): string {
  const inside = join(real, 'lock.sock')
  if (Buffer.byteLength(inside) <= MOST_PATH_BYTES) return inside
  return join(tmpdir(), `cordon-${createHash('sha256').update(real).digest('hex').slice(0, 32)}.sock`)
}

async function bindFile(path: string, folder: string): Promise<Server> {
  if (await isAnswered(path)) throw locked(folder)
  // Nobody listens: what a dead process left.
  rmSync(path, { force: true })
  return bind(path, folder)
}

function bind(path: string, folder: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EADDRINUSE') reject(locked(folder, cause))
      else reject(new EventLogError('failed', `the folder ${folder} cannot be locked: ${cause.code}`, { cause }))
    })
    server.listen({ path }, () => {
      server.unref()
      resolve(server)
    })
  })
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      // A full backlog is a living owner; only these two mean that there is none.
      resolve(error.code !== 'ENOENT' && error.code !== 'ECONNREFUSED')
    })
  })
}

function unbind(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}

function locked(folder: string, cause?: unknown): EventLogError {
  return new EventLogError(
    'locked',
    `the folder ${folder} is in use by another process of Cordon: stop that one, or give this one a folder of its own`,
    { cause },
  )
}
