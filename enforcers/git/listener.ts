import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { EnforcerContext } from '../enforcer.ts'
import { selfMadeIdentity } from '../wire/certificate.ts'
import { DEFAULT_HOST, type GitOptions, isLoopback, limitsOf } from './options.ts'

export interface ListenParts {
  readonly options: GitOptions
  readonly context: EnforcerContext
  /** A connection was made; answers what takes its requests, and what to do at its end. */
  readonly welcome: (socket: Socket) => Client
}

export interface Client {
  readonly serve: (request: IncomingMessage, response: ServerResponse) => void
  readonly leave: (reason: string) => Promise<void>
}

const MOST_HEADER_BYTES = 32_768
const FAREWELL_MS = 8000

/**
 * Accepts clients until the context's signal aborts, then ends their sessions and waits for their records. Plain HTTP on
 * loopback alone; elsewhere TLS. Rejects where it cannot listen.
 */
export async function listen({ options, context, welcome }: ListenParts): Promise<void> {
  const { config } = options
  const { host = DEFAULT_HOST, port } = config
  const limits = limitsOf(config)
  const clients = new Map<Socket, { readonly client: Client; left: Promise<void> | null }>()
  const server = makeServer(options, context.now())
  server.maxConnections = limits.connections
  server.headersTimeout = limits.headerMs
  // A push may take long; a client that says nothing may not.
  server.requestTimeout = 0
  server.setTimeout(limits.idleMs, (socket) => socket.destroy())
  const leaving = new Set<Promise<void>>()
  server.on(server.isSecure ? 'secureConnection' : 'connection', (socket: Socket) => {
    const client = welcome(socket)
    clients.set(socket, { client, left: null })
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      const left = client.leave(context.signal.aborted ? 'Cordon stops' : 'the client closed the connection')
      leaving.add(left)
      clients.delete(socket)
      void left.finally(() => leaving.delete(left))
    })
  })
  server.on('request', (request, response) => {
    const client = clients.get(request.socket)?.client
    if (client === undefined || context.signal.aborted) response.destroy()
    else client.serve(request, response)
  })
  await bind(server, host, port)
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  context.ready(`${server.isSecure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${bound}`)
  await aborted(context.signal)
  await close(server)
  while (leaving.size > 0) await Promise.all(leaving)
}

type GitServer = (Server | SecureServer) & { readonly isSecure: boolean }

function makeServer({ config, tls }: GitOptions, now: number): GitServer {
  const { host = DEFAULT_HOST } = config
  const settings = { maxHeaderSize: MOST_HEADER_BYTES, requireHostHeader: false }
  if (tls === null && isLoopback(host)) return Object.assign(createServer(settings), { isSecure: false })
  const { certificate: cert, key } = tls ?? selfMadeIdentity([...new Set(['localhost', '127.0.0.1', host])], now)
  const server = createSecureServer({ ...settings, cert, key, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'] })
  return Object.assign(server, { isSecure: true })
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const advice = cause.code === 'EADDRINUSE' ? 'it is in use: stop what uses it, or set another port' : cause.code
      reject(new Error(`cannot listen on ${host}:${port}: ${advice}`, { cause }))
    })
    server.listen({ host, port }, resolve)
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => server.closeAllConnections(), FAREWELL_MS)
    server.close(() => {
      clearTimeout(patience)
      resolve()
    })
    server.closeIdleConnections()
  })
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** Makes a fresh folder of ours, 0700, with these files in it, executable. */
export function freshFolder(path: string, files: ReadonlyMap<string, string> = new Map()): string {
  rmSync(path, { recursive: true, force: true })
  mkdirSync(path, { recursive: true, mode: 0o700 })
  for (const [name, text] of files) writeFileSync(join(path, name), text, { mode: 0o700 })
  return path
}
