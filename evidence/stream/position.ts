import { EventLogError } from './event-log-error.ts'
import type { Cursor } from './seams.ts'

/** A place in a log: an event's epoch and sequence. Ordered by epoch, then sequence. */
export interface Position {
  readonly epoch: number
  readonly seq: number
}

/** Before everything. */
export const START: Position = Object.freeze({ epoch: 0, seq: 0 })

/** Orders places: negative when `one` is before `other`. */
export function comparePositions(one: Position, other: Position): number {
  return one.epoch - other.epoch || one.seq - other.seq
}

/** `epoch ":" seq`, decimal. */
export function toCursor({ epoch, seq }: Position): Cursor {
  return `${epoch}:${seq}`
}

/** Throws EventLogError `cursor` for what `toCursor` never wrote. */
export function fromCursor(cursor: Cursor): Position {
  const [epoch, seq, ...rest] = cursor.slice(0, 64).split(':')
  const position = { epoch: Number(epoch), seq: Number(seq) }
  const isOurs = isCount(position.epoch) && isCount(position.seq) && rest.length === 0
  if (isOurs && toCursor(position) === cursor) return position
  throw new EventLogError(
    'cursor',
    'this cursor was not made by an event log on disk: start from null, or from one of its own',
  )
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
