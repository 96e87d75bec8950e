import { createHash, type Hash, hash } from 'node:crypto'
import type { BodyFormat } from './media.ts'
import { joined } from './read-whole.ts'

const HASH_AT_END_BYTES = 16_384

/** What was sent of one body: how much, its digest, and its beginning, masked, for the recording. */
export class BodyRecord {
  readonly format: BodyFormat
  /** Bytes sent. */
  bytes = 0
  /** More was sent than is kept. */
  cut = false
  readonly #cap: number
  #kept: Uint8Array[] = []
  #keptBytes = 0
  #early: Uint8Array[] = []
  #hash: Hash | null = null

  constructor(format: BodyFormat, cap: number) {
    this.format = format
    this.#cap = cap
  }

  /** Counts what goes out. The bytes are kept as they are: nobody may write over them. */
  sent(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.bytes += bytes.length
    if (this.#hash === null && this.bytes <= HASH_AT_END_BYTES) {
      this.#early.push(bytes)
      return
    }
    if (this.#hash === null) {
      this.#hash = createHash('sha256')
      for (const piece of this.#early) this.#hash.update(piece)
      this.#early = []
    }
    this.#hash.update(bytes)
  }

  /** Keeps masked bytes, up to the cap; as they are. */
  keep(masked: Uint8Array): void {
    const room = this.#cap - this.#keptBytes
    if (masked.length > room) this.cut = true
    if (room <= 0 || masked.length === 0) return
    const piece = masked.length > room ? masked.subarray(0, room) : masked
    this.#kept.push(piece)
    this.#keptBytes += piece.length
  }

  /** SHA-256 of what was sent. */
  sha256(): Uint8Array {
    // A small body is hashed in one call: that costs half.
    return this.#hash === null ? hash('sha256', joined(this.#early), 'buffer') : this.#hash.digest()
  }

  text(): string {
    const { buffer, byteOffset, length } = joined(this.#kept)
    return Buffer.from(buffer, byteOffset, length).toString('utf8')
  }
}
