import { closeSync, fdatasyncSync, ftruncateSync, openSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Placed } from './commit.ts'
import { EventLogError, isNoRoom } from './event-log-error.ts'
import type { Position } from './position.ts'
import { createZeroFilled, prepareZeroFilled, renameDurably, segmentName } from './segment-files.ts'

/** One file of a log: events of one epoch, from `first` on. */
export interface Segment {
  readonly name: string
  readonly first: Position
  /** Sequence of its last event; one less than the first while it has none. */
  lastSeq: number
  /** Bytes of frames that have their place in it. */
  used: number
  /** Bytes of frames that are durable. */
  durable: number
  /** Bytes of frames that are released while the file is still there. */
  released: number
}

/** A segment that is written to. */
export interface OpenSegment extends Segment {
  readonly fd: number
}

export interface SegmentsOptions {
  readonly folder: string
  readonly epoch: number
  readonly segmentBytes: number
  readonly mostBytes: number
  /** Monotonic milliseconds. */
  readonly clock: () => number
  /** What recovery found, in order. */
  readonly recovered: readonly Segment[]
}

/** Kept free at the end of every segment and under the cap: the alarm that says "full" must still be recorded. */
export const RESERVE_BYTES = 4096
/** Share of a segment that may be kept for effects: the rest is for the decisions before them. */
const MOST_RESERVED = 0.75
/** How long to wait before a full disk is asked again. */
const ASK_AGAIN_MS = 1000
const SPARE = 'spare.new'
const NEXT = 'next.new'

/**
 * Gives every frame its place: in the segment that is open, or in the next, which is filled with zeros ahead (so
 * that a sync writes data and no metadata). Knows how much is held, and refuses what finds no room before a byte
 * of it was written.
 */
export class Segments {
  readonly #options: SegmentsOptions
  readonly #held: Segment[]
  readonly #open = new Set<OpenSegment>()
  #active: OpenSegment
  #spare: 'none' | 'preparing' | 'ready' = 'none'
  #preparing: Promise<void> = Promise.resolve()
  #noRoomUntil = Number.NEGATIVE_INFINITY
  #heldBytes: number
  /** Kept free in the open segment for events that were promised room. */
  #reserved = 0

  /** Creates the first segment of the epoch. Throws EventLogError `full` or `failed`. */
  constructor(options: SegmentsOptions) {
    this.#options = options
    this.#held = [...options.recovered]
    this.#heldBytes = this.#held.reduce((sum, segment) => sum + segment.used, 0)
    this.#active = this.#create(1)
    this.#held.push(this.#active)
  }

  /** All that is held, in order; the last one is open. */
  get list(): readonly Segment[] {
    return this.#held
  }

  /** Bytes of events that are not released. */
  get heldBytes(): number {
    return this.#heldBytes
  }

  /**
   * The place of the frame of event `seq`. `reserve` lets it use the room that is kept free. Throws EventLogError
   * `full`, or `failed` where a new segment could not be made for another reason than room.
   */
  place(
    bytes: number,
    seq: number,
    use: 'ordinary' | 'reserve',
  ): Omit<Placed<OpenSegment>, 'buffer' | 'start' | 'end'> {
    const { segmentBytes, mostBytes, folder } = this.#options
    const kept = this.#reserved + (use === 'ordinary' ? RESERVE_BYTES : 0)
    if (use === 'ordinary' && this.#heldBytes + bytes > mostBytes - kept)
      throw full(folder, `it holds ${this.#heldBytes} bytes of events that are not sealed yet, of at most ${mostBytes}`)
    if (bytes > segmentBytes - kept) throw full(folder, 'too many exchanges under way have room kept for their effects')
    if (this.#active.used + bytes > segmentBytes - kept) this.#roll(seq)
    const target = this.#active
    const position = target.used
    target.used += bytes
    target.lastSeq = seq
    this.#heldBytes += bytes
    if (this.#spare === 'none' && target.used > segmentBytes / 2) this.#prepare()
    return { target, position }
  }

  /**
   * Keeps so many bytes of the open segment, and of the cap, free; answers what gives them back, once. Throws EventLogError
   * as `place` does.
   */
  reserve(bytes: number): () => void {
    const { segmentBytes, mostBytes, folder } = this.#options
    const kept = this.#reserved + bytes + RESERVE_BYTES
    if (kept > segmentBytes * MOST_RESERVED)
      throw full(folder, 'too many exchanges under way have room kept for their effects')
    if (this.#heldBytes + kept > mostBytes)
      throw full(folder, `it holds ${this.#heldBytes} bytes of at most ${mostBytes}`)
    if (this.#active.used + kept > segmentBytes) this.#roll(this.#active.lastSeq + 1)
    this.#reserved += bytes
    let given = false
    return () => {
      if (given) return
      given = true
      this.#reserved -= bytes
    }
  }

  /** Notes what is durable; closes files that are done. */
  committed(runs: readonly Placed<OpenSegment>[]): void {
    for (const { target, position, start, end } of runs) {
      target.durable = position + end - start
      if (target !== this.#active && target.durable === target.used) this.#finish(target)
    }
  }

  /** Removes segments that lie wholly at or before `upTo`. */
  async release(upTo: Position): Promise<void> {
    this.#noRoomUntil = Number.NEGATIVE_INFINITY
    const gone = this.#held.filter((segment) => segment !== this.#active && isWithin(segment, upTo))
    for (const segment of gone) {
      this.#held.splice(this.#held.indexOf(segment), 1)
      this.#heldBytes -= segment.used - segment.released
      await rm(join(this.#options.folder, segment.name), { force: true })
    }
    if (!isWithin(this.#active, upTo)) return
    this.#heldBytes -= this.#active.used - this.#active.released
    this.#active.released = this.#active.used
  }

  /** Lets go of the files, after everything is durable. */
  async close(): Promise<void> {
    await this.#preparing
    rmSync(join(this.#options.folder, SPARE), { force: true })
    for (const segment of this.#open) this.#finish(segment)
  }

  /** Lets go of the files as they are, after the disk failed: the next start reads what is there. */
  abandon(): void {
    for (const { fd } of this.#open) closeSync(fd)
    this.#open.clear()
  }

  #roll(seq: number): void {
    const { clock, folder } = this.#options
    if (clock() < this.#noRoomUntil) throw full(folder, 'there is no room for its next segment')
    const before = this.#active
    try {
      this.#active = this.#create(seq)
    } catch (error) {
      this.#noRoomUntil = clock() + ASK_AGAIN_MS
      throw error
    }
    this.#held.push(this.#active)
    if (before.durable === before.used) this.#finish(before)
  }

  // Cut to what is used: recovery has less to read, and old segments take no more disk than they need.
  #finish(segment: OpenSegment): void {
    this.#open.delete(segment)
    try {
      ftruncateSync(segment.fd, segment.durable)
      fdatasyncSync(segment.fd)
    } catch (cause) {
      const message = `segment ${segment.name} of the event log ${this.#options.folder} cannot be ended (${codeOf(cause)}): check the disk`
      throw new EventLogError('failed', message, { cause })
    } finally {
      closeSync(segment.fd)
    }
  }

  #create(seq: number): OpenSegment {
    const { folder, epoch, segmentBytes } = this.#options
    const first = { epoch, seq }
    const name = segmentName(first)
    let fd: number | undefined
    try {
      const isReady = this.#spare === 'ready'
      fd = isReady ? openSync(join(folder, SPARE), 'r+') : createZeroFilled(join(folder, NEXT), segmentBytes)
      renameDurably(folder, isReady ? SPARE : NEXT, name)
      if (isReady) this.#spare = 'none'
      const segment = { name, first, fd, lastSeq: seq - 1, used: 0, durable: 0, released: 0 }
      this.#open.add(segment)
      return segment
    } catch (cause) {
      if (fd !== undefined) closeSync(fd)
      if (isTransient(cause)) throw full(folder, `no segment can be made in it (${codeOf(cause)})`, cause)
      throw new EventLogError('failed', `no segment can be made in the event log ${folder} (${codeOf(cause)})`, {
        cause,
      })
    }
  }

  #prepare(): void {
    const { folder, segmentBytes } = this.#options
    this.#spare = 'preparing'
    this.#preparing = prepareZeroFilled(join(folder, SPARE), segmentBytes).then(
      () => {
        this.#spare = 'ready'
      },
      () => {
        // Not yet an error: when its turn comes, making one is tried again, and refused aloud if that fails.
        rmSync(join(folder, SPARE), { force: true })
        this.#spare = 'none'
      },
    )
  }
}

function isWithin(segment: Segment, upTo: Position): boolean {
  if (segment.first.epoch !== upTo.epoch) return segment.first.epoch < upTo.epoch
  return segment.lastSeq <= upTo.seq
}

function isTransient(cause: unknown): boolean {
  return isNoRoom(cause) || ['EMFILE', 'ENFILE', 'EROFS'].includes(codeOf(cause))
}

function codeOf(cause: unknown): string {
  return String((cause as NodeJS.ErrnoException).code)
}

function full(folder: string, why: string, cause?: unknown): EventLogError {
  return new EventLogError(
    'full',
    `the event log ${folder} takes no more events: ${why}. What cannot be recorded may not pass. See to disk, sealer and store; it goes on by itself when sealed events are released`,
    { cause },
  )
}
