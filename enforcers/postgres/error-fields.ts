import { ByteReader, ByteWriter } from '../wire/bytes.ts'
import { BACK, frame, HEADER_BYTES } from './messages.ts'

/** Fields of an ErrorResponse or NoticeResponse by their one-letter code, chapter 55.8 of the manual. */
export type ErrorFields = ReadonlyMap<string, string>

/** What a client is told. `code` is an SQLSTATE. */
export interface ErrorFacts {
  readonly severity: 'ERROR' | 'FATAL' | 'WARNING' | 'NOTICE'
  readonly code: string
  readonly message: string
  readonly detail?: string
  readonly hint?: string
}

/** Reads `E` or `N`. Throws WireError. */
export function readErrorFields(whole: Buffer): ErrorFields {
  const reader = new ByteReader(whole, HEADER_BYTES)
  const fields = new Map<string, string>()
  for (let code = reader.uint8(); code !== 0; code = reader.uint8())
    fields.set(String.fromCharCode(code), reader.text())
  reader.end()
  return fields
}

/** An `E` of ours, or an `N` where the severity says so. */
export function errorMessage(facts: ErrorFacts): Buffer {
  const fields = new Map([
    ['S', facts.severity],
    ['V', facts.severity],
    ['C', facts.code],
    ['M', facts.message],
  ])
  if (facts.detail !== undefined) fields.set('D', facts.detail)
  if (facts.hint !== undefined) fields.set('H', facts.hint)
  const notice = facts.severity === 'WARNING' || facts.severity === 'NOTICE'
  return errorFrame(notice ? BACK.notice : BACK.error, fields)
}

export function errorFrame(tag: number, fields: ErrorFields): Buffer {
  const writer = new ByteWriter()
  for (const [code, text] of fields) writer.uint8(code.charCodeAt(0)).text(text.replaceAll('\0', ''))
  return frame(tag, writer.uint8(0).done())
}
