import { CLASS, DIGIT, HIGH, LETTER, LOWER, UPPER, WORD } from './byte-classes.ts'
import { WORD_BITS } from './dictionaries.ts'
import { type Lexicon, MOST_WORD_BYTES } from './lexicon.ts'
import type { Reader } from './reader.ts'

const APOSTROPHE = 0x27
const HYPHEN = 0x2d

/** `other` is what no person is called: FOO_BAR, Type2, camelCase. */
export type Shape = 'none' | 'lower' | 'title' | 'caps' | 'initial' | 'other'

/** One word of the text: where it is, how it is written, what the dictionary says. Filled again and again. */
export class Word {
  start: number = 0
  end: number = 0
  /** End of the ASCII letters that it begins with. */
  lettersEnd: number = 0
  shape: Shape = 'none'
  flags: number = 0

  /** Reads the word at a place. Parts of a double name (Smith-Jones) and O'Brien are one; a possessive 's stays out. */
  read(reader: Reader, at: number, words: Lexicon): void {
    const { bytes } = reader
    const limit = Math.min(reader.end, at + MOST_WORD_BYTES)
    let uppers = 0
    let place = at
    for (; place < limit; place++) {
      const kind = CLASS[bytes[place] as number] as number
      if ((kind & UPPER) !== 0) uppers++
      else if ((kind & LOWER) === 0) break
    }
    this.start = at
    this.lettersEnd = place
    const next = place < limit ? (bytes[place] as number) : HYPHEN
    if (next === HYPHEN || next === APOSTROPHE || next >= 0x80) this.#readOn(reader, at, words)
    else {
      this.end = place
      this.flags = place === at ? 0 : words.lookup(bytes, at, place)
      this.shape = place === at ? 'none' : this.#shapeOf(reader, uppers, place - at - uppers)
    }
  }

  // The long way: joined parts, letters beyond ASCII, the end of what has come.
  #readOn(reader: Reader, at: number, words: Lexicon): void {
    this.end = at
    this.flags = 0
    this.shape = 'none'
    let uppers = 0
    let lowers = 0
    let part = at
    let place = at
    for (; place - at <= MOST_WORD_BYTES; place++) {
      const kind = reader.classAt(place)
      if ((kind & LOWER) !== 0 || ((kind & HIGH) !== 0 && !isPunctuation(reader, place))) lowers++
      else if ((kind & UPPER) !== 0) uppers++
      else if (joins(reader, place) && place > at) {
        if (reader.at(place) !== HYPHEN) continue
        this.flags |= words.lookup(reader.bytes, part, place)
        part = place + 1
      } else break
    }
    this.end = place
    if (place === at) return
    if (place - at > MOST_WORD_BYTES) this.shape = 'other'
    else {
      this.flags |= words.lookup(reader.bytes, part, place)
      this.shape = this.#shapeOf(reader, uppers, lowers)
    }
  }

  is(bits: number): boolean {
    return (this.flags & bits) !== 0
  }

  /** In a dictionary of names. */
  get named(): boolean {
    return (this.flags & (WORD_BITS.given | WORD_BITS.surname)) !== 0
  }

  /** Known to be no name: in the list of such words and in no dictionary of names. */
  get refused(): boolean {
    return (
      !this.named &&
      (this.flags & (WORD_BITS.notName | WORD_BITS.afterEponym | WORD_BITS.title | WORD_BITS.month)) !== 0
    )
  }

  get capital(): boolean {
    return this.shape === 'title' || this.shape === 'caps' || this.shape === 'initial'
  }

  #shapeOf(reader: Reader, uppers: number, lowers: number): Shape {
    const next = reader.classAt(this.end)
    if ((next & DIGIT) !== 0 || reader.at(this.end) === 0x5f) return 'other'
    if (uppers === 0) return 'lower'
    if ((reader.classAt(this.start) & UPPER) === 0) return 'other'
    if (lowers === 0) return uppers === 1 ? 'initial' : 'caps'
    // One capital, or one a part (Smith-Jones, O'Brien, McDonald, DeShawn); more are an abbreviation or code.
    return uppers <= 2 || this.named ? 'title' : 'other'
  }
}

// An apostrophe or a hyphen inside a name: a letter must follow, after a hyphen a capital, and "'s" ends the word.
function joins(reader: Reader, place: number): boolean {
  const byte = reader.at(place)
  if (byte === HYPHEN) return (reader.classAt(place + 1) & UPPER) !== 0
  if (byte !== APOSTROPHE || (reader.classAt(place + 1) & LETTER) === 0) return false
  return (reader.at(place + 1) | 0x20) !== 0x73 || (reader.classAt(place + 2) & WORD) !== 0
}

// General punctuation (U+2010 to U+203F): dashes, typographic quotes, ellipsis.
function isPunctuation(reader: Reader, place: number): boolean {
  return reader.at(place) === 0xe2 && reader.at(place + 1) === 0x80
}
