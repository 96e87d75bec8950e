import { ALNUM, CLASS, LETTER, LOWER, UPPER } from '../byte-classes.ts'
import { likeLatin } from './look-alikes.ts'

/** What one character of a disguise stands for: an ASCII byte, or one of these. */
export const NOTHING = -1
/** It is no disguise. */
export const ITSELF = -2
const SPACE = 0x20

/** Result of `disguised`: bytes that it takes. */
export interface Disguise {
  width: number
}

/**
 * What stands at a place in disguise: format characters and combining marks (NOTHING), full-width and mathematical letters,
 * digits of other scripts, look-alikes beside Latin letters, %31, %u0031, &#49;, &hyphen;, \u0031, =31=32, a soft line break. Looks at most twelve bytes ahead and
 * four behind.
 */
export function disguised(bytes: Uint8Array, at: number, end: number, out: Disguise): number {
  const lead = bytes[at] as number
  const next = at + 1 < end ? (bytes[at + 1] as number) : 0
  const third = at + 2 < end ? (bytes[at + 2] as number) : 0
  out.width = 1
  if (lead < 0x80) return lead === 0 ? NOTHING : escaped(bytes, at, end, out)
  if (lead < 0xe0) {
    out.width = 2
    return ofTwo(bytes, at, end, lead, next)
  }
  if (lead < 0xf0) {
    out.width = 3
    return ofThree(((lead & 0x0f) << 12) | ((next & 0x3f) << 6) | (third & 0x3f))
  }
  out.width = 4
  const fourth = at + 3 < end ? (bytes[at + 3] as number) : 0
  return ofFour(bytes, at, end, ((lead & 0x07) << 18) | ((next & 0x3f) << 12) | ((third & 0x3f) << 6) | (fourth & 0x3f))
}

function ofTwo(bytes: Uint8Array, at: number, end: number, lead: number, next: number): number {
  const code = ((lead & 0x1f) << 6) | (next & 0x3f)
  if (code === 0xad || code === 0x61c || (code >= 0x300 && code <= 0x36f)) return NOTHING
  if (code >= 0x660 && code <= 0x669) return 0x30 + code - 0x660
  if (code >= 0x6f0 && code <= 0x6f9) return 0x30 + code - 0x6f0
  if (code === 0xb2 || code === 0xb3) return 0x30 + code - 0xb0
  if (code === 0xb9) return 0x31
  if (lead < 0xc9 || lead > 0xd4) return ITSELF
  const latin = likeLatin(code)
  return latin > 0 && besideLatin(bytes, at, end) ? latin : ITSELF
}

/** Ranges of characters, and what the first of each stands for; the others follow it, or stand for nothing or a space too. */
const RANGES: readonly (readonly [first: number, last: number, stands: number])[] = [
  [0x200b, 0x200f, NOTHING],
  [0x202a, 0x202e, NOTHING],
  [0x2060, 0x206f, NOTHING],
  [0xfe00, 0xfe0f, NOTHING],
  [0xfeff, 0xfeff, NOTHING],
  [0x180e, 0x180e, NOTHING],
  [0x115f, 0x1160, NOTHING],
  [0x3164, 0x3164, NOTHING],
  [0x2000, 0x200a, SPACE],
  [0x202f, 0x202f, SPACE],
  [0x205f, 0x205f, SPACE],
  [0x3000, 0x3000, SPACE],
  [0xff01, 0xff5e, 0x21],
  [0x2212, 0x2212, 0x2d],
  [0xfe63, 0xfe63, 0x2d],
  [0x2070, 0x2070, 0x30],
  [0x2074, 0x2079, 0x34],
  [0x2080, 0x2089, 0x30],
  [0x2460, 0x2468, 0x31],
  [0x24b6, 0x24cf, 0x41],
  [0x24d0, 0x24e9, 0x61],
  [0x24ea, 0x24ea, 0x30],
]

function ofThree(code: number): number {
  for (const [first, last, stands] of RANGES)
    if (code >= first && code <= last) return stands === NOTHING || stands === SPACE ? stands : stands + code - first
  // Digits of Indic and other scripts stand in blocks of 128 at the same place.
  const isDigit = code >= 0x966 && code <= 0xd6f && (code & 0x7f) >= 0x66 && (code & 0x7f) <= 0x6f
  return isDigit ? 0x30 + (code & 0x7f) - 0x66 : ITSELF
}

function ofFour(bytes: Uint8Array, at: number, end: number, code: number): number {
  if (code >= 0x1d7ce && code <= 0x1d7ff) return 0x30 + ((code - 0x1d7ce) % 10)
  if (code >= 0x1d400 && code <= 0x1d6a3) {
    const letter = (code - 0x1d400) % 52
    return letter < 26 ? 0x41 + letter : 0x61 + letter - 26
  }
  if (code >= 0xe0020 && code <= 0xe007e && besideTag(bytes, at, end)) return code - 0xe0000
  if (code >= 0xe0000 && code <= 0xe01ef) return NOTHING
  if (code >= 0x1f130 && code <= 0x1f149) return 0x41 + code - 0x1f130
  return ITSELF
}

// Tag characters (U+E0020 and on) one after the other are text that only machines read; one alone is noise in a word.
function besideTag(bytes: Uint8Array, at: number, end: number): boolean {
  return (at + 5 < end && isTag(bytes, at + 4)) || (at >= 4 && isTag(bytes, at - 4))
}

function isTag(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xf3 && bytes[at + 1] === 0xa0
}

// A Latin letter right before or behind, or one look-alike further: a word of one script is that script's.
function besideLatin(bytes: Uint8Array, at: number, end: number): boolean {
  for (let place = at + 2, steps = 0; place < end && steps < 4; steps++) {
    const byte = bytes[place] as number
    if (isLatin(byte)) return true
    if (byte < 0x80) break
    place += 2
  }
  for (let place = at - 1, steps = 0; place >= 0 && steps < 8; steps++, place--) {
    const byte = bytes[place] as number
    if (isLatin(byte)) return true
    if (byte < 0x80) return false
  }
  return false
}

function isLatin(byte: number): boolean {
  return ((CLASS[byte] as number) & LETTER & (UPPER | LOWER)) !== 0
}

function escaped(bytes: Uint8Array, at: number, end: number, out: Disguise): number {
  switch (bytes[at]) {
    case 0x25:
      return ((bytes[at + 1] ?? 0) | 0x20) === 0x75
        ? hexFour(bytes, at + 2, end, out)
        : hexPair(bytes, at + 1, end, out, 3)
    case 0x3d:
      if (softBreak(bytes, at, end) > 0) {
        out.width = softBreak(bytes, at, end)
        return NOTHING
      }
      return isQuotedPrintable(bytes, at) ? hexPair(bytes, at + 1, end, out, 3) : ITSELF
    case 0x5c:
      return backslash(bytes, at, end, out)
    case 0x26:
      return entity(bytes, at, end, out)
    default:
      return ITSELF
  }
}

/**
 * Bytes of a soft line break (RFC 2045, section 6.7) inside a word or a number, the equals sign among them; 0 where there is
 * none: an equals sign at a line's end is an assignment as often.
 */
export function softBreak(bytes: Uint8Array, at: number, end: number): number {
  const length = bytes[at + 1] === 0x0a ? 2 : bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a ? 3 : 0
  if (length === 0 || at === 0 || at + length >= end) return 0
  return isJoined(bytes[at - 1] as number) && isJoined(bytes[at + length] as number) ? length : 0
}

function isJoined(byte: number): boolean {
  return byte === 0x2d || byte === 0x2e || byte === 0x40 || ((CLASS[byte] as number) & ALNUM) !== 0
}

// =31=32 and so on; =3D, an equals sign, stands alone as often (RFC 2045, section 6.7).
function isQuotedPrintable(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 3] === 0x3d || bytes[at - 3] === 0x3d) return true
  return bytes[at + 1] === 0x33 && bytes[at + 2] === 0x44
}

function hexPair(bytes: Uint8Array, at: number, end: number, out: Disguise, width: number): number {
  if (at + 1 >= end) return ITSELF
  const value = (hexOf(bytes[at] as number) << 4) | hexOf(bytes[at + 1] as number)
  if (value < 0x20 || value > 0x7e) return ITSELF
  out.width = width
  return value
}

// \u0031, \x31.
function backslash(bytes: Uint8Array, at: number, end: number, out: Disguise): number {
  const kind = bytes[at + 1]
  if (kind === 0x78) return hexPair(bytes, at + 2, end, out, 4)
  return kind === 0x75 ? hexFour(bytes, at + 2, end, out) : ITSELF
}

// Four hex digits behind \u or %u: ASCII, full width, a space or a dash.
function hexFour(bytes: Uint8Array, at: number, end: number, out: Disguise): number {
  if (at + 3 >= end) return ITSELF
  let code = 0
  for (let place = at; place < at + 4; place++) {
    const digit = hexOf(bytes[place] as number)
    if (digit < 0) return ITSELF
    code = (code << 4) | digit
  }
  const stands =
    code >= 0x20 && code <= 0x7e
      ? code
      : code === 0xa0
        ? SPACE
        : code >= 0x2010 && code <= 0x2015
          ? 0x2d
          : ofThree(code)
  if (stands !== ITSELF) out.width = 6
  return stands
}

// &#49; and &#x31;, with leading zeros.
function entity(bytes: Uint8Array, at: number, end: number, out: Disguise): number {
  if (bytes[at + 1] !== 0x23) return namedEntity(bytes, at, end, out)
  const isHex = ((bytes[at + 2] ?? 0) | 0x20) === 0x78
  let value = 0
  let place = at + (isHex ? 3 : 2)
  for (; place < end && place < at + 11; place++) {
    const digit = hexOf(bytes[place] as number)
    if (digit < 0 || (!isHex && digit > 9)) break
    value = value * (isHex ? 16 : 10) + digit
  }
  if (value < 0x20 || value > 0x7e) return ITSELF
  out.width = (bytes[place] === 0x3b ? place + 1 : place) - at
  return value
}

/** Names of HTML for what stands in numbers, names and addresses (HTML Living Standard, 13.5), and for what is invisible. */
const ENTITIES: ReadonlyMap<string, number> = new Map([
  ...['nbsp', 'ensp', 'emsp', 'thinsp', 'hairsp', 'numsp', 'puncsp', 'Tab', 'NewLine'].map(
    (name) => [name, SPACE] as const,
  ),
  ...['hyphen', 'dash', 'ndash', 'mdash', 'minus'].map((name) => [name, 0x2d] as const),
  ...['shy', 'zwj', 'zwnj', 'lrm', 'rlm', 'NoBreak'].map((name) => [name, NOTHING] as const),
  ['period', 0x2e],
  ['comma', 0x2c],
  ['commat', 0x40],
  ['lowbar', 0x5f],
  ['sol', 0x2f],
  ['colon', 0x3a],
  ['plus', 0x2b],
  ['equals', 0x3d],
  ['lpar', 0x28],
  ['rpar', 0x29],
  ['num', 0x23],
])
const MOST_ENTITY = 7

function namedEntity(bytes: Uint8Array, at: number, end: number, out: Disguise): number {
  let name = ''
  for (let place = at + 1; place < end && name.length <= MOST_ENTITY; place++) {
    const byte = bytes[place] as number
    if (byte === 0x3b) {
      const stands = ENTITIES.get(name) ?? ITSELF
      if (stands !== ITSELF) out.width = place + 1 - at
      return stands
    }
    if (!isLatin(byte)) return ITSELF
    name += String.fromCharCode(byte)
  }
  return ITSELF
}

function hexOf(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1024
}
