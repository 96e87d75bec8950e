import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { ListenError } from './listen-error.ts'
import { PROBLEM_TYPE, problem } from './problems.ts'
import { prepareSocket } from './unix-socket.ts'

export interface ListenOptions {
  /** Address; beyond loopback only with `tls`. */
  readonly host?: string
  /** TCP port, 0 for a free one; no TCP where absent. */
  readonly port?: number
  /** Unix socket; none where absent. */
  readonly socket?: string
  /** PEM texts. */
  readonly tls?: { readonly certificate: string; readonly key: string }
  /** Most connections of each listener; more are closed. Default 1024. */
  readonly connections?: number
  /** How long a caller may take to send a whole request; default 10 000. */
  readonly requestMs?: number
}

export interface Listening {
  /** `http://127.0.0.1:4180`; null where there is no TCP. */
  readonly url: string | null
  readonly port: number | null
  readonly socket: string | null
  /** Lets requests in flight end, for a short while. */
  close(): Promise<void>
}

const MOST_CONNECTIONS = 1024
const CLOSE_WITHIN_MS = 2000

const REQUEST_MS = 10_000
const HEADERS_MS = 5000
const CHECK_EVERY_MS = 1000

/** Puts the engine's API on TCP, on a Unix socket, or on both. Throws ListenError. */
export async function listenEngine(server: FastifyInstance, options: ListenOptions): Promise<Listening> {
  const { host = '127.0.0.1', port, socket, tls } = options
  if (port !== undefined && !tls && !isLoopback(host))
    throw new ListenError('tls-required', `${host} can be reached from elsewhere: set engine.tls, or use 127.0.0.1`)
  await server.ready()
  const handle: RequestListener = (request, response) => server.routing(request, response)
  const make = (secure?: ListenOptions['tls']): Server => newServer(handle, options, secure)
  const open: Server[] = []
  const closeAll = async (): Promise<void> => {
    await Promise.all(open.map(closeServer))
    await server.close()
  }
  try {
    const tcp = port === undefined ? null : await listenTcp(make(tls), host, port, open)
    if (socket !== undefined) await listenSocket(make(), socket, open)
    const scheme = tls ? 'https' : 'http'
    return {
      url: tcp === null ? null : `${scheme}://${host.includes(':') ? `[${host}]` : host}:${tcp}`,
      port: tcp,
      socket: socket ?? null,
      close: async () => {
        await closeAll()
        if (socket !== undefined) rmSync(socket, { force: true })
      },
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}

function newServer(
  handle: RequestListener,
  { connections = MOST_CONNECTIONS, requestMs = REQUEST_MS }: ListenOptions,
  tls?: ListenOptions['tls'],
): Server {
  // Node waits a minute for headers and five for a body: a few hundred slow clients would hold every connection.
  const http = {
    headersTimeout: Math.min(HEADERS_MS, requestMs),
    requestTimeout: requestMs,
    keepAliveTimeout: 72_000,
    connectionsCheckingInterval: Math.min(CHECK_EVERY_MS, requestMs),
    maxHeaderSize: 16_384,
  }
  const server = tls ? tlsServer(handle, http, tls) : createServer(http, handle)
  server.maxConnections = connections
  server.on('clientError', answerMalformed)
  return server
}

function tlsServer(
  handle: RequestListener,
  http: ServerOptions,
  { certificate, key }: NonNullable<ListenOptions['tls']>,
): Server {
  requirePair(certificate, key)
  return createTlsServer({ ...http, cert: certificate, key, minVersion: 'TLSv1.2' }, handle)
}

// Node starts without a key that fits, and then fails every handshake.
function requirePair(certificate: string, key: string): void {
  let fits = false
  let why: unknown
  try {
    fits = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
  } catch (cause) {
    why = cause
  }
  if (!fits)
    throw new ListenError('tls', 'certificate and key of engine.tls do not fit: both are PEM, and belong together', {
      cause: why,
    })
}

async function listenTcp(server: Server, host: string, port: number, open: Server[]): Promise<number> {
  try {
    await listening(server, () => server.listen({ host, port }))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new ListenError('port-in-use', `port ${port} on ${host} is in use: stop what uses it, or set engine.port`, {
        cause,
      })
    throw new ListenError('address', `cannot listen on ${host} port ${port}: check engine.host and engine.port`, {
      cause,
    })
  }
  open.push(server)
  return (server.address() as AddressInfo).port
}

async function listenSocket(server: Server, path: string, open: Server[]): Promise<void> {
  await prepareSocket(path)
  try {
    await listening(server, () => server.listen({ path }))
    chmodSync(path, 0o600)
  } catch (cause) {
    throw new ListenError('address', `cannot listen on the socket ${path}: check engine.socket`, { cause })
  }
  open.push(server)
}

function listening(server: Server, start: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('listening', () => {
      server.off('error', reject)
      resolve()
    })
    start()
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS)
    server.close(() => {
      clearTimeout(patience)
      resolve()
    })
    server.closeIdleConnections()
  })
}

// What Node could not read as HTTP never reaches a route.
function answerMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const status = tooLarge ? 431 : late ? 408 : 400
  const body = JSON.stringify(problem(status, 'request_malformed'))
  const head = `HTTP/1.1 ${status} Refused\r\ncontent-type: ${PROBLEM_TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}`
  socket.end(`${head}\r\nconnection: close\r\n\r\n${body}`)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
