import type { KeyObject } from 'node:crypto'
import type { SegmentFacts } from '#schemas'
import { makeCheckpoint } from './checkpoint.ts'
import { NO_HASH } from './hash.ts'
import { signHeader } from './header.ts'
import { keyIdOf } from './key-id.ts'
import { type Arena, type Spliced, spliceLines } from './line.ts'
import { Frontier } from './merkle.ts'
import { listWatermarks, readWatermarks, type Watermarks } from './watermarks.ts'

/** Most events of one segment. */
export const MOST_SEGMENT_EVENTS = 4096

/** Where a ledger stands: all that is needed to seal the next segment. */
export interface LedgerTip {
  /** Number of the next event. */
  readonly next: number
  /** Leaf hash of the last event, hex; 64 zeros before the first. */
  readonly last: string
  readonly frontier: Frontier
  readonly watermarks: Watermarks
  /** Where the event source goes on; empty: from the oldest event that it holds. */
  readonly cursor: string
}

/** Facts of a segment that its bytes do not say. */
export type SealFacts = Pick<
  SegmentFacts,
  'shard' | 'sealedAt' | 'firstTime' | 'lastTime' | 'cursor' | 'assurance' | 'separation'
>

export interface Segment {
  readonly first: number
  readonly ndjson: Uint8Array
  readonly leaves: Uint8Array
  readonly header: Uint8Array
  /** Where the ledger stands behind it. */
  readonly tip: LedgerTip
}

/** The tip of a ledger without segments. */
export function emptyTip(): LedgerTip {
  return { next: 0, last: NO_HASH, frontier: new Frontier(), watermarks: new Map(), cursor: '' }
}

/** The tip behind the segment with this header. */
export function tipBehind(header: SegmentFacts): LedgerTip {
  const next = header.first + header.count
  return {
    next,
    last: header.last,
    frontier: Frontier.of(next, header.frontier),
    watermarks: readWatermarks(header.watermarks),
    cursor: header.cursor,
  }
}

/** The lines of a segment that begins at `tip`: what is stored first. With an arena, until its next use. */
export function spliceAt(tip: LedgerTip, events: readonly Uint8Array[], arena?: Arena): Spliced {
  return spliceLines(events, { first: tip.next, prev: tip.last }, arena)
}

/**
 * Seals spliced lines: tree, checkpoint, signed header. `watermarks` are those behind the segment. Pure: the
 * same input gives the same bytes, since Ed25519 (RFC 8032) signs without a random number.
 */
export function sealSegment(
  { tip, lines, watermarks }: { tip: LedgerTip; lines: Spliced; watermarks: Watermarks },
  facts: SealFacts,
  key: KeyObject,
): Segment {
  const count = lines.leaves.length / 32
  const next = tip.next + count
  const frontier = tip.frontier.copy()
  frontier.append(lines.leaves, 0, count)
  const root = frontier.root()
  const header = signHeader(
    {
      version: 1,
      ...facts,
      first: tip.next,
      count,
      bytes: lines.ndjson.length,
      prev: tip.last,
      last: lines.last,
      root,
      frontier: frontier.toHex(),
      watermarks: listWatermarks(watermarks),
      keyId: keyIdOf(key),
      checkpoint: makeCheckpoint({ size: next, root }, { shard: facts.shard, key }),
    },
    key,
  )
  const behind = { next, last: lines.last, frontier, watermarks, cursor: facts.cursor }
  return { first: tip.next, ndjson: lines.ndjson, leaves: lines.leaves, header, tip: behind }
}
