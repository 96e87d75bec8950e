import { ALNUM, DIGIT } from '../byte-classes.ts'
import { topicBit } from '../dictionaries.ts'
import type { Scene } from '../scene.ts'

const AGE = topicBit('age')
const SPACE = 0x20
const DASH = 0x2d
const OLDEST = 130
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
  if (isOld(scene, end) || (isWhole(scene, end) && (scene.topics(at) & AGE) !== 0)) scene.offer('age-over-89', at, end)
}

function isWhole(scene: Scene, end: number): boolean {
  const { text } = scene
  const next = text.at(end)
  if ((text.classAt(end) & ALNUM) !== 0) return false
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
