import { isDeepStrictEqual } from 'node:util'
import type { SegmentFacts } from '#schemas'
import { type CheckedEvent, checkEventBytes } from '../ledger/event-bytes.ts'
import { HASH_BYTES } from '../ledger/hash.ts'
import type { BadPlace } from '../ledger/ledger-error.ts'
import { Frontier } from '../ledger/merkle.ts'
import type { LedgerTip } from '../ledger/segment.ts'
import { segmentKeys } from '../ledger/segment-keys.ts'
import { listWatermarks } from '../ledger/watermarks.ts'
import { broken } from './broken.ts'
import { checkHeader, type Trust } from './check-header.ts'
import { type CheckedLine, checkLines } from './check-lines.ts'
import { SourceFault, type Sources } from './sources.ts'

export interface StoredSegment {
  readonly header: Uint8Array
  readonly leaves: Uint8Array
  readonly lines: Uint8Array
}

export interface VerifiedEvent {
  /** Number in the ledger. */
  readonly n: number
  readonly event: CheckedEvent
  /** The event's own bytes: a view into the segment. */
  readonly bytes: Uint8Array
}

export interface VerifiedSegment {
  readonly facts: SegmentFacts
  readonly events: readonly VerifiedEvent[]
  /** Leaf hashes, joined: proven. */
  readonly leaves: Uint8Array
  /** Where the ledger stands behind it. */
  readonly tip: LedgerTip
}

/**
 * Verifies the segment that begins at `tip` from its bytes and the trusted key alone, and moves `sources` on.
 * Throws LedgerError `broken` that names the first bad event, or the object at fault.
 */
export function checkSegment(
  stored: StoredSegment,
  at: { readonly tip: LedgerTip; readonly trust: Trust; readonly sources: Sources },
): VerifiedSegment {
  const { tip, trust, sources } = at
  const facts = checkHeader(stored.header, tip, trust)
  const { lines, leaves, frontier } = checkLines(stored, facts, tip, segmentKeys(trust.shard, tip.next))
  const events = lines.map((line) => checkEvent(line, sources, segmentKeys(trust.shard, tip.next).lines))
  const tipBehind: LedgerTip = {
    next: tip.next + facts.count,
    last: facts.last,
    frontier,
    watermarks: sources.watermarks,
    cursor: facts.cursor,
  }
  checkFold(facts, tipBehind, events)
  return { facts, events, leaves, tip: tipBehind }
}

function checkEvent({ n, bytes, offset }: CheckedLine, sources: Sources, segment: string): VerifiedEvent {
  const place = (reason: BadPlace['reason'], why: string): BadPlace => {
    const message = `event ${n} in ${segment} was sealed as it is, but is bad: ${why}`
    return { n, segment, part: 'line', byteOffset: offset, reason, message }
  }
  let event: CheckedEvent
  try {
    event = checkEventBytes(bytes)
  } catch (cause) {
    throw broken(place('event-form', (cause as Error).message), cause)
  }
  try {
    sources.follow(event, bytes)
  } catch (cause) {
    if (cause instanceof SourceFault) throw broken(place(cause.reason, cause.message), cause)
    throw cause
  }
  return { n, event, bytes }
}

/** What the header says of the events, against the events. Only the sealer can have got it wrong. */
function checkFold(facts: SegmentFacts, tip: LedgerTip, events: readonly VerifiedEvent[]): void {
  const wrong = [
    ['frontier', facts.frontier, tip.frontier.toHex()],
    ['watermarks', facts.watermarks, listWatermarks(tip.watermarks)],
    ['firstTime', facts.firstTime, events[0]?.event.time],
    ['lastTime', facts.lastTime, events.at(-1)?.event.time],
  ].find(([, said, is]) => !isDeepStrictEqual(said, is))
  if (!wrong) return
  const segment = segmentKeys(facts.shard, facts.first).header
  const message = `the header in ${segment} is bad: its ${wrong[0]} is not that of its events`
  throw broken({ n: facts.first, segment, part: 'header', byteOffset: null, reason: 'header-facts', message })
}

/** The root over the first `size` events, where that lies in or at the end of this segment. */
export function rootWithin(segment: VerifiedSegment, before: Frontier, size: number): string {
  const frontier = Frontier.of(before.size, before.toHex())
  frontier.append(segment.leaves, 0, Math.min(size - before.size, segment.leaves.length / HASH_BYTES))
  return frontier.root()
}
