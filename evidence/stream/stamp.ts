import { canonical, type EventDraft } from '#schemas'
import type { Position } from './position.ts'

/** What only the log may say of an event. */
export interface Stamp {
  /** RFC 3339, UTC. */
  readonly time: string
  readonly id: string
  readonly epoch: number
  readonly seq: number
  readonly prev: string
}

/**
 * The event as canonical JSON (RFC 8785), made once. Written out member by member, in order, because the whole
 * object never needs to exist. Throws TypeError for what JSON cannot say.
 */
export function eventLine(draft: EventDraft, stamp: Stamp): string {
  const actor = draft.actor === undefined ? '' : `"actor":${canonical(draft.actor)},`
  const run = draft.run === undefined ? '' : `"run":${JSON.stringify(draft.run)},`
  const session = draft.session === undefined ? '' : `"session":${JSON.stringify(draft.session)},`
  const via = draft.via === undefined ? '' : `,"via":${JSON.stringify(draft.via)}`
  const source = `{"epoch":${stamp.epoch},"id":"${stamp.id}","prev":"${stamp.prev}","seq":${stamp.seq}${via}}`
  return `{${actor}"data":${canonical(draft.data)},"kind":"${draft.kind}",${run}${session}"source":${source},"time":"${stamp.time}","v":1}`
}

/**
 * Reads `source.seq` of an event that a log wrote, without parsing it. Behind `source` only `via` and `time` hold
 * text, and a quote within text is escaped, so the last `"seq":` is the one. NaN where the bytes are no event.
 */
export function sequenceOf(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = buffer.lastIndexOf(SEQUENCE_KEY)
  if (at === -1) return Number.NaN
  const from = at + SEQUENCE_KEY.length
  return Number.parseInt(buffer.toString('latin1', from, from + 16), 10)
}

/**
 * Reads `source.epoch` and `source.seq` the same way: within text a quote is escaped, and what `data` may hold of
 * the same spelling stands before it. Null where the bytes are no event.
 */
export function positionOf(bytes: Uint8Array): Position | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = buffer.lastIndexOf(EPOCH_KEY)
  if (at === -1) return null
  const from = at + EPOCH_KEY.length
  const epoch = Number.parseInt(buffer.toString('latin1', from, from + 16), 10)
  const seq = sequenceOf(bytes)
  return Number.isSafeInteger(epoch) && Number.isSafeInteger(seq) ? { epoch, seq } : null
}

const SEQUENCE_KEY = '"seq":'
const EPOCH_KEY = '"source":{"epoch":'

/** What a source signs in `source.head` and `heartbeat`; see docs/evidence-format.md. */
export function headStatement(head: {
  readonly id: string
  readonly epoch: number
  readonly seq: number
  readonly head: string
}): Uint8Array {
  return Buffer.from(`cordon-source-head-v1\n${head.id}\n${head.epoch}\n${head.seq}\n${head.head}\n`)
}
