import { ATOM, DIGIT, LETTER, LOWER, UPPER } from '../byte-classes.ts'
import { Lexicon } from '../lexicon.ts'
import type { Reader } from '../reader.ts'
import type { Scene } from '../scene.ts'

const SPACE = 0x20
const COLON = 0x3a
const EQUALS = 0x3d
const OPENING = 0x5b
const CLOSING = 0x5d
const LINE_END = 0x0a
const CAPITAL_T = 0x54
const CAPITAL_Z = 0x5a
/** Behind a stamp that is looked at for what logs say. */
const MOST_AHEAD = 56
const MOST_WORD = 12
const MOST_FRACTION = 12
const LEVELS = lexicon('trace debug info notice warn warning error err critical crit fatal severe alert emerg log')
/** Those that no note writes of a patient: severe, alert, critical are said of them, too. */
const SURE_LEVELS = lexicon('trace debug info warn warning error err fatal')
/** Those that stand in no note at all, in capitals. */
const LOG_WORDS = lexicon('trace debug info warn')
/** Keys that nobody but a machine writes. */
const SURE_KEYS = lexicon('ts timestamp asctime')
const KEYS = lexicon('ts time timestamp datetime asctime date t')

/**
 * Whether a date is a log's own: the machine's time of an entry, with seconds, where an entry begins. That says when a line was
 * written; what is dated by hand, or stands inside a line, is about somebody. In prose its line must be a log's beyond doubt, by a
 * level, a process or a key at its beginning: a note may begin with the time of an admission.
 */
export function isOwnStamp(scene: Scene, at: number, dateEnd: number): boolean {
  const { text } = scene
  const clock = clockEnd(text, dateEnd)
  if (clock < 0) return false
  const previous = text.before(at - 1)
  const isInstant = text.at(dateEnd) === CAPITAL_T
  if (previous === EQUALS || (previous === 0x22 && text.before(at - 2) === EQUALS))
    return isInstant && isKeyed(scene, previous === EQUALS ? at - 1 : at - 2)
  // 24/Nov/2025:10:15:32 +0000] is written by servers alone.
  if (previous === OPENING && text.at(dateEnd) === COLON) return true
  const start = previous === OPENING ? at - 1 : at
  if (isLineStart(text.before(start - 1)) || isPriority(text, start)) return isLogged(scene, clock, isInstant)
  return text.before(start - 1) === SPACE && isLevelAtStart(scene, start - 1)
}

// T10:15:32, " 10:15:32", ":10:15:32" with fraction and zone: the end, or -1.
function clockEnd(text: Reader, at: number): number {
  const joint = text.at(at)
  if (joint !== CAPITAL_T && joint !== SPACE && joint !== COLON) return -1
  for (let group = 0; group < 3; group++) {
    const from = at + 1 + group * 3
    if ((text.classAt(from) & text.classAt(from + 1) & DIGIT) === 0) return -1
    if (group < 2 && text.at(from + 2) !== COLON) return -1
  }
  let end = at + 9
  const mark = text.at(end)
  if (mark === 0x2e || mark === 0x2c) end = text.runEnd(end + 1, DIGIT, MOST_FRACTION)
  if (text.at(end) === CAPITAL_Z) return end + 1
  const sign = text.at(end) === SPACE ? end + 1 : end
  if (text.at(sign) !== 0x2b && text.at(sign) !== 0x2d) return end
  const zone = text.runEnd(sign + 1, DIGIT, 5)
  if (zone - sign < 3) return end
  return text.at(zone) === COLON ? text.runEnd(zone + 1, DIGIT, 3) : zone
}

function isLineStart(byte: number): boolean {
  return byte === 0 || byte === LINE_END
}

// <34>1 of RFC 5424.
function isPriority(text: Reader, at: number): boolean {
  return text.before(at - 1) === SPACE && text.before(at - 2) === 0x31 && text.before(at - 3) === 0x3e
}

function isKeyed({ text, mode }: Scene, equals: number): boolean {
  const start = text.runStart(equals, LETTER, MOST_WORD)
  if (mode === 'prose' && !isLineStart(text.before(start - 1))) return SURE_KEYS.lookup(text.bytes, start, equals) !== 0
  return KEYS.lookup(text.bytes, start, equals) !== 0
}

// "INFO  2025-11-24 10:15:32": a level and nothing else before it on its line.
function isLevelAtStart({ text, mode }: Scene, gap: number): boolean {
  const end = text.before(gap - 1) === SPACE ? gap - 1 : gap
  const start = text.runStart(end, UPPER, MOST_WORD)
  const levels = mode === 'prose' ? SURE_LEVELS : LEVELS
  return isLineStart(text.before(start - 1)) && levels.lookup(text.bytes, start, end) !== 0
}

// What follows is a log's: a level in capitals or brackets, a process and its number, or, behind an instant of ISO 8601, no sentence.
function isLogged({ text, mode }: Scene, clock: number, isInstant: boolean): boolean {
  let place = text.at(clock) === CLOSING ? clock + 1 : clock
  while (place - clock < 4 && text.at(place) === SPACE) place++
  const first = text.classAt(place)
  if (isInstant && mode !== 'prose' && ((first & LOWER) !== 0 || text.at(place) === OPENING)) return true
  if ((first & LOWER) !== 0 && isSource(text, place)) return true
  if (mode === 'prose') return isSureEntry(text, place)
  for (let at = place; at - clock < MOST_AHEAD; at++) {
    const byte = text.at(at)
    if (byte === LINE_END || byte === 0) return false
    const isWord = (text.classAt(at - 1) & LETTER) !== 0
    if (!isWord && (text.classAt(at) & UPPER) !== 0 && isLevel(text, at, UPPER)) return true
    if (byte === OPENING && (isLevel(text, at + 1, LOWER) || isProcess(text, at))) return true
  }
  return false
}

// A level right behind the stamp, bare or in brackets, or a process; a word of logs, or a process and its colon, further on.
function isSureEntry(text: Reader, at: number): boolean {
  const from = text.at(at) === OPENING ? at + 1 : at
  if (from > at && isProcess(text, at)) return true
  if ((text.classAt(from) & (from > at ? LETTER : UPPER)) !== 0 && isWordOf(SURE_LEVELS, text, from, LETTER))
    return true
  for (let place = at; place - at < MOST_AHEAD; place++) {
    const byte = text.at(place)
    if (byte === LINE_END || byte === 0) return false
    if (byte === OPENING && isProcess(text, place, COLON)) return true
    const begins = (text.classAt(place) & UPPER) !== 0 && (text.classAt(place - 1) & LETTER) === 0
    if (begins && isWordOf(LOG_WORDS, text, place, UPPER)) return true
  }
  return false
}

function isLevel(text: Reader, at: number, classes: number): boolean {
  return isWordOf(LEVELS, text, at, classes)
}

function isWordOf(words: Lexicon, text: Reader, at: number, classes: number): boolean {
  const end = text.runEnd(at, classes, MOST_WORD)
  return (text.classAt(end) & LETTER) === 0 && words.lookup(text.bytes, at, end) !== 0
}

// main.go:12
function isSource(text: Reader, at: number): boolean {
  const end = text.runEnd(at, ATOM, MOST_FILE)
  return text.at(end) === COLON && (text.classAt(end + 1) & DIGIT) !== 0
}

const MOST_FILE = 40

// [2211]: or [2211] and a space; `mark`: the first alone.
function isProcess(text: Reader, at: number, mark?: number): boolean {
  const end = text.runEnd(at + 1, DIGIT, 8)
  const behind = text.at(end + 1)
  return end > at + 1 && text.at(end) === CLOSING && (behind === COLON || (mark === undefined && behind === SPACE))
}

function lexicon(words: string): Lexicon {
  return new Lexicon(new Map(words.split(' ').map((word) => [word, 1] as const)))
}
