import type { Cursor, EventBatch, EventSource, FetchOptions } from '../stream/seams.ts'
import { LedgerError } from './ledger-error.ts'

/** Fetches, and holds the source to its contract. Throws LedgerError `source`. */
export async function fetchFrom(
  source: EventSource,
  cursor: Cursor | null,
  options: FetchOptions,
): Promise<EventBatch> {
  let batch: EventBatch
  try {
    batch = await source.fetch(cursor, options)
  } catch (cause) {
    throw new LedgerError('source', `the event source failed: ${cause instanceof Error ? cause.message : 'unknown'}`, {
      cause,
    })
  }
  if (batch.events.length > options.most || (batch.events.length > 0 && batch.cursor === null))
    throw new LedgerError('source', 'the event source brought more than was asked for, or no cursor: it is not sealed')
  return batch
}
