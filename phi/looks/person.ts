import { HIGH, LETTER, LOWER, UPPER } from '../byte-classes.ts'
import { WORD_BITS } from '../dictionaries.ts'
import type { Reader } from '../reader.ts'
import { isLinked } from '../readers/towns.ts'
import type { Scene } from '../scene.ts'

const SPACE = 0x20
const COMMA = 0x2c
const DOT = 0x2e
const COLON = 0x3a
const LINE_END = 0x0a
const MOST_WORD = 24
const {
  given,
  surname,
  notName,
  afterEponym,
  title,
  month,
  streetPrefix,
  placePrefix,
  particle,
  personVerb,
  place,
  eponym,
  role,
} = WORD_BITS
const NEVER = notName | afterEponym | title | month

/** A first look at a capitalised word of plain letters: whether it may be a name, or a place of an address. */
export function mayBePerson(scene: Scene, at: number, end: number): boolean {
  const { text, rules } = scene
  if (end - at < 2 || isIntroduced(scene, at)) return true
  const flags = rules.dictionaries.words.lookup(text.bytes, at, end)
  if ((flags & (given | surname | streetPrefix | placePrefix)) !== 0) return true
  if ((flags & particle) !== 0) return true
  if ((flags & NEVER) !== 0) return mayBeTown(scene, at, end)
  if (mayBePlace(text, at, end) || isLinked(scene, at)) return true
  const isOther = (flags & (place | eponym | role)) !== 0 || rules.dictionaries.english.has(text.bytes, at, end)
  return !isOther && goesOn(scene, at, end)
}

// What stands before it may say that a person, a street or a residence follows.
function isIntroduced(scene: Scene, at: number): boolean {
  const { text, rules } = scene
  const gap = text.before(at - 1)
  if (gap === LINE_END) return isGreeted(text, at)
  if (gap === 0x28) return text.before(at - 2) === SPACE && rules.looks.introducing.may(text, at - 2)
  if (gap !== SPACE) return false
  const last = text.before(at - 2)
  if (last === COLON) return true
  if (last === 0x6d && text.before(at - 3) === 0x27) return true
  if (text.before(at - 4) === SPACE && (last === 0x74 || last === 0x6f || last === 0x73)) return true
  const { introducing, placing, particles } = rules.looks
  if (placing.may(text, last === DOT ? at - 2 : at - 1) || particles.may(text, at - 1)) return true
  let end = at - 1
  if (last === SPACE) end--
  const mark = text.before(end - 1)
  if (mark === DOT || mark === COMMA) end--
  if ((text.classBefore(end - 1) & HIGH) !== 0) return true
  return introducing.may(text, end) || goesOnTitle(text, end)
}

/** "Dr. med. ", "sig.ra ": small letters behind a full stop may go on a title. */
export function goesOnTitle(text: Reader, end: number): boolean {
  const start = text.runStart(end, LETTER, MOST_WORD)
  const gap = text.before(start - 1) === SPACE ? start - 1 : start
  return start < end && text.before(gap - 1) === DOT
}

// A letter's end on the line above, with its comma.
function isGreeted(text: Reader, at: number): boolean {
  let end = at - 1
  while (
    at - end < 4 &&
    (text.before(end - 1) === 0x0d || text.before(end - 1) === LINE_END || text.before(end - 1) === SPACE)
  )
    end--
  const mark = text.before(end - 1)
  return mark === COMMA || mark === 0x21
}

// Normal, Reading: behind a word that says place, where a town has that name.
function mayBeTown(scene: Scene, at: number, end: number): boolean {
  return isLinked(scene, at) && scene.rules.dictionaries.towns.lookup(scene.text.bytes, at, end) !== 0
}

// A capital or a state behind it; "in", "of" and such before it.
function mayBePlace(text: Reader, at: number, end: number): boolean {
  const next = text.at(end)
  if (next === COMMA) return true
  const behind = next === DOT ? end + 1 : end
  if (text.at(behind) === SPACE && (text.classAt(behind + 1) & (UPPER | HIGH)) !== 0) return true
  if (text.before(at - 1) !== SPACE) return false
  return text.before(at - 4) === SPACE || text.before(at - 2) === 0x6d || text.before(at - 3) === SPACE
}

// Whether a stranger goes on as a name does: with a comma, a particle, or what persons do.
function goesOn(scene: Scene, at: number, end: number): boolean {
  const { text, rules } = scene
  const next = text.at(end)
  if (next === COMMA || next === 0x5e || scene.seen.has(text.bytes, at, end)) return true
  if (next !== SPACE) return false
  if (text.at(end + 1) === 0x28) return true
  if ((text.classAt(end + 1) & LOWER) === 0) return false
  const wordEnd = text.runEnd(end + 1, LOWER, MOST_WORD)
  const behind = text.at(wordEnd)
  if (behind === 0x2d || behind === 0x27 || (text.classAt(wordEnd) & (LOWER | UPPER | HIGH)) !== 0) return true
  return (rules.dictionaries.words.lookup(text.bytes, end + 1, wordEnd) & (particle | personVerb)) !== 0
}
