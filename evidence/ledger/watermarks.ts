import type { Watermark } from '#schemas'
import { LedgerError } from './ledger-error.ts'

/** Most sources that one header can name (segment.schema.json). */
const MOST_SOURCES = 4096

/** How far each source has been sealed, by source id. */
export type Watermarks = Map<string, Watermark>

/**
 * Moves the watermark of an event's source to it where the source is new, its epoch higher, or its epoch equal
 * and its sequence higher; otherwise it stays. The sealer and every verifier make the same fold.
 */
export function advance(marks: Watermarks, { source, epoch, seq, head }: Watermark): void {
  const mark = marks.get(source)
  if (mark && (mark.epoch > epoch || (mark.epoch === epoch && mark.seq >= seq))) return
  if (!mark && marks.size === MOST_SOURCES)
    throw new LedgerError('full', `a shard seals at most ${MOST_SOURCES} sources: start another shard`)
  marks.set(source, { source, epoch, seq, head })
}

/** As a header lists them: by source id. */
export function listWatermarks(marks: Watermarks): Watermark[] {
  return [...marks.values()].sort((a, b) => (a.source < b.source ? -1 : 1))
}

export function readWatermarks(list: readonly Watermark[]): Watermarks {
  return new Map(list.map((mark) => [mark.source, mark]))
}
