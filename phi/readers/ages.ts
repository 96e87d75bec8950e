import { ALNUM, DIGIT, HIGH, LOWER } from '../byte-classes.ts'
import { topicBit } from '../dictionaries.ts'
import { foldText } from '../latin.ts'
import type { Scene } from '../scene.ts'

const AGE = topicBit('age')
const SPACE = 0x20
const DASH = 0x2d
const OLDEST = 130
const DEGREES = Buffer.from(' deg', 'latin1')
/** Longest first; what stands right after the number, in small letters. Spaces are spaces, hyphens are both. */
const SIGNS = [
  ' years old',
  ' year old',
  ' yrs old',
  ' yr old',
  ' years of age',
  ' year of age',
  ' y/o',
  ' y.o',
  ' yo',
  'y/o',
  'y.o',
  'yo',
  'yrs old',
  'yr old',
].map((sign) => Buffer.from(sign, 'latin1'))

/** Ages over 89: "93-year-old", "age 93". Younger ones may stay, 164.514(b)(2)(i)(C). */
export function readAge(scene: Scene, at: number): void {
  const { text } = scene
  const end = text.runEnd(at, DIGIT, 4)
  if (end - at < 2 || end - at > 3) return
  let value = 0
  for (let place = at; place < end; place++) value = value * 10 + text.at(place) - 48
  if (value < 90 || value > OLDEST) return
  if (
    isOld(scene, end) ||
    isSexed(scene, end) ||
    isYears(scene, end) ||
    (isWhole(scene, end) && (scene.topics(at) & AGE) !== 0)
  )
    scene.offer('age-over-89', at, end)
}

// 95F with, 101M c/o: an age and a sex, as triage writes them; a temperature has nobody who presents behind it.
const SEXED = [
  ' with ',
  ' w/',
  ' c/o',
  ' p/w',
  ' presents',
  ' presenting',
  ' who ',
  ' s/p',
  ' admitted',
  ' from ',
  ' hx',
  ' here ',
  ' found ',
].map((sign) => Buffer.from(sign, 'latin1'))

function isSexed(scene: Scene, end: number): boolean {
  const { text } = scene
  const from = text.at(end) === SPACE ? end + 1 : end
  const sex = text.at(from)
  if ((sex !== 0x46 && sex !== 0x4d) || text.at(from + 1) !== SPACE) return false
  return SEXED.some((sign) => text.startsWith(sign, from + 1))
}

/** Years in other languages, folded: "96 años", "97 ans", "101 Jahre". */
const YEARS = new Set([
  'anos',
  'ans',
  'jahre',
  'jahren',
  'anni',
  'jaar',
  'ar',
  'lat',
  'let',
  'vuotta',
  'eves',
  'godina',
  'yas',
  'tuoi',
])
const MOST_YEARS = 10

function isYears(scene: Scene, end: number): boolean {
  const { text } = scene
  if (text.at(end) !== SPACE || (text.classAt(end + 1) & (LOWER | HIGH)) === 0) return false
  const wordEnd = text.runEnd(end + 1, LOWER | HIGH, MOST_YEARS)
  if (wordEnd - end < 3 || (text.classAt(wordEnd) & ALNUM) !== 0) return false
  return YEARS.has(foldText(Buffer.from(text.bytes.subarray(end + 1, wordEnd)).toString('utf8')))
}

/** Measures that follow a number that is no age: it turned 95 degrees. */
const MEASURES = new Set([0x25, 0xb0, 0xc2])

function isWhole(scene: Scene, end: number): boolean {
  const { text } = scene
  const next = text.at(end)
  if ((text.classAt(end) & ALNUM) !== 0 || MEASURES.has(next) || text.startsWith(DEGREES, end)) return false
  return !((next === 0x2e || next === 0x2f || next === 0x2d || next === 0x25) && (text.classAt(end + 1) & DIGIT) !== 0)
}

function isOld(scene: Scene, end: number): boolean {
  const { text } = scene
  const next = text.at(end)
  if ((text.at(next === SPACE || next === DASH ? end + 1 : end) | 0x20) !== 0x79) return false
  for (const sign of SIGNS) if (isSign(scene, end, sign)) return true
  return false
}

function isSign(scene: Scene, end: number, sign: Uint8Array): boolean {
  const { text } = scene
  for (let at = 0; at < sign.length; at++) {
    const byte = text.at(end + at) === DASH ? SPACE : text.at(end + at) | 0x20
    if (byte !== sign[at]) return false
  }
  return (text.classAt(end + sign.length) & ALNUM) === 0
}
