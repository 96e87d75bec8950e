import { ALNUM, ATOM, LETTER, LOWER, UPPER } from '../byte-classes.ts'
import type { Scene } from '../scene.ts'

const DOT = 0x2e
const DASH = 0x2d
/** RFC 5321 4.5.3.1: 64 before the @, 255 behind it. */
export const MOST_LOCAL = 64
const MOST_DOMAIN = 255
const MOST_LABEL = 63

/** At an @: back over the local part, on over the domain, whose last label must be two letters or more. */
export function readEmail(scene: Scene, at: number): void {
  const { text } = scene
  let start = text.runStart(at, ATOM, MOST_LOCAL)
  while (start < at && !isLocalStart(scene, start)) start++
  if (start === at || text.before(at - 1) === DOT) return
  const end = domainEnd(scene, at + 1)
  if (end > 0) scene.offer('email', start, end)
}

// A full stop, a quote or a percent sign before it belongs to the sentence.
function isLocalStart(scene: Scene, place: number): boolean {
  return (scene.text.classBefore(place) & ALNUM) !== 0 || scene.text.before(place) === 0x5f
}

function domainEnd(scene: Scene, from: number): number {
  const { text } = scene
  let end = 0
  let labels = 0
  let place = from
  while (place - from < MOST_DOMAIN) {
    const labelEnd = domainLabelEnd(scene, place)
    if (labelEnd === place) break
    labels++
    const letters = text.runEnd(place, UPPER | LOWER, MOST_LABEL)
    if (labels > 1 && letters === labelEnd && labelEnd - place >= 2) end = labelEnd
    if (text.at(labelEnd) !== DOT) break
    place = labelEnd + 1
  }
  // A domain that goes on in letters beyond ASCII is still a domain.
  return end > 0 && (text.classAt(end) & LETTER) === 0 ? end : 0
}

function domainLabelEnd(scene: Scene, from: number): number {
  const { text } = scene
  let place = from
  while (place - from < MOST_LABEL) {
    const isDash = text.at(place) === DASH && place > from && (text.classAt(place + 1) & ALNUM) !== 0
    if ((text.classAt(place) & ALNUM) === 0 && !isDash) return place
    place++
  }
  return place
}
