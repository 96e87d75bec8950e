import { setMaxListeners } from 'node:events'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { createServer, connect as dialSocket, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { SecureContext } from 'node:tls'
import type { Phi } from '#phi'
import { faultOf } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import { addressClass } from '../wire/address-class.ts'
import { WireError } from '../wire/bytes.ts'
import { selfMadeIdentity } from '../wire/certificate.ts'
import { withDeadline } from '../wire/deadline.ts'
import { serverContext } from '../wire/tls.ts'
import type { Analyst } from './analyst.ts'
import { CancelKeys } from './cancel.ts'
import { type ErrorFacts, errorMessage } from './error-fields.ts'
import { type LoggedIn, login } from './login.ts'
import { DEFAULT_HOST, limitsOf, type PostgresOptions, targetOf } from './options.ts'
import { runSession } from './session.ts'
import { greet, StartupError } from './startup.ts'

const MOST_SOCKET_PATH_BYTES = 100
const KEEP_ALIVE_MS = 60_000
const FULL: ErrorFacts = {
  severity: 'FATAL',
  code: '53300',
  message: 'too many connections to Cordon: close some, or raise limits.connections',
}

export interface ListenParts {
  readonly options: PostgresOptions
  readonly context: EnforcerContext
  readonly analyst: Analyst
  readonly phi: Phi
  /** Told when a login upstream failed. */
  readonly upstreamFailed: () => void
}

/**
 * Accepts clients until the context's signal aborts, then ends their sessions and waits for their records.
 * Rejects where it cannot listen: the message says on what, and what to do.
 */
export async function listen(parts: ListenParts): Promise<void> {
  const { context, options } = parts
  // Every session and its upstream connection listens for the end.
  setMaxListeners(0, context.signal)
  const { host = DEFAULT_HOST, port, socket } = options.config
  const accept = makeAcceptor(parts)
  const servers: Server[] = []
  try {
    const tcp = await bind(accept.take(false), { host, port })
    servers.push(tcp)
    const address = tcp.address()
    const bound = typeof address === 'object' && address !== null ? address.port : port
    if (socket !== undefined) servers.push(await bindSocket(accept.take(true), socket, bound))
    context.ready(`${host.includes(':') ? `[${host}]` : host}:${bound}`)
    await aborted(context.signal)
  } finally {
    for (const server of servers) server.close()
  }
  await accept.settled()
}

interface Acceptor {
  take(unix: boolean): (socket: Socket) => void
  /** Resolves when the last session is closed and recorded. */
  settled(): Promise<void>
}

function makeAcceptor(parts: ListenParts): Acceptor {
  const { context, options } = parts
  const { tls, config } = options
  const host = config.host ?? DEFAULT_HOST
  const identity = tls ?? selfMadeIdentity([...new Set(['localhost', '127.0.0.1', host])], context.now())
  const secure = serverContext(identity)
  const limits = limitsOf(config)
  const cancelKeys = new CancelKeys()
  const open = new Set<Promise<void>>()
  return {
    take: (unix) => (socket) => {
      // Whoever is listening by then is asked; an early error must not end the process.
      socket.on('error', () => socket.destroy())
      if (open.size >= limits.connections || context.signal.aborted) {
        socket.end(errorMessage(FULL))
        return
      }
      socket.setNoDelay(true)
      socket.setKeepAlive(true, KEEP_ALIVE_MS)
      const served = serve(socket, { ...parts, secure, cancelKeys, unix }).catch((error: unknown) => {
        socket.destroy()
        context.log.error('a connection failed', faultOf(error))
      })
      open.add(served)
      void served.then(() => open.delete(served))
    },
    settled: async () => {
      await Promise.all(open)
    },
  }
}

interface ServeParts extends ListenParts {
  readonly secure: SecureContext
  readonly cancelKeys: CancelKeys
  readonly unix: boolean
}

async function serve(raw: Socket, parts: ServeParts): Promise<void> {
  const { options, context, analyst, phi, cancelKeys } = parts
  const limits = limitsOf(options.config)
  const target = targetOf(options)
  const entered = await withDeadline(enter(raw, parts), limits.startupMs, 'logging in', () => raw.destroy()).catch(
    (error: unknown) => {
      raw.destroy()
      if (!(error instanceof WireError)) throw error
      return null
    },
  )
  if (entered === null) return
  const { encryption, loggedIn } = entered
  const client = addressClass(raw.remoteAddress, parts.unix)
  const { name, target: guarded } = options.config
  await runSession(loggedIn, { context, analyst, phi, target, name, guarded, limits, cancelKeys, client, encryption })
}

/** Up to the login; null where there is no session to run: a cancel, or a client that was sent away. */
async function enter(raw: Socket, parts: ServeParts): Promise<{ encryption: string; loggedIn: LoggedIn } | null> {
  const { options, context, secure, cancelKeys, unix } = parts
  let current: Duplex = raw
  const replaced = (socket: Duplex): void => {
    current = socket
    socket.on('error', () => socket.destroy())
  }
  try {
    const greeting = await greet(raw, { tls: secure, unix, replaced })
    if (greeting.kind === 'cancel') {
      cancelKeys.cancel(greeting.key)
      current.end()
      return null
    }
    const { name, target: guarded } = options.config
    const { authenticate, signal } = context
    const { upstreamFailed } = parts
    const target = targetOf(options)
    const loggedIn = await login(greeting, { name, guarded, target, authenticate, signal, upstreamFailed })
    return { encryption: greeting.encryption, loggedIn }
  } catch (error) {
    if (!(error instanceof StartupError)) throw error
    context.log.info('a client was sent away', { enforcer: options.config.name, why: error.message })
    if (error.facts === null) current.destroy()
    else current.end(errorMessage(error.facts))
    return null
  }
}

async function bindSocket(take: (socket: Socket) => void, folder: string, port: number): Promise<Server> {
  const path = `${folder}/.s.PGSQL.${port}`
  if (Buffer.byteLength(path) > MOST_SOCKET_PATH_BYTES)
    throw new Error(`the socket path ${path} is longer than ${MOST_SOCKET_PATH_BYTES} bytes: choose a shorter folder`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!(await isAlive(path))) rmSync(path, { force: true })
  const server = await bind(take, { path })
  // On a Unix socket nothing but the file's mode says who may try a token.
  chmodSync(path, 0o600)
  return server
}

function bind(
  take: (socket: Socket) => void,
  where: { readonly host: string; readonly port: number } | { readonly path: string },
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: false }, take)
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const place = 'path' in where ? where.path : `${where.host}:${where.port}`
      const advice = cause.code === 'EADDRINUSE' ? 'it is in use: stop what uses it, or set another port' : cause.code
      reject(new Error(`cannot listen on ${place}: ${advice}`, { cause }))
    })
    server.listen(where, () => resolve(server))
  })
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = dialSocket({ path })
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
