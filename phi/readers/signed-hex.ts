import { ALNUM, BASE64URL, DIGIT, HEX, LOWER, UPPER, WORD } from '../byte-classes.ts'
import type { Reader } from '../reader.ts'
import type { Scene } from '../scene.ts'

const KEY_BYTES = 32
const SIGN = Buffer.from('dapi', 'latin1')
const KEY = Buffer.from('key', 'latin1')
const US = Buffer.from('us', 'latin1')
const ATLAS = Buffer.from('.atlasv1', 'latin1')
const PAT = Buffer.from('pat', 'latin1')
/** Letters a to f that may stand between the sign and the first digit. */
const MOST_LETTERS = 8
const PAT_BYTES = 17
const PAT_KEY = 64

/** At a digit inside a word: dapi and 32 hexadecimal digits. */
export function readDapi(scene: Scene, at: number): void {
  const start = dapiStart(scene.text, at)
  if (start >= 0) scene.offer('signed-hex', start, start + SIGN.length + KEY_BYTES)
}

/** Whether a byte may stand before the first digit of such a key. */
export function mayEndDapi(byte: number): boolean {
  return byte === SIGN[3] || isHexLetter(byte)
}

/** Where such a key that holds a digit begins, or -1; a first look too. */
export function dapiStart(text: Reader, at: number): number {
  let place = at
  while (at - place < MOST_LETTERS && isHexLetter(text.before(place - 1))) place--
  // The sign ends with no hexadecimal digit.
  if (text.before(place - 1) !== SIGN[3]) return -1
  const start = place - SIGN.length
  if (!startsAt(text, start, SIGN) || (text.classBefore(start - 1) & WORD) !== 0) return -1
  return isKey(text, place) ? start : -1
}

/** At a dash: key-0123…, 0123…-us21. */
export function readDashedHex(scene: Scene, at: number): void {
  const { text } = scene
  if (isKeyBefore(text, at) && isKey(text, at + 1)) scene.offer('signed-hex', at - KEY.length, at + 1 + KEY_BYTES)
  if (!isCentre(text, at)) return
  const end = text.runEnd(at + 3, DIGIT, 3)
  const start = text.runStart(at, HEX, KEY_BYTES + 1)
  const isWhole = at - start === KEY_BYTES && (text.classBefore(start - 1) & WORD) === 0
  if (isWhole && end - at > 3 && (text.classAt(end) & ALNUM) === 0) scene.offer('signed-hex', start, end)
}

/** A first look at a dash. */
export function mayBeDashedHex(text: Reader, at: number): boolean {
  const previous = text.before(at - 1)
  if (previous === KEY[2]) return isKeyBefore(text, at)
  return text.at(at + 1) === US[0] && (text.classBefore(at - 1) & HEX) !== 0 && isCentre(text, at)
}

/** At a full stop: the second of .atlasv1., and the one of pat… with 64 hexadecimal digits behind. */
export function readDottedToken(scene: Scene, at: number): void {
  const { text } = scene
  if (isAtlas(text, at)) {
    const first = at - ATLAS.length
    const start = text.runStart(first, ALNUM, PAT_BYTES + 1)
    const end = text.runEnd(at + 1, BASE64URL, 128)
    if (first - start >= 10 && end - at > 40) scene.offer('dotted-token', start, end)
    return
  }
  if (scene.mode === 'code') return
  const start = text.runStart(at, ALNUM, PAT_BYTES + 1)
  const isPat = at - start === PAT_BYTES && startsAt(text, start, PAT)
  if (isPat && text.runEnd(at + 1, HEX, PAT_KEY + 1) - at - 1 === PAT_KEY)
    scene.offer('dotted-token', start, at + 1 + PAT_KEY)
}

/** A first look at a full stop. */
export function mayBeDottedToken(scene: Scene, at: number): boolean {
  const { text } = scene
  if (isAtlas(text, at)) return true
  if (scene.mode === 'code') return false
  return text.before(at - PAT_BYTES) === PAT[0] && text.before(at - PAT_BYTES + 2) === PAT[2]
}

/** Whether .atlasv1 stands before a full stop. */
export function isAtlas(text: Reader, at: number): boolean {
  return text.before(at - 1) === 0x31 && text.before(at - 2) === 0x76 && startsAt(text, at - ATLAS.length, ATLAS)
}

// 32 digits in small letters, and no more.
function isKey(text: Reader, from: number): boolean {
  const end = text.runEnd(from, DIGIT | LOWER | UPPER, KEY_BYTES + 1)
  return end - from === KEY_BYTES && text.runEnd(from, HEX, KEY_BYTES + 1) === end
}

function isKeyBefore(text: Reader, at: number): boolean {
  return startsAt(text, at - KEY.length, KEY) && (text.classBefore(at - KEY.length - 1) & WORD) === 0
}

function isCentre(text: Reader, at: number): boolean {
  return startsAhead(text, at + 1, US) && (text.classAt(at + 3) & DIGIT) !== 0
}

function isHexLetter(byte: number): boolean {
  return byte >= 0x61 && byte <= 0x66
}

function startsAt(text: Reader, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++) if (text.before(at + index) !== word[index]) return false
  return true
}

function startsAhead(text: Reader, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++) if (text.at(at + index) !== word[index]) return false
  return true
}
