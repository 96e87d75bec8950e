import { CLASS, DIGIT, HIGH, LETTER, LOWER, UPPER } from './byte-classes.ts'
import { WORD_BITS } from './dictionaries.ts'
import { foldThree, foldTwo } from './latin.ts'
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
  /** Where the last part of a joined word begins. */
  #part: number = 0

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
    this.#part = at
    let uppers = 0
    let lowers = 0
    let place = at
    while (place - at <= MOST_WORD_BYTES) {
      const kind = reader.classAt(place)
      const letter = (kind & HIGH) !== 0 ? highLetter(reader, place) : reader.at(place)
      if ((kind & LETTER) !== 0 && letter !== 0) {
        if (!isSmall(letter)) uppers++
        else lowers += letter === FOREIGN ? MOST_WORD_BYTES : 1
        place += widthOf(reader.at(place), letter)
        continue
      }
      const next = place === at || letter === 0 ? 0 : this.#jointEnd(reader, words, place)
      if (next === 0) break
      lowers += next - place - 1
      place = next
    }
    this.end = place
    if (place > at) this.#finish(reader, words, this.#part, uppers, lowers)
  }

  // Behind a hyphen or apostrophe that joins, or behind the second syllable of a given name of two; 0 where the word ends.
  #jointEnd(reader: Reader, words: Lexicon, place: number): number {
    const isHyphen = reader.at(place) === HYPHEN
    if (joins(reader, place)) {
      if (!isHyphen) return place + 1
      this.flags |= words.lookup(reader.bytes, this.#part, place)
      this.#part = place + 1
      return place + 1
    }
    const end = isHyphen ? syllableEnd(reader, words, this.#part, place) : 0
    if (end === 0) return 0
    this.flags |= WORD_BITS.given
    this.#part = end
    return end
  }

  #finish(reader: Reader, words: Lexicon, part: number, uppers: number, lowers: number): void {
    if (this.end - this.start > MOST_WORD_BYTES || lowers >= MOST_WORD_BYTES) this.shape = 'other'
    else {
      this.flags |= words.lookup(reader.bytes, part, this.end)
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
    if ((next & DIGIT) !== 0 || reader.at(this.end) === 0x5f || reader.at(this.end) === 0xc2) return 'other'
    if (uppers === 0) return 'lower'
    if (!startsCapital(reader, this.start)) return 'other'
    if (lowers === 0) return uppers === 1 ? 'initial' : 'caps'
    // One capital, or one a part (Smith-Jones, O'Brien, McDonald, DeShawn); more are an abbreviation or code.
    return uppers <= 2 || this.named ? 'title' : 'other'
  }
}

// A hyphen inside a name: a capital must follow. An apostrophe: a capital, or more letters than I'm, we'll, it's have.
function joins(reader: Reader, place: number): boolean {
  const byte = reader.at(place)
  const next = reader.classAt(place + 1)
  if (byte === HYPHEN) return (next & UPPER) !== 0
  if (byte !== APOSTROPHE || (next & LETTER) === 0) return false
  if ((next & UPPER) !== 0) return true
  return (reader.classAt(place + 2) & LETTER) !== 0 && (reader.classAt(place + 3) & LETTER) !== 0
}

const MOST_SYLLABLE = 8

// Seo-yeon, Min-jun: both sides of the hyphen are syllables of such names. Answers the end of the second, or 0.
function syllableEnd(reader: Reader, words: Lexicon, part: number, hyphen: number): number {
  if ((reader.classAt(hyphen + 1) & LOWER) === 0) return 0
  const end = reader.runEnd(hyphen + 1, LOWER, MOST_SYLLABLE)
  if ((reader.classAt(end) & (LETTER | DIGIT)) !== 0 || reader.at(end) === HYPHEN) return 0
  const first = words.lookup(reader.bytes, part, hyphen)
  return (first & words.lookup(reader.bytes, hyphen + 1, end) & WORD_BITS.syllable) === 0 ? 0 : end
}

/** A letter of a script without a dictionary. */
const FOREIGN = 1

function isSmall(letter: number): boolean {
  return letter === APOSTROPHE || letter === FOREIGN || (letter & 0x20) !== 0
}

// Bytes of the character that stands for a letter; of other scripts one at a time.
function widthOf(lead: number, letter: number): number {
  return letter === FOREIGN || lead < 0x80 ? 1 : lead === 0xe1 || lead === 0xe2 ? 3 : 2
}

/** A capital at a place, beyond ASCII too. */
export function startsCapital(reader: Reader, place: number): boolean {
  if ((reader.classAt(place) & UPPER) !== 0) return true
  if ((reader.classAt(place) & HIGH) === 0) return false
  const letter = highLetter(reader, place)
  return letter !== 0 && !isSmall(letter)
}

// The ASCII letter that a character beyond ASCII stands for, an apostrophe inside a name, FOREIGN, or 0 for no letter.
function highLetter(reader: Reader, place: number): number {
  const lead = reader.at(place)
  if (lead === 0xe2) return isInnerApostrophe(reader, place) ? 0x27 : isPunctuation(reader, place) ? 0 : FOREIGN
  const next = reader.at(place + 1)
  if (lead < 0xe0) return lead === 0xc2 ? 0 : foldTwo(lead, next) || FOREIGN
  return foldThree(lead, next, reader.at(place + 2)) || FOREIGN
}

// O’Brien, D’Angelo with the typographic apostrophe: one letter before it, a capital behind it.
function isInnerApostrophe(reader: Reader, place: number): boolean {
  return reader.at(place + 1) === 0x80 && reader.at(place + 2) === 0x99 && (reader.classAt(place + 3) & UPPER) !== 0
}

// General punctuation (U+2010 to U+203F): dashes, typographic quotes, ellipsis.
function isPunctuation(reader: Reader, place: number): boolean {
  return reader.at(place) === 0xe2 && reader.at(place + 1) === 0x80
}
