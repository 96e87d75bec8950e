import { ALNUM, CLASS, DIGIT, UPPER, WORD } from './byte-classes.ts'
import type { Reader } from './reader.ts'

export const MOST_GROUPS = 8
/** An IBAN has 34; a longer run is a hash, a key or an encoding, and no identifier of ours. */
export const MOST_GROUP_BYTES = 35

const DASH = 0x2d
const DOT = 0x2e
const SLASH = 0x2f
export const SPACE = 0x20
export const OPENING = 0x28
export const CLOSING = 0x29

/**
 * Groups of digits, or of letters and digits, with what stands between them: `(212) 555-0147` is 3, 3, 4. The
 * first group decides: all digits, and the chain is one of digits; else of letters and digits, joined by `-`.
 * Made once, filled again and again.
 */
export class Chain {
  groups: number = 0
  /** Letters in the first group; 1 where it was read as a token. */
  letters: number = 0
  /** What stands right before it: a plus of a country code. Set by who reads it. */
  lead: number = 0
  /** Where the first group ends, also when there is no chain because it is too long. */
  firstEnd: number = 0
  readonly starts: Int32Array = new Int32Array(MOST_GROUPS)
  readonly ends: Int32Array = new Int32Array(MOST_GROUPS)
  /** Separator after each group; 0 after the last. `)` and `(` stand for themselves and a space beside them. */
  readonly separators: Uint8Array = new Uint8Array(MOST_GROUPS)
  /** All groups joined, in upper case. */
  readonly text: Uint8Array = new Uint8Array(MOST_GROUPS * MOST_GROUP_BYTES)
  /** Bytes of `text` up to and with each group. */
  readonly joined: Int32Array = new Int32Array(MOST_GROUPS)

  /** `asToken`: groups may hold letters though the first has none (131052-308T). */
  read(reader: Reader, at: number, asToken: boolean = false): void {
    this.groups = 0
    this.letters = 0
    this.lead = 0
    this.firstEnd = reader.runEnd(at, ALNUM, MOST_GROUP_BYTES + 1)
    if (this.firstEnd - at > MOST_GROUP_BYTES) return
    const { bytes } = reader
    for (let place = at; place < this.firstEnd; place++)
      if (((CLASS[bytes[place] as number] as number) & DIGIT) === 0) this.letters++
    if (asToken && this.letters === 0) this.letters = 1
    this.#add(reader, at, this.firstEnd)
    const inside = this.letters === 0 ? DIGIT : ALNUM
    while (this.groups < MOST_GROUPS) {
      const end = this.ends[this.groups - 1] as number
      const start = this.#separator(reader, end, inside)
      if (start < 0) return
      const groupEnd = reader.runEnd(start, inside, MOST_GROUP_BYTES + 1)
      if (groupEnd - start > MOST_GROUP_BYTES) return
      this.#add(reader, start, groupEnd)
    }
  }

  length(group: number): number {
    return (this.ends[group] as number) - (this.starts[group] as number)
  }

  /** A group of digits as a number; of the first nine digits at most. */
  value(group: number): number {
    let value = 0
    const to = this.joined[group] as number
    for (let at = to - this.length(group); at < to && value < 1e9; at++)
      value = value * 10 + (this.text[at] as number) - 48
    return value
  }

  /** Lengths of the first `count` groups as one number: `3-2-4` is a key of the rule table. */
  shape(count: number): number {
    let key = 0
    for (let group = 0; group < count; group++) key = key * 36 + this.length(group)
    return key
  }

  /** Nothing sticks to the chain after `count` groups that would make it a part of something longer. */
  closed(reader: Reader, count: number): boolean {
    if (count < this.groups) return this.#looseAfter(count - 1)
    const end = this.ends[count - 1] as number
    const next = reader.at(end)
    if (next === 0x54 && (reader.classAt(end + 1) & DIGIT) !== 0) return true // an ISO time follows
    if (next === 0x5f || (reader.classAt(end) & WORD) !== 0) return false
    return !((next === DASH || next === DOT) && (reader.classAt(end + 1) & ALNUM) !== 0)
  }

  #looseAfter(group: number): boolean {
    const separator = this.separators[group] as number
    if (separator === SPACE || separator === OPENING) return true
    if (separator !== SLASH) return false
    for (let before = 0; before < group; before++) if (this.separators[before] === SLASH) return false
    return group > 0
  }

  #add(reader: Reader, start: number, end: number): void {
    const group = this.groups++
    this.starts[group] = start
    this.ends[group] = end
    this.separators[group] = 0
    let to = group === 0 ? 0 : (this.joined[group - 1] as number)
    const { bytes } = reader
    for (let place = start; place < end; place++) {
      const byte = bytes[place] as number
      this.text[to++] = byte >= 0x61 && byte <= 0x7a ? byte & 0xdf : byte
    }
    this.joined[group] = to
  }

  // Answers where the next group begins, or -1.
  #separator(reader: Reader, end: number, inside: number): number {
    const width = foreignWidth(reader, end)
    let kind = width === 0 ? reader.at(end) : width === 3 ? DASH : SPACE
    let next = end + Math.max(1, width)
    if (inside !== DIGIT) {
      if (kind !== DASH || (reader.classAt(next) & (DIGIT | UPPER)) === 0) return -1
    } else if (kind === CLOSING || kind === SPACE) {
      const after = reader.at(next)
      if (kind === SPACE && after === OPENING) kind = OPENING
      if (kind === OPENING || (kind === CLOSING && (after === SPACE || after === DASH))) next++
    } else if (kind !== DASH && kind !== DOT && kind !== SLASH) return -1
    if ((reader.classAt(next) & inside) === 0) return -1
    this.separators[this.groups - 1] = kind
    return next
  }
}

// Typographic dashes (U+2010 to U+2015, three bytes) and the no-break space (two) count as their plain kin: a number
// typed in a word processor is the same number. 0 for anything else.
function foreignWidth(reader: Reader, at: number): number {
  const first = reader.at(at)
  if (first === 0xc2) return reader.at(at + 1) === 0xa0 ? 2 : 0
  if (first !== 0xe2 || reader.at(at + 1) !== 0x80) return 0
  const last = reader.at(at + 2)
  return last >= 0x90 && last <= 0x95 ? 3 : 0
}
