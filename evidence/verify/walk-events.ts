import type { WalkedEvent } from './check-segment.ts'
import { type WalkOptions, walkSegments } from './walk-segments.ts'

/**
 * The events of a shard in order, from verified segments only: what reports, searches and replays read. Holds
 * one segment at a time. Throws LedgerError `broken` at the first bad place; what was handed out before it
 * was verified.
 */
export async function* walkEvents(options: WalkOptions): AsyncGenerator<WalkedEvent> {
  const { segments } = await walkSegments(options)
  for await (const { events } of segments) {
    for (const event of events) if (event.n >= (options.from ?? 0)) yield event
  }
}
