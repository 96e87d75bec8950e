import { randomBytes } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { readHandle, signHandle } from './handle.ts'
import type { RefCommand } from './receive-commands.ts'
import { readCommand } from './receive-commands.ts'

/** Variables by which the hook of a served repository finds its gate. */
export interface HookVariables {
  /** Path of the socket. */
  readonly CORDON_GATE: string
  readonly CORDON_HANDLE: string
}

/** What a hook tells the gate: one line of JSON. */
export interface HookCall {
  readonly handle: string
  /** `old SP new SP ref`, as git gave them. */
  readonly updates: readonly string[]
  /** GIT_QUARANTINE_PATH, GIT_OBJECT_DIRECTORY. */
  readonly quarantine: string
  /** GIT_SHALLOW_FILE; empty where there is none. */
  readonly shallow: string
}

/** What the gate answers: lines of JSON, the last with `exit`. */
export type GateAnswer = { readonly say: string } | { readonly exit: 0 | 1 }

/** One push that waits for its hook. */
export interface GatedPush {
  /** Folder of the repository. */
  readonly folder: string
  /** Judges it; `say` writes a line to the developer's terminal. Answers whether it may pass. */
  readonly judge: (
    commands: readonly RefCommand[],
    call: Pick<HookCall, 'quarantine' | 'shallow'>,
    say: (line: string) => void,
    signal: AbortSignal,
  ) => Promise<boolean>
}

export interface Gate {
  readonly path: string
  /** Opens the gate for one push and answers the handle for its hook's environment. */
  readonly expect: (push: GatedPush) => { readonly handle: string; readonly forget: () => void }
  readonly close: () => void
}

const MOST_CALL_BYTES = 8 * 1024 * 1024
const CALL_MS = 10_000
const LIFE_MS = 3_600_000

/** Listens on a Unix socket in a folder of 0700 for hooks of pushes that this process serves. */
export async function openGate(folder: string, now: () => number): Promise<Gate> {
  const key = randomBytes(32)
  const waiting = new Map<string, GatedPush>()
  const path = join(folder, 'gate.sock')
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    attend(socket, (handle) => {
      const push = readHandle(handle, key, now())?.push ?? ''
      const found = waiting.get(push)
      // A handle opens once.
      waiting.delete(push)
      return found
    }).catch(() => socket.destroy())
  })
  await listening(server, path)
  return {
    path,
    expect: (push) => {
      const id = randomBytes(16).toString('hex')
      waiting.set(id, push)
      return { handle: signHandle({ push: id, expiresAt: now() + LIFE_MS }, key), forget: () => waiting.delete(id) }
    },
    close: () => {
      waiting.clear()
      server.close()
    },
  }
}

async function attend(socket: Socket, find: (handle: string) => GatedPush | undefined): Promise<void> {
  const gone = new AbortController()
  socket.on('error', () => socket.destroy())
  socket.on('close', () => gone.abort())
  const answer = (one: GateAnswer): void => {
    if (!socket.destroyed) socket.write(`${JSON.stringify(one)}\n`)
  }
  const call = await readCall(socket)
  const push = find(call.handle)
  const commands = call.updates.map(readCommand)
  const isOurs = push !== undefined && liesIn(call.quarantine, push.folder)
  const passes = isOurs && (await push.judge(commands, call, (say) => answer({ say }), gone.signal))
  if (!isOurs) answer({ say: 'Cordon does not know this push. Try again.' })
  answer({ exit: passes ? 0 : 1 })
  socket.end()
}

// Git makes the quarantine in the repository's own folder of objects, and none for a push that only deletes.
function liesIn(quarantine: string, folder: string): boolean {
  return quarantine === '' || dirname(resolve(folder, quarantine)) === join(folder, 'objects')
}

async function readCall(socket: Socket): Promise<HookCall> {
  socket.setTimeout(CALL_MS, () => socket.destroy())
  const chunks: Buffer[] = []
  let length = 0
  for (let ended = false; !ended; ) {
    const chunk = await nextChunk(socket)
    length += chunk.length
    if (length > MOST_CALL_BYTES) throw new Error('a hook said too much')
    chunks.push(chunk)
    ended = chunk.at(-1) === 0x0a
  }
  socket.setTimeout(0)
  socket.resume()
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as HookCall
}

function nextChunk(socket: Socket): Promise<Buffer> {
  return new Promise((resolve_, reject) => {
    const fail = (): void => reject(new Error('the hook went away'))
    socket.once('close', fail)
    socket.once('end', fail)
    socket.once('data', (chunk: Buffer) => {
      socket.off('close', fail)
      socket.off('end', fail)
      socket.pause()
      resolve_(chunk)
    })
    socket.resume()
  })
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve_, reject) => {
    server.once('error', reject)
    server.listen({ path }, resolve_)
  })
}
