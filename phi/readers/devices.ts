import { ALNUM, DIGIT, OPAQUE, UPPER } from '../byte-classes.ts'
import type { Scene } from '../scene.ts'

const OPENING = 0x28
const CLOSING = 0x29
const MOST_ELEMENTS = 8
const MOST_UDI = 160
const GTIN = 14
const HIBCC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'

/** At the parenthesis of (01): a GTIN-14 with its check digit, then elements of other application identifiers (GS1). */
export function readUdi(scene: Scene, at: number): void {
  const { text } = scene
  if (text.at(at + 1) !== 0x30 || text.at(at + 2) !== 0x31 || text.at(at + 3) !== CLOSING) return
  const from = text.at(at + 4) === 0x20 ? at + 5 : at + 4
  let end = text.runEnd(from, DIGIT, GTIN + 1)
  if (end - from !== GTIN || !isGtin(scene, from)) return
  for (let count = 0; count < MOST_ELEMENTS; count++) {
    const next = text.at(end) === 0x20 ? end + 1 : end
    const identifier = text.at(next) === OPENING ? text.runEnd(next + 1, DIGIT, 5) : next
    if (identifier - next < 3 || text.at(identifier) !== CLOSING) break
    const from = text.at(identifier + 1) === 0x20 ? identifier + 2 : identifier + 1
    end = text.runEnd(from, ALNUM, 21)
  }
  scene.offer('udi', at, end)
}

function isGtin({ text }: Scene, from: number): boolean {
  let sum = 0
  for (let at = 0; at < GTIN; at++) sum += (text.at(from + at) - 0x30) * (at % 2 === 0 ? 3 : 1)
  return sum > 0 && sum % 10 === 0
}

/** At the letter behind a plus: a HIBCC label, whose last character is the sum of the others modulo 43. */
export function readHibcc(scene: Scene, at: number): void {
  const { text } = scene
  let sum = HIBCC.indexOf('+')
  let length = 0
  for (; length < 30; length++) {
    const kind = text.classAt(at + length)
    if ((kind & (UPPER | DIGIT)) === 0) break
    sum += HIBCC.indexOf(String.fromCharCode(text.at(at + length)))
  }
  if (length < 6 || (text.classAt(at + length) & ALNUM) !== 0) return
  // The check character may be one of the signs.
  if (sum % 43 > 35 && HIBCC.charCodeAt(sum % 43) === text.at(at + length)) {
    scene.offer('udi', at - 1, at + length + 1)
    return
  }
  if (length < 7) return
  const check = HIBCC.indexOf(String.fromCharCode(text.at(at + length - 1)))
  if ((sum - check) % 43 !== check && text.at(at + length) !== 0x2f) return
  const isLong = text.at(at + length) === 0x2f && text.at(at + length + 1) === 0x24
  if (!isLong && (sum - check) % 43 !== check) return
  scene.offer('udi', at - 1, isLong ? text.runEnd(at + length, OPAQUE, MOST_UDI) : at + length)
}

/** At the equals sign of an ICCBBA label (ISBT 128): =/ and a facility's letter and four digits. */
export function readIccbba(scene: Scene, at: number): void {
  const { text } = scene
  const isLabel = text.at(at + 1) === 0x2f && (text.classAt(at + 2) & UPPER) !== 0
  if (!isLabel || text.runEnd(at + 3, DIGIT, 5) - at !== 7) return
  const end = text.runEnd(at + 1, OPAQUE | UPPER, MOST_UDI)
  let last = end
  while (text.at(last) === 0x2c) last = text.runEnd(last + 1, OPAQUE, MOST_UDI)
  if (last - at > 14) scene.offer('udi', at, last)
}
