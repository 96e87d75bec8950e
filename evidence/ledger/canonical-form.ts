/**
 * Whether bytes (valid UTF-8) are exactly one JSON value in canonical form (RFC 8785), nested at most
 * `mostDepth` deep: what `canonical(JSON.parse(text)) === text` would say, in one pass, without recursion and
 * without building the value. As JSON.stringify does, a lone surrogate is spelled `\udxxx`.
 */
export function isCanonicalJson(bytes: Buffer, mostDepth: number): boolean {
  const open: Container[] = []
  let at = 0
  do {
    const depth = open.length
    at = opens(bytes[at]) ? enter(bytes, at, open, mostDepth) : endOfScalar(bytes, at)
    // One deeper: the next value is the first in there. As deep as before: a value has ended.
    if (at >= 0 && open.length === depth) at = nextValue(bytes, at, open)
  } while (at >= 0 && open.length > 0)
  return at === bytes.length
}

function opens(byte: number | undefined): boolean {
  return byte === OPEN_BRACE || byte === OPEN_BRACKET
}

/** Goes into a container, up to its first value; past it where it is empty. */
function enter(bytes: Buffer, at: number, open: Container[], mostDepth: number): number {
  if (open.length === mostDepth) return -1
  const isObject = bytes[at] === OPEN_BRACE
  if (bytes[at + 1] === (isObject ? CLOSE_BRACE : CLOSE_BRACKET)) return at + 2
  const container = { isObject, keyStart: 0, keyEnd: 0 }
  open.push(container)
  return isObject ? endOfKey(bytes, at + 1, container) : at + 1
}

interface Container {
  readonly isObject: boolean
  keyStart: number
  keyEnd: number
}

/** From the end of a value to the begin of the next, closing what closes; -1 where neither fits. */
function nextValue(bytes: Buffer, from: number, open: Container[]): number {
  let at = from
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const byte = bytes[at++]
    if (byte === COMMA) return top.isObject ? endOfKey(bytes, at, top) : at
    if (byte !== (top.isObject ? CLOSE_BRACE : CLOSE_BRACKET)) return -1
    open.pop()
  }
  return at
}

/** Reads a key and its colon; keys must ascend, so none is there twice. */
function endOfKey(bytes: Buffer, start: number, object: Container): number {
  const end = bytes[start] === QUOTE ? endOfString(bytes, start) : -1
  if (end < 0 || bytes[end] !== COLON) return -1
  if (object.keyEnd > 0 && !ascends(bytes, object, start, end)) return -1
  object.keyStart = start
  object.keyEnd = end
  return end + 1
}

function ascends(bytes: Buffer, before: Container, start: number, end: number): boolean {
  let left = before.keyStart
  let right = start
  while (bytes[left] === bytes[right] && left < before.keyEnd && right < end) {
    left++
    right++
  }
  const a = bytes[left] as number
  const b = bytes[right] as number
  // Where plain ASCII differs, bytes and UTF-16 code units agree, but right behind a backslash: \b is more than
  // \u0000. The closing quote stands for "shorter".
  if (isPlain(a) && isPlain(b) && bytes[left - 1] !== BACKSLASH) return a === QUOTE || (b !== QUOTE && a < b)
  return decodeKey(bytes, before.keyStart, before.keyEnd) < decodeKey(bytes, start, end)
}

function isPlain(byte: number): boolean {
  return byte < 0x80 && byte !== BACKSLASH
}

function decodeKey(bytes: Buffer, start: number, end: number): string {
  return JSON.parse(bytes.toString('utf8', start, end)) as string
}

function endOfScalar(bytes: Buffer, at: number): number {
  switch (bytes[at]) {
    case QUOTE:
      return endOfString(bytes, at)
    case 0x74:
      return endOfWord(bytes, at, 'true')
    case 0x66:
      return endOfWord(bytes, at, 'false')
    case 0x6e:
      return endOfWord(bytes, at, 'null')
    default:
      return endOfNumber(bytes, at)
  }
}

function endOfWord(bytes: Buffer, at: number, word: string): number {
  return bytes.toString('latin1', at, at + word.length) === word ? at + word.length : -1
}

function endOfNumber(bytes: Buffer, start: number): number {
  let at = start
  let digits = 0
  for (; isOfNumber(bytes[at]) && at - start <= MOST_NUMBER; at++)
    if ((bytes[at] as number) <= 0x39 && (bytes[at] as number) >= 0x30) digits++
  // Most are small integers: digits alone, no leading zero, exact as a double.
  const isPlainInteger = digits === at - start && digits <= 15 && (digits === 1 || bytes[start] !== 0x30)
  if (at > start && isPlainInteger) return at
  const text = bytes.toString('latin1', start, at)
  return at > start && Number.isFinite(Number(text)) && String(Number(text)) === text ? at : -1
}

function isOfNumber(byte: number | undefined): boolean {
  if (byte === undefined) return false
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x2e || byte === 0x65 || byte === 0x2b
}

function endOfString(bytes: Buffer, start: number): number {
  for (let at = start + 1; ; ) {
    // Past the end is no byte, and stops, too.
    while (STOPS[bytes[at] as number] === 0) at++
    if (bytes[at] === QUOTE) return at + 1
    if (bytes[at] !== BACKSLASH) return -1
    at = endOfEscape(bytes, at)
    if (at < 0) return -1
  }
}

/** Escapes that canonical form knows: the short ones, control characters without one, lone surrogates. */
function endOfEscape(bytes: Buffer, at: number): number {
  if (SHORT_ESCAPES.includes(bytes[at + 1] as number)) return at + 2
  const code = unicodeEscape(bytes, at)
  if (code < 0) return -1
  if (code < 0x20) return SHORT_CONTROLS.includes(code) ? -1 : at + 6
  if (code < 0xd800 || code > 0xdfff) return -1
  const next = code < 0xdc00 ? unicodeEscape(bytes, at + 6) : -1
  return next >= 0xdc00 && next <= 0xdfff ? -1 : at + 6
}

/** The code unit of a `\uxxxx` in lower case; -1 for anything else. */
function unicodeEscape(bytes: Buffer, at: number): number {
  if (bytes[at] !== BACKSLASH || bytes[at + 1] !== 0x75) return -1
  const digits = bytes.toString('latin1', at + 2, at + 6)
  const code = Number.parseInt(digits, 16)
  return digits === (code || 0).toString(16).padStart(4, '0') ? code : -1
}

const MOST_NUMBER = 25
const QUOTE = 0x22
/** Bytes that end a run of plain ones in a string: the quote, the backslash, and what must be escaped. */
const STOPS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === 0x22 || byte === 0x5c ? 1 : 0,
)
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_BRACKET = 0x5b
const BACKSLASH = 0x5c
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const SHORT_ESCAPES: readonly number[] = [QUOTE, BACKSLASH, 0x62, 0x66, 0x6e, 0x72, 0x74]
const SHORT_CONTROLS: readonly number[] = [0x08, 0x09, 0x0a, 0x0c, 0x0d]
