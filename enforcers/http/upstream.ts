import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { HttpError } from './http-error.ts'
import type { Service } from './services.ts'

/** Connections to one service, kept open between requests. */
export interface Upstream {
  /** Sends a request's head; the body is the caller's to write and end. */
  start(call: UpstreamCall): UpstreamRequest
  close(): void
}

export interface UpstreamCall {
  readonly method: string
  readonly path: string
  /** Names and values in turns. */
  readonly headers: readonly string[]
}

export interface UpstreamRequest {
  readonly outgoing: ClientRequest
  /** The head of the answer. Rejects with HttpError where there is none, or none in time. */
  readonly answered: Promise<IncomingMessage>
}

const MOST_HEAD_BYTES = 65_536

export function openUpstream(
  service: Service,
  { upstreamMs, idleMs }: { upstreamMs: number; idleMs: number },
): Upstream {
  const secure = service.upstream.protocol === 'https:'
  const kept = { keepAlive: true, maxFreeSockets: 64, scheduling: 'lifo' } as const
  const agent = secure
    ? new HttpsAgent({
        ...kept,
        minVersion: 'TLSv1.2',
        rejectUnauthorized: true,
        ...(service.ca === null ? {} : { ca: service.ca }),
      })
    : new HttpAgent(kept)
  const { hostname, port } = service.upstream
  const send = secure ? httpsRequest : httpRequest
  const place = { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (secure ? 443 : 80) : Number(port) }

  function start({ method, path, headers }: UpstreamCall): UpstreamRequest {
    const outgoing = send({
      ...place,
      agent,
      method,
      path,
      headers: headers as string[],
      setHost: false,
      insecureHTTPParser: false,
      maxHeaderSize: MOST_HEAD_BYTES,
    })
    // Without a bound by number: a header that is silently left out is one that was not looked at.
    outgoing.maxHeadersCount = 0
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new HttpError('upstream_late', `The service did not answer within ${upstreamMs} ms.`))
        outgoing.destroy()
      }, upstreamMs)
      outgoing.once('response', (incoming) => {
        clearTimeout(timer)
        incoming.on('error', () => undefined)
        endIfSilent(incoming, idleMs)
        resolve(incoming)
      })
      outgoing.on('error', (cause) => {
        clearTimeout(timer)
        reject(
          new HttpError('upstream_unreachable', 'The service cannot be reached, or broke the connection off.', {
            cause,
          }),
        )
      })
    })
    // Whoever failed first has said so.
    answered.catch(() => undefined)
    return { outgoing, answered }
  }
  return { start, close: () => agent.destroy() }
}

// The connection serves other requests later: what listens for this one's silence must not stay behind.
function endIfSilent(incoming: IncomingMessage, idleMs: number): void {
  const { socket } = incoming
  const end = (): void => void incoming.destroy(new Error('the service fell silent'))
  socket.setTimeout(idleMs).once('timeout', end)
  incoming.once('close', () => socket.off('timeout', end))
}
