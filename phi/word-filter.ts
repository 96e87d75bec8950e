import { ENGLISH_FILTER } from './words/english.ts'

const HASHES = 4

/** Everyday words of English, in a Bloom filter: one unknown word in some hundred is taken for one. */
export class WordFilter {
  readonly #bits: Uint8Array = Buffer.from(ENGLISH_FILTER, 'base64')
  readonly #mask: number = this.#bits.length * 8 - 1

  /** Whether the ASCII letters at `from` to `to`, in any case, spell such a word. */
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
