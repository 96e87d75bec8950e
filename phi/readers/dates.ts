import { ALNUM, DIGIT, LETTER, LOWER, UPPER } from '../byte-classes.ts'
import { isYear } from '../calendar.ts'
import { WORD_BITS } from '../dictionaries.ts'
import type { Scene } from '../scene.ts'

const SPACE = 0x20
const DOT = 0x2e
const DASH = 0x2d
const SLASH = 0x2f
const COMMA = 0x2c
const APOSTROPHE = 0x27
const LONGEST_MONTH = 10

/** At a capital: March 12th, 1962; Mar. 12; March 1962. */
export function readMonthFirst(scene: Scene, at: number, monthEnd: number): void {
  const end = afterMonth(scene, monthEnd, true)
  if (end > 0) scene.weighId('date-text', at, end)
}

/** At a digit, with a month in small letters behind: "march 12, 1962". A year must follow: "may 12" is a verb too. */
export function readMonthBehind(scene: Scene, at: number): void {
  const { text } = scene
  if (text.before(at - 1) !== SPACE) return
  const start = text.runStart(at - 1, LOWER, LONGEST_MONTH)
  if (
    at - 1 - start < 3 ||
    !isInitial(text.before(start)) ||
    (text.classBefore(start - 1) & ALNUM) !== 0 ||
    !isMonth(scene, start, at - 1)
  )
    return
  const end = afterMonth(scene, at - 1, false)
  if (end > 0) scene.weighId('date-text', start, end)
}

/** At a digit: 12 March 1962, 12th of March, 12-Mar-62, 12MAR1962. */
export function readDayMonth(scene: Scene, at: number): void {
  const { text } = scene
  const dayEnd = text.runEnd(at, DIGIT, 3)
  if (dayEnd - at > 2 || !isDayNumber(scene, at, dayEnd)) return
  let place = ordinalEnd(scene, dayEnd)
  const separator = text.at(place)
  if (separator === SPACE || separator === DASH || separator === SLASH || separator === DOT) place++
  if (separator === SPACE && text.at(place) === 0x6f && text.at(place + 1) === 0x66 && text.at(place + 2) === SPACE)
    place += 3
  if (!isInitial(text.at(place))) return
  const monthEnd = text.runEnd(place, UPPER | LOWER, LONGEST_MONTH)
  if (monthEnd - place < 3 || (text.classAt(monthEnd) & LETTER) !== 0 || !isMonth(scene, place, monthEnd)) return
  const isCapital = (text.classAt(place) & UPPER) !== 0
  const end = yearEnd(scene, text.at(monthEnd) === DOT ? monthEnd + 1 : monthEnd)
  if (end > 0) scene.weighId('date-text', at, end)
  else if (isCapital && (text.classAt(monthEnd) & DIGIT) === 0 && separator !== DOT)
    scene.weighId('date-text', at, monthEnd)
}

// What follows a month: a year, or a day and perhaps a year. Answers the end, or 0.
function afterMonth(scene: Scene, monthEnd: number, alone: boolean): number {
  const { text } = scene
  let place = text.at(monthEnd) === DOT ? monthEnd + 1 : monthEnd
  const separator = text.at(place)
  if (separator === COMMA && text.at(place + 1) === SPACE) place++
  else if (separator !== SPACE && separator !== DASH && separator !== SLASH) return 0
  place++
  const digits = text.runEnd(place, DIGIT, 5)
  if (digits - place === 4) return isYearAt(scene, place) && isClosed(scene, digits) ? digits : 0
  if (digits - place > 2 || !isDayNumber(scene, place, digits)) return 0
  const dayEnd = ordinalEnd(scene, digits)
  if ((text.classAt(dayEnd) & LETTER) !== 0) return 0
  const end = yearEnd(scene, dayEnd)
  if (end > 0) return end
  return alone && isClosed(scene, dayEnd) ? dayEnd : 0
}

// ", 1962", " 1962", "-62", " '62", "1962": answers the end, or 0.
function yearEnd(scene: Scene, at: number): number {
  const { text } = scene
  let place = at
  const isJoined = text.at(place) === DASH || text.at(place) === SLASH
  if (isJoined || text.at(place) === COMMA) place++
  if (!isJoined && text.at(place) === SPACE) place++
  const isShort = text.at(place) === APOSTROPHE
  if (isShort) place++
  const digits = text.runEnd(place, DIGIT, 5)
  if ((text.classAt(digits) & LETTER) !== 0) return 0
  if (digits - place === 4 && isYearAt(scene, place)) return digits
  return digits - place === 2 && (isShort || isJoined) ? digits : 0
}

// 1st, 2nd, 3rd, 4th.
function ordinalEnd(scene: Scene, at: number): number {
  const { text } = scene
  if ((text.classAt(at) & LETTER) === 0) return at
  const pair = ((text.at(at) | 0x20) << 8) | text.at(at + 1) | 0x20
  const isOrdinal = pair === 0x7374 || pair === 0x6e64 || pair === 0x7264 || pair === 0x7468
  return isOrdinal && (text.classAt(at + 2) & ALNUM) === 0 ? at + 2 : at
}

function isClosed(scene: Scene, end: number): boolean {
  const { text } = scene
  const next = text.at(end)
  if ((text.classAt(end) & ALNUM) !== 0) return false
  return !((next === DOT || next === SLASH || next === DASH || next === 0x3a) && (text.classAt(end + 1) & DIGIT) !== 0)
}

function isDayNumber(scene: Scene, from: number, to: number): boolean {
  let value = 0
  for (let place = from; place < to; place++) value = value * 10 + scene.text.at(place) - 48
  return to > from && value >= 1 && value <= 31
}

function isYearAt(scene: Scene, at: number): boolean {
  let value = 0
  for (let place = at; place < at + 4; place++) value = value * 10 + scene.text.at(place) - 48
  return isYear(value)
}

// January, February, March, April, … in any case: a cheap look before the dictionary.
function isInitial(byte: number): boolean {
  switch (byte | 0x20) {
    case 0x6a:
    case 0x66:
    case 0x6d:
    case 0x61:
    case 0x73:
    case 0x6f:
    case 0x6e:
    case 0x64:
      return true
    default:
      return false
  }
}

function isMonth(scene: Scene, from: number, to: number): boolean {
  return (scene.rules.dictionaries.words.lookup(scene.text.bytes, from, to) & WORD_BITS.month) !== 0
}
