import { ALNUM, CLASS, DIGIT, HEX, HIGH, LETTER, UPPER, WORD } from '../byte-classes.ts'
import { threeLetters } from '../looks/tables.ts'
import { mayBeLogin, mayBeShortOption } from '../readers/commands.ts'
import { isAtlas, mayBeDashedHex } from '../readers/signed-hex.ts'
import type { Scene } from '../scene.ts'
import { mayLabel } from './label.ts'
import { isPrefix } from './prefix.ts'

const DASH = 0x2d
const DOT = 0x2e
const SLASH = 0x2f
const COLON = 0x3a
const EQUALS = 0x3d
const CLOSING_ANGLE = 0x3e
const PEM_BYTE = 0x42
const MOST_GROUP = 4

/** At a colon of source code: whether a URL, a host, a bot's token or the value of a label may be there. */
export function mayBeCodeColon(scene: Scene, at: number): boolean {
  const { bytes } = scene.text
  const next = bytes[at + 1] as number
  const previous = bytes[at - 1] as number
  if (next === SLASH) return bytes[at + 2] === SLASH
  if (next === COLON) return isHex(bytes[at + 2] as number)
  if (isHex(next) && isHex(previous) && mayBeHost(bytes, at)) return true
  if (isOf(next, ALNUM) && mayBeLogin(scene.text, at)) return true
  return next !== EQUALS && next !== CLOSING_ANGLE && previous !== COLON && mayLabel(scene, at)
}

// A second colon behind a group, as MACs and IPv6 have it; AA behind a bot's number.
function mayBeHost(bytes: Uint8Array, at: number): boolean {
  let end = at + 1
  while (isHex(bytes[end] as number) && end - at <= MOST_GROUP) end++
  if (bytes[end] === COLON) return true
  return isOf(bytes[at - 1] as number, DIGIT) && bytes[at + 1] === 0x41 && bytes[at + 2] === 0x41
}

/** At an equals sign: whether quoted-printable, a label of ISBT 128 or the value of a label may be there. */
export function mayBeCodeEquals(scene: Scene, at: number): boolean {
  const { bytes } = scene.text
  const next = bytes[at + 1] as number
  if (next === EQUALS || next === CLOSING_ANGLE) return false
  if (next === 0x0a || next === 0x0d || (next === 0x33 && bytes[at + 2] === 0x44)) return true
  if (next === SLASH) return isOf(bytes[at + 2] as number, UPPER)
  if (bytes[at + 3] === EQUALS && isHex(next) && isHex(bytes[at + 2] as number)) return true
  return next !== COLON && bytes[at - 1] !== COLON && mayLabel(scene, at)
}

/** At a full stop: `www.`, a token's prefix, a MAC as 001a.2b3c.4d5e. */
export function mayBeCodeDot(scene: Scene, at: number): boolean {
  const { bytes } = scene.text
  const previous = bytes[at - 1] as number
  if ((previous | 0x20) === 0x77 && isWww(bytes, at)) return true
  if (bytes[at + 5] === DOT && isHex(previous) && isHex(bytes[at + 1] as number)) return true
  return isPrefix(scene.rules, bytes, at) || isAtlas(scene.text, at)
}

function isWww(bytes: Uint8Array, at: number): boolean {
  return (
    ((bytes[at - 2] as number) | 0x20) === 0x77 &&
    ((bytes[at - 3] as number) | 0x20) === 0x77 &&
    !isOf(bytes[at - 4] as number, WORD)
  )
}

/** At a dash: -----BEGIN, 00-1A-2B-3C-4D-5E, a token's prefix. */
export function mayBeCodeDash(scene: Scene, at: number): boolean {
  const { bytes } = scene.text
  const next = bytes[at + 1] as number
  if (next === DASH && bytes[at + 5] === PEM_BYTE && bytes[at - 1] !== DASH) return true
  if (bytes[at + 3] === DASH && isHex(next) && isHex(bytes[at - 1] as number) && isHex(bytes[at - 2] as number))
    return true
  if (isPrefix(scene.rules, bytes, at)) return true
  return next === 0x70 ? mayBeShortOption(scene.text, at) : mayBeDashedHex(scene.text, at)
}

/** At an x, a z or a v: whether its neighbours are those of a digit's word. */
export function mayBeDigitWord({ text, rules }: Scene, at: number): boolean {
  const { bytes } = text
  const before = bytes[at - 1] as number
  const behind = bytes[at + 1] as number
  if (isOf(before, HIGH) || isOf(behind, HIGH)) return true
  const first = isOf(before, LETTER) ? before : 0
  const third = isOf(behind, LETTER) ? behind : 0
  return rules.looks.spelled[threeLetters(first, bytes[at] as number, third)] === 1
}

function isHex(byte: number): boolean {
  return ((CLASS[byte] as number) & HEX) !== 0
}

function isOf(byte: number, classes: number): boolean {
  return ((CLASS[byte] as number) & classes) !== 0
}
