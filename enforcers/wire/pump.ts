import type { Duplex } from 'node:stream'
import { WireError } from './bytes.ts'

const COPY_BELOW_BYTES = 16_384
const ARENA_BYTES = 65_536

/**
 * The way out to one socket. Pieces that lie side by side in one chunk are joined without copying, so that a
 * chunk that passes whole is written whole; small loose pieces are copied together into one write.
 */
export class Outlet {
  readonly #socket: Duplex
  #parts: Buffer[] = []
  #size = 0
  // Filled from front to back and then dropped: what is being sent is never written over.
  #arena: Buffer = Buffer.alloc(0)
  #arenaAt = 0
  #drained: (() => void) | null = null

  constructor(socket: Duplex) {
    this.#socket = socket
    socket.on('drain', () => this.#wake())
    socket.on('close', () => this.#wake())
  }

  /** Bytes that wait for `flush`. */
  get held(): number {
    return this.#size
  }

  /** Takes bytes to send; they must not change until they are flushed. */
  write(bytes: Buffer): void {
    if (bytes.length === 0) return
    this.#size += bytes.length
    const last = this.#parts.at(-1)
    if (last !== undefined && last.buffer === bytes.buffer && last.byteOffset + last.length === bytes.byteOffset)
      this.#parts[this.#parts.length - 1] = Buffer.from(bytes.buffer, last.byteOffset, last.length + bytes.length)
    else this.#parts.push(bytes)
  }

  /** `write` for bytes that will change: copies them first. */
  copy(bytes: Buffer): void {
    if (bytes.length > this.#arena.length - this.#arenaAt) {
      this.#arena = Buffer.allocUnsafe(Math.max(ARENA_BYTES, bytes.length))
      this.#arenaAt = 0
    }
    const start = this.#arenaAt
    this.#arenaAt += bytes.copy(this.#arena, start)
    this.write(this.#arena.subarray(start, this.#arenaAt))
  }

  /** Sends what waits. False where the socket wants no more for now: then await `drained`. */
  flush(): boolean {
    if (this.#size > 0 && !this.#socket.destroyed) this.#send()
    this.drop()
    return !this.#socket.writableNeedDrain
  }

  /** Forgets what waits. */
  drop(): void {
    this.#parts = []
    this.#size = 0
  }

  /** Resolves when the socket takes bytes again, or is closed. */
  drained(): Promise<void> {
    if (!this.#socket.writableNeedDrain || this.#socket.destroyed) return Promise.resolve()
    return new Promise((resolve) => {
      this.#drained = resolve
    })
  }

  #send(): void {
    const [first] = this.#parts
    if (this.#parts.length === 1 && first) {
      this.#socket.write(first)
    } else if (this.#size <= COPY_BELOW_BYTES) {
      this.#socket.write(Buffer.concat(this.#parts, this.#size))
    } else {
      this.#socket.cork()
      for (const part of this.#parts) this.#socket.write(part)
      this.#socket.uncork()
    }
  }

  #wake(): void {
    const wake = this.#drained
    this.#drained = null
    wake?.()
  }
}

/** Reads a handshake: exact numbers of bytes, in order, before the stream of messages begins. */
export class Intake {
  readonly #socket: Duplex
  #held: Buffer = Buffer.alloc(0)
  #failure: Error | null = null
  #wake: (() => void) | null = null
  readonly #onData = (chunk: Buffer): void => {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    this.#socket.pause()
    this.#wake?.()
  }
  readonly #onEnd = (): void => {
    this.#failure ??= new WireError('closed', 'the other side closed the connection')
    this.#wake?.()
  }

  constructor(socket: Duplex) {
    this.#socket = socket
    socket.on('data', this.#onData)
    socket.on('end', this.#onEnd)
    socket.on('close', this.#onEnd)
    socket.on('error', this.#onEnd)
  }

  /** The next `length` bytes, without consuming them. Rejects with WireError `closed`. */
  async peek(length: number): Promise<Buffer> {
    while (this.#held.length < length) {
      if (this.#failure) throw this.#failure
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        this.#socket.resume()
      })
      this.#wake = null
    }
    return this.#held.subarray(0, length)
  }

  /** The next `length` bytes. */
  async take(length: number): Promise<Buffer> {
    const bytes = await this.peek(length)
    this.#held = this.#held.subarray(length)
    return bytes
  }

  /** Lets go of the socket, paused; answers what was read and not taken. */
  release(): Buffer {
    this.#socket.pause()
    this.#socket.off('data', this.#onData)
    this.#socket.off('end', this.#onEnd)
    this.#socket.off('close', this.#onEnd)
    this.#socket.off('error', this.#onEnd)
    return this.#held
  }
}
