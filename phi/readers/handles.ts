import { ALNUM, ATOM } from '../byte-classes.ts'
import type { Reader } from '../reader.ts'
import type { Scene } from '../scene.ts'

const DOT = 0x2e
const UNDERSCORE = 0x5f
const AT_SIGN = 0x40
const LEAST = 3
const MOST = 31

/** At an @ that nothing stands before: `@dana.k.rivers`, where words before it speak of such names. */
export function readHandle(scene: Scene, at: number): void {
  const { text } = scene
  if (scene.mode === 'code' || !mayBeHandle(text, at)) return
  let end = at + 1
  while (end - at <= MOST && isInside(text, end)) end++
  while (end > at && text.before(end - 1) === DOT) end--
  if (end - at > LEAST && end - at <= MOST && text.at(end) !== AT_SIGN) scene.weighId('social-handle', at, end)
}

export function mayBeHandle(text: Reader, at: number): boolean {
  return (text.classBefore(at - 1) & ATOM) === 0 && (text.classAt(at + 1) & ALNUM) !== 0
}

function isInside(text: Reader, place: number): boolean {
  const byte = text.at(place)
  return byte === DOT || byte === UNDERSCORE || (text.classAt(place) & ALNUM) !== 0
}
