import { CLASS, DIGIT, HIGH, LOWER, WORD } from '../byte-classes.ts'
import { foldText } from '../latin.ts'
import type { Reader } from '../reader.ts'

const LONG = 1
const TWO = 2
const ONE = 4

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
    const known = this.#known[(letterOf(third) << 10) | (letterOf(second) << 5) | letterOf(last)] as number
    if (known === 0 || (known & LONG) !== 0) return known !== 0
    // A short word is a whole one, or the end of one in camel case.
    if ((known & TWO) !== 0 && isStart(third, second)) return true
    return (known & ONE) !== 0 && isStart(second, last)
  }

  #add(word: Uint8Array): void {
    const last = letterOf(word.at(-1) ?? 0)
    const next = letterOf(word.at(-2) ?? 0)
    if (word.length > 2) {
      this.#mark(letterOf(word.at(-3) ?? 0), next, last, LONG)
      return
    }
    // What stands before a short word is not a part of it.
    for (let third = 0; third < 32; third++) {
      if (word.length === 2) this.#mark(third, next, last, TWO)
      else for (let second = 0; second < 32; second++) this.#mark(third, second, last, ONE)
    }
  }

  #mark(third: number, second: number, last: number, kind: number): void {
    const index = (third << 10) | (second << 5) | last
    this.#known[index] = (this.#known[index] as number) | kind
  }
}

// 1 to 26, digits above them, 0 for what is no part of a word.
function letterOf(byte: number): number {
  const kind = CLASS[byte] as number
  if ((kind & WORD) === 0) return 0
  return (kind & DIGIT) === 0 ? byte & 31 : 27 + (byte % 5)
}

function isStart(before: number, first: number): boolean {
  return ((CLASS[before] as number) & WORD) === 0 || ((CLASS[first] as number) & LOWER) === 0
}
