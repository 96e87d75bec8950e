import { ALNUM, DIGIT, HIGH, LETTER, LOWER, UPPER } from './byte-classes.ts'
import type { Scene } from './scene.ts'

const COMMA = 0x2c
const DOUBLE = 0x22
const BACKTICK = 0x60
const SPACE = 0x20
const LINE_END = 0x0a
const RETURN = 0x0d
/** Bytes of a header or of a list of columns, at most. */
export const MOST_HEADER = 1024
/** Of one name. */
export const MOST_NAME = 40
const MOST_COLUMNS = 64
const MOST_WORDS = 4
const MOST_NAME_DIGITS = 3
const DELIMITERS = new Set([COMMA, 0x3b, 0x09, 0x7c])

export interface Header {
  readonly names: readonly number[]
  readonly delimiter: number
  readonly isSpaced: boolean
  readonly end: number
}

/** Names with one delimiter between them, to the end of the line. */
export function headerAt(scene: Scene, at: number): Header | null {
  const { text } = scene
  const names: number[] = []
  let delimiter = 0
  let isSpaced = false
  let place = at
  for (;;) {
    place = addName(scene, place, names, true)
    if (place < 0 || place - at > MOST_HEADER) return null
    const byte = text.at(place)
    if (byte === LINE_END || byte === RETURN) break
    if (delimiter === 0 && DELIMITERS.has(byte)) delimiter = byte
    if (byte !== delimiter || delimiter === 0) return null
    if (text.at(place + 1) === SPACE) isSpaced = true
    place += text.at(place + 1) === SPACE ? 2 : 1
  }
  return delimiter === 0 ? null : { names, delimiter, isSpaced, end: place }
}

/** One name of a column, in quotes or not: the place behind it, or -1. */
export function addName(scene: Scene, at: number, names: number[], spaces: boolean): number {
  const { text } = scene
  const quote = text.at(at)
  const isQuoted = quote === DOUBLE || quote === BACKTICK
  const start = isQuoted ? at + 1 : at
  const end = nameEnd(scene, start, spaces || isQuoted)
  if (end === start || names.length >= 2 * MOST_COLUMNS) return -1
  names.push(start, end)
  if (!isQuoted) return end
  return text.at(end) === quote ? end + 1 : -1
}

export function skipBlank({ text }: Scene, at: number): number {
  let place = at
  while (place - at < MOST_NAME && (text.at(place) === SPACE || text.at(place) === LINE_END)) place++
  return place
}

// A column's name: at most four words that begin with a letter.
function nameEnd(scene: Scene, at: number, spaces: boolean): number {
  const { text } = scene
  if ((text.classAt(at) & LETTER) === 0) return at
  let words = 1
  let digits = 0
  let place = at
  for (; place - at < MOST_NAME; place++) {
    const kind = text.classAt(place)
    const byte = text.at(place)
    digits = (kind & DIGIT) !== 0 ? digits + 1 : 0
    if (digits > MOST_NAME_DIGITS) return at
    if ((kind & (ALNUM | HIGH)) !== 0 || byte === 0x5f || byte === 0x2d || byte === 0x23) continue
    if (byte === 0x2e && (text.classAt(place + 1) & LETTER) !== 0) continue
    if (!spaces || byte !== SPACE || (text.classAt(place + 1) & LETTER) === 0 || ++words > MOST_WORDS) break
  }
  return place - at < MOST_NAME ? place : at
}

/** The name that ends at a place, in small letters. */
export function wordBefore(scene: Scene, end: number): string {
  const { text } = scene
  let word = ''
  for (let place = end - 1; end - place <= 32 && isNamed(scene, place); place--)
    word = String.fromCharCode(text.before(place)) + word
  return word.toLowerCase()
}

export function isNamed({ text }: Scene, place: number): boolean {
  const byte = text.before(place)
  return (
    (text.classBefore(place) & (UPPER | LOWER | DIGIT)) !== 0 ||
    byte === 0x5f ||
    byte === 0x2e ||
    byte === DOUBLE ||
    byte === BACKTICK
  )
}

/** Backwards, in small letters. */
export const VALUES: Uint8Array = Buffer.from('seulav', 'latin1')
export const IN: Uint8Array = Buffer.from('ni', 'latin1')
const INTO = Buffer.from('otni', 'latin1')
export const COPY: Uint8Array = Buffer.from('ypoc', 'latin1')

export function endsWith({ text }: Scene, end: number, backwards: Uint8Array): boolean {
  for (let at = 0; at < backwards.length; at++) if ((text.before(end - 1 - at) | 0x20) !== backwards[at]) return false
  return true
}

/** Whether INTO stands before the table's name that ends at a place. */
export function isInto(scene: Scene, end: number): boolean {
  return isBehind(scene, end, INTO)
}

/** Whether a word (backwards) stands before the table's name that ends at a place. */
export function isBehind(scene: Scene, end: number, word: Uint8Array): boolean {
  let place = end - 1
  while (end - place <= 64 && isNamed(scene, place)) place--
  return place < end - 1 && scene.text.before(place) === SPACE && endsWith(scene, place, word)
}
