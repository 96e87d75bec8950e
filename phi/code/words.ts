import { ALNUM, CLASS, DIGIT, ENCODED, HIGH, LOWER, UPPER, WORD } from '../byte-classes.ts'
import { monthStart, WORD_BITS } from '../dictionaries.ts'
import { capitalEnd, isTitled } from '../looks/capital.ts'
import { particlesBefore, wordBefore } from '../readers/name-words.ts'
import { mayBeSpelledDate } from '../readers/spelled-dates.ts'
import type { Scene } from '../scene.ts'
import { isPrefix } from './prefix.ts'

const SPACE = 0x20
const COMMA = 0x2c
const DASH = 0x2d
const DOT = 0x2e
const SLASH = 0x2f
const PLUS = 0x2b
const APOSTROPHE = 0x27
const UNDERSCORE = 0x5f
/** Longer words may be encodings. */
const LONGEST = 15
/** What a word of a dictionary is at most; what is longer is read by the readers. */
const MOST_WORD = 31
const SHORT = 4

/** A first look at a capital in source code, where no name is sure but behind a title: where to go on, or `at`. */
export function codeCapitalEnd(scene: Scene, at: number): number {
  const { bytes } = scene.text
  if (isPrefix(scene.rules, bytes, at)) return at
  const previous = bytes[at - 1] as number
  const kind = CLASS[previous] as number
  if ((kind & WORD) !== 0) return (kind & LOWER) !== 0 && mayBeEncoded(scene, at) ? at : at + 1
  if (previous === PLUS) return at
  let end = at + 1
  while (((CLASS[bytes[end] as number] as number) & (UPPER | LOWER)) !== 0 && end - at <= MOST_WORD) end++
  return isNothing(scene, at, end, previous) ? end : at
}

// Whether a word of plain letters is nothing that a reader would take.
function isNothing(scene: Scene, at: number, end: number, previous: number): boolean {
  const { bytes } = scene.text
  const next = bytes[end] as number
  const kind = CLASS[next] as number
  const length = end - at
  if ((kind & WORD) !== 0 || length > MOST_WORD) return false
  if (((kind & ENCODED) !== 0 || length > LONGEST) && mayBeEncoded(scene, at)) return false
  if (next === UNDERSCORE) return true
  if (next === DASH || next === APOSTROPHE) {
    // SHA-256 and Smith-Jones go on; 'Foo' is a string, and so far as it is sure, O'Brien a word.
    const goesOn = next === DASH ? DIGIT | UPPER | HIGH : DIGIT | HIGH
    if (((CLASS[bytes[end + 1] as number] as number) & goesOn) !== 0) return false
  } else if (length < SHORT) return capitalEnd(scene, at) === end
  if (isDated(scene, at, end, next)) return false
  return previous !== SPACE || !isCalled(scene, at)
}

// A month beside what may be its day or year: "March 12", "Mar. 12, 1962", "the fourth of July", "July nineteen fifty-two".
function isDated({ text, rules }: Scene, at: number, end: number, next: number): boolean {
  const { bytes } = text
  const { monthStarts, words } = rules.dictionaries
  if (monthStarts[monthStart(bytes[at] as number, bytes[at + 1] as number)] === 0) return false
  const isNumbered = mayGoOn(next) && isNearNumber(bytes, end)
  return (isNumbered || mayBeSpelledDate(text, at, end)) && (words.lookup(bytes, at, end) & WORD_BITS.month) !== 0
}

function mayGoOn(next: number): boolean {
  return next === SPACE || next === DOT || next === COMMA || next === SLASH
}

// Whether a title is before it, as the reader of names sees it: Dr. Okonkwo, Mr. van den Bosch.
function isCalled(scene: Scene, at: number): boolean {
  return isTitled(scene, at) && (wordBefore(scene, particlesBefore(scene, at)) & WORD_BITS.title) !== 0
}

function isNearNumber(bytes: Uint8Array, end: number): boolean {
  const kinds =
    (CLASS[bytes[end + 1] as number] as number) |
    (CLASS[bytes[end + 2] as number] as number) |
    (CLASS[bytes[end + 3] as number] as number)
  return (kinds & DIGIT) !== 0
}

/** Whether a run of base64 or hex that begins at or before a capital or a digit may hide something. */
export function mayBeEncoded({ text, encodings }: Scene, at: number): boolean {
  const { bytes } = text
  const isLong = isAlnum(bytes, at + 5) && isAlnum(bytes, at + 8) && isAlnum(bytes, at + 11)
  return isLong && encodings?.mayBeEncoded(text, at) === true
}

function isAlnum(bytes: Uint8Array, at: number): boolean {
  return ((CLASS[bytes[at] as number] as number) & ALNUM) !== 0
}
