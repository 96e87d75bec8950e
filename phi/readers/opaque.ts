import { DIGIT, HEX, LOWER, OPAQUE, UPPER } from '../byte-classes.ts'
import { MOST_MATCH, type Scene } from '../scene.ts'

const SPACE = 0x20
const DASH = 0x2d
/** Shorter ones may be names of things. */
const LEAST = 20
const LEAST_HEX = 32
/** After its scheme a credential may be short: Basic of a user and a password. */
const LEAST_CREDENTIAL = 12
const UUID = 36
/** RFC 9110 11.6.2: what an Authorization begins with. */
const SCHEMES = ['Bearer ', 'Basic ', 'Token ', 'Digest ', 'ApiKey ', 'SSWS ', 'Bot '].map((scheme) =>
  Buffer.from(scheme, 'latin1'),
)

/** Behind a label that may stand before a secret: a long run of capitals, small letters and digits, or of hexadecimal ones. */
export function offerOpaque(scene: Scene, from: number): void {
  const { text } = scene
  if (scene.mode === 'code') return
  const scheme = SCHEMES.find((word) => text.startsWith(word, from))
  const start = scheme === undefined ? from : from + scheme.length
  const end = text.runEnd(start, OPAQUE, MOST_MATCH)
  const isLong = end - start >= MOST_MATCH
  if (scheme === undefined ? isMixed(scene, start, end) : end - start >= LEAST_CREDENTIAL && text.at(end - 1) !== SPACE)
    scene.offer('label-secret', start, end, 'secret', isLong ? 'opaque' : 'none')
}

function isMixed({ text }: Scene, from: number, to: number): boolean {
  const length = to - from
  if (length < LEAST || (length === UUID && text.at(from + 8) === DASH && text.at(from + 13) === DASH)) return false
  let kinds = 0
  let isHex = true
  for (let at = from; at < to; at++) {
    kinds |= text.classAt(at)
    if ((text.classAt(at) & HEX) === 0) isHex = false
  }
  if ((kinds & DIGIT) === 0) return false
  return isHex ? length >= LEAST_HEX : (kinds & UPPER) !== 0 && (kinds & LOWER) !== 0
}
