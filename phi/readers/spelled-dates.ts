import { LETTER, WORD } from '../byte-classes.ts'
import type { Reader } from '../reader.ts'
import type { Rules } from '../rules.ts'
import type { Scene } from '../scene.ts'
import { NUMBER_BITS } from '../words/number-words.ts'
import { yearEnd } from './dates.ts'

const SPACE = 0x20
const COMMA = 0x2c
const HYPHEN = 0x2d
/** seventeenth, and one letter more. */
const LONGEST = 12
const { ordinal, century, tens, teen, unit, oh, two, thousand, and, hundred } = NUMBER_BITS

/** At a month with a capital: the fourth of July nineteen fifty-two; July fourth, 1952; July two thousand and five. */
export function readSpelledDate(scene: Scene, at: number, monthEnd: number): void {
  const { text, rules } = scene
  const start = ordinalStart(rules, text, dayEndBefore(text, at))
  const isBefore = start >= 0
  const dayEnd = isBefore ? monthEnd : ordinalEnd(scene, monthEnd)
  const end = Math.max(dayEnd, yearWordsEnd(scene, dayEnd), isBefore || dayEnd > monthEnd ? yearEnd(scene, dayEnd) : 0)
  if (isBefore || end > monthEnd) scene.weighId('date-text', isBefore ? start : at, end)
}

/** Whether a month's neighbours may be a date in words: a first look. */
export function mayBeSpelledDate(text: Reader, at: number, end: number): boolean {
  if (text.before(at - 1) === SPACE && text.before(at - 2) === 0x66) return true
  const gap = text.at(end) === COMMA ? end + 1 : end
  return text.at(gap) === SPACE && isNumberStart(text.at(gap + 1))
}

/** Where a day in words begins that ends at a place, "fourth", "twenty-first"; -1 where there is none. */
export function ordinalStart({ dictionaries }: Rules, text: Reader, end: number): number {
  const start = text.runStart(end, LETTER, LONGEST)
  if ((dictionaries.numberWords.lookup(text.bytes, start, end) & ordinal) === 0) return -1
  const gap = text.before(start - 1)
  if (gap !== HYPHEN && gap !== SPACE) return (text.classBefore(start - 1) & WORD) === 0 ? start : -1
  const from = text.runStart(start - 1, LETTER, LONGEST)
  return (dictionaries.numberWords.lookup(text.bytes, from, start - 1) & tens) === 0 ? start : from
}

// Before "of " and the month; "the first May" is none.
function dayEndBefore(text: Reader, at: number): number {
  const isLinked = text.before(at - 1) === SPACE && text.before(at - 2) === 0x66 && text.before(at - 3) === 0x6f
  return isLinked && text.before(at - 4) === SPACE ? at - 4 : at
}

// Behind " fourth", " the twenty-first"; the place itself where no day in words follows.
function ordinalEnd(scene: Scene, at: number): number {
  const { text } = scene
  if (text.at(at) !== SPACE) return at
  const isThe =
    text.at(at + 1) === 0x74 && text.at(at + 2) === 0x68 && text.at(at + 3) === 0x65 && text.at(at + 4) === SPACE
  const from = isThe ? at + 5 : at + 1
  const end = wordEnd(text, from)
  const kind = kindOf(scene, from, end)
  if ((kind & ordinal) !== 0) return end
  if ((kind & tens) === 0 || !isGap(text.at(end))) return at
  const last = wordEnd(text, end + 1)
  return (kindOf(scene, end + 1, last) & ordinal) === 0 ? at : last
}

// Behind " nineteen fifty-two", ", two thousand and five", " twenty twelve"; 0 where no year in words follows.
function yearWordsEnd(scene: Scene, at: number): number {
  const { text } = scene
  const from = text.at(at) === COMMA ? at + 2 : at + 1
  if (text.at(from - 1) !== SPACE) return 0
  const end = wordEnd(text, from)
  const kind = kindOf(scene, from, end)
  if (!isGap(text.at(end))) return 0
  const next = wordEnd(text, end + 1)
  const second = kindOf(scene, end + 1, next)
  if ((kind & two) !== 0 && (second & thousand) !== 0) return restEnd(scene, next)
  if ((kind & century) === 0) return 0
  return (second & hundred) !== 0 ? next : belowHundredEnd(scene, end + 1)
}

// What goes on behind "two thousand": " five", " and twelve"; the place itself where nothing does.
function restEnd(scene: Scene, at: number): number {
  const { text } = scene
  if (text.at(at) !== SPACE) return at
  const end = wordEnd(text, at + 1)
  const from = (kindOf(scene, at + 1, end) & and) !== 0 && text.at(end) === SPACE ? end + 1 : at + 1
  const last = wordEnd(text, from)
  if ((kindOf(scene, from, last) & unit) !== 0) return last
  return belowHundredEnd(scene, from) || at
}

// "fifty-two", "fifty", "twelve", "oh five": answers the end, or 0.
function belowHundredEnd(scene: Scene, at: number): number {
  const { text } = scene
  const end = wordEnd(text, at)
  const kind = kindOf(scene, at, end)
  if ((kind & teen) !== 0) return end
  if ((kind & (tens | oh)) === 0) return 0
  const last = isGap(text.at(end)) ? wordEnd(text, end + 1) : end
  if ((kindOf(scene, end + 1, last) & unit) !== 0) return last
  return (kind & tens) !== 0 ? end : 0
}

function wordEnd(text: Reader, at: number): number {
  return text.runEnd(at, LETTER, LONGEST)
}

function kindOf({ text, rules }: Scene, from: number, to: number): number {
  return (text.classAt(to) & WORD) === 0 ? rules.dictionaries.numberWords.lookup(text.bytes, from, to) : 0
}

function isGap(byte: number): boolean {
  return byte === SPACE || byte === HYPHEN
}

// e, f, n, s, t: eight to two, and "the".
function isNumberStart(byte: number): boolean {
  const letter = byte | 0x20
  return letter === 0x65 || letter === 0x66 || letter === 0x6e || letter === 0x73 || letter === 0x74
}
