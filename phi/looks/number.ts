import { ALNUM, DIGIT, HIGH, LETTER, LOWER, UPPER, WORD } from '../byte-classes.ts'
import { WORD_BITS } from '../dictionaries.ts'
import type { Reader } from '../reader.ts'
import { isQuote } from '../readers/concatenated.ts'
import { mayBeRoom } from '../readers/rooms.ts'
import { dapiStart, mayEndDapi } from '../readers/signed-hex.ts'
import type { Scene } from '../scene.ts'
import { insideEnd } from './inside.ts'
import { twoLetters } from './tables.ts'

const SPACE = 0x20
const COMMA = 0x2c
const DOT = 0x2e
const DASH = 0x2d
const SLASH = 0x2f
const OPENING = 0x28
const CLOSING = 0x29
const UNDERSCORE = 0x5f
const MOST_RUN = 64
const MOST_SMALL_WORD = 24
const LONGEST_MONTH = 16
/** Ages that are looked for. */
const YOUNGEST = 90
const OLDEST = 130

/** A first look at a digit: where to go on, or `at` where its readers must look. */
export function numberEnd(scene: Scene, at: number): number {
  const { text, rules } = scene
  const previous = text.before(at - 1)
  if ((text.classBefore(at - 1) & WORD) !== 0) {
    if (mayEndDapi(previous) && dapiStart(text, at) >= 0) return at
    const end = text.runEnd(at, ALNUM, MOST_RUN)
    return insideEnd(scene, at, end)
  }
  if (previous === SLASH && scene.mode !== 'code') return at
  if ((previous === DASH || previous === DOT) && (text.classBefore(at - 2) & DIGIT) !== 0)
    return text.runEnd(at, ALNUM, MOST_RUN)
  const { shortestNumber } = rules
  const end = text.runEnd(at, DIGIT, shortestNumber)
  if (end - at >= shortestNumber || rules.leastCount < shortestNumber) return at
  const next = text.at(end)
  if (!isAlone(text, end, next) || isOld(text, at, end) || mayBeJoined(text, at, previous, next)) return at
  if (end - at === 3 && mayBeRoom(scene, at)) return at
  if (mayBeDay(scene, end, next) || isBehindMonth(scene, at, previous)) return at
  return scene.sureOnly || !mayBeHouse(scene, end, next) ? end : at
}

// Nothing goes on behind it that would make it a part of something longer.
function isAlone(text: Reader, end: number, next: number): boolean {
  if ((text.classAt(end) & WORD) !== 0 || next === UNDERSCORE) return false
  const after = text.at(end + 1)
  if (next === SPACE) return after !== OPENING && !isDigit(text, end + 1)
  if (next === DASH) return (text.classAt(end + 1) & (DIGIT | UPPER)) === 0
  if (next === DOT || next === SLASH) return !isDigit(text, end + 1)
  if (next !== CLOSING) return true
  return !isDigit(text, after === SPACE || after === DASH ? end + 2 : end + 1)
}

// "219" + "09" + "9999", "219-" + …: strings that source code joins.
function mayBeJoined(text: Reader, at: number, previous: number, next: number): boolean {
  const quote = previous === OPENING ? text.before(at - 2) : previous
  return isQuote(quote) && (next === quote || next === DASH || next === DOT || next === SPACE || next === CLOSING)
}

function isDigit(text: Reader, place: number): boolean {
  return (text.classAt(place) & DIGIT) !== 0
}

function isOld(text: Reader, at: number, end: number): boolean {
  if (end - at < 2) return false
  let value = 0
  for (let place = at; place < end; place++) value = value * 10 + text.at(place) - 0x30
  return value >= YOUNGEST && value <= OLDEST
}

// A month or a link to one behind it: 12 March, 12 de marzo.
function mayBeDay(scene: Scene, end: number, next: number): boolean {
  const { text, rules } = scene
  if (!(next === SPACE || next === DASH || next === SLASH || next === DOT)) return false
  const place = next === DOT && text.at(end + 1) === SPACE ? end + 2 : end + 1
  if ((text.classAt(place) & LETTER) === 0 || (text.classAt(place + 1) & LETTER) === 0) return false
  const first = text.at(place)
  const second = text.at(place + 1)
  const mayBeMonth = second >= 0x80 || rules.dictionaries.monthStarts[twoLetters(first, second)] === 1
  if (mayBeMonth && isMonth(scene, place, text.runEnd(place, LETTER, LONGEST_MONTH))) return true
  if (next !== SPACE || !isLink(first, second)) return false
  return text.at(place + 2) === SPACE || text.at(place + 3) === SPACE
}

// of, de, del, di.
function isLink(first: number, second: number): boolean {
  return (first === 0x6f && second === 0x66) || (first === 0x64 && (second === 0x65 || second === 0x69))
}

// march 12, marzo de 12.
function isBehindMonth(scene: Scene, at: number, previous: number): boolean {
  const { text } = scene
  if (previous !== SPACE) return false
  const last = text.before(at - 2)
  if (isMonthBefore(scene, at - 1)) return true
  if (last === 0x6c) return text.before(at - 5) === SPACE && isMonthBefore(scene, at - 5)
  return isLink(text.before(at - 3), last) && text.before(at - 4) === SPACE && isMonthBefore(scene, at - 4)
}

function isMonthBefore(scene: Scene, end: number): boolean {
  const { text, rules } = scene
  return rules.looks.months.may(text, end) && isMonth(scene, text.runStart(end, LOWER | HIGH, LONGEST_MONTH), end)
}

function isMonth({ text, rules }: Scene, from: number, to: number): boolean {
  return (rules.dictionaries.words.lookup(text.bytes, from, to) & WORD_BITS.month) !== 0
}

// A street may follow: a capital, a word of streets in small letters, a number behind a comma.
function mayBeHouse(scene: Scene, end: number, next: number): boolean {
  const { text, rules } = scene
  if (next !== SPACE && !(next === COMMA && text.at(end + 1) === SPACE)) return false
  const from = next === COMMA ? end + 2 : end + 1
  const kind = text.classAt(from)
  if ((kind & (UPPER | HIGH)) !== 0) return true
  if ((kind & LOWER) === 0) return false
  const second = text.at(from + 1)
  if (second >= 0x80 || rules.looks.streets[twoLetters(text.at(from), second)] === 1) return true
  const wordEnd = text.runEnd(from, LOWER, MOST_SMALL_WORD)
  const behind = text.at(wordEnd)
  // A joined word may hold one that is listed.
  if (behind === DASH || behind === 0x27 || (text.classAt(wordEnd) & (UPPER | HIGH | LOWER)) !== 0) return true
  return next === SPACE && behind === SPACE && wordEnd - from > 3 && isSuffixInitial(text.at(wordEnd + 1))
}

// avenue, boulevard, parkway, street.
function isSuffixInitial(byte: number): boolean {
  return byte === 0x61 || byte === 0x62 || byte === 0x70 || byte === 0x73
}
