import { createPublicKey, type KeyObject } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import type { EventDraft, SourceOpenedData } from '#schemas'
import { keyIdOf } from '../ledger/key-id.ts'
import { type Device, disk } from './device.ts'
import { checkDraft } from './draft.ts'
import { EventLogError, isNoRoom } from './event-log-error.ts'
import { type FolderLock, lockFolder } from './folder-lock.ts'
import { FRAME_HEADER_BYTES } from './frames.ts'
import { LogSource } from './log-source.ts'
import { type Marks, readMarks, writeMarks } from './marks.ts'
import { toCursor } from './position.ts'
import { type Recovered, recoverSegments, settleDamage } from './recover.ts'
import type {
  Appended,
  Cursor,
  EventBatch,
  EventLog,
  EventSource,
  FetchOptions,
  Reservation,
  StoredEvent,
} from './seams.ts'
import { RESERVE_BYTES, Segments } from './segments.ts'
import { SourceHeads } from './source-heads.ts'
import { SourceWriter } from './source-writer.ts'
import { Tail } from './tail.ts'

export interface EventLogOptions {
  /** Made (0700) where it is missing. One log a folder, one process a log. */
  readonly folder: string
  /** What the process is: `engine`, `enforcer postgres`, … */
  readonly role: string
  /** Version of Cordon. */
  readonly version: string
  /** Ed25519 private key of the source; its id is the source's id. */
  readonly key: KeyObject
  readonly separation: 'combined' | 'apart'
  readonly assurance: 'demo' | 'idp' | 'asserted'
  /** Bytes of one segment file; default 8 MiB. Also bounds an event, and what is kept in memory for the sealer. */
  readonly segmentBytes?: number
  /** Bytes of events that may be held before they are released; default 4 GiB. */
  readonly mostBytes?: number
  /** How soon new events are signed; default 1000. */
  readonly headEveryMs?: number
  /** How often an idle source signs that it lives; default 30 000. */
  readonly heartbeatEveryMs?: number
  /** Wall clock, milliseconds since 1970. */
  readonly now: () => number
  /** Monotonic milliseconds; default `performance.now`. */
  readonly clock?: () => number
  /** What makes bytes durable; default the disk. */
  readonly device?: Device
}

/** A log that is open: both seams, and what its owner needs. */
export interface OpenEventLog extends EventLog, EventSource {
  /** Who this log is: the stamp on its events. */
  readonly source: { readonly id: string; readonly epoch: number }
  /** For `/readyz` and metrics. */
  status(): EventLogStatus
  /** Signs the chain now; resolves when the signature is durable. Call it before the last fetch of a sealer. */
  sign(): Promise<void>
  /** Keeps room for an event of up to so many bytes. Throws EventLogError `full` where there is none to keep. */
  reserve(bytes: number): Reservation
}

export interface EventLogStatus {
  readonly state: 'open' | 'full' | 'failed' | 'closed'
  /** Bytes of events that are not released yet. */
  readonly heldBytes: number
  readonly mostBytes: number
}

type Settled = Required<EventLogOptions>

/**
 * Opens the log of a folder: takes the folder, recovers what is there, opens a new epoch, and records that, with
 * an alarm for everything that was found damaged. Throws EventLogError `locked`, `full` or `failed`.
 */
export async function openEventLog(options: EventLogOptions): Promise<OpenEventLog> {
  const settled = settle(options)
  mkdirSync(settled.folder, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(settled.folder)
  try {
    const recovered = await recoverSegments(settled.folder)
    const marks = readMarks(settled.folder)
    const epoch = Math.max(marks.epoch, recovered.epoch) + 1
    // Durable before the first event: an epoch is never used twice, even when nothing was written in it.
    writeMarks(settled.folder, { epoch, released: marks.released })
    const log = new FileEventLog(settled, { lock, recovered, epoch, released: marks.released })
    return await begin(log, settled.folder, recovered, marks)
  } catch (error) {
    await lock.release()
    if (error instanceof EventLogError) throw error
    const why = `the event log ${settled.folder} cannot be opened (${(error as NodeJS.ErrnoException).code})`
    if (isNoRoom(error)) throw new EventLogError('full', `${why}: free disk, then start again`, { cause: error })
    throw new EventLogError('failed', `${why}: check the disk and its permissions`, { cause: error })
  }
}

async function begin(log: FileEventLog, folder: string, recovered: Recovered, marks: Marks): Promise<OpenEventLog> {
  try {
    await log.begin(recovered)
    settleDamage(folder, recovered.damaged)
    if (marks.released) await log.release(toCursor(marks.released))
    return log
  } catch (error) {
    await log.close().catch(() => undefined)
    throw error
  }
}

function settle(options: EventLogOptions): Settled {
  if (options.key.type !== 'private' || options.key.asymmetricKeyType !== 'ed25519')
    throw new TypeError('the key of an event log is an Ed25519 private key')
  const settled = {
    segmentBytes: 8 * 1024 * 1024,
    mostBytes: 4 * 1024 * 1024 * 1024,
    headEveryMs: 1000,
    heartbeatEveryMs: 30_000,
    clock: () => performance.now(),
    device: disk,
    ...options,
  }
  if (settled.segmentBytes < 4 * RESERVE_BYTES || settled.mostBytes < 4 * RESERVE_BYTES)
    throw new TypeError(`an event log needs segments and a cap of at least ${4 * RESERVE_BYTES} bytes`)
  return settled
}

interface Start {
  readonly lock: FolderLock
  readonly recovered: Recovered
  readonly epoch: number
  readonly released: { readonly epoch: number; readonly seq: number } | null
}

class FileEventLog implements OpenEventLog {
  readonly source: { readonly id: string; readonly epoch: number }
  readonly #options: Settled
  readonly #lock: FolderLock
  readonly #segments: Segments
  readonly #writer: SourceWriter
  readonly #reads: LogSource
  readonly #heads: SourceHeads
  #closing: Promise<void> | undefined

  constructor(options: Settled, { lock, recovered, epoch, released }: Start) {
    const { folder, segmentBytes, mostBytes, clock, device, now, key } = options
    const id = keyIdOf(key)
    const tail = new Tail(segmentBytes)
    this.#options = options
    this.#lock = lock
    this.source = { id, epoch }
    this.#segments = new Segments({ folder, epoch, segmentBytes, mostBytes, clock, recovered: recovered.segments })
    this.#reads = new LogSource({ folder, epoch, segments: this.#segments, tail, released, clock })
    this.#writer = new SourceWriter({
      ...{ id, epoch, segmentBytes, segments: this.#segments, device, now, clock },
      durable: (events) => {
        tail.push(events)
        this.#reads.wake()
      },
      failed: () => this.#heads.stop(),
    })
    this.#heads = new SourceHeads({
      ...{ id, epoch, key, clock, headEveryMs: options.headEveryMs, heartbeatEveryMs: options.heartbeatEveryMs },
      head: () => this.#writer.head,
      append: (draft) => this.#recordHead(draft),
    })
  }

  /** Records the start of the epoch; resolves when it is durable. */
  async begin({ previous, damaged }: Recovered): Promise<void> {
    const { key, role, version, separation, assurance } = this.#options
    const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
    const data: SourceOpenedData = { publicKey, role, version, previous, separation, assurance }
    const opened: EventDraft = { kind: 'source.opened', data: { ...data } }
    // Also compiles the schema now, so that the first event of somebody else does not wait for that.
    checkDraft(opened)
    this.#writer.record(opened)
    for (const name of damaged) {
      const message = `segment ${name} of the event log was damaged: what holds of it is in the log, the file is kept as ${name}.corrupt; compare it, and the disk`
      this.#writer.record({ kind: 'alarm', data: { code: 'log.damaged', message } })
    }
    await this.#writer.drain()
    this.#heads.touched()
  }

  append(draft: EventDraft): Appended {
    if (this.#closing) throw new EventLogError('closed', 'the event log is closed: nothing can be recorded any more')
    const appended = this.#writer.append(draft)
    this.#heads.touched()
    return appended
  }

  reserve(bytes: number): Reservation {
    const room = this.#segments.reserve(bytes + FRAME_HEADER_BYTES)
    return {
      append: (draft) => {
        if (this.#closing)
          throw new EventLogError('closed', 'the event log is closed: nothing can be recorded any more')
        room()
        const appended = this.#writer.appendReserved(draft)
        this.#heads.touched()
        return appended
      },
      release: room,
    }
  }

  read(after: Cursor | null): AsyncIterable<StoredEvent> {
    return this.#reads.read(after)
  }

  fetch(cursor: Cursor | null, options: FetchOptions): Promise<EventBatch> {
    return this.#reads.fetch(cursor, options)
  }

  release(upTo: Cursor): Promise<void> {
    return this.#reads.release(upTo)
  }

  status(): EventLogStatus {
    const state = this.#closing ? 'closed' : this.#writer.state
    return { state, heldBytes: this.#segments.heldBytes, mostBytes: this.#options.mostBytes }
  }

  async sign(): Promise<void> {
    this.#heads.signNow()
    await this.#writer.drain()
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#heads.stop()
    try {
      if (this.#writer.state !== 'failed') await this.sign()
    } finally {
      await this.#reads.close()
      await this.#letGo()
    }
  }

  async #letGo(): Promise<void> {
    try {
      if (this.#writer.state === 'failed') this.#segments.abandon()
      else await this.#segments.close()
    } finally {
      await this.#lock.release()
    }
  }

  // A head that finds no room is left out: the next one covers what it would have covered, and who appends is told.
  #recordHead(draft: EventDraft): void {
    try {
      this.#writer.append(draft)
    } catch (error) {
      if (!(error instanceof EventLogError)) throw error
    }
  }
}
