import type { Event } from '#schemas'
import { type WalkOptions, walkSegments } from './walk-segments.ts'

export interface WalkedEvent {
  /** Number in the ledger. */
  readonly n: number
  readonly event: Event
  /** The event's own bytes: a view into the segment. */
  readonly bytes: Uint8Array
}

/**
 * The events of a shard in order, from verified segments only: what reports, searches and replays read. Holds
 * one segment at a time. Throws LedgerError `broken` at the first bad place; what was handed out before it
 * was verified.
 */
export async function* walkEvents(options: WalkOptions): AsyncGenerator<WalkedEvent> {
  const { segments } = await walkSegments(options)
  for await (const { events } of segments) {
    for (const { n, event, bytes } of events) if (n >= (options.from ?? 0)) yield { n, event: event.toEvent(), bytes }
  }
}
