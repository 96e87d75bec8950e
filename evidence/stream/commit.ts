import type { Device } from './device.ts'
import { EventLogError } from './event-log-error.ts'

/** An open segment file, as far as committing needs it. */
export interface Target {
  readonly fd: number
}

/** Bytes that have their place: `buffer` at [start, end) goes to `target` at `position`. */
export interface Placed<T extends Target> {
  readonly target: T
  readonly position: number
  readonly buffer: Buffer
  readonly start: number
  readonly end: number
}

/** What became durable together. */
export interface Committed<T extends Target> {
  /** Runs of adjacent bytes, in the order they were placed. */
  readonly runs: readonly Placed<T>[]
  readonly items: readonly Uint8Array[]
}

export interface CommitDependencies<T extends Target> {
  readonly device: Device
  /** Monotonic milliseconds. */
  readonly clock: () => number
  /** Called once a batch is durable, before anyone who waits for it hears so. */
  readonly committed: (batch: Committed<T>) => void
  /** Called once, when a write or sync failed. Nothing is committed after it. */
  readonly failed: (error: EventLogError) => void
}

/** While a sync takes less than this on average, writes are done on the spot: handing them to a thread costs more. */
const QUICK_BELOW_MS = 1
/** Below so many that wait for a batch, on average, a quick sync is done on the spot, too: nobody else is held up. */
const COMPANY = 1.5
/** How long bytes that nobody waits for may wait. */
const PATIENCE_MS = 2
/** Weight of the newest sync in the moving average. */
const NEWEST_WEIGHT = 1 / 8

/**
 * Group commit: everything that is added within one turn of the event loop is written and synced once, together.
 * On a quick disk a lone writer's batch is written and synced on the spot; where several wait, a thread syncs it, and
 * meanwhile the next batch forms from whoever else has something to say. On a slow disk the thread writes it, too.
 *
 * A failed write or sync is final: after EIO the kernel may have dropped the dirty pages and a second fdatasync
 * would lie (PostgreSQL's "PANIC on fsync failure"), so the same file is never tried again.
 */
export class GroupCommit<T extends Target> {
  readonly #dependencies: CommitDependencies<T>
  #forming: Batch<T> | undefined
  #writing: Batch<T> | undefined
  #scheduled = false
  #lingering = false
  #averageMs = 0
  /** How many waited for a batch, moving average. */
  #company = 1
  #failure: EventLogError | undefined

  constructor(dependencies: CommitDependencies<T>) {
    this.#dependencies = dependencies
  }

  /** Bytes that were added and are not durable yet. */
  get pendingBytes(): number {
    return (this.#forming?.bytes ?? 0) + (this.#writing?.bytes ?? 0)
  }

  /**
   * Takes bytes; `item` is handed to `committed` with them. The promise is one for the whole batch. `patient`: nobody
   * waits for these, so they may wait for a batch that somebody waits for, some milliseconds at most.
   */
  add(placed: Placed<T>, item: Uint8Array, pace: 'soon' | 'patient' = 'soon'): Promise<void> {
    if (this.#failure) throw this.#failure
    this.#forming ??= newBatch()
    const batch = this.#forming
    extend(batch.runs, placed)
    batch.items.push(item)
    batch.bytes += placed.end - placed.start
    if (pace === 'soon') batch.awaited++
    if (batch.awaited > 0) this.#schedule()
    else this.#linger()
    return batch.durable
  }

  /** Resolves when everything added so far is durable; rejects when that failed. */
  async drain(): Promise<void> {
    while (this.#writing) await this.#writing.durable
    this.#flush()
    while (this.#writing) await (this.#writing as Batch<T>).durable
    if (this.#failure) throw this.#failure
  }

  // The end of the tick, not a microtask: all sockets that were readable in this turn share the sync.
  #schedule(): void {
    if (this.#scheduled || this.#writing) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      if (this.#forming && this.#forming.awaited > 0) this.#flush()
    })
  }

  // A timer a batch would cost more than the sync that it saves: one runs, and looks at what has formed by then.
  #linger(): void {
    if (this.#lingering) return
    this.#lingering = true
    setTimeout(() => {
      this.#lingering = false
      this.#flush()
    }, PATIENCE_MS)
  }

  #flush(): void {
    const batch = this.#forming
    if (!batch || this.#writing || this.#failure) return
    this.#forming = undefined
    this.#writing = batch
    if (batch.awaited > 0) this.#company += (batch.awaited - this.#company) * NEWEST_WEIGHT
    if (this.#averageMs >= QUICK_BELOW_MS) void this.#writeMeanwhile(batch)
    else if (this.#company >= COMPANY) void this.#syncMeanwhile(batch)
    else this.#writeNow(batch)
  }

  #writeNow(batch: Batch<T>): void {
    const { device } = this.#dependencies
    try {
      for (const [index, run] of batch.runs.entries()) {
        this.#writeRun(run)
        if (batch.runs[index + 1]?.target === run.target) continue
        const before = this.#dependencies.clock()
        device.fdatasyncSync(run.target.fd)
        this.#measure(before)
      }
    } catch (cause) {
      this.#fail(batch, cause)
      return
    }
    this.#succeed(batch)
  }

  async #syncMeanwhile(batch: Batch<T>): Promise<void> {
    const { device, clock } = this.#dependencies
    try {
      for (const [index, run] of batch.runs.entries()) {
        this.#writeRun(run)
        if (batch.runs[index + 1]?.target === run.target) continue
        const before = clock()
        await device.fdatasync(run.target.fd)
        this.#measure(before)
      }
    } catch (cause) {
      this.#fail(batch, cause)
      return
    }
    this.#succeed(batch)
  }

  #writeRun({ target, position, buffer, start, end }: Placed<T>): void {
    const { device } = this.#dependencies
    for (let at = start; at < end; )
      at += taken(device.writeSync(target.fd, buffer.subarray(at, end), position + at - start))
  }

  async #writeMeanwhile(batch: Batch<T>): Promise<void> {
    const { device } = this.#dependencies
    try {
      for (const [index, run] of batch.runs.entries()) {
        for (let at = run.start; at < run.end; ) {
          at += taken(
            await device.write(run.target.fd, run.buffer.subarray(at, run.end), run.position + at - run.start),
          )
        }
        // A segment is durable before the next is written: what is lost is always a tail.
        if (batch.runs[index + 1]?.target === run.target) continue
        const before = this.#dependencies.clock()
        await device.fdatasync(run.target.fd)
        this.#measure(before)
      }
    } catch (cause) {
      this.#fail(batch, cause)
      return
    }
    this.#succeed(batch)
  }

  #measure(before: number): void {
    this.#averageMs += (this.#dependencies.clock() - before - this.#averageMs) * NEWEST_WEIGHT
  }

  #succeed(batch: Batch<T>): void {
    this.#writing = undefined
    this.#dependencies.committed(batch)
    batch.resolve()
    if (this.#forming && this.#forming.awaited > 0) this.#schedule()
    else if (this.#forming) this.#linger()
  }

  #fail(batch: Batch<T>, cause: unknown): void {
    const message =
      'writing or syncing the event log failed, so nothing more is recorded and nothing may pass: check the disk, then start again'
    this.#failure = new EventLogError('failed', message, { cause })
    this.#writing = undefined
    const forming = this.#forming
    this.#forming = undefined
    this.#dependencies.failed(this.#failure)
    batch.reject(this.#failure)
    forming?.reject(this.#failure)
  }
}

// Grows at its end while frames are added behind it.
type Run<T extends Target> = Omit<Placed<T>, 'end'> & { end: number }

interface Batch<T extends Target> extends Committed<T> {
  readonly runs: Run<T>[]
  readonly items: Uint8Array[]
  bytes: number
  /** How many wait for it. */
  awaited: number
  readonly durable: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

function newBatch<T extends Target>(): Batch<T> {
  let resolve: () => void = () => undefined
  let reject: (error: Error) => void = () => undefined
  const durable = new Promise<void>((accept, refuse) => {
    resolve = accept
    reject = refuse
  })
  // Effects are recorded and not awaited: their failure is told by the log's state, not by an unhandled rejection.
  durable.catch(() => undefined)
  return { runs: [], items: [], bytes: 0, awaited: 0, durable, resolve, reject }
}

// Frames follow each other in memory as in the file, so that a batch is mostly one write.
function extend<T extends Target>(runs: Run<T>[], placed: Placed<T>): void {
  const last = runs.at(-1)
  const isAdjacent =
    last !== undefined &&
    last.target === placed.target &&
    last.buffer === placed.buffer &&
    last.end === placed.start &&
    last.position + (last.end - last.start) === placed.position
  if (isAdjacent) last.end = placed.end
  else runs.push({ ...placed })
}

// A device that takes nothing and reports no error would make us spin.
function taken(bytes: number): number {
  if (bytes > 0) return bytes
  throw new Error('the disk took no bytes')
}
