import type { KeyObject } from 'node:crypto'
import { parseStrictJson, type SegmentFacts } from '#schemas'
import { openCheckpoint } from '../ledger/checkpoint.ts'
import { HeaderFault, openHeader } from '../ledger/header.ts'
import type { BadPlace, BadReason } from '../ledger/ledger-error.ts'
import { type LedgerTip, MOST_SEGMENT_EVENTS } from '../ledger/segment.ts'
import { segmentKeys } from '../ledger/segment-keys.ts'
import { broken } from './broken.ts'

export interface Trust {
  readonly shard: string
  /** The sealer's key, from outside the store. */
  readonly publicKey: KeyObject
}

/**
 * Opens the header of the segment at `tip`, and holds against the tip what it says of itself. What it says of
 * lines and tile is checked with those. Throws LedgerError `broken`.
 */
export function checkHeader(bytes: Uint8Array, tip: LedgerTip, trust: Trust): SegmentFacts {
  const segment = segmentKeys(trust.shard, tip.next).header
  const bad = (part: BadPlace['part'], reason: BadReason, why: string, cause?: unknown) =>
    broken(
      { n: tip.next, segment, part, byteOffset: null, reason, message: `the ${part} in ${segment} is bad: ${why}` },
      cause,
    )
  let header: SegmentFacts
  try {
    header = openHeader(bytes, trust.publicKey)
  } catch (error) {
    if (!(error instanceof HeaderFault)) throw error
    const inCheckpoint = error.reason === 'header-signature' && !holdsCheckpoint(bytes, trust)
    if (inCheckpoint) throw bad('checkpoint', 'checkpoint', 'its signature does not hold', error)
    throw bad('header', error.reason, error.message, error)
  }
  const fault = factFault(header, tip, trust)
  if (fault) throw bad('header', 'header-facts', fault)
  try {
    const { size, root } = openCheckpoint(header.checkpoint, trust)
    if (size === header.first + header.count && root === header.root) return header
  } catch (error) {
    throw bad('checkpoint', 'checkpoint', (error as Error).message, error)
  }
  throw bad('checkpoint', 'checkpoint', 'it is of another tree than the header')
}

function factFault(header: SegmentFacts, tip: LedgerTip, trust: Trust): string | null {
  if (header.shard !== trust.shard) return 'it is of another shard'
  if (header.first !== tip.next) return `it begins at event ${header.first} where event ${tip.next} must follow`
  if (header.prev !== tip.last) return 'it does not follow the segment before it'
  if (header.count > MOST_SEGMENT_EVENTS) return `it says that it holds more than ${MOST_SEGMENT_EVENTS} events`
  return null
}

// The signature covers header and checkpoint alike; that of the checkpoint tells which of them was touched.
function holdsCheckpoint(bytes: Uint8Array, trust: Trust): boolean {
  const document = parseStrictJson(bytes) as { readonly header: SegmentFacts }
  try {
    const { size } = openCheckpoint(document.header.checkpoint, trust)
    return size > 0
  } catch {
    return false
  }
}
