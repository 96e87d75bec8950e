import type { IncomingMessage } from 'node:http'
import { answer } from './answer.ts'
import { HttpError } from './http-error.ts'
import { type OutgoingBody, outgoingBody } from './outgoing-body.ts'
import { SinkClosed } from './pump.ts'
import { outgoingHeaders } from './request-headers.ts'
import type { ForwardParts } from './serve-parts.ts'
import type { Service } from './services.ts'
import type { Target } from './target.ts'
import type { UpstreamRequest } from './upstream.ts'

/** Sends an allowed request to its service, and the answer to the client. Rejects where either fails. */
export async function forward(parts: ForwardParts): Promise<void> {
  const { response, exchange, plan, body, phi, head, limits } = parts
  const { bodyBytes } = limits
  const ready = outgoingBody({ body, phi, exchange, way: plan.request, bodyBytes, method: head.method })
  let request = start(parts, ready)
  // Whatever ends the answer early, ends the request too: the service must not work for nobody.
  const abandon = (): void => void request.outgoing.destroy()
  response.once('close', abandon)
  try {
    let incoming: IncomingMessage
    try {
      incoming = await exchangeHeads(request, ready)
    } catch (error) {
      if (!isStale(error, request, parts)) throw error
      request = start(parts, ready)
      incoming = await exchangeHeads(request, ready)
    }
    await answer(incoming, parts)
    response.off('close', abandon)
    // An answer may come before all of the request was sent; what is left of it would be taken for the next one.
    if (!request.outgoing.writableFinished) abandon()
  } catch (error) {
    abandon()
    if (!response.destroyed) throw error
    exchange.finish('abandoned', { error: 'client_gone' })
  }
}

function start(
  { head, target, service, plan, phi, secure, upstreams }: ForwardParts,
  ready: OutgoingBody,
): UpstreamRequest {
  const upstream = upstreams.get(service)
  if (upstream === undefined) throw new Error(`${service.target} has no connections`)
  const masksAnswer = plan.response === 'mask'
  const headers = outgoingHeaders({
    head,
    service,
    masksAnswer,
    changesBody: ready.changed,
    secure,
    maskValue: (value) => phi.maskText(value, { mode: 'log' }).text,
  })
  return upstream.start({
    method: head.method,
    path: upstreamPath(target, service),
    headers: [...headers, ...ready.framing],
  })
}

/** The very path and query that were judged, below the service's base instead of the listener's. */
export function upstreamPath({ path, query }: Target, { upstream, prefix }: Service): string {
  const base = upstream.pathname === '/' ? '' : upstream.pathname
  const below = path
    .split('/')
    .slice(1 + prefix.length)
    .join('/')
  return `${base}${below === '' && base !== '' ? '' : `/${below}`}${query === '' ? '' : `?${query}`}`
}

async function exchangeHeads({ outgoing, answered }: UpstreamRequest, ready: OutgoingBody): Promise<IncomingMessage> {
  const sent = ready.send(outgoing).then(
    () => answered,
    (error: unknown) => {
      // The service's end is the service's to explain.
      if (error instanceof SinkClosed) return answered
      outgoing.destroy()
      throw error instanceof HttpError ? error : new HttpError('request_body', 'The body broke off.', { cause: error })
    },
  )
  return Promise.race([answered, sent])
}

// A kept connection that the service closed at that moment: nothing was done, so a read may be sent once more.
function isStale(error: unknown, { outgoing }: UpstreamRequest, { head, response }: ForwardParts): boolean {
  const reads = head.method === 'GET' || head.method === 'HEAD'
  const cause = error instanceof HttpError ? (error.cause as NodeJS.ErrnoException | undefined) : undefined
  const reset = cause?.code === 'ECONNRESET' || cause?.code === 'EPIPE'
  return reads && reset && outgoing.reusedSocket && !response.destroyed
}
