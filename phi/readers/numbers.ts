import { ALNUM, DIGIT, LETTER, LOWER, UPPER, WORD } from '../byte-classes.ts'
import type { Chain } from '../chain.ts'
import { CLOSING, OPENING, SPACE } from '../chain.ts'
import type { RuleList } from '../rule-lists.ts'
import type { Rule } from '../rules.ts'
import type { Scene } from '../scene.ts'
import { readAddress, readZip } from './addresses.ts'
import { readAge } from './ages.ts'
import { isQuote, readConcatenated } from './concatenated.ts'
import { readCoordinates } from './coordinates.ts'
import { readDayMonth, readMonthBehind } from './dates.ts'
import { readPathId } from './path-ids.ts'
import { readHouse } from './places.ts'
import { mayBeRoom, readRoom } from './rooms.ts'
import { readDapi } from './signed-hex.ts'
import { readSpacedMbi } from './spaced.ts'
import { readSsnEnd } from './ssn-end.ts'
import { isOwnStamp } from './stamps.ts'

const DASH = 0x2d
const DOT = 0x2e
const SLASH = 0x2f
const PLUS = 0x2b
const MOST_RUN = 64
const LEAST_SPACED = 9
const MOST_SPACED = 24
const MOST_SHAPE_GROUPS = 7

/** At a digit: everything that begins with one. Answers where to go on if nothing was found. */
export function readNumber(scene: Scene, at: number): number {
  const { text, chain, rules } = scene
  const previous = text.before(at - 1)
  if ((text.classBefore(at - 1) & WORD) !== 0) return readInside(scene, at)
  // Inside a chain (2.16.840, a UUID's groups) nothing begins; MRN-12345 has a word before the dash.
  if ((previous === DASH || previous === DOT) && (text.classBefore(at - 2) & DIGIT) !== 0)
    return text.runEnd(at, ALNUM, MOST_RUN)
  if (previous !== SPACE) readBehind(scene, at, previous)
  const end = text.runEnd(at, DIGIT, rules.shortestNumber)
  if (end - at < rules.shortestNumber && isLone(scene, end)) {
    readSmallNumber(scene, at, end)
    return end
  }
  chain.read(text, at)
  if (chain.letters > 0 || chain.firstEnd - at > 15) scene.encodings?.readEncoded(scene, at)
  if (chain.groups === 0) return chain.firstEnd
  if (chain.letters === 0 && isTokenBehind(scene)) {
    chain.read(text, at, true)
    readToken(scene)
    chain.read(text, at)
  }
  chain.lead = previous
  if (chain.groups > 2 && chain.length(0) === 1 && chain.length(1) === 1) readSpacedDigits(scene, at)
  if (chain.letters > 0) readToken(scene)
  else readDigits(scene, at, previous)
  if (chain.letters > 0 || chain.firstEnd - at <= 6) readSmallNumber(scene, at, chain.firstEnd)
  if (chain.letters === 0) readPlainNumber(scene, at)
  else readSpacedMbi(scene, at)
  return chain.firstEnd
}

function readPlainNumber(scene: Scene, at: number): void {
  readSsnEnd(scene, at)
  readZip(scene, at)
  if (scene.chain.separators[0] === DOT) readCoordinates(scene, at)
}

// What stands before it may say that it is a part of a path, or of a string.
function readBehind(scene: Scene, at: number, previous: number): void {
  if (previous === SLASH) readPathId(scene, at)
  else if (isQuote(previous) || previous === OPENING) readConcatenated(scene, at)
}

// Nothing follows that would make a chain or a token of a short number: most numbers in prose are doses and counts.
function isLone({ text }: Scene, end: number): boolean {
  const next = text.at(end)
  if (next === SPACE) {
    const after = text.at(end + 1)
    return after !== OPENING && (text.classAt(end + 1) & DIGIT) === 0
  }
  if (next === DASH) return (text.classAt(end + 1) & (DIGIT | UPPER)) === 0
  if (next === DOT || next === SLASH) return (text.classAt(end + 1) & DIGIT) === 0
  return next !== CLOSING && next !== 0x5f && (text.classAt(end) & WORD) === 0
}

// A digit inside a word: of an encoding perhaps.
function readInside(scene: Scene, at: number): number {
  const { text } = scene
  readDapi(scene, at)
  if ((text.classBefore(at - 1) & LOWER) !== 0) scene.encodings?.readEncoded(scene, at)
  return text.runEnd(at, ALNUM, MOST_RUN)
}

// 1 2 3 - 4 5 - 6 7 8 9: single digits, nine or more, that do not just count up or down.
function readSpacedDigits(scene: Scene, at: number): void {
  const { text, chain } = scene
  // Inside such a row nothing begins.
  if (chain.length(0) > 1 || (text.classBefore(at - 2) & DIGIT) !== 0) return
  let end = at + 1
  let count = 1
  let steps = 0
  let seen = 1 << (text.at(at) - 0x30)
  while (count < MOST_SPACED) {
    let next = end
    while (next - end < 3 && (text.at(next) === SPACE || text.at(next) === DASH || text.at(next) === DOT)) next++
    if (next === end || (text.classAt(next) & DIGIT) === 0 || (text.classAt(next + 1) & WORD) !== 0) break
    if (Math.abs(text.at(next) - text.at(end - 1)) === 1) steps++
    seen |= 1 << (text.at(next) - 0x30)
    end = next + 1
    count++
  }
  // More than two digits, or it is a pattern: 1 0 1 0 1 0.
  const isVaried = (seen & (seen - 1) & ((seen & (seen - 1)) - 1)) !== 0
  if (count >= LEAST_SPACED && steps < count - 1 && isVaried) scene.offer('spaced-digits', at, end)
}

// 12345678-Z, 131052-308T: digits, a dash, and a group with a letter in it.
function isTokenBehind({ text, chain }: Scene): boolean {
  if (chain.groups > 2) return false
  const end = chain.ends[chain.groups - 1] as number
  if (chain.groups === 2) return chain.separators[0] === DASH && (text.classAt(end) & UPPER) !== 0
  return text.at(end) === DASH && (text.classAt(end + 1) & UPPER) !== 0
}

/** At the start of letters and digits: tokens by their shape. */
export function readToken(scene: Scene): void {
  const { text, chain, lists } = scene
  for (let count = chain.groups; count > 0; count--) {
    if (!chain.closed(text, count)) continue
    const found = lists.tokens.get(chain.shape(count))
    if (found !== undefined) judgeAll(scene, found, count, chain.starts[0] as number)
  }
}

function readDigits(scene: Scene, at: number, previous: number): void {
  const { text, chain, lists } = scene
  const start = digitsStart(scene, at, previous)
  for (let count = chain.groups; count > 0; count--) {
    if (!chain.closed(text, count)) continue
    const found = count <= MOST_SHAPE_GROUPS ? lists.digits.get(chain.shape(count)) : undefined
    if (found !== undefined) judgeAll(scene, found, count, start)
    const total = chain.joined[count - 1] as number
    if (total < lists.counts.length) judgeAll(scene, lists.counts[total] as RuleList, count, start)
  }
}

// The parenthesis of an area code, and the plus of a country code, belong to the number.
function digitsStart({ text, chain }: Scene, at: number, previous: number): number {
  const isClosed = chain.separators[0] === CLOSING
  if (previous === PLUS) return isClosed && text.before(at - 2) === OPENING ? at - 2 : at - 1
  return previous === OPENING && isClosed ? at - 1 : at
}

function isSeparated(chain: Chain, rule: Rule, count: number): boolean {
  for (let group = 0; group < count - 1; group++) {
    const separator = chain.separators[group] as number
    if (rule.separators[separator] === 0) return false
    if (!rule.mixed && separator !== chain.separators[0]) return false
  }
  return true
}

function judgeAll(scene: Scene, list: RuleList, count: number, start: number): void {
  const rules = scene.rulesAt(list, start)
  for (let index = 0; index < rules.length; index++) judge(scene, rules[index] as Rule, count, start)
}

function judge(scene: Scene, rule: Rule, count: number, start: number): void {
  if (!scene.mayWeigh(rule, start) || !isSeparated(scene.chain, rule, count)) return
  if (rule.check !== null && !rule.check(scene.chain, count)) return
  const end = scene.chain.ends[count - 1] as number
  if (rule.class === 'ip' && isVersion(scene, start)) return
  if (rule.tail === 'time' && isOwnStamp(scene, start, end)) return
  const ending = rule.tail === 'time' ? timeEnd(scene, end) : rule.tail === 'extension' ? extensionEnd(scene, end) : end
  scene.weigh(rule, start, ending)
}

// Chrome/9.3.136.53: a product and its version, RFC 9110 5.6.
function isVersion({ text }: Scene, at: number): boolean {
  if (text.before(at - 1) !== SLASH) return false
  const start = text.runStart(at - 1, LETTER, MOST_PRODUCT)
  return start < at - 2 && (text.classBefore(start) & UPPER) !== 0
}

const MOST_PRODUCT = 24

// T10:22:33.123+02:00 or Z, ISO 8601.
function timeEnd(scene: Scene, end: number): number {
  const { text } = scene
  if ((text.at(end) | 0x20) !== 0x74 || (text.classAt(end + 1) & DIGIT) === 0) return end
  let place = end + 1
  for (; place < end + 32; place++) {
    const byte = text.at(place)
    const goesOn = (text.classAt(place) & DIGIT) !== 0 || byte === 0x5a
    const joins =
      (byte === 0x3a || byte === DOT || byte === PLUS || byte === DASH) && (text.classAt(place + 1) & DIGIT) !== 0
    if (!goesOn && !joins) break
  }
  return place
}

// x12, ext. 4410: up to six digits.
function extensionEnd(scene: Scene, end: number): number {
  const { text } = scene
  let place = text.at(end) === SPACE ? end + 1 : end
  if ((text.at(place) | 0x20) === 0x78) place++
  else if (
    (text.at(place) | 0x20) === 0x65 &&
    (text.at(place + 1) | 0x20) === 0x78 &&
    (text.at(place + 2) | 0x20) === 0x74
  ) {
    place += 3
    if (text.at(place) === DOT) place++
  } else return end
  if (text.at(place) === SPACE) place++
  const digits = text.runEnd(place, DIGIT, 6)
  return digits === place || (text.classAt(digits) & (DIGIT | LETTER)) !== 0 ? end : digits
}

function readSmallNumber(scene: Scene, at: number, end: number): void {
  const first = scene.text.before(at)
  if (first === 0x39 || first === 0x31) readAge(scene, at)
  readDayMonth(scene, at)
  readMonthBehind(scene, at)
  if (end - at > 2 && mayBeRoom(scene, at)) readRoom(scene, at)
  if (scene.text.before(end - 1) <= 0x39) readAddress(scene, at, end)
  readHouse(scene, at, end)
}
