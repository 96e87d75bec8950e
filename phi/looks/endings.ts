import { CLASS, HIGH, WORD } from '../byte-classes.ts'
import { foldText } from '../latin.ts'
import type { Reader } from '../reader.ts'

/**
 * The last three letters of words, in any case: a first look, without a hash, at whether a list may have the word that ends
 * at a place. It is never wrong with no.
 */
export class Endings {
  readonly #known: Uint8Array = new Uint8Array(32 * 32 * 32)

  constructor(words: Iterable<string>) {
    for (const word of words) this.#add(Buffer.from(foldText(word), 'utf8'))
  }

  /** Whether a listed word may end at a place. A letter beyond ASCII may be any. */
  may(text: Reader, end: number): boolean {
    const last = text.before(end - 1)
    const kind = CLASS[last] as number
    if ((kind & WORD) === 0) return false
    const second = text.before(end - 2)
    const third = text.before(end - 3)
    if (((kind | (CLASS[second] as number) | (CLASS[third] as number)) & HIGH) !== 0) return true
    return this.#known[(letterOf(third) << 10) | (letterOf(second) << 5) | (last & 31)] === 1
  }

  #add(word: Uint8Array): void {
    const last = (word[word.length - 1] ?? 0) & 31
    if (word.length > 2) {
      this.#known[(((word.at(-3) ?? 0) & 31) << 10) | (((word.at(-2) ?? 0) & 31) << 5) | last] = 1
      return
    }
    // What stands before a short word is not a part of it.
    for (let third = 0; third < 32; third++) {
      if (word.length === 2) this.#known[(third << 10) | (((word[0] ?? 0) & 31) << 5) | last] = 1
      else for (let second = 0; second < 32; second++) this.#known[(third << 10) | (second << 5) | last] = 1
    }
  }
}

function letterOf(byte: number): number {
  return ((CLASS[byte] as number) & WORD) === 0 ? 0 : byte & 31
}
