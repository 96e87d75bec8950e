import { ALNUM, DIGIT } from '../byte-classes.ts'
import { topicBit } from '../dictionaries.ts'
import type { Scene } from '../scene.ts'

const DOT = 0x2e
const COMMA = 0x2c
const SPACE = 0x20
const MINUS = 0x2d
const GEO = topicBit('geo')
const MOST_DECIMALS = 12
const LEAST_DECIMALS = 3
/** Degrees of a city block, written where nothing says that they are degrees. */
const SURE_DECIMALS = 4
const NORTH = 90
const EAST = 180

/**
 * At a digit: a latitude, and a longitude behind a comma or a space: 41.88321, -87.62470. Words say so, or a sign before
 * the longitude of the western half and enough decimals.
 */
export function readCoordinates(scene: Scene, at: number): void {
  const { text } = scene
  const first = degrees(scene, at, NORTH)
  if (first < 0) return
  let next = first
  if (text.at(next) === COMMA) next++
  while (next - first < 3 && text.at(next) === SPACE) next++
  if (next === first) return
  const isWest = text.at(next) === MINUS
  if (isWest) next++
  const end = degrees(scene, next, EAST)
  if (end < 0 || goesOn(scene, end)) return
  const isSigned = text.before(at - 1) === MINUS
  const isSure = isWest && first - at > SURE_DECIMALS + 2 && end - next > SURE_DECIMALS + 2
  if (isSure || (scene.topics(at) & GEO) !== 0) scene.offer('coordinates', isSigned ? at - 1 : at, end)
}

// A third number: a vector.
function goesOn({ text }: Scene, at: number): boolean {
  if (text.at(at) !== COMMA) return false
  const next = text.at(at + 1) === SPACE ? at + 2 : at + 1
  return (text.classAt(text.at(next) === MINUS ? next + 1 : next) & DIGIT) !== 0
}

// 41.88321: the end of such a number up to a limit, or -1.
function degrees({ text }: Scene, at: number, most: number): number {
  const whole = text.runEnd(at, DIGIT, 4)
  if (whole === at || whole - at > 3 || text.at(whole) !== DOT) return -1
  let value = 0
  for (let place = at; place < whole; place++) value = value * 10 + text.at(place) - 0x30
  if (value > most || value < 1) return -1
  const end = text.runEnd(whole + 1, DIGIT, MOST_DECIMALS + 1)
  const decimals = end - whole - 1
  if (decimals < LEAST_DECIMALS || decimals > MOST_DECIMALS || (text.classAt(end) & ALNUM) !== 0) return -1
  return end
}
