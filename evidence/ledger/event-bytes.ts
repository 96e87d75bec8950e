import { isUtf8 } from 'node:buffer'
import { type Event, MOST_DEPTH, parse } from '#schemas'
import { isCanonicalJson } from './canonical-form.ts'
import { LedgerError } from './ledger-error.ts'

/** Most bytes of one event. */
export const MOST_EVENT_BYTES: number = 1 << 20

/** An event whose bytes were checked as a whole; `data`, most of it, is parsed when it is asked for. */
export class CheckedEvent {
  readonly kind: Event['kind']
  readonly time: string
  readonly source: Event['source']
  readonly session: string | undefined
  readonly #envelope: Event
  readonly #data: Buffer

  constructor(envelope: Event, data: Buffer) {
    this.#envelope = envelope
    this.#data = data
    this.kind = envelope.kind
    this.time = envelope.time
    this.source = envelope.source
    this.session = envelope.session
  }

  get data(): Event['data'] {
    return JSON.parse(this.#data.toString('utf8')) as Event['data']
  }

  /** The whole event, as a plain object. */
  toEvent(): Event {
    return { ...this.#envelope, data: this.data }
  }
}

/**
 * Checks an event from the bytes that its log made. They must be canonical (docs/evidence-format.md): one event
 * then has one spelling, and no two readers see two events. Throws LedgerError `event`, and names no content.
 *
 * `data` is checked in place; what is around it (keys ascend, so `kind` follows `data`) is parsed with an empty
 * object in its stead. Both are canonical exactly if the whole is, and the schema says nothing of what data holds.
 */
export function checkEventBytes(bytes: Uint8Array): CheckedEvent {
  if (bytes.length > MOST_EVENT_BYTES)
    throw new LedgerError('event', `an event has ${bytes.length} bytes, more than the ${MOST_EVENT_BYTES} it may have`)
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (!isUtf8(view)) throw new LedgerError('event', 'an event is not UTF-8')
  const start = view.indexOf(DATA_KEY) + DATA_KEY.length
  const end = view.lastIndexOf(KIND_KEY)
  const data = view.subarray(start, end)
  const around = Buffer.concat([view.subarray(0, start), NO_DATA, view.subarray(Math.max(end, start))])
  const isCanonical =
    data[0] === OPEN_BRACE && isCanonicalJson(data, MOST_DEPTH - 1) && isCanonicalJson(around, MOST_DEPTH)
  if (!isCanonical) throw new LedgerError('event', 'an event is not JSON in canonical form')
  try {
    return new CheckedEvent(parse('event', JSON.parse(around.toString('utf8'))), data)
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : ''
    throw new LedgerError('event', `an event does not fit its schema${why}`, { cause })
  }
}

const OPEN_BRACE = 0x7b
const DATA_KEY: Buffer = Buffer.from('"data":')
const KIND_KEY: Buffer = Buffer.from(',"kind":"')
const NO_DATA: Buffer = Buffer.from('{}')
