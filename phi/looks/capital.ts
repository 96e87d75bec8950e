import { CLASS, DIGIT, ENCODED, LETTER, LOWER, UPPER, WORD } from '../byte-classes.ts'
import type { Reader } from '../reader.ts'
import type { Scene } from '../scene.ts'
import { insideEnd, mayBePrefix } from './inside.ts'

const SPACE = 0x20
const COMMA = 0x2c
const DOT = 0x2e
const APOSTROPHE = 0x27
const UNDERSCORE = 0x5f
/** Longer words may be encodings. */
const LONGEST = 15

/** A first look at a capital: where to go on, or `at` where its readers must look. */
export function capitalEnd(scene: Scene, at: number): number {
  const { text, rules } = scene
  if (mayBePrefix(scene, at, text.before(at))) return at
  if ((text.classBefore(at - 1) & WORD) !== 0) return insideEnd(scene, at, at + 1)
  return scene.sureOnly && rules.seen === null ? sureCapitalEnd(scene, at) : at
}

// Where names and places need more than themselves to be sure: only what has a title, a date or digits counts.
function sureCapitalEnd(scene: Scene, at: number): number {
  const { text } = scene
  const { bytes } = text
  const limit = Math.min(text.end, at + LONGEST + 1)
  let uppers = 1
  let end = at + 1
  for (; end < limit; end++) {
    const kind = CLASS[bytes[end] as number] as number
    if ((kind & UPPER) !== 0) uppers++
    else if ((kind & LOWER) === 0) break
  }
  const length = end - at
  if (length > LONGEST || (uppers > 2 && uppers < length)) return at
  const next = text.at(end)
  if (((CLASS[next] as number) & (WORD | ENCODED)) !== 0 || next === UNDERSCORE || next === APOSTROPHE) return at
  if (length < 4 && (text.before(at) === 0x50 || isNumber(text, next === SPACE ? end + 1 : end))) return at
  if (isDated(text, end, next)) return at
  return isTitled(scene, at) ? at : end
}

function isNumber(text: Reader, place: number): boolean {
  return (text.classAt(place) & DIGIT) !== 0
}

// A month goes on with its day or its year: "March 12", "Mar. 12", "March, 1962".
function isDated(text: Reader, end: number, next: number): boolean {
  let place = end
  let gap = next
  if (gap === DOT) gap = text.at(++place)
  if (gap === COMMA) gap = text.at(++place)
  return (gap === SPACE || gap === 0x2d || gap === 0x2f) && isNumber(text, place + 1)
}

function isTitled({ text, rules }: Scene, at: number): boolean {
  if (text.before(at - 1) !== SPACE) return false
  let end = at - 1
  if (text.before(end - 1) === SPACE) end--
  if (text.before(end - 1) === DOT) end--
  return (text.classBefore(end - 1) & LETTER) !== 0 && rules.looks.titles.may(text, end)
}
