import { isUtf8 } from 'node:buffer'
import { type Event, MOST_DEPTH, parse } from '#schemas'
import { isCanonicalJson } from './canonical-form.ts'
import { LedgerError } from './ledger-error.ts'

/** Most bytes of one event. */
export const MOST_EVENT_BYTES: number = 1 << 20

/**
 * An event from the bytes that its log made. They must be canonical (docs/evidence-format.md): one event then
 * has one spelling, and no two readers see two events. Throws LedgerError `event`, and names no content.
 */
export function readEvent(bytes: Uint8Array): Event {
  if (bytes.length > MOST_EVENT_BYTES)
    throw new LedgerError('event', `an event has ${bytes.length} bytes, more than the ${MOST_EVENT_BYTES} it may have`)
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (!isUtf8(view)) throw new LedgerError('event', 'an event is not UTF-8')
  if (!isCanonicalJson(view, MOST_DEPTH)) throw new LedgerError('event', 'an event is not JSON in canonical form')
  try {
    return parse('event', JSON.parse(view.toString('utf8')))
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : ''
    throw new LedgerError('event', `an event does not fit its schema${why}`, { cause })
  }
}
