const HASHES = 4

/** Words in a Bloom filter, as base64: one unknown word in some hundred is taken for one of them. */
export class WordFilter {
  readonly #bits: Uint8Array
  readonly #mask: number

  constructor(bits: string) {
    this.#bits = Buffer.from(bits, 'base64')
    this.#mask = this.#bits.length * 8 - 1
  }

  /** Whether the ASCII letters at `from` to `to`, in any case, spell one. */
  has(bytes: Uint8Array, from: number, to: number): boolean {
    let first = 0x811c9dc5
    let second = 0x1505
    for (let at = from; at < to; at++) {
      const byte = (bytes[at] as number) | 0x20
      if (byte < 0x61 || byte > 0x7a) return false
      first = Math.imul(first ^ byte, 0x01000193)
      second = (Math.imul(second, 33) + byte) | 0
    }
    for (let round = 0; round < HASHES; round++) {
      const bit = ((first + Math.imul(round, second | 1)) >>> 0) & this.#mask
      if (((this.#bits[bit >> 3] as number) & (1 << (bit & 7))) === 0) return false
    }
    return true
  }
}
