import type { EventDraft } from '#schemas'

/**
 * The durable write-ahead log of one long-lived process: one log is one source of events. Only `append` stamps
 * (time, source, sequence, previous hash) and serialises an event; everyone after it copies those bytes.
 */
export interface EventLog {
  /**
   * Stamps and serialises, in one synchronous tick. Throws EventLogError: `full` when the unsealed log may
   * take no more bytes, `failed` after a write or sync error (the log is then closed for good), `closed`, and
   * `invalid` for a draft that is no event.
   */
  append(draft: EventDraft): Appended
  /**
   * Events that are still held, in order, after `after`; from the oldest where it is null. Durable ones only, up
   * to the last one there is now. Throws EventLogError `cursor` for one that is not of this log.
   */
  read(after: Cursor | null): AsyncIterable<StoredEvent>
  /** Forgets events up to and with this cursor. Call it with a watermark that was read back from the store. */
  release(upTo: Cursor): Promise<void>
  /** Makes everything durable and lets go of the folder. */
  close(): Promise<void>
}

export interface Appended {
  /** The event, as one canonical JSON object without a line end; see docs/evidence-format.md. */
  readonly bytes: Uint8Array
  /** Resolves when the event survives `kill -9` and a power cut; rejects with EventLogError `failed`. */
  readonly durable: Promise<void>
}

/**
 * Room that is kept for one later event: in a file that is there already, so that a disk which fills up meanwhile cannot
 * take it. Ends with the first call of either.
 */
export interface Reservation {
  /** As `append` of the log; an event that is no longer than what was reserved always finds room. */
  append(draft: EventDraft): Appended
  /** Gives the room back. */
  release(): void
}

/** Where the sealer reads from: the log, or Kafka. */
export interface EventSource {
  /**
   * Up to `most` events after `cursor`; waits for at least one, or answers an empty batch when `waitMs` have
   * passed or `signal` aborts. The same cursor gives the same events again, those of each source in the same order.
   */
  fetch(cursor: Cursor | null, options: FetchOptions): Promise<EventBatch>
}

export interface FetchOptions {
  readonly most: number
  readonly waitMs: number
  readonly signal: AbortSignal
}

export interface EventBatch {
  readonly events: readonly Uint8Array[]
  /** Stands behind the last event of the batch. */
  readonly cursor: Cursor | null
  /** True where nothing came because the stream is out of reach, not because there is nothing. */
  readonly isAway?: boolean
}

export interface StoredEvent {
  readonly bytes: Uint8Array
  readonly cursor: Cursor
}

/** A place in a stream. Opaque: only who made it may read it. */
export type Cursor = string
