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
export function plainEnd(bytes: Uint8Array, from: number, limit: number): number {
  let end = from
  while (end < limit && STRING_BYTES[bytes[end] as number] === 0) end++
  return end < limit && bytes[end] === QUOTE ? end : -1
}

export function stringEnd(bytes: Uint8Array, from: number, limit: number): StringEnd {
  let end = from
  let escaped = false
  for (;;) {
    while (end < limit && STRING_BYTES[bytes[end] as number] === 0) end++
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
