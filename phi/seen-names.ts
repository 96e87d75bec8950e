import { CLASS, LOWER, UPPER } from './byte-classes.ts'

const MOST = 512
const SHORTEST = 3

/**
 * Words of names that were found in the text at hand, as hashes: "Zubaida Okonkwo … Zubaida denies". Forgotten with the
 * text; what is in here depends on the bytes before alone.
 */
export class SeenNames {
  readonly #hashes: Set<number> = new Set()

  clear(): void {
    if (this.#hashes.size > 0) this.#hashes.clear()
  }

  /** Every capitalised word of a name that was found. */
  learn(bytes: Uint8Array, from: number, to: number): void {
    let start = from
    for (let at = from; at <= to; at++) {
      if (at < to && isLetter(bytes[at] as number)) continue
      if (at - start >= SHORTEST && this.#hashes.size < MOST && !isSmall(bytes[start] as number))
        this.#hashes.add(hash(bytes, start, at))
      start = at + 1
    }
  }

  has(bytes: Uint8Array, from: number, to: number): boolean {
    return this.#hashes.size > 0 && to - from >= SHORTEST && this.#hashes.has(hash(bytes, from, to))
  }
}

function isLetter(byte: number): boolean {
  return byte >= 0x80 || ((CLASS[byte] as number) & (UPPER | LOWER)) !== 0
}

function isSmall(byte: number): boolean {
  return ((CLASS[byte] as number) & LOWER) !== 0
}

function hash(bytes: Uint8Array, from: number, to: number): number {
  let value = 0x811c9dc5
  for (let at = from; at < to; at++) value = Math.imul(value ^ (bytes[at] as number), 0x01000193)
  return value
}
