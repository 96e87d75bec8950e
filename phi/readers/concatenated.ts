import { DIGIT } from '../byte-classes.ts'
import type { Scene } from '../scene.ts'

const DASH = 0x2d
const SPACE = 0x20
const OPENING = 0x28
const CLOSING = 0x29
const DOT = 0x2e
const LINE_END = 0x0a
const MOST_BYTES = 120
const MOST_GROUPS = 3
const MOST_BLANK = 24
/** `+`, `.`, `..`, `||`, `&`, `<>`, `++`, `\`: how languages join strings; nothing between two does it in some. */
const OPERATORS = new Set([0x2b, DOT, 0x7c, 0x26, 0x3c, 0x3e, 0x5c])
const MOST_OPERATOR = 2

/** A quote of a string. */
export function isQuote(byte: number): boolean {
  return byte === 0x22 || byte === 0x27 || byte === 0x60
}

/** "219-" + "09-" + "1234", also with other operators or none: an SSN or a phone number that source code puts together. */
export function readConcatenated(scene: Scene, at: number): void {
  const { text } = scene
  const quote = text.before(at - 1) === OPENING ? text.before(at - 2) : text.before(at - 1)
  // Both begin with three digits, and something that may stand between.
  if (
    !isQuote(quote) ||
    text.runEnd(at, DIGIT, 4) - at !== 3 ||
    !(text.at(at + 3) === quote || isSeparator(text.at(at + 3)))
  )
    return
  const lengths: number[] = []
  const values: number[] = []
  let end = at
  let joins = 0
  while (lengths.length < MOST_GROUPS) {
    const from = end
    end = text.runEnd(from, DIGIT, 5)
    if (end === from || end - from > 4) return
    lengths.push(end - from)
    values.push(numberOf(scene, from, end))
    if (lengths.length === MOST_GROUPS) break
    const next = gapEnd(scene, end, quote)
    if (next.end < 0 || next.end - at > MOST_BYTES) return
    joins += next.joins
    end = next.end
  }
  if (joins === 0 || !(text.at(end) === quote || (text.classAt(end) & DIGIT) === 0)) return
  offer(scene, text.before(at - 1) === OPENING ? at - 1 : at, end, lengths.join('-'), values)
}

function offer(
  scene: Scene,
  from: number,
  end: number,
  shape: string,
  [area = 0, middle = 0, last = 0]: number[],
): void {
  const isSsn = shape === '3-2-4' && area > 0 && area !== 666 && area < 900 && middle > 0 && last > 0
  if (isSsn) scene.offer('joined-ssn', from, end)
  if (shape === '3-3-4' && area >= 200 && area % 100 !== 11 && middle >= 200) scene.offer('joined-phone', from, end)
}

interface Gap {
  /** Where the next digits begin; -1 where none do. */
  readonly end: number
  /** Strings that end in it. */
  readonly joins: number
}

const NO_GAP: Gap = { end: -1, joins: 0 }

// What may stand between two groups: separators, and at most two joints of strings.
function gapEnd(scene: Scene, at: number, quote: number): Gap {
  const { text } = scene
  let place = at
  let joins = 0
  for (let step = 0; step < 6; step++) {
    const byte = text.at(place)
    if ((text.classAt(place) & DIGIT) !== 0) return place === at ? NO_GAP : { end: place, joins }
    if (byte === quote) {
      place = jointEnd(scene, place + 1, quote, false)
      if (place < 0 || ++joins > 2) return NO_GAP
    } else if (isSeparator(byte)) place++
    else return NO_GAP
  }
  return NO_GAP
}

function isSeparator(byte: number): boolean {
  return byte === DASH || byte === DOT || byte === SPACE || byte === CLOSING
}

/** Behind the quote that opens a string which is joined to the one whose quote is before `at`; -1 where none is. */
export function jointEnd(scene: Scene, at: number, quote: number, needsOperator: boolean): number {
  const { text } = scene
  let place = blankEnd(scene, at)
  let length = 0
  while (length < MOST_OPERATOR && OPERATORS.has(text.at(place))) {
    place++
    length++
  }
  // Nothing at all between two quotes is a quote in a string of SQL or CSV.
  if (length === 0 && (needsOperator || place === at)) return -1
  place = blankEnd(scene, place)
  return text.at(place) === quote ? place + 1 : -1
}

function blankEnd({ text }: Scene, at: number): number {
  let place = at
  for (; place - at < MOST_BLANK; place++) {
    const byte = text.at(place)
    if (byte !== SPACE && byte !== 0x09 && byte !== LINE_END && byte !== 0x0d) break
  }
  return place
}

function numberOf({ text }: Scene, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) value = value * 10 + text.at(at) - 0x30
  return value
}
