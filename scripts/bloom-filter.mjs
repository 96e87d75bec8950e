// The Bloom filter that phi/word-filter.ts asks: made here from words in small letters.
const BITS_A_WORD = 10
export const HASHES = 4

/** A filter of a power of two of bytes that holds each of the words. */
export function filterOf(words) {
  const bytes = 2 ** Math.ceil(Math.log2((words.length * BITS_A_WORD) / 8))
  const filter = Buffer.alloc(bytes)
  for (const word of words) {
    let first = 0x811c9dc5
    let second = 0x1505
    for (const byte of Buffer.from(word)) {
      first = Math.imul(first ^ byte, 0x01000193)
      second = (Math.imul(second, 33) + byte) | 0
    }
    for (let round = 0; round < HASHES; round++) {
      const bit = ((first + Math.imul(round, second | 1)) >>> 0) & (bytes * 8 - 1)
      filter[bit >> 3] |= 1 << (bit & 7)
    }
  }
  return filter
}
