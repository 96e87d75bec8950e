import { DIGIT, HEX, WORD } from '../byte-classes.ts'
import type { Scene } from '../scene.ts'

const COLON = 0x3a
const DASH = 0x2d
const DOT = 0x2e
const MAC_GROUPS = 6
const IPV6_GROUPS = 8
const MOST_IPV4 = 15

/** At the first colon of an IPv6 address or a MAC: back over one group, then on. */
export function readColonHost(scene: Scene, at: number): void {
  const { text } = scene
  const start = text.runStart(at, HEX, 4)
  const previous = text.before(start - 1)
  if ((text.classBefore(start - 1) & WORD) !== 0 || previous === COLON || previous === DOT || previous === 0x5f) return
  const macEnd = readMacEnd(scene, at, start, COLON)
  if (macEnd > 0) scene.offer('mac', start, macEnd)
  else readIpv6(scene, at, start)
}

/** At the first dash of a MAC: 00-1A-2B-3C-4D-5E. */
export function readDashMac(scene: Scene, at: number): void {
  const { text } = scene
  const start = text.runStart(at, HEX, 2)
  if (at - start !== 2 || (text.classBefore(start - 1) & WORD) !== 0 || text.before(start - 1) === DASH) return
  const end = readMacEnd(scene, at, start, DASH)
  if (end > 0) scene.offer('mac', start, end)
}

/** At the first full stop of a MAC as switches write it: 001a.2b3c.4d5e. All digits may be anything, so a hex letter must be in it. */
export function readDotMac(scene: Scene, at: number): void {
  const { text } = scene
  if (text.at(at + 5) !== DOT) return
  const start = at - 4
  const isFirst = text.runStart(at, HEX, 5) === start && (text.classBefore(start - 1) & WORD) === 0
  if (!isFirst || text.before(start - 1) === DOT || text.runEnd(at + 1, HEX, 5) !== at + 5) return
  const end = at + 10
  if (text.runEnd(at + 6, HEX, 5) !== end) return
  if ((text.classAt(end) & WORD) !== 0 || (text.at(end) === DOT && (text.classAt(end + 1) & WORD) !== 0)) return
  let digits = 0
  for (let place = start; place < end; place++) if ((text.classAt(place) & DIGIT) !== 0) digits++
  if (digits > 0 && digits < 12) scene.offer('mac', start, end)
}

function readMacEnd(scene: Scene, at: number, start: number, separator: number): number {
  const { text } = scene
  if (at - start !== 2) return 0
  let place = at
  for (let group = 1; group < MAC_GROUPS; group++) {
    if (text.at(place) !== separator || text.runEnd(place + 1, HEX, 3) - place !== 3) return 0
    place += 3
  }
  return text.at(place) === separator || (text.classAt(place) & WORD) !== 0 ? 0 : place
}

// Without a digit it is likelier a C++ name than an address.
function readIpv6(scene: Scene, at: number, start: number): void {
  const { text } = scene
  const end = ipv6End(scene, at, at > start ? 1 : 0)
  if (end < 0 || (text.classAt(end) & WORD) !== 0 || text.at(end - 1) === COLON || text.at(end) === COLON) return
  if (hasDigit(scene, start, end)) scene.offer('ipv6', start, end)
}

// RFC 4291 2.2: eight groups, or two to seven with one "::", the last two perhaps a dotted quad. Answers the end, or -1.
function ipv6End(scene: Scene, at: number, before: number): number {
  const { text } = scene
  let groups = before
  let shorts = 0
  let place = at
  while (text.at(place) === COLON && groups <= IPV6_GROUPS) {
    const isShort = text.at(place + 1) === COLON
    if (isShort ? ++shorts > 1 : groups === 0) return -1
    const from = place + (isShort ? 2 : 1)
    place = groupEnd(scene, from)
    if (place < 0) return -1
    if (place === from) break
    const isQuad = text.runEnd(from, HEX, 5) < place
    groups += isQuad ? 2 : 1
    if (isQuad) break
  }
  return isWhole(groups, shorts) ? place : -1
}

function isWhole(groups: number, shorts: number): boolean {
  return shorts === 1 ? groups >= 2 && groups < IPV6_GROUPS : groups === IPV6_GROUPS
}

// The end of up to four hex digits or of a dotted quad; -1 where the group is too long.
function groupEnd(scene: Scene, from: number): number {
  const end = scene.text.runEnd(from, HEX, 5)
  if (end - from > 4) return -1
  const quad = end > from && scene.text.at(end) === DOT ? quadEnd(scene, from) : 0
  return quad > 0 ? quad : end
}

function quadEnd(scene: Scene, from: number): number {
  const { text } = scene
  let dots = 0
  let place = from
  while (place - from < MOST_IPV4) {
    const byte = text.at(place)
    if (byte === DOT) dots++
    else if ((text.classAt(place) & DIGIT) === 0) break
    place++
  }
  return dots === 3 ? place : 0
}

function hasDigit(scene: Scene, from: number, to: number): boolean {
  for (let place = from; place < to; place++) if ((scene.text.classAt(place) & DIGIT) !== 0) return true
  return false
}
