import { ALNUM, DIGIT, HIGH, LETTER, LOWER, UPPER } from '../byte-classes.ts'
import { isYear } from '../calendar.ts'
import { monthStart, WORD_BITS } from '../dictionaries.ts'
import type { Scene } from '../scene.ts'
import { isOwnStamp } from './stamps.ts'

const SPACE = 0x20
const DOT = 0x2e
const DASH = 0x2d
const SLASH = 0x2f
const COMMA = 0x2c
const APOSTROPHE = 0x27
const LONGEST_MONTH = 16

/** At a capital: March 12th, 1962; Mar. 12; March 1962. */
export function readMonthFirst(scene: Scene, at: number, monthEnd: number): void {
  const end = afterMonth(scene, monthEnd, true)
  if (end > 0 && !isOwnStamp(scene, at, end)) scene.weighId('date-text', at, end)
}

/**
 * At a digit, with a month in small letters behind: "march 12, 1962", "marzo de 2009". A year must follow: "may 12" is a
 * verb too.
 */
export function readMonthBehind(scene: Scene, at: number): void {
  const { text } = scene
  const end = linkStart(scene, at)
  if (end === 0) return
  const start = text.runStart(end, LOWER | HIGH, LONGEST_MONTH)
  if (end - start < 3 || (text.classBefore(start - 1) & ALNUM) !== 0 || !isMonth(scene, start, end)) return
  const found = afterMonth(scene, at - 1, false)
  if (found > 0) scene.weighId('date-text', start, found)
}

/** At a digit: 12 March 1962, 12th of March, 12-Mar-62, 12MAR1962, 12 de marzo de 1962, 12. März, 2024-Mar-12. */
export function readDayMonth(scene: Scene, at: number): void {
  const { text } = scene
  const dayEnd = text.runEnd(at, DIGIT, 5)
  if (dayEnd - at === 4) readYearFirst(scene, at, dayEnd)
  if (dayEnd - at > 2 || !isDayNumber(scene, at, dayEnd)) return
  let place = ordinalEnd(scene, dayEnd)
  const separator = text.at(place)
  if (separator === SPACE || separator === DASH || separator === SLASH || separator === DOT) place++
  if (separator === DOT && text.at(place) === SPACE) place++
  const linked = separator === SPACE ? linkEnd(scene, place) : place
  const monthEnd = monthEndAt(scene, linked)
  if (monthEnd === 0) return
  const end = yearEnd(scene, text.at(monthEnd) === DOT ? monthEnd + 1 : monthEnd)
  if (end > 0) {
    if (!isOwnStamp(scene, at, end)) scene.weighId('date-text', at, end)
  } else if (isPlainMonth(scene, linked, monthEnd, linked > place || place - dayEnd > 1))
    scene.weighId('date-text', at, monthEnd)
}

// Without a year: with a capital, or joined to its day, or a word that is nothing else.
function isPlainMonth(scene: Scene, at: number, end: number, isJoined: boolean): boolean {
  const { text } = scene
  if ((text.classAt(end) & DIGIT) !== 0) return false
  if (text.before(at - 1) === DOT) return false
  return isJoined || (text.classAt(at) & UPPER) !== 0 || (flagsAt(scene, at, end) & WORD_BITS.weakMonth) === 0
}

// 2024-Mar-12, 1962 March 12.
function readYearFirst(scene: Scene, at: number, yearsEnd: number): void {
  const { text } = scene
  const separator = text.at(yearsEnd)
  if (!isYearAt(scene, at) || !(separator === DASH || separator === SPACE || separator === SLASH)) return
  const monthEnd = monthEndAt(scene, yearsEnd + 1)
  if (monthEnd === 0 || text.at(monthEnd) !== separator) return
  const end = text.runEnd(monthEnd + 1, DIGIT, 3)
  if (end - monthEnd < 4 && isDayNumber(scene, monthEnd + 1, end) && isClosed(scene, end))
    scene.weighId('date-text', at, end)
}

function monthEndAt(scene: Scene, at: number): number {
  const { text, rules } = scene
  if ((text.classAt(at) & LETTER) === 0 || (text.classAt(at + 1) & LETTER) === 0) return 0
  const second = text.at(at + 1)
  if (second < 0x80 && rules.dictionaries.monthStarts[monthStart(text.at(at), second)] === 0) return 0
  const end = text.runEnd(at, LETTER, LONGEST_MONTH)
  return end - at >= 3 && (text.classAt(end) & LETTER) === 0 && isMonth(scene, at, end) ? end : 0
}

// Behind "of ", "de ", "del ", "di ", or the place itself.
function linkEnd(scene: Scene, at: number): number {
  const { text } = scene
  const end = text.runEnd(at, LOWER, 4)
  return text.at(end) === SPACE && isLink(scene, at, end) ? end + 1 : at
}

// The end of the word before a number and its link: "marzo" of "marzo de 2009". 0 where there is no space.
function linkStart(scene: Scene, at: number): number {
  const { text } = scene
  if (text.before(at - 1) !== SPACE) return 0
  const start = text.runStart(at - 1, LOWER, 4)
  return text.before(start - 1) === SPACE && isLink(scene, start, at - 1) ? start - 1 : at - 1
}

function isLink({ text }: Scene, from: number, to: number): boolean {
  const first = text.before(from)
  const second = text.before(from + 1)
  if (to - from === 3) return first === 0x64 && second === 0x65 && text.before(from + 2) === 0x6c
  if (to - from !== 2) return false
  return (first === 0x6f && second === 0x66) || (first === 0x64 && (second === 0x65 || second === 0x69))
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

/** Behind ", 1962", " 1962", "-62", " '62", "1962"; 0 where no year follows. */
export function yearEnd(scene: Scene, at: number): number {
  const { text } = scene
  let place = at
  const isJoined = text.at(place) === DASH || text.at(place) === SLASH
  if (isJoined || text.at(place) === COMMA) place++
  if (!isJoined && text.at(place) === SPACE) place = linkEnd(scene, place + 1)
  const isShort = text.at(place) === APOSTROPHE
  if (isShort) place++
  const digits = text.runEnd(place, DIGIT, 5)
  if ((text.classAt(digits) & LETTER) !== 0) return 0
  if (digits - place === 4 && isYearAt(scene, place)) return digits
  return digits - place === 2 && (isShort || isJoined) ? digits : 0
}

// 1st, 2nd, 3rd, 4th, 1er, 1º.
function ordinalEnd(scene: Scene, at: number): number {
  const { text } = scene
  if ((text.classAt(at) & LETTER) === 0) return at
  const pair = ((text.at(at) | 0x20) << 8) | text.at(at + 1) | 0x20
  const isOrdinal = pair === 0x7374 || pair === 0x6e64 || pair === 0x7264 || pair === 0x7468 || pair === 0x6572
  const isSign =
    text.at(at) === 0xc2 && (text.at(at + 1) === 0xba || text.at(at + 1) === 0xb0 || text.at(at + 1) === 0xaa)
  return (isOrdinal || isSign) && (text.classAt(at + 2) & ALNUM) === 0 ? at + 2 : at
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

function isMonth(scene: Scene, from: number, to: number): boolean {
  const { bytes } = scene.text
  const second = bytes[from + 1] as number
  const isLikely =
    second >= 0x80 || scene.rules.dictionaries.monthStarts[monthStart(bytes[from] as number, second)] === 1
  return isLikely && (flagsAt(scene, from, to) & WORD_BITS.month) !== 0
}

function flagsAt(scene: Scene, from: number, to: number): number {
  return scene.rules.dictionaries.words.lookup(scene.text.bytes, from, to)
}
