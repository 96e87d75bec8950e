import type { IncomingMessage, ServerResponse } from 'node:http'
import { type AnswerHead, readAnswer } from './answer-head.ts'
import { bodyFlow, streamable } from './body-flow.ts'
import { decoded } from './decode.ts'
import type { HttpExchange } from './exchange.ts'
import { HttpError } from './http-error.ts'
import { pump, SinkClosed } from './pump.ts'
import { joined, readWhole } from './read-whole.ts'
import { passedHeaders } from './response-headers.ts'
import { seenOf } from './seen.ts'
import type { ForwardParts } from './serve-parts.ts'

/**
 * Sends a service's answer on: masked as the plan says, no faster than the client takes it. The effect is on record before
 * the last byte goes, so that a client that saw the end can be sure of it. Rejects where the answer is not fit, or
 * breaks off.
 */
export async function answer(incoming: IncomingMessage, parts: ForwardParts): Promise<void> {
  const { service, head, plan, response, exchange } = parts
  const masks = plan.response === 'mask'
  try {
    const read = readAnswer(incoming, { method: head.method, service, masks })
    const lines = headersOf(incoming, parts)
    if (read.hasBody) await sendBody(incoming, read, lines, parts)
    else sendHead(incoming, read, lines, masks, response, exchange)
  } catch (error) {
    incoming.destroy()
    throw answerError(error)
  }
}

function headersOf(
  { rawHeaders }: IncomingMessage,
  { service, plan, phi, head, secure, exchange }: ForwardParts,
): string[] {
  const { lines, leadsAway } = passedHeaders({
    rawHeaders,
    service,
    masks: plan.response === 'mask',
    origin: `${secure ? 'https' : 'http'}://${head.host}`,
    maskValue: (value) => phi.maskText(value, { mode: 'log' }).text,
  })
  if (leadsAway && service.phi)
    throw new HttpError('upstream_answer', "The service's answer leads to a place outside of it.")
  return [...lines, 'cordon-decision', exchange.decision.context.id]
}

function sendHead(
  incoming: IncomingMessage,
  { status, length }: AnswerHead,
  lines: string[],
  masks: boolean,
  response: ServerResponse,
  exchange: HttpExchange,
): void {
  incoming.resume()
  // What a mask will have done to the length, nobody knows before.
  const known = length !== null && (length === 0 || !masks) && status !== 204
  exchange.record('response', 'none')
  exchange.finish(outcomeOf(status), { status, ...errorOf(status) })
  response.writeHead(status, known ? [...lines, 'content-length', String(length)] : lines)
  response.end()
}

async function sendBody(
  incoming: IncomingMessage,
  { status, format, coding, length }: AnswerHead,
  lines: string[],
  parts: ForwardParts,
): Promise<void> {
  const { phi, plan, exchange, response, service } = parts
  const seen = seenOf(status, parts)
  // What was opened is for who asked, and for no recording.
  const read = service.kind === 'vault' ? 'other' : format
  const record = exchange.record('response', read)
  const changes = plan.response === 'mask' && streamable(format) !== null
  const flow = bodyFlow({
    phi,
    format: read,
    way: plan.response,
    from: 'upstream_answer',
    record,
    subject: (id) => exchange.subject(id),
    ids: plan.ids,
    // Equal values have equal tokens: of words that may be the client's own none is made, or it could try out values.
    found: seen === 'learn' ? plan.found : 'redact',
    seen,
  })
  exchange.counts(plan.response, flow.counts)
  const framing = !changes && coding === null && length !== null ? ['content-length', String(length)] : []
  const begin = (): void => {
    if (!response.headersSent) response.writeHead(status, [...lines, ...framing])
  }
  // Events may be long in coming, and their listener wants to know that it is heard.
  if (format === 'sse') {
    begin()
    response.flushHeaders()
  }
  // A short answer is read, and goes out, in one piece, with its length: the parts of a stream cost more than masking it.
  if (length !== null && length <= SHORT_BYTES && coding === null && format !== 'sse') {
    const body = await readWhole(incoming)
    if (response.destroyed) throw new SinkClosed('the receiver is gone')
    const masked = flow.write(body)
    const whole = joined([masked, flow.end()].filter((bytes) => bytes.length > 0))
    exchange.finish(outcomeOf(status), { status, ...errorOf(status) })
    response.writeHead(status, [...lines, 'content-length', String(whole.length)])
    response.end(whole)
    return
  }
  const last = await pump(decoded(incoming, coding), response, flow, (bytes) => {
    begin()
    return response.write(bytes)
  })
  exchange.finish(outcomeOf(status), { status, ...errorOf(status) })
  begin()
  response.end(last)
}

/** Of an answer as it comes; masked it may be longer. */
const SHORT_BYTES = 16_384

function outcomeOf(status: number): 'done' | 'failed' {
  return status < 400 ? 'done' : 'failed'
}

function errorOf(status: number): { readonly error?: string } {
  return status < 400 ? {} : { error: String(status) }
}

// What breaks a body off, or cannot be unpacked, is the service's doing.
function answerError(error: unknown): unknown {
  if (error instanceof HttpError)
    return error.code === 'content_coding'
      ? new HttpError('upstream_answer', "The service's answer unpacks to far more than it is.", { cause: error })
      : error
  const { code } = (error ?? {}) as { code?: unknown }
  const ours = error instanceof Error && error.name === 'EventLogError'
  if (ours || code === 'full')
    return new HttpError('evidence_unavailable', 'What was done cannot be recorded.', { cause: error })
  return new HttpError('upstream_answer', "The service's answer broke off, or cannot be unpacked.", { cause: error })
}
