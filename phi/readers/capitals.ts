import { ALNUM, CLASS, DIGIT, ENCODED, LOWER, UPPER, WORD } from '../byte-classes.ts'
import { WORD_BITS } from '../dictionaries.ts'
import type { Reader } from '../reader.ts'
import type { Scene } from '../scene.ts'
import { startsCapital } from '../word.ts'
import { readCity, readPoBox, readRouteBox } from './addresses.ts'
import { readMonthFirst } from './dates.ts'
import { readHibcc } from './devices.ts'
import { readIban } from './ibans.ts'
import { readName } from './names.ts'
import { readToken } from './numbers.ts'
import { readPathId } from './path-ids.ts'
import { readPlace } from './places.ts'
import { readPostal } from './postal.ts'
import { readPrefixes } from './secrets.ts'
import { readSpaced } from './spaced.ts'
import { readSpelledDate } from './spelled-dates.ts'

const SPACE = 0x20
const COMMA = 0x2c
const SLASH = 0x2f

/** Shorter ones (SpO2, T3) are no token's whole. */
const SHORTEST_TOKEN = 4

/** At a capital: everything that begins with one. Answers where to go on if nothing was found. */
export function readCapital(scene: Scene, at: number): number {
  const { text } = scene
  const byte = text.before(at)
  readPrefixes(scene, at, byte)
  if (text.before(at - 1) === SLASH) readPathId(scene, at)
  if ((text.classBefore(at - 1) & WORD) !== 0) {
    if ((text.classBefore(at - 1) & LOWER) !== 0) scene.encodings?.readEncoded(scene, at)
    return at + 1
  }
  const [word] = scene.words
  word.read(text, at, scene.rules.dictionaries.words)
  const next = text.at(word.end)
  if (((CLASS[next] as number) & ENCODED) !== 0 || word.end - at > 15) scene.encodings?.readEncoded(scene, at)
  if (word.lettersEnd - at < 4 && isBeforeDigit(text, word.lettersEnd)) readSpaced(scene, at, word.lettersEnd)
  if (word.shape === 'other' || ((CLASS[next] as number) & ALNUM) !== 0 || isDashed(text, word.end, next))
    return readMixed(scene, at)
  if (word.is(WORD_BITS.month)) {
    readMonthFirst(scene, at, word.end)
    readSpelledDate(scene, at, word.end)
  }
  readBox(scene, at, byte)
  const follows = next === SPACE ? text.classAt(word.end + 1) : 0
  if (word.shape === 'title' && ((follows & UPPER) !== 0 || next === COMMA || next === 0x2e)) readCity(scene, at)
  readPlace(scene, at)
  if (word.capital && (word.shape === 'initial' || !word.refused)) readName(scene, at)
  return Math.max(at + 1, word.lettersEnd)
}

/** Élodie, Øystein, Łukasz: only names begin so. Answers as `readCapital` does. */
export function readForeignCapital(scene: Scene, at: number): number {
  const { text } = scene
  if ((text.classBefore(at - 1) & WORD) !== 0 || !startsCapital(text, at)) return at + 1
  const [word] = scene.words
  word.read(text, at, scene.rules.dictionaries.words)
  readPlace(scene, at)
  if (word.capital && !word.refused) readName(scene, at)
  return at + 1
}

// PO Box 12, RR 6 Box 282, HC 68 Box 23A.
function readBox(scene: Scene, at: number, byte: number): void {
  if (byte === 0x50) readPoBox(scene, at)
  else if (byte === 0x52 || byte === 0x48) readRouteBox(scene, at)
}

// A digit follows, or a space and a digit.
function isBeforeDigit(text: Reader, end: number): boolean {
  return (text.classAt(text.at(end) === SPACE ? end + 1 : end) & DIGIT) !== 0
}

// ABC-1234, X-1234567-L: letters, a dash, a digit.
function isDashed(text: Reader, end: number, next: number): boolean {
  return next === 0x2d && (text.classAt(end + 1) & DIGIT) !== 0
}

// Letters with digits: tokens by shape, and IBANs. A word without digits is passed letter by letter.
function readMixed(scene: Scene, at: number): number {
  const { text, chain } = scene
  const end = text.runEnd(at, ALNUM, SHORTEST_TOKEN)
  if (end - at < SHORTEST_TOKEN && text.at(end) !== 0x2d) return end
  chain.read(text, at)
  if (chain.groups > 0) readToken(scene)
  const isCode = chain.letters < chain.firstEnd - at || isDashed(text, chain.firstEnd, text.at(chain.firstEnd))
  if (isCode) readPostal(scene, at)
  const { firstEnd } = chain
  readIban(scene, at)
  if (text.before(at - 1) === 0x2b) readHibcc(scene, at)
  return Math.max(at + 1, firstEnd)
}
