import { foldBytes, foldText } from './latin.ts'

/** Longest word or phrase that is looked up; longer ones are in no dictionary. */
export const MOST_WORD_BYTES = 32

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/**
 * Words to numbers, looked up straight from bytes: no string is made. Case and accents are folded (latin.ts), and `_`, `-`,
 * `/`, tab are spaces, so that `date_of_birth` and `Date-of-Birth` are one phrase. Open addressing, at most half full.
 */
export class Lexicon {
  readonly #slots: Int32Array
  readonly #offsets: Uint32Array
  readonly #lengths: Uint8Array
  readonly #values: Int32Array
  readonly #text: Uint8Array
  readonly #mask: number
  readonly #scratch: Uint8Array = new Uint8Array(MOST_WORD_BYTES)

  constructor(entries: ReadonlyMap<string, number>) {
    const folded = new Map<string, number>()
    for (const [word, value] of entries) {
      const key = foldText(word)
      folded.set(key, (folded.get(key) ?? 0) | value)
    }
    const size = 2 ** Math.ceil(Math.log2(Math.max(4, folded.size * 2)))
    this.#mask = size - 1
    this.#slots = new Int32Array(size).fill(-1)
    this.#offsets = new Uint32Array(folded.size)
    this.#lengths = new Uint8Array(folded.size)
    this.#values = new Int32Array(folded.size)
    const words = [...folded.keys()].map((word) => Buffer.from(word, 'utf8'))
    this.#text = Buffer.concat(words)
    let offset = 0
    for (const [index, value] of [...folded.values()].entries()) {
      const word = words[index] ?? Buffer.alloc(0)
      this.#offsets[index] = offset
      this.#lengths[index] = word.length
      this.#values[index] = value
      this.#insert(word, index)
      offset += word.length
    }
  }

  /** The number of the word at `from` to `to`, or 0. */
  lookup(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from
    if (length <= 0 || length > MOST_WORD_BYTES) return 0
    let value = FNV_OFFSET
    let all = 0
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number
      all |= byte
      value = Math.imul(value ^ (FOLD[byte] as number), FNV_PRIME)
    }
    let slot = (value ^ (value >>> 15)) & this.#mask
    for (;;) {
      const index = this.#slots[slot] as number
      if (index < 0) return all < 0x80 ? 0 : this.#lookupFolded(bytes, from, to)
      if (this.#lengths[index] === length && this.#same(bytes, from, index, length))
        return this.#values[index] as number
      slot = (slot + 1) & this.#mask
    }
  }

  #lookupFolded(bytes: Uint8Array, from: number, to: number): number {
    const length = foldBytes(bytes, from, to, this.#scratch)
    return length < 0 ? 0 : this.lookup(this.#scratch, 0, length)
  }

  #same(bytes: Uint8Array, from: number, index: number, length: number): boolean {
    const offset = this.#offsets[index] as number
    for (let at = 0; at < length; at++) {
      if (FOLD[bytes[from + at] as number] !== this.#text[offset + at]) return false
    }
    return true
  }

  #insert(word: Uint8Array, index: number): void {
    if (word.length > MOST_WORD_BYTES)
      throw new RangeError(`"${Buffer.from(word).toString()}" is too long for a lexicon`)
    let slot = hash(word, 0, word.length) & this.#mask
    while ((this.#slots[slot] as number) >= 0) slot = (slot + 1) & this.#mask
    this.#slots[slot] = index
  }
}

const FOLD = foldTable()

function foldTable(): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte))
  for (const byte of [0x5f, 0x2d, 0x09, 0x2f]) table[byte] = 0x20
  return table
}

function hash(bytes: Uint8Array, from: number, to: number): number {
  let value = FNV_OFFSET
  for (let at = from; at < to; at++) value = Math.imul(value ^ (FOLD[bytes[at] as number] as number), FNV_PRIME)
  return (value ^ (value >>> 15)) >>> 0
}
