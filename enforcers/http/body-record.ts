import { createHash, type Hash, hash } from 'node:crypto'
import type { BodyFormat } from './media.ts'

const HASH_AT_END_BYTES = 16_384

/** What was sent of one body: how much, its digest, and its beginning, masked, for the recording. */
export class BodyRecord {
  readonly format: BodyFormat
  /** Bytes sent. */
  bytes = 0
  /** More was sent than is kept. */
  cut = false
  readonly #cap: number
  #kept: Buffer[] = []
  #keptBytes = 0
  #early: Buffer[] = []
  #hash: Hash | null = null

  constructor(format: BodyFormat, cap: number) {
    this.format = format
    this.#cap = cap
  }

  /** Counts what goes out. */
  sent(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.bytes += bytes.length
    if (this.#hash === null && this.bytes <= HASH_AT_END_BYTES) {
      this.#early.push(Buffer.from(bytes))
      return
    }
    if (this.#hash === null) {
      this.#hash = createHash('sha256')
      for (const piece of this.#early) this.#hash.update(piece)
      this.#early = []
    }
    this.#hash.update(bytes)
  }

  /** Keeps masked bytes, up to the cap. */
  keep(masked: Uint8Array): void {
    const room = this.#cap - this.#keptBytes
    if (masked.length > room) this.cut = true
    if (room <= 0 || masked.length === 0) return
    const piece = Buffer.from(masked.subarray(0, room))
    this.#kept.push(piece)
    this.#keptBytes += piece.length
  }

  /** SHA-256 of what was sent. */
  sha256(): Uint8Array {
    // A small body is hashed in one call: that costs half.
    return this.#hash === null ? hash('sha256', Buffer.concat(this.#early), 'buffer') : this.#hash.digest()
  }

  text(): string {
    return Buffer.concat(this.#kept).toString('utf8')
  }
}
