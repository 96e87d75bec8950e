import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { Phi } from '#phi'
import type { HttpLimits } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import { addressClass } from '../wire/address-class.ts'
import { answerUnparsed } from './client-error.ts'
import { HttpError } from './http-error.ts'
import { DEFAULT_HOST, type HttpOptions, limitsOf } from './options.ts'
import { refuseError } from './refuse.ts'
import { serve, type Wire } from './serve.ts'
import type { ServeParts } from './serve-parts.ts'
import { readService } from './services.ts'
import { SessionCache } from './session-cache.ts'
import { UnderWay } from './under-way.ts'
import { openUpstream } from './upstream.ts'

const STOP_WITHIN_MS = 5000
const KEEP_ALIVE_MS = 30_000

/**
 * Accepts clients until the context's signal aborts, lets exchanges end, closes sessions and waits for their records.
 * Rejects where it cannot listen: the message says on what, and what to do.
 */
export async function listen(options: HttpOptions, context: EnforcerContext, phi: Phi): Promise<void> {
  const { config, tls } = options
  const { host = DEFAULT_HOST, port, name } = config
  if (tls === null && addressClass(host === 'localhost' ? '127.0.0.1' : host, false) !== 'loopback')
    throw new TypeError(`${host} leaves this machine, so \`tls\` is needed: tokens and answers travel on it`)
  const limits = limitsOf(config)
  const services = options.services.map(readService)
  const sessions = new SessionCache({ context, phi, enforcer: name, most: limits.sessions, idleMs: limits.sessionMs })
  const upstreams = new Map(services.map((service) => [service, openUpstream(service, limits)]))
  const parts: ServeParts = { context, phi, enforcer: name, services, upstreams, sessions, limits }
  const server = makeServer(options, limits)
  const active = new UnderWay()
  attach(server, parts, active)
  try {
    const bound = await bind(server, host, port)
    context.ready(`${host.includes(':') ? `[${host}]` : host}:${bound}`)
    await aborted(context.signal)
  } finally {
    await stop(server, active)
    await sessions.close()
    for (const upstream of upstreams.values()) upstream.close()
  }
}

function makeServer({ tls }: HttpOptions, limits: Required<HttpLimits>): Server {
  const settings: ServerOptions = {
    insecureHTTPParser: false,
    // Refused by readHead, with a body that says why.
    requireHostHeader: false,
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headerMs,
    requestTimeout: Math.max(limits.headerMs, limits.idleMs * 5),
    connectionsCheckingInterval: Math.min(1000, limits.headerMs),
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAlive: true,
    noDelay: true,
  }
  const server =
    tls === null
      ? createServer(settings)
      : createSecureServer({
          ...settings,
          cert: tls.certificate,
          key: tls.key,
          minVersion: 'TLSv1.2',
          ALPNProtocols: ['http/1.1'],
        })
  server.maxConnections = limits.connections
  // Without a bound by number: Node leaves out what is beyond it, and says nothing.
  server.maxHeadersCount = 0
  server.setTimeout(limits.idleMs)
  return server
}

function attach(server: Server, parts: ServeParts, active: UnderWay): void {
  const take = (incoming: IncomingMessage, response: ServerResponse): void => {
    // Whoever reads the body is told; an early error must not end the process.
    incoming.on('error', () => undefined)
    response.on('error', () => undefined)
    active.add(serve(incoming, response, wireOf(incoming.socket), parts))
  }
  server.on('request', take)
  server.on('checkContinue', take)
  server.on('checkExpectation', take)
  server.on('connect', (_: IncomingMessage, socket: Socket) => refuseSocket(socket))
  server.on('upgrade', (_: IncomingMessage, socket: Socket) => refuseSocket(socket))
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    parts.context.log.info('a request could not be read', { enforcer: parts.enforcer, code: error.code ?? 'unknown' })
    answerUnparsed(error, socket)
  })
}

function refuseSocket(socket: Socket): void {
  socket.on('error', () => socket.destroy())
  const { status, body, contentType } = refuseError(
    new HttpError('upgrade_refused', 'No tunnel and no other protocol is offered here.'),
    null,
    'problem',
  )
  socket.end(
    `HTTP/1.1 ${status} Bad Request\r\ncontent-type: ${contentType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}

function wireOf(socket: Socket): Wire {
  const client = addressClass(socket.remoteAddress, false)
  const encryption =
    'encrypted' in socket ? (socket as TLSSocket).getProtocol()?.toLowerCase().replace('v', '') : undefined
  if (encryption !== undefined) return { transport: 'tls', encryption, client }
  return { transport: client === 'loopback' ? 'loopback' : 'plain', encryption: 'plain', client }
}

function bind(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const advice = cause.code === 'EADDRINUSE' ? 'it is in use: stop what uses it, or set another port' : cause.code
      reject(new Error(`cannot listen on ${host}:${port}: ${advice}`, { cause }))
    })
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

async function stop(server: Server, active: UnderWay): Promise<void> {
  server.close()
  server.closeIdleConnections()
  const late = new Promise<void>((resolve) => {
    setTimeout(resolve, STOP_WITHIN_MS).unref()
  })
  await Promise.race([active.none(), late])
  server.closeAllConnections()
  await active.none()
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
