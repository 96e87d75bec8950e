import { ALNUM, CLASS, DIGIT, HIGH, LETTER, LOWER, UPPER } from '../byte-classes.ts'
import { topicBit, WORD_BITS } from '../dictionaries.ts'
import { isEnglish } from '../name-weight.ts'
import type { Scene } from '../scene.ts'
import { startsCapital } from '../word.ts'
import { townEnd } from './town-links.ts'

const SPACE = 0x20
const COMMA = 0x2c
const DOT = 0x2e
const DASH = 0x2d
const LINE_END = 0x0a
const ZIP = topicBit('zip')
const MOST_TOKENS = 10
const MOST_RUN = 96
/** What a line has. */
const NUMBER = 1
const CAPITAL = 2
const MOST_HOUSE = 7
const MOST_CODE = 10
const MOST_GAPS = 5
const MOST_AHEAD = 48
const MOST_WORD = 24
const { particle, streetPrefix, unit, street, month, direction } = WORD_BITS

/**
 * At a number or a capital that may begin a line of an address: words and a house number, then a comma or line end, then a
 * postcode and a town, whatever the street is called: 79 Sejong-daero, 51598 Daejeon; Ermou 33, 968 46 Larissa.
 */
export function readPostalLine(scene: Scene, at: number): void {
  const { text } = scene
  let place = at
  let kinds = 0
  for (let count = 0; count < MOST_TOKENS && place - at < MOST_RUN; count++) {
    const isNumber = (text.classAt(place) & DIGIT) !== 0
    const tokenEnd = isNumber ? houseEnd(scene, place) : wordEnd(scene, place)
    const next = tokenEnd === 0 ? 0 : gapEnd(scene, tokenEnd)
    if (next === 0) return
    kinds |= isNumber ? NUMBER : startsCapital(text, place) ? CAPITAL : 0
    const end = kinds === (NUMBER | CAPITAL) ? townBehind(scene, next) : 0
    if (end > 0) scene.offer('street', at, end)
    if (end > 0 || text.at(next - 1) === LINE_END) return
    place = next
  }
}

/** Whether what ends here may go on as such a line, at most a few words on: a first look before the one above. */
export function mayBePostalLine(scene: Scene, end: number, isNumbered: boolean): boolean {
  const { text } = scene
  let spaces = 0
  let hasNumber = isNumbered
  for (let place = end; place - end < MOST_AHEAD; place++) {
    const byte = text.at(place)
    const kind = CLASS[byte] as number
    if ((kind & LETTER) !== 0) continue
    if (byte === SPACE) {
      if (++spaces > MOST_GAPS) return false
    } else if ((kind & DIGIT) !== 0) hasNumber = hasNumber || text.before(place - 1) === SPACE
    else if (byte === LINE_END || (byte === COMMA && hasNumber)) return hasNumber && mayBeCode(scene, place, byte)
    else if (byte !== COMMA && !isJoint(byte)) return false
  }
  return false
}

// A postcode or a town behind a comma or a line end.
function mayBeCode({ text }: Scene, at: number, byte: number): boolean {
  return (text.classAt(byte === COMMA ? at + 2 : at + 1) & (UPPER | DIGIT | HIGH)) !== 0
}

// ' - . / and a carriage return.
function isJoint(byte: number): boolean {
  return byte === DASH || byte === DOT || byte === 0x27 || byte === 0x2f || byte === 0x0d
}

/** At digits or a capital: a postcode behind a comma or at a line's beginning with its town, or any after a word that says so. */
export function readPostal(scene: Scene, at: number): void {
  const { text } = scene
  if (scene.mode === 'code') return
  const isSaid = (scene.topics(at) & ZIP) !== 0
  const gap = isSaid ? 'line' : gapBefore(scene, at)
  const code = gap === 'none' ? 0 : codeEnd(scene, at)
  if (code === 0) return
  if (isSaid) scene.offer('zip', at, code)
  if (text.at(code) !== SPACE || !isApart(scene, at, code, gap)) return
  const [first] = scene.words
  first.read(text, code + 1, scene.rules.dictionaries.words)
  const end = first.shape === 'title' ? townEnd(scene, code + 1, false) : 0
  if (end > 0) scene.offer('postal-town', at, end)
}

type Gap = 'none' | 'line' | 'comma' | 'word'

// What a postcode may stand behind: a line end, a comma, a small word (in 29249 Kianau).
function gapBefore({ text }: Scene, at: number): Gap {
  const gap = text.before(at - 1)
  if (gap === LINE_END || gap === 0) return 'line'
  if (gap !== SPACE) return 'none'
  if (text.before(at - 2) === COMMA) return 'comma'
  const isSmall = (text.classBefore(at - 2) & (LOWER | HIGH)) !== 0
  return isSmall && (text.before(at - 4) === SPACE || text.before(at - 3) === SPACE || text.before(at - 5) === SPACE)
    ? 'word'
    : 'none'
}

// A year behind a comma is no postcode, and neither is a number that is not of five digits behind a word.
function isApart({ text }: Scene, at: number, code: number, gap: Gap): boolean {
  if (gap === 'word') return code - at === 5 && (text.classBefore(at) & DIGIT) !== 0
  return gap === 'line' || code - at !== 4 || (text.before(at) !== 0x31 && text.before(at) !== 0x32)
}

/**
 * The end of what may be a postcode, or 0: 968 46, 02-924, 5266 IY, 490-2961, LV0292, D-10115, WS2 4OM, A26 RC23. Four to ten
 * capitals and digits in one or two groups, digits in the first or, behind one or two letters and a dash, in the second.
 */
function codeEnd(scene: Scene, at: number): number {
  const { text } = scene
  const first = text.runEnd(at, UPPER | DIGIT, MOST_CODE)
  if (first === at || (text.classAt(first) & (LOWER | HIGH)) !== 0) return 0
  const digits = digitsIn(scene, at, first)
  const joint = text.at(first)
  const second = joint === SPACE || joint === DASH ? text.runEnd(first + 1, UPPER | DIGIT, 7) : first
  const isClosed = (text.classAt(second) & (LOWER | HIGH)) === 0 && text.at(second) !== DASH
  const length = second > first ? second - first - 1 : 0
  const more = length === 0 || !isClosed ? 0 : digitsIn(scene, first + 1, second)
  if (digits === 0) return joint === DASH && first - at < 3 && more === length && more > 3 ? second : 0
  const isDutch = joint === SPACE && digits === 4 && first - at === 4 && length === 2 && more === 0
  if (isClosed && length > 1 && length < 5 && (more > 0 || isDutch) && second - at - 1 > 4 && first - at < 6)
    return second
  return digits > 3 && first - at < 8 && joint !== DASH ? first : 0
}

function digitsIn({ text }: Scene, from: number, to: number): number {
  let count = 0
  for (let place = from; place < to; place++) if ((text.classAt(place) & DIGIT) !== 0) count++
  return count
}

// Behind a comma or a line end.
function townBehind(scene: Scene, at: number): number {
  const { text } = scene
  return text.at(at - 1) === LINE_END || text.at(at - 2) === COMMA ? townAndCode(scene, at) : 0
}

// A postcode and a town, or a town and a postcode. Answers the end, or 0.
function townAndCode(scene: Scene, at: number): number {
  const { text, rules } = scene
  const [first] = scene.words
  const code = codeEnd(scene, at)
  const town = code > 0 && text.at(code) === SPACE ? code + 1 : at
  first.read(text, town, rules.dictionaries.words)
  const end = first.shape === 'title' ? townEnd(scene, town, town > at) : 0
  if (end === 0 || town > at) return end
  const gap = text.at(end) === COMMA ? end + 1 : end
  return text.at(gap) === SPACE ? codeEnd(scene, gap + 1) : 0
}

// 12, 12B, 83b, 3/10-2.
function houseEnd({ text }: Scene, at: number): number {
  let end = text.runEnd(at, ALNUM, MOST_HOUSE)
  for (let part = 0; part < 3 && (text.at(end) === DASH || text.at(end) === 0x2f); part++)
    end = text.runEnd(end + 1, ALNUM, MOST_HOUSE)
  return end - at < MOST_HOUSE * 2 ? end : 0
}

// One word of an address; small ones are particles and kinds of streets, or stand right before the number.
function wordEnd(scene: Scene, at: number): number {
  const { text, rules } = scene
  const word = scene.scratch
  word.read(text, at, rules.dictionaries.words)
  if (word.end === at || word.is(month)) return 0
  const end = text.at(word.end) === DASH ? text.runEnd(word.end + 1, LOWER, MOST_WORD) : word.end
  if (word.capital || word.is(particle | streetPrefix | unit | street | direction)) return end
  if (word.shape !== 'lower') return 0
  if (rules.dictionaries.streetEndings.lookup(text.bytes, at, end) > 0) return end
  const gap = gapEnd(scene, end)
  return gap > 0 && (text.classAt(gap) & DIGIT) !== 0 && (end - at < 3 || !isEnglish(word, rules, text.bytes)) ? end : 0
}

// Behind a full stop, a comma and a space, a line end.
function gapEnd({ text }: Scene, at: number): number {
  let place = text.at(at) === DOT ? at + 1 : at
  // A sentence ends there.
  if (place > at && text.at(place) === LINE_END) return 0
  if (text.at(place) === COMMA) place++
  if (text.at(place) === 0x0d) place++
  if (text.at(place) === LINE_END) return place + 1
  return text.at(place) === SPACE ? place + 1 : 0
}
