import type { IncomingMessage } from 'node:http'
import { HttpError } from './http-error.ts'
import { type BodyFormat, type Coding, codingOf, formatOf } from './media.ts'
import type { Service } from './services.ts'

/** What can be made of a service's answer. */
export interface AnswerHead {
  readonly status: number
  readonly hasBody: boolean
  readonly format: BodyFormat
  readonly coding: Coding | null
  /** Bytes of the body as it came; null where only its end says so. */
  readonly length: number | null
}

/**
 * Reads the head of an answer, and refuses what cannot be passed on: bodies that no detector reads from a service that
 * holds PHI, parts of bodies that are to be masked, and bodies whose end cannot be told from a cut. Throws HttpError.
 */
export function readAnswer(
  { statusCode = 0, rawHeaders }: Pick<IncomingMessage, 'statusCode' | 'rawHeaders'>,
  { method, service, masks }: { readonly method: string; readonly service: Service; readonly masks: boolean },
): AnswerHead {
  if (statusCode < 200 || statusCode > 599) throw odd('has a status that means nothing here')
  // Our credentials were refused: the client can do nothing about it, and must not think that its own were.
  if (statusCode === 401 || statusCode === 407)
    throw new HttpError(
      'upstream_credential',
      'The service does not take the credentials of Cordon: tell the operator.',
    )
  const coding = codingOf(joined(rawHeaders, 'content-encoding'))
  if (coding === undefined) throw odd('is packed in a way that cannot be unpacked here')
  const { chunked, length } = framingOf(rawHeaders)
  const hasBody = method !== 'HEAD' && statusCode !== 204 && statusCode !== 304 && length !== 0
  if (!hasBody) return { status: statusCode, hasBody, format: 'none', coding: null, length }
  if (!chunked && length === null) throw odd('has an end that cannot be told from a cut')
  if (masks && (statusCode === 206 || joined(rawHeaders, 'content-range') !== undefined))
    throw odd('is a part of a body, which cannot be masked by itself')
  const format = formatOf(joined(rawHeaders, 'content-type'), service.kind)
  if (service.phi && (format === 'other' || format === 'form')) throw odd('is of a type that cannot be masked')
  return { status: statusCode, hasBody, format, coding, length }
}

function framingOf(raw: readonly string[]): { readonly chunked: boolean; readonly length: number | null } {
  const transfer = joined(raw, 'transfer-encoding')?.toLowerCase()
  const length = joined(raw, 'content-length')
  if (transfer !== undefined && (transfer !== 'chunked' || length !== undefined))
    throw odd('is framed in a way that readers see differently')
  if (length === undefined) return { chunked: transfer === 'chunked', length: null }
  if (!/^[0-9]{1,15}$/.test(length)) throw odd('has no certain length')
  return { chunked: false, length: Number(length) }
}

function joined(raw: readonly string[], name: string): string | undefined {
  let found: string | undefined
  for (let at = 0; at < raw.length; at += 2)
    if (raw[at]?.toLowerCase() === name) found = found === undefined ? raw[at + 1] : `${found}, ${raw[at + 1]}`
  return found
}

function odd(what: string): HttpError {
  return new HttpError('upstream_answer', `The service's answer ${what}.`)
}
