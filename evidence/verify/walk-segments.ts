import { openCheckpoint } from '../ledger/checkpoint.ts'
import { HeaderFault, openHeader } from '../ledger/header.ts'
import { type BadPlace, type BadReason, LedgerError } from '../ledger/ledger-error.ts'
import { emptyTip, type LedgerTip, tipBehind } from '../ledger/segment.ts'
import { type SegmentPart, segmentKeys } from '../ledger/segment-keys.ts'
import { listSegments, type SegmentRow } from '../ledger/segment-rows.ts'
import type { ObjectStore } from '../store/object-store.ts'
import { broken } from './broken.ts'
import type { Trust } from './check-header.ts'
import { checkSegment, rootWithin, type StoredSegment, type VerifiedSegment } from './check-segment.ts'
import { Sources } from './sources.ts'

export interface WalkOptions extends Trust {
  readonly store: ObjectStore
  /** Begins with the segment that holds this event, on the word of the signed header before it. Default 0. */
  readonly from?: number
  /** A checkpoint that was kept elsewhere: the ledger must hold at least its events, with its root. */
  readonly expectAtLeast?: string
}

export interface Walk {
  readonly segments: AsyncGenerator<VerifiedSegment>
  readonly sources: Sources
  /** Where the walk begins. */
  readonly start: LedgerTip
}

/**
 * Walks the segments of a shard in order, one in memory at a time, each verified before it is handed out. The
 * walk throws LedgerError `broken` at the first bad place, `checkpoint` where the checkpoint that was given is
 * none of this shard, and StoreError.
 */
export async function walkSegments(options: WalkOptions): Promise<Walk> {
  const start = await startOf(options)
  const sources = new Sources(start.watermarks)
  return { segments: walk(options, start, sources), sources, start }
}

async function* walk(options: WalkOptions, start: LedgerTip, sources: Sources): AsyncGenerator<VerifiedSegment> {
  const { store, shard } = options
  const expected = expectedHead(options, start)
  let tip = start
  let unsealed: SegmentRow | null = null
  for await (const row of listSegments(store, shard)) {
    if (row.first < start.next) continue
    if (unsealed) throw missing(shard, unsealed.first, 'header')
    if (row.first !== tip.next) throw outOfRow(shard, row.first, tip.next)
    if (!row.parts.has('header')) {
      // At the tip these are lines that are not sealed yet; anywhere else their header was taken away.
      unsealed = row
      continue
    }
    const segment = checkSegment(await load(store, shard, row.first), { tip, trust: options, sources })
    if (expected && expected.size > tip.next && expected.size <= segment.tip.next)
      expectRoot(rootWithin(segment, tip.frontier, expected.size), expected, segmentKeys(shard, row.first).header)
    tip = segment.tip
    yield segment
  }
  if (expected && expected.size > tip.next)
    throw ledgerFault(shard, tip.next, 'rolled-back', {
      n: tip.next,
      why: `a checkpoint was given for ${expected.size} events, and the ledger ends after ${tip.next}: its end was cut off`,
    })
}

async function load(store: ObjectStore, shard: string, first: number): Promise<StoredSegment> {
  const keys = segmentKeys(shard, first)
  // At once: a bucket answers each after a while.
  const [header, leaves, lines] = await Promise.all([
    store.get(keys.header),
    store.get(keys.leaves),
    store.get(keys.lines),
  ])
  const there = (part: SegmentPart, bytes: Uint8Array | null): Uint8Array => {
    if (!bytes) throw missing(shard, first, part)
    return bytes
  }
  return { header: there('header', header), leaves: there('leaves', leaves), lines: there('lines', lines) }
}

/** The tip before the segment that holds event `from`. */
async function startOf({ store, shard, publicKey, from = 0 }: WalkOptions): Promise<LedgerTip> {
  let before: number | null = null
  let at: number | null = null
  if (from > 0)
    for await (const row of listSegments(store, shard)) {
      if (row.first > from || !row.parts.has('header')) break
      before = at
      at = row.first
    }
  if (before === null) return emptyTip()
  const { header: key } = segmentKeys(shard, before)
  const bytes = await store.get(key)
  if (!bytes) throw missing(shard, before, 'header')
  try {
    return tipBehind(openHeader(bytes, publicKey))
  } catch (cause) {
    const reason = cause instanceof HeaderFault ? cause.reason : 'header-facts'
    const message = `the header in ${key} is bad: ${(cause as Error).message}`
    throw broken({ n: before, segment: key, part: 'header', byteOffset: null, reason, message }, cause)
  }
}

function expectedHead({ expectAtLeast, ...trust }: WalkOptions, start: LedgerTip): Head | null {
  if (expectAtLeast === undefined) return null
  const head = openCheckpoint(expectAtLeast, trust)
  if (head.size < start.next)
    throw new LedgerError('checkpoint', `the checkpoint is older than event ${start.next}: verify from the beginning`)
  if (head.size === start.next) expectRoot(start.frontier.root(), head, segmentKeys(trust.shard, start.next).header)
  return head
}

interface Head {
  readonly size: number
  readonly root: string
}

function expectRoot(root: string, expected: Head, segment: string): void {
  if (root === expected.root) return
  const message = `the first ${expected.size} events are not those of the checkpoint that was given: the ledger was written anew or forked`
  throw broken({ n: 0, segment, part: 'ledger', byteOffset: null, reason: 'rolled-back', message })
}

function outOfRow(shard: string, first: number, next: number): LedgerError {
  if (first > next)
    return ledgerFault(shard, next, 'segment-missing', { n: next, why: `the segment of event ${next} is missing` })
  return ledgerFault(shard, first, 'segment-unexpected', {
    n: first,
    why: `a segment begins at event ${first}, which an earlier one holds`,
  })
}

function missing(shard: string, first: number, part: SegmentPart): LedgerError {
  const segment = segmentKeys(shard, first)[part]
  const badPart: BadPlace['part'] = part === 'lines' ? 'line' : part
  const message = `${segment} is missing`
  return broken({ n: first, segment, part: badPart, byteOffset: null, reason: 'object-missing', message })
}

function ledgerFault(
  shard: string,
  first: number,
  reason: BadReason,
  { n, why }: { n: number; why: string },
): LedgerError {
  const segment = segmentKeys(shard, first).header
  return broken({ n, segment, part: 'ledger', byteOffset: null, reason, message: why })
}
