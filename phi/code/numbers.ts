import { ALNUM, CLASS, DIGIT, LETTER, LOWER, UPPER, WORD } from '../byte-classes.ts'
import { topicsBefore } from '../context.ts'
import { numberEnd } from '../looks/number.ts'
import { isQuote } from '../readers/concatenated.ts'
import { dapiStart, mayEndDapi } from '../readers/signed-hex.ts'
import type { Scene } from '../scene.ts'
import { LOOK } from './needs.ts'
import { mayBeEncoded } from './words.ts'

const SPACE = 0x20
const OPENING = 0x28
const CLOSING = 0x29
const PLUS = 0x2b
const DASH = 0x2d
const DOT = 0x2e
const SLASH = 0x2f
const UNDERSCORE = 0x5f
const ZERO = 0x30
const MOST_RUN = 64
/** Longer numbers, and tokens that begin with 0, are left to the readers. */
const MOST_DIGITS = 7
const MOST_TOKEN = 10
const YEAR_DIGITS = 4
const JOINED_DIGITS = 3
/** Of "of", "de", "del", "di" between a month and its year. */
const LINK_ENDS = new Set(Buffer.from('feli', 'latin1'))

/**
 * A first look at a digit in source code, `at` where its readers must look. One place before it where it is the 0 of (01), and
 * that was not looked at: `from` on.
 */
export function codeNumberEnd(scene: Scene, at: number, from: number): number {
  const { bytes } = scene.text
  const previous = bytes[at - 1] as number
  const kind = CLASS[previous] as number
  if ((kind & WORD) !== 0) return insideEnd(scene, at)
  if (previous === OPENING && at > from && isGtinMark(bytes, at)) return at - 1
  if ((previous === DASH || previous === DOT) && isOf(bytes[at - 2] as number, DIGIT)) return runEnd(bytes, at, ALNUM)
  const end = runEnd(bytes, at, DIGIT)
  if (isNothing(scene, at, end, previous)) return end
  const tokenEnd = bytes[at] === ZERO && end === at + 1 ? literalEnd(scene, at) : at
  return tokenEnd > at ? tokenEnd : numberEnd(scene, at)
}

// A digit inside a word: of an encoding perhaps.
function insideEnd(scene: Scene, at: number): number {
  const { bytes } = scene.text
  if (mayEndDapi(bytes[at - 1] as number) && dapiStart(scene.text, at) >= 0) return at
  return isOf(bytes[at - 1] as number, LOWER) && mayBeEncoded(scene, at) ? at : runEnd(bytes, at, ALNUM)
}

// A number of three digits or five to seven, or of four that are no year, by itself, and no word before it that says what it is.
function isNothing(scene: Scene, at: number, end: number, previous: number): boolean {
  const { bytes } = scene.text
  const length = end - at
  if (length < JOINED_DIGITS || length > MOST_DIGITS) return false
  if (length === JOINED_DIGITS)
    return (
      !mayBeAge(bytes, at) && !mayBeJoined(bytes, at, previous) && (bytes[end] === UNDERSCORE || isAlone(bytes, end))
    )
  // A plus is a part of a number.
  if (previous === PLUS || !isAlone(bytes, end) || (length === YEAR_DIGITS && mayBeYear(scene, at, previous)))
    return false
  return !isTold(scene, at, scene.rules.code.digits[length] as number)
}

// 0x1f, 0o600, 0b10: no token without a word before it.
function literalEnd(scene: Scene, at: number): number {
  const { bytes } = scene.text
  const end = runEnd(bytes, at, ALNUM)
  const length = end - at
  const next = bytes[end] as number
  if (!isOf(bytes[at + 1] as number, LETTER) || length > MOST_TOKEN || isOf(next, WORD) || next === DASH) return at
  return isTold(scene, at, scene.rules.code.tokens[length] as number) || mayBeEncoded(scene, at) ? at : end
}

function isTold({ text, rules }: Scene, at: number, needs: number): boolean {
  return needs === LOOK || (topicsBefore(text, at, rules.dictionaries.topics, rules.looks.topics) & needs) !== 0
}

// Nothing goes on behind it that would make it a part of something longer.
function isAlone(bytes: Uint8Array, end: number): boolean {
  const next = bytes[end] as number
  const after = bytes[end + 1] as number
  if (isOf(next, WORD) || next === UNDERSCORE) return false
  if (next === SPACE) return after !== OPENING && !isOf(after, DIGIT)
  if (next === DASH) return !isOf(after, DIGIT | UPPER)
  if (next === DOT || next === SLASH) return !isOf(after, DIGIT)
  if (next !== CLOSING) return true
  return !isOf(after === SPACE || after === DASH ? (bytes[end + 2] as number) : after, DIGIT)
}

// 100 to 199.
function mayBeAge(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x31
}

// "219" + "09" + "9999".
function mayBeJoined(bytes: Uint8Array, at: number, previous: number): boolean {
  return isQuote(previous === OPENING ? (bytes[at - 2] as number) : previous)
}

// A month beside it, or the masked beginning of an SSN before it.
function mayBeYear({ text, rules }: Scene, at: number, previous: number): boolean {
  const { bytes } = text
  const next = bytes[at + YEAR_DIGITS] as number
  if (previous === DASH) return true
  if ((next === SPACE || next === DASH || next === SLASH) && isOf(bytes[at + YEAR_DIGITS + 1] as number, LETTER))
    return true
  if (previous !== SPACE || (bytes[at] as number) > 0x32) return false
  return LINK_ENDS.has(bytes[at - 2] as number) || rules.looks.months.may(text, at - 1)
}

// 01) of a GTIN.
function isGtinMark(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === ZERO && bytes[at + 1] === 0x31 && bytes[at + 2] === CLOSING
}

function runEnd(bytes: Uint8Array, at: number, classes: number): number {
  let end = at + 1
  while (isOf(bytes[end] as number, classes) && end - at < MOST_RUN) end++
  return end
}

function isOf(byte: number, classes: number): boolean {
  return ((CLASS[byte] as number) & classes) !== 0
}
