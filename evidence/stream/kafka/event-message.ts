import { checkEventBytes } from '../../ledger/event-bytes.ts'
import { LedgerError } from '../../ledger/ledger-error.ts'
import { EventLogError } from '../event-log-error.ts'
import { comparePositions, fromCursor, type Position, toCursor } from '../position.ts'
import {
  type MessageChecker,
  type MessageSigner,
  Poison,
  type ReceivedMessage,
  type SignedMessage,
} from './signed-message.ts'

/*
 * value = event *(LF event)     canonical JSON has no LF of its own
 *       / a slice of one event  where `part` is not "1/1"
 */

/** A run of events of one epoch of a source, or a part of one event that no message can hold. */
export interface EventRun {
  readonly epoch: number
  /** Sequence of the first and of the last event. */
  readonly first: number
  readonly last: number
  /** What stands before the first in the source's log, or was sealed of it when the source began to send. */
  readonly after: Position
  readonly part: Part
  readonly value: Buffer
}

export interface Part {
  /** From 1. */
  readonly index: number
  readonly count: number
}

/** Events of one message, as they were taken in. */
export interface ReceivedRun extends EventRun {
  readonly source: string
}

export interface PlacedEvent {
  readonly position: Position
  readonly bytes: Uint8Array
}

/** Most parts of one event: 1 MiB in messages of 64 KiB, with room. */
export const MOST_PARTS = 64
/** Most events of one message that are taken in. */
const MOST_EVENTS = 4096

export function sealRun({ epoch, first, last, after, part, value }: EventRun, signer: MessageSigner): SignedMessage {
  const facts = {
    epoch: String(epoch),
    first: String(first),
    last: String(last),
    after: toCursor(after),
    part: `${part.index}/${part.count}`,
  }
  return { key: signer.source, ...signer.sign('events', facts, value) }
}

/** Takes a message in. Throws Poison. */
export function openRun(message: ReceivedMessage, checker: MessageChecker): ReceivedRun {
  const { source, facts, value } = checker.open('events', ['epoch', 'first', 'last', 'after', 'part'], message)
  const epoch = readCount(facts.epoch)
  const first = readCount(facts.first)
  const last = readCount(facts.last)
  if (epoch < 1 || first < 1 || last < first) throw new Poison('its epoch and sequences are no run')
  const part = readPart(facts.part)
  if (part.count > 1 && first !== last) throw new Poison('a part belongs to one event')
  const after = readPosition(facts.after)
  if (comparePositions(after, { epoch, seq: first }) >= 0) throw new Poison('it says that it comes before itself')
  return { source, epoch, first, last, after, part, value }
}

/**
 * The events of a whole message: canonical, of the shape of an event, of its source and epoch, in ascending order.
 * Throws Poison.
 */
export function eventsOf({ source, epoch, first, last, value }: ReceivedRun): PlacedEvent[] {
  const events: PlacedEvent[] = []
  let before = 0
  for (const bytes of lines(value)) {
    if (events.length === MOST_EVENTS) throw new Poison(`it holds more than ${MOST_EVENTS} events`)
    const stamp = stampOf(bytes)
    if (stamp.id !== source || stamp.epoch !== epoch || stamp.seq <= before)
      throw new Poison('it holds an event of another source, or out of order')
    before = stamp.seq
    events.push({ position: { epoch, seq: stamp.seq }, bytes })
  }
  if (events[0]?.position.seq !== first || before !== last) throw new Poison('it holds other events than it says')
  return events
}

function stampOf(bytes: Uint8Array): { readonly id: string; readonly epoch: number; readonly seq: number } {
  try {
    return checkEventBytes(bytes).source
  } catch (cause) {
    if (!(cause instanceof LedgerError)) throw cause
    throw new Poison('it holds what is no event', { cause })
  }
}

function* lines(value: Buffer): Generator<Buffer> {
  for (let at = 0; at <= value.length; ) {
    const end = value.indexOf(LF, at)
    yield value.subarray(at, end === -1 ? value.length : end)
    if (end === -1) return
    at = end + 1
  }
}

function readPart(text: string): Part {
  const [index, count] = text.split('/', 2).map(Number)
  const part = { index: index ?? 0, count: count ?? 0 }
  const isPart = Number.isSafeInteger(part.index) && Number.isSafeInteger(part.count)
  if (!isPart || part.index < 1 || part.index > part.count || part.count > MOST_PARTS)
    throw new Poison('its part is none')
  return part
}

function readCount(text: string): number {
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 0 || String(count) !== text) throw new Poison('it holds no number')
  return count
}

function readPosition(text: string): Position {
  try {
    return fromCursor(text)
  } catch (cause) {
    if (!(cause instanceof EventLogError)) throw cause
    throw new Poison('it does not say what stands before it', { cause })
  }
}

const LF = 0x0a
