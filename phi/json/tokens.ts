export const QUOTE = 0x22
export const BACKSLASH = 0x5c
export const COMMA = 0x2c

/** What a byte outside strings begins, RFC 8259 section 2. */
export const TOKEN = {
  none: 0,
  space: 1,
  quote: 2,
  colon: 3,
  comma: 4,
  object: 5,
  objectEnd: 6,
  array: 7,
  arrayEnd: 8,
  number: 9,
  word: 10,
} as const

export const TOKENS: Uint8Array = tokens()

/** Bytes that end a run inside a string: its quote, a backslash, and controls, which may not stand there. */
export const STRING_BYTES: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === QUOTE || byte === BACKSLASH || byte < 0x20 ? 1 : 0,
)

/** Where a string's content ends: at its quote, at a control, or not within `limit` (`more`). */
export interface StringEnd {
  readonly end: number
  readonly escaped: boolean
  readonly state: 'quote' | 'control' | 'more'
}

/** Where the content of a string without escapes ends; -1 where it has some, or does not end before `limit`. */
export function plainEnd(view: DataView, from: number, limit: number): number {
  let end = from
  for (const fours = limit - 3; end < fours; end += 4) {
    const marks = stringMarks(view.getInt32(end, true))
    if (marks === 0) continue
    end += (31 - Math.clz32(marks & -marks)) >> 3
    return view.getUint8(end) === QUOTE ? end : -1
  }
  const table = STRING_BYTES
  while (end < limit && table[view.getUint8(end)] === 0) end++
  return end < limit && view.getUint8(end) === QUOTE ? end : -1
}

/** Of four bytes, the first lowest: the lowest bit that is set is the highest of the first of STRING_BYTES; 0 where there is none. */
function stringMarks(four: number): number {
  const quotes = four ^ 0x22222222
  const slashes = four ^ 0x5c5c5c5c
  // A byte that is smaller borrows from its highest bit, which was not set: Hacker's Delight, 6-1.
  const controls = (four - 0x20202020) & ~four
  return (controls | ((quotes - 0x01010101) & ~quotes) | ((slashes - 0x01010101) & ~slashes)) & 0x80808080
}

export function stringEnd(bytes: Uint8Array, from: number, limit: number): StringEnd {
  const table = STRING_BYTES
  let end = from
  let escaped = false
  for (;;) {
    while (end < limit && table[bytes[end] as number] === 0) end++
    if (end >= limit) return { end: limit, escaped, state: 'more' }
    if (bytes[end] !== BACKSLASH) return { end, escaped, state: bytes[end] === QUOTE ? 'quote' : 'control' }
    escaped = true
    // A control behind a backslash is one all the same.
    end += end + 1 < limit && (bytes[end + 1] as number) < 0x20 ? 1 : 2
  }
}

export function spaceEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to && TOKENS[bytes[at] as number] === TOKEN.space) at++
  return at
}

/** More bytes are needed. */
export const WAIT = -1
/** It is not what it looked like. */
export const NEITHER = -2

/** Longer numbers break the structure. */
const MOST_NUMBER = 64

/** Where a number ends. */
export function numberEnd(bytes: Uint8Array, at: number, to: number, last: boolean): number {
  const limit = Math.min(to, at + MOST_NUMBER)
  let end = at + 1
  while (end < limit && isNumeric(bytes[end] as number)) {
    // A sign stands first or behind an exponent's letter: 2024-01-02 is no number.
    if (isSign(bytes[end] as number) && ((bytes[end - 1] as number) | 0x20) !== 0x65) return NEITHER
    end++
  }
  if (end === at + MOST_NUMBER) return NEITHER
  return end === to && !last ? WAIT : end
}

/** Where `true`, `false` or `null` ends. */
export function wordEnd(bytes: Uint8Array, at: number, to: number, last: boolean): number {
  const word = WORDS.find(([first]) => first === bytes[at])
  return word === undefined ? NEITHER : sameEnd(bytes, at, to, last, word)
}

/** Where a byte order mark ends. */
export function markEnd(bytes: Uint8Array, at: number, to: number, last: boolean): number {
  return sameEnd(bytes, at, to, last, MARK)
}

function sameEnd(bytes: Uint8Array, at: number, to: number, last: boolean, word: Uint8Array): number {
  for (let index = 0; index < word.length; index++) {
    if (at + index >= to) return last ? NEITHER : WAIT
    if (bytes[at + index] !== word[index]) return NEITHER
  }
  return at + word.length
}

const WORDS: readonly Uint8Array[] = ['true', 'false', 'null'].map((word) => Buffer.from(word))
const MARK = Uint8Array.of(0xef, 0xbb, 0xbf)

function isSign(byte: number): boolean {
  return byte === 0x2d || byte === 0x2b
}

/** Digits, sign, point, exponent. */
function isNumeric(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2e || byte === 0x2d || byte === 0x2b || (byte | 0x20) === 0x65
}

const MOST_LEADING = 16

/** Whether a string's content looks like a JSON document: `{` before a quote or `}`, `[` before a value. */
export function opensJson(bytes: Uint8Array, from: number, to: number): boolean {
  const first = escapedSpaceEnd(bytes, from, to)
  const opening = bytes[first]
  if (first >= to || (opening !== 0x7b && opening !== 0x5b)) return false
  const next = escapedSpaceEnd(bytes, first + 1, to)
  const byte = next < to ? (bytes[next] as number) : 0
  if (opening === 0x7b) return byte === BACKSLASH || byte === 0x7d
  return byte === BACKSLASH || byte === 0x7b || byte === 0x5b || byte === 0x2d || (byte >= 0x30 && byte <= 0x39)
}

// Spaces, and line ends and tabs as escapes say them.
function escapedSpaceEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to && at - from < MOST_LEADING) {
    const next = bytes[at + 1]
    if (bytes[at] === 0x20) at++
    else if (bytes[at] === BACKSLASH && (next === 0x6e || next === 0x72 || next === 0x74)) at += 2
    else break
  }
  return at
}

function tokens(): Uint8Array {
  const table = new Uint8Array(256)
  const set = (characters: string, token: number): void => {
    for (const byte of Buffer.from(characters, 'latin1')) table[byte] = token
  }
  set(' \t\r\n', TOKEN.space)
  set('"', TOKEN.quote)
  set(':', TOKEN.colon)
  set(',', TOKEN.comma)
  set('{', TOKEN.object)
  set('}', TOKEN.objectEnd)
  set('[', TOKEN.array)
  set(']', TOKEN.arrayEnd)
  set('-0123456789', TOKEN.number)
  set('tfn', TOKEN.word)
  return table
}
