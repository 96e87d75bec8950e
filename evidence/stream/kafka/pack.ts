import { comparePositions, type Position } from '../position.ts'
import { positionOf } from '../stamp.ts'
import type { EventRun } from './event-message.ts'
import { KafkaError } from './kafka-error.ts'

export interface PackLimits {
  /** Most events of a message. */
  readonly events: number
  /** Most bytes of a message's value. */
  readonly bytes: number
}

/**
 * Packs events of one log, in order, into runs: of one epoch, each within the limits. An event that is larger than
 * a message is cut into parts. `after` stands before the first.
 */
export function packEvents(events: readonly Uint8Array[], after: Position, limits: PackLimits): EventRun[] {
  const runs: EventRun[] = []
  let before = after
  for (let at = 0; at < events.length; ) {
    const from = placeOf(events[at] as Uint8Array)
    const count = countFitting(events, at, from, limits)
    const last = placeOf(events[at + Math.max(1, count) - 1] as Uint8Array)
    const run = { epoch: from.epoch, first: from.seq, last: last.seq, after: before }
    if (count === 0) runs.push(...cut(events[at] as Uint8Array, run, limits.bytes))
    else runs.push({ ...run, part: WHOLE, value: join(events.slice(at, at + count)) })
    before = last
    at += Math.max(1, count)
  }
  return runs
}

/** Groups runs into what one request may carry to one partition: the brokers' limit is on a batch, not a message. */
export function batchRuns(runs: readonly EventRun[], bytes: number): EventRun[][] {
  const batches: EventRun[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const run of runs) {
    if (size + run.value.length > bytes) {
      batches.push([])
      size = 0
    }
    batches.at(-1)?.push(run)
    size += run.value.length + MESSAGE_OVERHEAD_BYTES
  }
  return batches
}

/** Headers, signature and framing of one message, with room. */
export const MESSAGE_OVERHEAD_BYTES = 1024

function countFitting(events: readonly Uint8Array[], start: number, from: Position, limits: PackLimits): number {
  let bytes = 0
  let at = start
  for (; at < events.length && at - start < limits.events; at++) {
    const event = events[at] as Uint8Array
    bytes += event.length + 1
    if (bytes > limits.bytes || placeOf(event).epoch !== from.epoch) break
  }
  return at - start
}

function cut(event: Uint8Array, run: Omit<EventRun, 'part' | 'value'>, most: number): EventRun[] {
  const count = Math.ceil(event.length / most)
  return Array.from({ length: count }, (_, index) => ({
    ...run,
    part: { index: index + 1, count },
    value: Buffer.from(event.subarray(index * most, (index + 1) * most)),
  }))
}

function join(events: readonly Uint8Array[]): Buffer {
  const value = Buffer.allocUnsafe(events.reduce((sum, event) => sum + event.length + 1, -1))
  let at = 0
  for (const event of events) {
    if (at > 0) value[at++] = LF
    value.set(event, at)
    at += event.length
  }
  return value
}

function placeOf(event: Uint8Array): Position {
  const position = positionOf(event)
  if (position && comparePositions(position, { epoch: 1, seq: 1 }) >= 0) return position
  throw new KafkaError('settings', 'the log brought bytes that are no event of a log')
}

const WHOLE = Object.freeze({ index: 1, count: 1 })
const LF = 0x0a
