import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { Phi } from '#phi'
import { parseStrictJson, SchemaError } from '#schemas'
import { streamable } from './body-flow.ts'
import { decoded } from './decode.ts'
import type { Head } from './framing.ts'
import { HttpError } from './http-error.ts'
import { type BodyFormat, codingOf, formatOf } from './media.ts'
import type { Service } from './services.ts'
import { strictMasker } from './strict-masker.ts'
import { TextGuard } from './text-guard.ts'
import type { BodyFacts } from './translate.ts'

const MOST_JSON_DEPTH = 64

/** A request's body: what was read of it for the decision, and what is still to come. */
export interface RequestBody {
  readonly facts: BodyFacts
  readonly format: BodyFormat
  /** Decoded bytes that were read already. */
  readonly pieces: readonly Buffer[]
  /** The rest, paused; null where there is none. */
  readonly rest: Readable | null
  /** It goes on without the content coding in which it came. */
  readonly unpacked: boolean
}

export interface BodyLimits {
  readonly inspectBytes: number
  readonly bodyBytes: number
}

export const NO_BODY: RequestBody = {
  facts: { bytes: 0, findings: [], format: 'none', whole: true, content: null, shown: '' },
  format: 'none',
  pieces: [],
  rest: null,
  unpacked: false,
}

/** Reads the beginning of a body, or all of it where it is short. Throws HttpError where it is not what it says it is. */
export async function readBody(
  incoming: IncomingMessage,
  head: Head,
  { service, phi, limits }: { readonly service: Service; readonly phi: Phi; readonly limits: BodyLimits },
): Promise<RequestBody> {
  const coding = codingOf(head.headers.get('content-encoding'))
  if (coding === undefined)
    throw new HttpError('content_coding', 'This content coding is not known here: send gzip, or none.')
  const format = formatOf(head.headers.get('content-type'), service.kind)
  if (format === 'other' && service.phi)
    throw new HttpError('content_type', 'Bodies of this type cannot be read here: send JSON or text in UTF-8.')
  if (Number(head.headers.get('content-length') ?? 0) > limits.bodyBytes) throw tooLarge(limits.bodyBytes)
  const source = decoded(incoming, coding)
  const { pieces, ended } = await takeHead(source, limits)
  const content = Buffer.concat(pieces)
  const judged = judge(content, ended, format, phi)
  const { findings, shown } = judged
  const facts: BodyFacts = { bytes: content.length, findings, format, whole: ended, content, shown }
  return { facts, format, pieces, rest: ended ? null : source, unpacked: coding !== null }
}

/** Says that a body has become longer than it may. */
export function tooLarge(most: number): HttpError {
  return new HttpError('body_too_large', `A body has at most ${most} bytes here.`)
}

function takeHead(
  source: Readable,
  { inspectBytes, bodyBytes }: BodyLimits,
): Promise<{ readonly pieces: Buffer[]; readonly ended: boolean }> {
  const pieces: Buffer[] = []
  let length = 0
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      source.off('data', take).off('end', end).off('error', fail).off('close', close)
      source.pause()
      // What it still says before somebody listens again must not end the process.
      source.on('error', () => undefined)
    }
    const take = (chunk: Buffer): void => {
      pieces.push(chunk)
      length += chunk.length
      if (length <= inspectBytes && length <= bodyBytes) return
      stop()
      if (length > bodyBytes) reject(tooLarge(bodyBytes))
      else resolve({ pieces, ended: false })
    }
    const end = (): void => {
      stop()
      resolve({ pieces, ended: true })
    }
    const fail = (cause: unknown): void => {
      stop()
      if (cause instanceof HttpError) reject(cause)
      else reject(new HttpError('request_body', 'The body cannot be read to its end.', { cause }))
    }
    const close = (): void => fail(new Error('it broke off'))
    source.on('data', take).once('end', end).once('error', fail).once('close', close)
    source.resume()
  })
}

// All readers must agree on it: UTF-8, one value, no key twice, not too deep.
function judge(content: Buffer, whole: boolean, format: BodyFormat, phi: Phi): Pick<BodyFacts, 'findings' | 'shown'> {
  const readable = streamable(format)
  if (readable === null) return { findings: [], shown: '' }
  const guard = new TextGuard('request_body')
  guard.check(content)
  if (whole) guard.end()
  if (whole && (format === 'json' || format === 'fhir')) checkJson(content)
  const masker = strictMasker(phi.stream({ format: readable }))
  const shown = Buffer.concat([masker.write(content), masker.end()]).toString('utf8')
  const findings = [...masker.counts].slice(0, 64).map(([name, count]) => ({ class: name, count }))
  return { findings, shown: whole ? shown : '' }
}

function checkJson(content: Buffer): void {
  try {
    parseStrictJson(content, MOST_JSON_DEPTH)
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    throw new HttpError('request_body', `The body is not taken: ${error.message}.`, { cause: error })
  }
}
