import { EventLogError } from './event-log-error.ts'
import { writeMarks } from './marks.ts'
import { comparePositions, fromCursor, type Position, START, toCursor } from './position.ts'
import { SegmentReader } from './reader.ts'
import type { Cursor, EventBatch, EventSource, FetchOptions, StoredEvent } from './seams.ts'
import type { Segment, Segments } from './segments.ts'
import type { Tail } from './tail.ts'
import { Waiting } from './waiting.ts'

export interface LogSourceOptions {
  readonly folder: string
  readonly epoch: number
  readonly segments: Segments
  readonly tail: Tail
  /** Monotonic milliseconds. */
  readonly clock: () => number
  /** As recovered: what was released before. */
  readonly released: Position | null
}

interface Found {
  readonly events: readonly Uint8Array[]
  readonly positions: readonly Position[]
}

const READ_AT_ONCE = 512

/** The reading half of a log: durable events only, from memory where it reaches back far enough, else from disk. */
export class LogSource implements EventSource {
  readonly #options: LogSourceOptions
  readonly #reader: SegmentReader
  readonly #waiting: Waiting = new Waiting()
  #released: Position | null
  #releasing: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(options: LogSourceOptions) {
    this.#options = options
    this.#released = options.released
    this.#reader = new SegmentReader(options.folder)
  }

  async fetch(cursor: Cursor | null, { most, waitMs, signal }: FetchOptions): Promise<EventBatch> {
    if (this.#isClosed) throw new EventLogError('closed', 'the event log is closed: open it again to read on')
    const after = this.#checked(cursor)
    const until = this.#options.clock() + waitMs
    for (;;) {
      const seen = this.#options.tail.last
      const { events, positions } = await this.#find(after, Math.max(1, most))
      const last = positions.at(-1)
      if (last) return { events, cursor: toCursor(last) }
      const leftMs = until - this.#options.clock()
      if (this.#isClosed || signal.aborted || leftMs <= 0) return { events: [], cursor }
      if (seen === this.#options.tail.last) await this.#waiting.change(signal, leftMs)
    }
  }

  async *read(cursor: Cursor | null): AsyncGenerator<StoredEvent> {
    let after = this.#checked(cursor)
    const end = this.#end
    for (;;) {
      const { events, positions } = await this.#find(after, READ_AT_ONCE)
      for (const [index, bytes] of events.entries()) {
        const position = positions[index] ?? START
        if (comparePositions(position, end) > 0) return
        yield { bytes, cursor: toCursor(position) }
      }
      after = positions.at(-1) ?? after
      if (events.length === 0 || comparePositions(after, end) >= 0) return
    }
  }

  /**
   * Forgets: first the files, which gives a full disk the room for the mark. A crash between them leaves events of
   * one segment that are read again; whoever sealed them knows them.
   */
  release(upTo: Cursor): Promise<void> {
    const done = this.#releasing.then(() => this.#release(this.#checked(upTo)))
    this.#releasing = done.catch(() => undefined)
    return done
  }

  /** Call when events became durable. */
  wake(): void {
    this.#waiting.wake()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.wake()
    await this.#releasing
  }

  get #end(): Position {
    return { epoch: this.#options.epoch, seq: this.#options.tail.last }
  }

  async #release(position: Position): Promise<void> {
    const { folder, epoch, segments } = this.#options
    const isNew = this.#released === null || comparePositions(position, this.#released) > 0
    if (isNew) this.#released = position
    await segments.release(this.#released ?? position)
    if (isNew) writeMarks(folder, { epoch, released: position })
  }

  // A cursor that lies ahead means that the folder is not the one it was made in. Taking it for "all read" would
  // leave every event unsealed without a word.
  #checked(cursor: Cursor | null): Position {
    if (cursor === null) return START
    const position = fromCursor(cursor)
    if (comparePositions(position, this.#end) <= 0) return position
    const place = `${cursor} lies ahead of the event log ${this.#options.folder}, which ends at ${toCursor(this.#end)}`
    throw new EventLogError('cursor', `${place}: was its folder replaced? Put it back, or start from null`)
  }

  async #find(after: Position, most: number): Promise<Found> {
    const { epoch, segments, tail } = this.#options
    const from = this.#released && comparePositions(this.#released, after) > 0 ? this.#released : after
    // A copy: a release may remove segments while one is read.
    for (const segment of from.epoch === epoch ? [] : [...segments.list]) {
      if (segment.first.epoch === epoch || isBehind(segment, from)) continue
      const found = await this.#reader.read(segment, from, most)
      if (found.length > 0) return { events: found.map(({ bytes }) => bytes), positions: places(segment, found) }
    }
    const seq = from.epoch === epoch ? from.seq : 0
    const recent = tail.after(seq, most)
    if (recent) return { events: recent, positions: recent.map((_, index) => ({ epoch, seq: seq + 1 + index })) }
    for (const segment of [...segments.list]) {
      if (segment.first.epoch !== epoch || segment.lastSeq <= seq) continue
      const found = await this.#reader.read(segment, { epoch, seq }, most)
      if (found.length > 0) return { events: found.map(({ bytes }) => bytes), positions: places(segment, found) }
    }
    return { events: [], positions: [] }
  }
}

function isBehind(segment: Segment, from: Position): boolean {
  return comparePositions({ epoch: segment.first.epoch, seq: segment.lastSeq }, from) <= 0
}

function places(segment: Segment, found: readonly { readonly seq: number }[]): readonly Position[] {
  return found.map(({ seq }) => ({ epoch: segment.first.epoch, seq }))
}
