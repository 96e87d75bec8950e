import { ALNUM, DIGIT, LOWER, UPPER } from '../byte-classes.ts'
import { topicBit, WORD_BITS } from '../dictionaries.ts'
import type { Scene } from '../scene.ts'
import type { Word } from '../word.ts'
import { readPostal } from './postal.ts'
import { townEnd } from './towns.ts'

const SPACE = 0x20
const COMMA = 0x2c
const DOT = 0x2e
const DASH = 0x2d
const ZIP = topicBit('zip')
const MOST_STREET_WORDS = 5
const MOST_CITY_WORDS = 3
const MOST_EXTENSIONS = 3
const MOST_SMALL_WORD = 24

/** At a digit: a house number, words and a street suffix, then unit, city, state and ZIP as far as they follow. */
export function readAddress(scene: Scene, at: number, end: number): void {
  const { text } = scene
  if (text.at(end) !== SPACE) return
  const kind = text.classAt(end + 1)
  if ((kind & (UPPER | DIGIT)) === 0 && ((kind & LOWER) === 0 || !mayBeStreet(scene, end + 1))) return
  const suffixEnd = streetEnd(scene, end + 1, end - at > 1)
  if (suffixEnd > 0) scene.offer('address', at, runEnd(scene, suffixEnd))
}

// Two words in small letters of which the second may be a plain suffix: avenue, boulevard, parkway, street.
function mayBeStreet(scene: Scene, at: number): boolean {
  const { text } = scene
  const end = text.runEnd(at, LOWER, MOST_SMALL_WORD)
  if (end - at < 4 || text.at(end) !== SPACE) return false
  const initial = text.at(end + 1)
  return initial === 0x61 || initial === 0x62 || initial === 0x70 || initial === 0x73
}

/** At a P: PO Box 12, P.O. Box 12, and what follows as above. */
export function readPoBox(scene: Scene, at: number): void {
  const { text } = scene
  let place = at
  for (const letter of [0x70, 0x6f]) {
    if ((text.at(place++) | 0x20) !== letter) return
    if (text.at(place) === DOT) place++
  }
  if (text.at(place++) !== SPACE) return
  for (const letter of [0x62, 0x6f, 0x78]) if ((text.at(place++) | 0x20) !== letter) return
  if (text.at(place++) !== SPACE) return
  const digits = text.runEnd(place, DIGIT, 7)
  if (digits > place && (text.classAt(digits) & ALNUM) === 0) scene.offer('po-box', at, runEnd(scene, digits))
}

/** At two capitals: RR 6 Box 282, HC 68 Box 23A, rural and highway routes of USPS Publication 28. */
export function readRouteBox(scene: Scene, at: number): void {
  const { text } = scene
  const isRoute = text.startsWith(RURAL, at) || text.startsWith(HIGHWAY, at)
  if (!isRoute) return
  const number = text.runEnd(at + RURAL.length, DIGIT, 4)
  if (number === at + RURAL.length || !text.startsWith(BOX, number)) return
  const end = text.runEnd(number + BOX.length, ALNUM, 7)
  if (end > number + BOX.length && (text.classAt(number + BOX.length) & DIGIT) !== 0)
    scene.offer('po-box', at, runEnd(scene, end))
}

const RURAL = Buffer.from('RR ', 'latin1')
const HIGHWAY = Buffer.from('HC ', 'latin1')
const BOX = Buffer.from(' Box ', 'latin1')

/** At a capital: "Springfield, IL 62704", "Dayton, OH". */
export function readCity(scene: Scene, at: number): void {
  const end = cityEnd(scene, at) || listedCityEnd(scene, at)
  if (end > 0) scene.offer('city', at, end)
}

// Waukegan, MA: a town that is known may stand before a state's capitals whatever else they are.
function listedCityEnd(scene: Scene, at: number): number {
  const { text, rules } = scene
  const town = townEnd(scene, at)
  if (town === 0 || text.at(town) !== COMMA || text.at(town + 1) !== SPACE) return 0
  const end = town + 4
  if ((text.classAt(town + 2) & text.classAt(town + 3) & UPPER) === 0 || (text.classAt(end) & ALNUM) !== 0) return 0
  return (rules.dictionaries.words.lookup(text.bytes, town + 2, end) & WORD_BITS.state) !== 0
    ? zipEnd(scene, end) || end
    : 0
}

/** At five digits: after a state's postal code or a word that says ZIP. */
export function readZip(scene: Scene, at: number): void {
  const { text, chain } = scene
  readPostalTown(scene, at)
  readPostal(scene, at)
  if (chain.length(0) !== 5) return
  const isPlusFour = chain.groups > 1 && chain.length(1) === 4 && chain.separators[0] === DASH && chain.closed(text, 2)
  if (!(isPlusFour || chain.closed(text, 1))) return
  const isZip = (scene.topics(at) & ZIP) !== 0 || isAfterState(scene, at)
  if (isZip) scene.offer('zip', at, chain.ends[isPlusFour ? 1 : 0] as number)
}

// 10115 Berlin, 1012 AB Amsterdam: a postcode before a city that is known, or Dutch by its letters.
function readPostalTown(scene: Scene, at: number): void {
  const { text, chain } = scene
  const length = chain.length(0)
  const end = chain.ends[0] as number
  if (length < 4 || length > 5 || text.at(end) !== SPACE || (text.classAt(end + 1) & UPPER) === 0) return
  const word = scene.scratch
  const isDutch =
    length === 4 &&
    text.at(end + 3) === SPACE &&
    (text.classAt(end + 2) & UPPER) !== 0 &&
    (text.classAt(end + 4) & UPPER) !== 0
  word.read(text, isDutch ? end + 4 : end + 1, scene.rules.dictionaries.words)
  if (word.shape !== 'title') return
  if (word.is(WORD_BITS.city) || (isDutch && !word.refused && word.end - word.start > 2))
    scene.offer('postal-town', at, word.end)
}

// Two capitals and a space. Where they are a word as well (ID 12345, PR 12345) a comma must stand before them.
function isAfterState(scene: Scene, at: number): boolean {
  const { text } = scene
  if (text.before(at - 1) !== SPACE || (text.classBefore(at - 2) & text.classBefore(at - 3) & UPPER) === 0) return false
  if ((text.classBefore(at - 4) & ALNUM) !== 0) return false
  const flags = scene.rules.dictionaries.words.lookup(text.bytes, at - 3, at - 1)
  if ((flags & WORD_BITS.state) === 0) return false
  const pair = String.fromCharCode(text.before(at - 3), text.before(at - 2))
  const isWordToo =
    (flags & WORD_BITS.ambiguousState) !== 0 || pair === 'PR' || pair === 'MS' || pair === 'CT' || pair === 'VA'
  return !isWordToo || text.before(at - 4) === COMMA || (text.before(at - 4) === SPACE && text.before(at - 5) === COMMA)
}

// The end of the street's suffix, or 0. Capitalised words, or one small word before a plain suffix: 77 massachusetts avenue.
function streetEnd(scene: Scene, at: number, isLong: boolean): number {
  const word = scene.scratch
  const suffixes = isLong ? WORD_BITS.street | WORD_BITS.weakStreet : WORD_BITS.street
  let place = at
  let small = 0
  for (let count = 0; count < MOST_STREET_WORDS; count++) {
    const next = streetWord(scene, place, word)
    if (next === 0) return 0
    if (count > 0 && word.is(suffixes) && !goesOnAsStreet(scene, next) && isSuffixOf(word, small, count)) return next
    if (word.shape === 'lower') small++
    if (small > 1 || (word.shape === 'lower' && (word.refused || word.end - word.start < 4))) return 0
    if (scene.text.at(next) !== SPACE) return 0
    place = next + 1
  }
  return 0
}

function isSuffixOf(word: Word, small: number, count: number): boolean {
  return small === 0 ? word.capital : small === 1 && count === 1 && word.is(WORD_BITS.plainStreet)
}

// Another suffix follows: 12 Green Forest Road.
function goesOnAsStreet(scene: Scene, at: number): boolean {
  if (scene.text.at(at) !== SPACE) return false
  const [, , , , next] = scene.words
  next.read(scene.text, at + 1, scene.rules.dictionaries.words)
  return next.shape === 'title' && next.is(WORD_BITS.street | WORD_BITS.weakStreet)
}

// One word of a street with its full stop, or an ordinal (5th): answers its end, or 0.
function streetWord(scene: Scene, at: number, word: Word): number {
  const { text, rules } = scene
  if ((text.classAt(at) & DIGIT) !== 0) {
    const end = text.runEnd(at, ALNUM, 6)
    word.read(text, end, rules.dictionaries.words)
    word.shape = 'title'
    return (text.classAt(end - 1) & DIGIT) === 0 ? end : 0
  }
  word.read(text, at, rules.dictionaries.words)
  if (!(word.capital || word.shape === 'lower')) return 0
  return text.at(word.end) === DOT && (word.is(WORD_BITS.direction | WORD_BITS.street) || word.shape === 'initial')
    ? word.end + 1
    : word.end
}

// Unit, direction, then city, state and ZIP: as far as they go.
function runEnd(scene: Scene, at: number): number {
  let end = at
  for (let count = 0; count < MOST_EXTENSIONS; count++) {
    const next = unitEnd(scene, end)
    if (next === 0) break
    end = next
  }
  const city = gapEnd(scene, end)
  if (city === 0) return end
  const placeEnd = cityEnd(scene, city)
  if (placeEnd > 0) return placeEnd
  const state = stateEnd(scene, city, true)
  if (state > 0) return state
  return scene.text.at(end) === COMMA ? bareCityEnd(scene, city, end) : end
}

function unitEnd(scene: Scene, at: number): number {
  const { text, rules } = scene
  const from = gapEnd(scene, at)
  if (from === 0) return 0
  const word = scene.scratch
  word.read(text, from, rules.dictionaries.words)
  if (word.is(WORD_BITS.direction) && word.shape === 'caps' && text.at(at) === SPACE) return word.end
  let place = from
  if (word.is(WORD_BITS.unit)) {
    place = text.at(word.end) === DOT ? word.end + 1 : word.end
    if (text.at(place) === SPACE) place++
    if (text.at(place) === 0x23) place++
  } else if (text.at(from) === 0x23) place = from + 1
  else return 0
  const end = text.runEnd(place, ALNUM, 6)
  return end > place && end - place < 6 ? end : 0
}

// "Springfield, IL 62704": up to three capitalised words, a state, a ZIP. Answers the end, or 0.
function cityEnd(scene: Scene, at: number): number {
  const { text, rules } = scene
  const word = scene.scratch
  let place = at
  for (let count = 0; count < MOST_CITY_WORDS; count++) {
    word.read(text, place, rules.dictionaries.words)
    const isPrefix = count === 0 && word.is(WORD_BITS.placePrefix)
    if (word.shape !== 'title' || (word.refused && !isPrefix)) return 0
    const end = isPrefix && text.at(word.end) === DOT ? word.end + 1 : word.end
    const state = stateEnd(scene, gapEnd(scene, end), text.at(end) === SPACE)
    if (state > 0) return state
    if (text.at(end) !== SPACE) return 0
    place = end + 1
  }
  return 0
}

// A state's two capitals and its ZIP; without a ZIP only where the capitals are nothing else.
function stateEnd(scene: Scene, at: number, needsZip: boolean): number {
  const { text, rules } = scene
  if (at > 0 && (text.classAt(at + 1) & LOWER) !== 0 && !needsZip) return stateNameEnd(scene, at)
  if (at === 0 || (text.classAt(at) & text.classAt(at + 1) & UPPER) === 0 || (text.classAt(at + 2) & ALNUM) !== 0)
    return 0
  const flags = rules.dictionaries.words.lookup(text.bytes, at, at + 2)
  if ((flags & WORD_BITS.state) === 0) return 0
  const zip = zipEnd(scene, at + 2)
  if (zip > 0) return zip
  return needsZip || (flags & WORD_BITS.ambiguousState) !== 0 ? 0 : at + 2
}

// Illinois, North Carolina: written out, and not the beginning of something else (Ohio River).
function stateNameEnd(scene: Scene, at: number): number {
  const { text, rules } = scene
  const { words } = rules.dictionaries
  const end = text.runEnd(at, LOWER | UPPER, MOST_SMALL_WORD)
  const second = text.at(end) === SPACE ? text.runEnd(end + 1, LOWER | UPPER, MOST_SMALL_WORD) : end
  if ((words.lookup(text.bytes, at, second) & WORD_BITS.stateName) !== 0) return zipEnd(scene, second) || second
  if ((words.lookup(text.bytes, at, end) & WORD_BITS.stateName) === 0) return 0
  const follows = second > end ? words.lookup(text.bytes, end + 1, second) : 0
  return (follows & WORD_BITS.afterEponym) === 0 ? zipEnd(scene, end) || end : 0
}

function zipEnd(scene: Scene, at: number): number {
  const { text } = scene
  const from = gapEnd(scene, at)
  const end = from === 0 ? 0 : text.runEnd(from, DIGIT, 6)
  if (from === 0 || end - from !== 5) return 0
  const plus = text.at(end) === DASH ? text.runEnd(end + 1, DIGIT, 5) : 0
  if (plus - end === 5 && (text.classAt(plus) & ALNUM) === 0) return plus
  return (text.classAt(end) & ALNUM) === 0 ? end : 0
}

// A town without a state after a street and a comma: masked as well, since it is part of the address.
function bareCityEnd(scene: Scene, at: number, without: number): number {
  const word = scene.scratch
  let end = without
  let place = at
  for (let count = 0; count < MOST_CITY_WORDS; count++) {
    word.read(scene.text, place, scene.rules.dictionaries.words)
    if (word.shape !== 'title' || (word.refused && !word.is(WORD_BITS.placePrefix))) break
    end = word.end
    if (scene.text.at(end) !== SPACE) break
    place = end + 1
  }
  return end > without ? zipEnd(scene, end) || end : end
}

// One comma, then one or two spaces: where the next part begins, or 0.
function gapEnd(scene: Scene, at: number): number {
  const { text } = scene
  let place = text.at(at) === COMMA ? at + 1 : at
  if (text.at(place) !== SPACE) return 0
  place++
  return text.at(place) === SPACE ? place + 1 : place
}
