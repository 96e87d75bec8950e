import type { EventDraft } from '#schemas'
import { NO_HASH, sha256 } from '../ledger/hash.ts'
import { GroupCommit } from './commit.ts'
import type { Device } from './device.ts'
import { checkDraft, MOST_EVENT_BYTES } from './draft.ts'
import { EventLogError } from './event-log-error.ts'
import { FRAME_HEADER_BYTES, sealFrame } from './frames.ts'
import type { Appended } from './seams.ts'
import { type OpenSegment, RESERVE_BYTES, type Segments } from './segments.ts'
import { eventLine } from './stamp.ts'

export interface SourceWriterOptions {
  readonly id: string
  readonly epoch: number
  readonly segmentBytes: number
  readonly segments: Segments
  readonly device: Device
  /** Wall clock, milliseconds since 1970. */
  readonly now: () => number
  /** Monotonic milliseconds. */
  readonly clock: () => number
  /** Called with events that became durable, in order. */
  readonly durable: (events: readonly Uint8Array[]) => void
  /** Called once when the disk failed. */
  readonly failed: () => void
}

/** Events that are not on disk yet may take this much memory; then the disk is too slow to let work through. */
const MOST_PENDING_BYTES = 64 * 1024 * 1024
const ARENA_BYTES = 256 * 1024

/** The writing half of a log: stamps, serialises, chains and places each event, in one synchronous tick. */
export class SourceWriter {
  readonly #options: SourceWriterOptions
  readonly #commit: GroupCommit<OpenSegment>
  readonly #mostEventBytes: number
  #arena: Buffer = Buffer.alloc(0)
  #arenaUsed = 0
  #seq = 0
  #head: string = NO_HASH
  #failure: EventLogError | undefined
  #isFull = false
  #time = { ms: Number.NaN, text: '' }

  constructor(options: SourceWriterOptions) {
    this.#options = options
    this.#mostEventBytes = Math.min(MOST_EVENT_BYTES, options.segmentBytes - RESERVE_BYTES - FRAME_HEADER_BYTES)
    this.#commit = new GroupCommit({
      device: options.device,
      clock: options.clock,
      committed: ({ runs, items }) => {
        options.durable(items)
        this.#endSegments(() => options.segments.committed(runs))
      },
      failed: (error) => this.#fail(error),
    })
  }

  /** Sequence and hash of the last event; 0 and zeros before the first. */
  get head(): { readonly seq: number; readonly head: string } {
    return { seq: this.#seq, head: this.#head }
  }

  get state(): 'open' | 'full' | 'failed' {
    if (this.#failure) return 'failed'
    return this.#isFull ? 'full' : 'open'
  }

  /** An event of somebody else. When there is no room, the fact is recorded once, in the reserve. */
  append(draft: EventDraft): Appended {
    checkDraft(draft)
    try {
      if (this.#commit.pendingBytes > MOST_PENDING_BYTES)
        throw new EventLogError(
          'full',
          'the disk is too slow for the events that arrive: what is not recorded may not pass',
        )
      const appended = this.#put(draft, 'ordinary')
      this.#isFull = false
      return appended
    } catch (error) {
      if (error instanceof EventLogError && error.code === 'full') this.#recordFull(error)
      throw error
    }
  }

  /** An event that room was kept for until now: neither a slow disk nor one that filled up keeps it out. */
  appendReserved(draft: EventDraft): Appended {
    checkDraft(draft)
    // The log's own reserve may be used up by then: it does not count here.
    return this.#put(draft, 'reserve')
  }

  /** An event of the log itself, which may use the reserve. */
  record(draft: EventDraft): Appended {
    return this.#put(draft, 'reserve')
  }

  /** Resolves when everything is durable. */
  drain(): Promise<void> {
    return this.#commit.drain()
  }

  #put(draft: EventDraft, use: 'ordinary' | 'reserve'): Appended {
    if (this.#failure) throw this.#failure
    const { id, epoch, segments } = this.#options
    const seq = this.#seq + 1
    const line = serialise(draft, { id, epoch, seq, prev: this.#head, time: this.#timestamp() })
    const { buffer, start, end } = this.#encode(line)
    if (end - start > this.#mostEventBytes) {
      const message = `a ${draft.kind} event of ${end - start} bytes is too large to record: at most ${this.#mostEventBytes}`
      throw new EventLogError('invalid', message)
    }
    const frame = start - FRAME_HEADER_BYTES
    const place = this.#place(end - frame, seq, use, segments)
    sealFrame(buffer, start, end)
    const bytes = buffer.subarray(start, end)
    this.#arenaUsed = end
    this.#seq = seq
    this.#head = sha256(bytes)
    return { bytes, durable: this.#commit.add({ ...place, buffer, start: frame, end }, bytes, paceOf(draft)) }
  }

  // What was committed is durable all the same; but a disk that cannot end a file is not written to again.
  #endSegments(end: () => void): void {
    try {
      end()
    } catch (error) {
      if (!(error instanceof EventLogError)) throw error
      this.#fail(error)
    }
  }

  #place(bytes: number, seq: number, use: 'ordinary' | 'reserve', segments: Segments): ReturnType<Segments['place']> {
    try {
      return segments.place(bytes, seq, use)
    } catch (error) {
      if (error instanceof EventLogError && error.code === 'failed') this.#fail(error)
      throw error
    }
  }

  // Into memory that is written from: an event is copied once, as text becomes bytes.
  #encode(line: string): { readonly buffer: Buffer; readonly start: number; readonly end: number } {
    const most = FRAME_HEADER_BYTES + line.length * 3
    if (this.#arena.length - this.#arenaUsed < most) {
      this.#arena = Buffer.allocUnsafeSlow(Math.max(ARENA_BYTES, most))
      this.#arenaUsed = 0
    }
    const start = this.#arenaUsed + FRAME_HEADER_BYTES
    return { buffer: this.#arena, start, end: start + this.#arena.write(line, start) }
  }

  #timestamp(): string {
    const ms = this.#options.now()
    if (ms !== this.#time.ms) this.#time = { ms, text: new Date(ms).toISOString() }
    return this.#time.text
  }

  #recordFull(error: EventLogError): void {
    if (this.#isFull) return
    this.#isFull = true
    try {
      this.record({ kind: 'alarm', data: { code: 'log.full', message: error.message.slice(0, 1024) } })
    } catch (second) {
      // No reserve either: the refusal that is thrown to the caller says it all.
      if (!(second instanceof EventLogError)) throw second
    }
  }

  #fail(error: EventLogError): void {
    if (this.#failure) return
    this.#failure = error
    this.#options.failed()
  }
}

// Of an effect, what is done is done: nothing is held back for it.
function paceOf({ kind }: EventDraft): 'soon' | 'patient' {
  return kind === 'effect' ? 'patient' : 'soon'
}

function serialise(...[draft, stamp]: Parameters<typeof eventLine>): string {
  try {
    return eventLine(draft, stamp)
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw new EventLogError('invalid', `a ${draft.kind} event holds what JSON cannot say: ${cause.message}`, { cause })
  }
}
