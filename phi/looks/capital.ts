import { CLASS, DIGIT, ENCODED, LETTER, LOWER, UPPER, WORD } from '../byte-classes.ts'
import type { Reader } from '../reader.ts'
import { mayBeSpaced } from '../readers/spaced.ts'
import { mayBeSpelledDate } from '../readers/spelled-dates.ts'
import type { Scene } from '../scene.ts'
import { insideEnd, mayBePrefix } from './inside.ts'
import { goesOnTitle, mayBePerson } from './person.ts'
import { twoLetters } from './tables.ts'

const SPACE = 0x20
const COMMA = 0x2c
const DOT = 0x2e
const SLASH = 0x2f
const APOSTROPHE = 0x27
const UNDERSCORE = 0x5f
/** Longer words may be encodings. */
const LONGEST = 15
const MOST_KIND = 24
const SHORTEST_STREET = 4

/** A first look at a capital: where to go on, or `at` where its readers must look. */
export function capitalEnd(scene: Scene, at: number): number {
  const { text } = scene
  if (mayBePrefix(scene, at, text.before(at))) return at
  const previous = text.before(at - 1)
  if (((CLASS[previous] as number) & WORD) !== 0) return insideEnd(scene, at, at + 1)
  if (previous === 0x2b || (previous === SLASH && scene.mode !== 'code')) return at
  const { bytes } = text
  const limit = Math.min(text.end, at + LONGEST + 1)
  let uppers = 1
  let end = at + 1
  for (; end < limit; end++) {
    const kind = CLASS[bytes[end] as number] as number
    if ((kind & UPPER) !== 0) uppers++
    else if ((kind & LOWER) === 0) break
  }
  return end - at <= LONGEST && isPassed(scene, at, end, uppers) ? end : at
}

// Whether a word of plain letters is nothing that a reader would take.
function isPassed(scene: Scene, at: number, end: number, uppers: number): boolean {
  const { text, rules, encodings } = scene
  const next = text.at(end)
  const kind = CLASS[next] as number
  if ((kind & WORD) !== 0 || next === 0x2d || next === APOSTROPHE) return false
  if ((kind & ENCODED) !== 0 && encodings?.mayBeEncoded(text, at) === true) return false
  const length = end - at
  if (length < 4 && next === SPACE && isNumber(text, end + 1) && mayBeSpaced(text, length, end)) return false
  // FOO_BAR is no token, and no name.
  if (next === UNDERSCORE) return true
  // Nor is fooBarBaz, but for names that are written so: it is judged as a word too.
  if (uppers > 2 && uppers < length && !rules.tokensHaveDigits) return false
  if ((length < 3 && text.before(at) === 0x50) || mayBeDated(scene, at, end)) return false
  // M. Colin, in French.
  if (length === 1 && next === DOT) return false
  if (scene.sureOnly) return !isTitled(scene, at)
  return (uppers < 3 || uppers === length) && !mayBePerson(scene, at, end)
}

function isNumber(text: Reader, place: number): boolean {
  return (text.classAt(place) & DIGIT) !== 0
}

// A month goes on with its day or its year: "March 12", "Mar. 12", "March, 1962"; a street in one word with its number.
function mayBeDated({ text, rules, sureOnly }: Scene, at: number, end: number): boolean {
  if (!sureOnly && isKindBehind(text, end)) return true
  const isMonth = rules.dictionaries.monthStarts[twoLetters(text.at(at), text.at(at + 1))] === 1
  if (isMonth && mayBeSpelledDate(text, at, end)) return true
  if (!isNumbered(text, end)) return false
  return isMonth || (!sureOnly && end - at >= SHORTEST_STREET)
}

// Düppeler Str. 70, Fatih Sokak 48: a word, then a number.
function isKindBehind(text: Reader, end: number): boolean {
  const start = text.at(end) === DOT ? end + 1 : end
  if (text.at(start) !== SPACE) return false
  const wordEnd = text.runEnd(start + 1, LETTER, MOST_KIND)
  const gap = text.at(wordEnd) === DOT ? wordEnd + 1 : wordEnd
  return wordEnd - start > 2 && text.at(gap) === SPACE && isNumber(text, gap + 1)
}

function isNumbered(text: Reader, end: number): boolean {
  let place = end
  let gap = text.at(end)
  if (gap === DOT) gap = text.at(++place)
  if (gap === COMMA) gap = text.at(++place)
  return (gap === SPACE || gap === 0x2d || gap === SLASH) && isNumber(text, place + 1)
}

/** Whether a title, or what goes on one, stands before a word: Dr. Okonkwo, Mr. van den Bosch. */
export function isTitled({ text, rules }: Scene, at: number): boolean {
  if (text.before(at - 1) !== SPACE) return false
  let end = at - 1
  if (text.before(end - 1) === SPACE) end--
  if (text.before(end - 1) === DOT || text.before(end - 1) === COMMA) end--
  if ((text.classBefore(end - 1) & LETTER) === 0) return false
  const { titles, particles } = rules.looks
  return titles.may(text, end) || particles.may(text, at - 1) || goesOnTitle(text, end)
}
