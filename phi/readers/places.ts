import { ALNUM, DIGIT, LETTER, LOWER, UPPER } from '../byte-classes.ts'
import { topicBit, WORD_BITS } from '../dictionaries.ts'
import { isEnglish } from '../name-weight.ts'
import type { Scene } from '../scene.ts'
import { startsCapital, type Word } from '../word.ts'
import { mayBePostalLine, readPostalLine } from './postal.ts'
import { readTown, readTownOfCountry } from './town-links.ts'
import { readLinkedTown } from './towns.ts'

const SPACE = 0x20
const COMMA = 0x2c
const DOT = 0x2e
const DASH = 0x2d
const SLASH = 0x2f
const COLON = 0x3a
const LINE_END = 0x0a
const RESIDENCE = topicBit('residence')
const MOST_TOKENS = 20
const MOST_RUN = 200
const MOST_LINES = 4
const MOST_WORD = 24
/** Letters of a kind of street that stands by itself. */
const MOST_KIND = 12
const { street, weakStreet, unit, direction, placePrefix, streetPrefix, particle, placing, title } = WORD_BITS
const STREETS = street | weakStreet | unit | direction | placePrefix | streetPrefix
const COUNTY = Buffer.from(' County', 'latin1')

/** At a number with a word behind it: 12 rue de la Paix, or a house number after words that say address. */
export function readHouse(scene: Scene, at: number, end: number): void {
  const { text, rules } = scene
  const from = text.at(end) === COMMA ? end + 2 : end + 1
  if (scene.sureOnly || text.at(from - 1) !== SPACE) return
  const word = scene.scratch
  word.read(text, from, rules.dictionaries.words)
  if (word.is(streetPrefix) && word.end - word.start > 2) offerRun(scene, 'street', at)
  else if ((word.capital || isMixed(scene, from)) && (scene.topics(at) & RESIDENCE) !== 0)
    offerRun(scene, 'residence', at)
  if (word.capital && mayBePostalLine(scene, word.end, true)) readPostalLine(scene, at)
}

/** At a capital (read into words[0]): Calle Mayor 5, Hauptstraße 12, a town after "lives in", Cook County. */
export function readPlace(scene: Scene, at: number): void {
  const { text } = scene
  const [word] = scene.words
  if (scene.sureOnly) return
  if (word.shape === 'title' && text.startsWith(COUNTY, word.end) && !word.refused)
    scene.offer('town', at, word.end + COUNTY.length)
  readTownOfCountry(scene, at)
  if (word.is(streetPrefix)) offerRun(scene, 'street', at)
  else if (isCompound(scene, word)) offerRun(scene, 'street', at)
  if (mayBeginLine(scene, word) && mayBePostalLine(scene, word.end, false)) {
    readPostalLine(scene, at)
    word.read(text, at, scene.rules.dictionaries.words)
  }
  if (text.before(at - 1) !== SPACE) return
  const last = text.before(at - 2)
  const before = smallBefore(scene, at)
  if ((before & streetPrefix) !== 0) offerRun(scene, 'street', at)
  else if ((before & placing) !== 0) offerRun(scene, 'residence', at)
  const isShort = text.before(at - 4) === SPACE
  if (last === COLON || (isShort && (last === 0x74 || last === 0x6f || last === 0x73))) {
    if ((scene.topics(at) & RESIDENCE) !== 0) offerRun(scene, 'residence', at)
  }
  if (isShort || last === 0x6d || text.before(at - 3) === SPACE || text.before(at - 5) === SPACE) readTown(scene, at)
  readLinkedTown(scene, at)
}

// Everyday words begin sentences, not streets whose kind is unknown.
function mayBeginLine(scene: Scene, word: Word): boolean {
  if (!word.capital || word.refused || isInside(scene, word.start)) return false
  return word.named || word.is(STREETS | particle) || !isEnglish(word, scene.rules, scene.text.bytes)
}

// Behind another capitalised word, or a part of one: a line that began there has been looked at.
function isInside({ text }: Scene, at: number): boolean {
  if (text.before(at - 1) === DASH) return true
  if (text.before(at - 1) !== SPACE || (text.classBefore(at - 2) & LETTER) === 0) return false
  const start = text.runStart(at - 1, LETTER, MOST_WORD)
  return (text.classBefore(start) & UPPER) !== 0
}

// A small word before it: of a kind of street (ul. Prosta 3, rue Daru 5), or that an address follows (wohnhaft).
function smallBefore(scene: Scene, at: number): number {
  const { text, rules } = scene
  const end = text.before(at - 2) === DOT ? at - 2 : at - 1
  const start = text.runStart(end, LOWER, MOST_WORD)
  const flags = end - start > 1 && end - start < 12 ? rules.dictionaries.words.lookup(text.bytes, start, end) : 0
  return (text.classBefore(start - 1) & LETTER) === 0 ? flags : 0
}

// Hauptstrasse 12, Lindenweg 7, Keizersgracht 123.
function isCompound(scene: Scene, word: Word): boolean {
  const { text, rules } = scene
  const gap = text.at(word.end) === DOT ? word.end + 1 : word.end
  if (word.shape === 'title' && text.at(gap) === SPACE && isKindBehind(scene, gap + 1)) return true
  if (
    text.at(gap) !== SPACE ||
    (text.classAt(gap + 1) & DIGIT) === 0 ||
    word.shape !== 'title' ||
    word.is(WORD_BITS.month)
  )
    return false
  const { streetEndings } = rules.dictionaries
  for (let length = Math.min(8, word.end - word.start - 3); length >= 3; length--) {
    const found = streetEndings.lookup(text.bytes, word.end - length, word.end)
    if (found !== 0) return found > 1 || !isEnglish(word, rules, text.bytes)
  }
  return false
}

// Düppeler Str. 70, Fatih Sokak 48, Benedek lakótelep 321: a word that is a kind of street by itself, then a number.
function isKindBehind(scene: Scene, at: number): boolean {
  const { text, rules } = scene
  const end = text.runEnd(at, LETTER, MOST_KIND)
  const gap = text.at(end) === DOT ? end + 1 : end
  if (end - at < 2 || text.at(gap) !== SPACE || (text.classAt(gap + 1) & DIGIT) === 0) return false
  if (end - at > 2 && rules.dictionaries.streetEndings.lookup(text.bytes, at, end) > 1) return true
  const isStr = end - at === 3 && (rules.dictionaries.streetEndings.lookup(text.bytes, at, end) & 1) !== 0 && gap > end
  return isStr || (end - at > 3 && (rules.dictionaries.words.lookup(text.bytes, at, end) & streetPrefix) !== 0)
}

function offerRun(scene: Scene, id: string, at: number): void {
  const end = runOf(scene, at)
  if (end > 0) scene.offer(id, at, end)
}

/**
 * As far as an address goes: numbers, capitalised words, particles and words of streets, over commas and line ends. Answers
 * its end, or 0 where there is no number in it.
 */
export function runOf(scene: Scene, at: number): number {
  const { text } = scene
  let end = 0
  let place = at
  let digits = 0
  let capitals = 0
  let lines = 0
  for (let count = 0; count < MOST_TOKENS && place - at < MOST_RUN; count++) {
    const tokenEnd = token(scene, place, count === 0)
    if (tokenEnd === 0) break
    const isNumber = (text.classAt(place) & DIGIT) !== 0
    if (isNumber || isMixed(scene, place)) digits++
    if (startsCapital(text, place)) capitals++
    if (isNumber || startsCapital(text, place)) end = tokenEnd
    const next = gapEnd(scene, tokenEnd, tokenEnd - place)
    if (next === 0) break
    if (text.at(next - 1) === LINE_END && ++lines >= MOST_LINES) break
    place = next
  }
  return digits > 0 && capitals > 0 ? end : 0
}

// One part of an address at a place: answers its end, or 0.
function token(scene: Scene, at: number, first: boolean): number {
  const { text, rules } = scene
  const from = text.at(at) === 0x23 ? at + 1 : at
  const kind = text.classAt(from)
  if ((kind & DIGIT) !== 0 || isMixed(scene, from)) return numberEnd(scene, from)
  if ((kind & LETTER) === 0) return 0
  const word = scene.scratch
  word.read(text, from, rules.dictionaries.words)
  if (word.end === from || text.at(word.end) === COLON) return 0
  if (word.shape === 'lower') return isStreetWord(scene, word) ? word.end : 0
  if (word.is(STREETS) || first || word.shape === 'initial') return word.end
  if (word.is(WORD_BITS.month) || (word.refused && isEnglish(word, rules, text.bytes))) return 0
  return word.end
}

// A small word inside an address: a particle, a kind of street, "no" before a number.
function isStreetWord(scene: Scene, word: Word): boolean {
  const { text, rules } = scene
  if (word.is(particle | streetPrefix | unit | street)) return !word.is(title)
  if (rules.dictionaries.streetEndings.lookup(text.bytes, word.start, word.end) !== 0) return true
  if (text.at(word.end) !== SPACE || (text.classAt(word.end + 1) & DIGIT) === 0) return false
  // A kind of street in a language of which nothing is known.
  return NUMBERS.has(text.before(word.start)) && word.end - word.start < 4
    ? true
    : word.end - word.start > 3 && !isEnglish(word, rules, text.bytes)
}

/** n, no, nr, num. */
const NUMBERS = new Set([0x6e])

function isMixed(scene: Scene, at: number): boolean {
  const { text } = scene
  if ((text.classAt(at) & UPPER) === 0) return false
  const end = text.runEnd(at, UPPER, 3)
  return end - at < 3 && (text.classAt(text.at(end) === DASH ? end + 1 : end) & DIGIT) !== 0
}

// 12, 12B, 12-14, 3/4, 2-A.
function numberEnd(scene: Scene, at: number): number {
  const { text } = scene
  let end = text.runEnd(at, ALNUM, 10)
  for (let part = 0; part < 3; part++) {
    const joint = text.at(end)
    if ((joint !== DASH && joint !== SLASH) || (text.classAt(end + 1) & ALNUM) === 0) break
    end = text.runEnd(end + 1, ALNUM, 10)
  }
  return end
}

// Between the parts: a space, a comma and a space, the stop of an abbreviation, a line end, a dash between spaces.
function gapEnd(scene: Scene, at: number, length: number): number {
  const { text } = scene
  let place = at
  if (text.at(place) === DOT) {
    const isNumbered = text.at(at + 1) === SPACE && (text.classAt(at + 2) & DIGIT) !== 0
    if ((length > 5 && !isNumbered) || (text.classAt(at - 1) & DIGIT) !== 0) return 0
    place++
  }
  if (text.at(place) === 0xc2) place += 2
  if (text.at(place) === COMMA) place++
  if (text.at(place) === SPACE && text.at(place + 1) === DASH && text.at(place + 2) === SPACE) return place + 3
  if (text.at(place) === SPACE) place++
  if (text.at(place) === LINE_END) return place + 1
  return place > at && text.at(place - 1) !== DOT ? place : 0
}
