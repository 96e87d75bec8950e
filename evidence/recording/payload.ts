import { createSecretKey, hash, type KeyObject } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import type { PayloadReference } from '#schemas'
import type { ObjectStore } from '../store/object-store.ts'
import { type FolderLock, lockFolder } from '../stream/folder-lock.ts'
import { FRAME_HEADER_BYTES, MOST_PAYLOAD_BYTES, scanFrames, sealFrame } from '../stream/frames.ts'
import { isSession, makeDataKey, openDataKey, readRecord, sealExchange, type WrappingKey } from './envelope.ts'
import { noRoom, PayloadFiles } from './payload-files.ts'
import { RecordingError } from './recording-error.ts'
import { type ShipOptions, type Shipped, shipFile } from './ship.ts'

/** Recordings of exchanges: encrypted where they are made, kept here until they are in the store. */
export interface PayloadLog {
  /**
   * Encrypts and keeps the masked content of the next exchange of a session, in one synchronous tick; it then
   * survives `kill -9`. What is longer than the cap is cut, and the reference says so. Throws RecordingError
   * `full`, `failed`, `closed` or `invalid`.
   */
  append(session: string, content: Uint8Array, options?: AppendOptions): PayloadReference
  /** Forgets the key of a session that has ended: nothing more is appended to it. */
  end(session: string): void
  /** Moves everything recorded so far into the store, then lets go of it here. Safe to break off and repeat. */
  ship(store: ObjectStore, options: ShipOptions): Promise<Shipped>
  /**
   * Ends the file that is written to and hands over the path of each that waits, oldest first, for another to ship:
   * `take` answers what is to become of it. `held`: the store holds all of it. `damaged`: all of it that held; the
   * file is kept aside. `waits`: not yet. What `take` throws ends it.
   */
  handOver(take: (path: string) => Promise<'held' | 'damaged' | 'waits'>): Promise<void>
  /** Bytes that are not in the store yet. */
  readonly heldBytes: number
  close(): Promise<void>
}

export interface AppendOptions {
  /** True where an obligation says `record: full`: the cap is lifted to what a frame can hold. */
  readonly full?: boolean
  /** True where whoever made the content left something out already: the reference says that it is cut. */
  readonly cut?: boolean
}

export interface PayloadLogOptions {
  /** Made (0700) where it is missing. One process a folder. */
  readonly folder: string
  /** Secret key of 32 bytes that wraps the data keys of sessions. */
  readonly tenantKey: KeyObject
  /** Where `tenantKey` is the one that was derived for a part that runs apart (holderKey): that part's name. */
  readonly holder?: string
  /** Most plaintext bytes of one exchange; default 1 MiB. */
  readonly capBytes?: number
  /** Bytes after which the next file begins; default 16 MiB. */
  readonly fileBytes?: number
  /** Bytes that may wait to be shipped; default 4 GiB. */
  readonly mostBytes?: number
}

/** Opens the recordings of a folder. Throws EventLogError `locked`, RecordingError `failed`. */
export async function openPayloadLog(options: PayloadLogOptions): Promise<PayloadLog> {
  if (options.holder !== undefined && !isSession(options.holder))
    throw new TypeError('the holder of a recording key has a name of 1 to 64 letters, digits, `.`, `_` and `-`')
  if (options.tenantKey.type !== 'secret' || options.tenantKey.symmetricKeySize !== 32)
    throw new TypeError('the tenant key is a secret key of 32 bytes')
  mkdirSync(options.folder, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(options.folder)
  try {
    const settled = { capBytes: 1024 * 1024, fileBytes: 16 * 1024 * 1024, mostBytes: 4 * 1024 ** 3, ...options }
    return new FilePayloadLog(settled, lock)
  } catch (cause) {
    await lock.release()
    const code = String((cause as NodeJS.ErrnoException).code)
    throw new RecordingError('failed', `the recordings in ${options.folder} cannot be read (${code})`, { cause })
  }
}

/** What a frame holds beside the content, with room. */
const OVERHEAD_BYTES = 256

interface SessionState {
  /** Null until it is needed, where the session was found in a file of a former life. */
  dataKey: KeyObject | null
  /** The record of the key, as it was first written: the same bytes in every file and in the store. */
  readonly keyRecord: Uint8Array
  next: number
  /** Number of the file that holds the key record last. */
  inFile: number
}

type Settled = Required<Omit<PayloadLogOptions, 'holder'>> & Pick<PayloadLogOptions, 'holder'>

class FilePayloadLog implements PayloadLog {
  readonly #options: Settled
  readonly #wrapping: WrappingKey
  readonly #lock: FolderLock
  readonly #files: PayloadFiles
  readonly #sessions = new Map<string, SessionState>()
  #fileCount = 0
  #shipping: Promise<unknown> = Promise.resolve()
  #isClosed = false

  constructor(options: Settled, lock: FolderLock) {
    this.#options = options
    const { tenantKey: key, holder } = options
    this.#wrapping = holder === undefined ? { key } : { key, holder }
    this.#lock = lock
    this.#files = new PayloadFiles(options.folder)
    for (const path of this.#files.done) this.#recover(path)
  }

  get heldBytes(): number {
    return this.#files.heldBytes
  }

  append(session: string, content: Uint8Array, { full = false, cut = false }: AppendOptions = {}): PayloadReference {
    if (this.#isClosed) throw new RecordingError('closed', 'recording is closed: the exchange cannot be recorded')
    if (!isSession(session)) throw new RecordingError('invalid', 'a recording needs the id of a session')
    const most = full ? MOST_PAYLOAD_BYTES - OVERHEAD_BYTES : this.#options.capBytes
    const kept = content.subarray(0, most)
    const state = this.#sessions.get(session) ?? this.#begin(session)
    const reference = { exchange: state.next, truncated: cut || kept.length < content.length }
    state.dataKey ??= createSecretKey(openDataKey(state.keyRecord, this.#wrapping))
    const frame = framed(sealExchange(state.dataKey, { session, ...reference }, kept, FRAME_HEADER_BYTES))
    this.#write(state, frame)
    this.#sessions.set(session, state)
    state.next++
    const { exchange, truncated } = reference
    // In the order of canonical JSON, which then need not sort.
    return { bytes: kept.length, digest: hash('sha256', frame, 'hex'), exchange, truncated }
  }

  end(session: string): void {
    this.#sessions.delete(session)
  }

  ship(store: ObjectStore, options: ShipOptions): Promise<Shipped> {
    const shipped = this.#shipping.then(() => this.#ship(store, options))
    this.#shipping = shipped.catch(() => undefined)
    return shipped
  }

  handOver(take: (path: string) => Promise<'held' | 'damaged' | 'waits'>): Promise<void> {
    const done = this.#shipping.then(() => this.#handOver(take))
    this.#shipping = done.catch(() => undefined)
    return done
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.#shipping
    try {
      this.#files.roll()
    } finally {
      await this.#lock.release()
    }
  }

  #begin(session: string): SessionState {
    const { dataKey, record } = makeDataKey(session, this.#wrapping)
    return { dataKey: createSecretKey(dataKey), keyRecord: record, next: 0, inFile: -1 }
  }

  // A file begins each session with its key, so that every file can be shipped by itself.
  #write(state: SessionState, frame: Buffer): void {
    const { mostBytes, fileBytes } = this.#options
    if (this.#files.heldBytes + frame.length > mostBytes)
      throw noRoom(`${this.#files.heldBytes} bytes wait to be shipped, of at most ${mostBytes}`)
    if (this.#files.size > 0 && this.#files.size + frame.length > fileBytes) this.#roll()
    this.#files.write(state.inFile === this.#fileCount ? [frame] : [keyFrame(state.keyRecord), frame])
    state.inFile = this.#fileCount
  }

  #roll(): void {
    this.#files.roll()
    this.#fileCount++
  }

  async #ship(store: ObjectStore, options: ShipOptions): Promise<Shipped> {
    this.#roll()
    const total = { objects: 0, bytes: 0, damaged: [] as string[] }
    for (const path of this.#files.done) {
      const { objects, bytes, isDamaged } = await shipFile(path, store, options)
      // Only now is it in the store: what a crash leaves here is shipped again, to the same keys.
      this.#files.release(path, isDamaged ? 'corrupt' : undefined)
      total.objects += objects
      total.bytes += bytes
      if (isDamaged) total.damaged.push(`${path}.corrupt`)
    }
    this.#forgetFormer()
    return total
  }

  async #handOver(take: (path: string) => Promise<'held' | 'damaged' | 'waits'>): Promise<void> {
    if (!this.#isClosed) this.#roll()
    for (const path of this.#files.done) {
      const fate = await take(path)
      if (fate !== 'waits') this.#files.release(path, fate === 'damaged' ? 'corrupt' : undefined)
    }
    if (this.#files.done.length === 0) this.#forgetFormer()
  }

  // Sessions of a former life that nobody went on with are in the store now.
  #forgetFormer(): void {
    for (const [session, { dataKey }] of this.#sessions) if (dataKey === null) this.#sessions.delete(session)
  }

  // A session that goes on after a restart keeps its key and its numbers.
  #recover(path: string): void {
    const bytes = readFileSync(path)
    for (const { start, end } of scanFrames(bytes).frames) {
      const record = readRecord(bytes.subarray(start, end))
      if (!record) continue
      const known = this.#sessions.get(record.session)
      if (record.kind === 'exchange') {
        if (known) known.next = Math.max(known.next, record.exchange + 1)
      } else if (!known) {
        const keyRecord = Buffer.from(bytes.subarray(start, end))
        this.#sessions.set(record.session, { dataKey: null, keyRecord, next: 0, inFile: -1 })
      }
    }
  }
}

/** Fills in the header of the frame that the record behind it makes. */
function framed(frame: Buffer): Buffer {
  sealFrame(frame, FRAME_HEADER_BYTES, frame.length)
  return frame
}

function keyFrame(record: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(FRAME_HEADER_BYTES + record.length)
  frame.set(record, FRAME_HEADER_BYTES)
  return framed(frame)
}
