import { ALNUM, ATOM, LOWER, UPPER, URL_BYTE, WORD } from '../byte-classes.ts'
import { MOST_MATCH, type Scene } from '../scene.ts'

const SLASH = 0x2f
const AT = 0x40
const COLON = 0x3a
const LONGEST_SCHEME = 16
const MOST_HOST = 63
/** Letters of the longest of TOP_LEVEL. */
const LONGEST_TOP = 6
/** Domains under which people have pages; names of files end in none of them. */
const TOP_LEVEL: ReadonlySet<string> = new Set(
  'com org net edu gov info biz health care social page link blog us uk ca au de fr es it nl ie nz eu app'.split(' '),
)
const TRAILING = new Set(Buffer.from(`.,;:!?*'"&`, 'latin1'))

/** At the colon of `://`: the scheme before it, all of the URL behind it; a password in it makes it a secret. */
export function readUrl(scene: Scene, at: number): void {
  const { text } = scene
  if (text.at(at + 1) !== SLASH || text.at(at + 2) !== SLASH) return
  let start = text.runStart(at, ALNUM, LONGEST_SCHEME)
  // mongodb+srv, git+ssh
  if (text.before(start - 1) === 0x2b) start = text.runStart(start - 1, ALNUM, LONGEST_SCHEME)
  if (at - start < 2 || (text.classBefore(start) & (UPPER | LOWER)) === 0 || (text.classBefore(start - 1) & WORD) !== 0)
    return
  offer(scene, start, at + 3)
}

/** At the full stop of `www.`. */
export function readWww(scene: Scene, at: number): void {
  const { text } = scene
  for (let back = 1; back <= 3; back++) if ((text.before(at - back) | 0x20) !== 0x77) return
  if ((text.classBefore(at - 4) & WORD) === 0) offer(scene, at - 3, at + 1)
}

/** At the full stop before a top-level domain with a path behind it: `facebook.com/dana.rivers`, in running text. */
export function readBareUrl(scene: Scene, at: number): void {
  const { text } = scene
  const slash = mayBeBareUrl(scene, at)
  if (slash < 0) return
  const start = text.runStart(at, ATOM, MOST_HOST)
  const before = text.before(start - 1)
  if (start === at || before === AT || before === SLASH || before === COLON || (text.classBefore(start) & ALNUM) === 0)
    return
  const end = trimmed(scene, at, text.runEnd(slash, URL_BYTE, MOST_MATCH))
  // registry.example.com/app:1.2 is an image's name.
  for (let place = slash; place < end; place++) if (text.at(place) === COLON) return
  if (end - slash > 2) scene.offer('bare-url', start, end)
}

/** Where the path behind a top-level domain begins; -1 where none does. */
export function mayBeBareUrl({ text, mode }: Pick<Scene, 'text' | 'mode'>, at: number): number {
  if (mode !== 'prose' || (text.classBefore(at - 1) & ALNUM) === 0) return -1
  const end = text.runEnd(at + 1, LOWER, LONGEST_TOP + 1)
  if (text.at(end) !== SLASH || (text.classAt(end + 1) & ALNUM) === 0) return -1
  let top = ''
  for (let place = at + 1; place < end; place++) top += String.fromCharCode(text.at(place))
  return TOP_LEVEL.has(top) ? end : -1
}

function offer(scene: Scene, start: number, from: number): void {
  const { text } = scene
  // redis://:password@host has no name before its colon.
  const isUnnamed = text.at(from) === COLON && (text.classAt(from + 1) & ALNUM) !== 0
  if ((text.classAt(from) & (ALNUM | URL_BYTE)) === 0 || (TRAILING.has(text.at(from)) && !isUnnamed)) return
  const limit = text.runEnd(from, URL_BYTE, MOST_MATCH)
  const isLong = limit - from >= MOST_MATCH
  const end = isLong ? limit : trimmed(scene, from, limit)
  if (end - from < 3) return
  const swallow = isLong ? 'url' : 'none'
  scene.offer('url', start, end, undefined, swallow)
  if (hasPassword(scene, from, end)) scene.offer('connection-string', start, end, undefined, swallow)
}

// "see https://x.org/a." and "(https://x.org/a_(b))": the stop and the outer bracket are the sentence's.
function trimmed(scene: Scene, from: number, limit: number): number {
  const { text } = scene
  let opened = 0
  for (let place = from; place < limit; place++)
    opened += text.at(place) === 0x28 ? 1 : text.at(place) === 0x29 ? -1 : 0
  let end = limit
  while (end > from) {
    const last = text.at(end - 1)
    if (last === 0x29 && opened < 0) opened++
    else if (!TRAILING.has(last)) break
    end--
  }
  return end
}

// RFC 3986 3.2.1: userinfo ends at the @ of the authority; a colon in it and something behind that is a password.
function hasPassword(scene: Scene, from: number, end: number): boolean {
  const { text } = scene
  let colon = -1
  for (let place = from; place < end; place++) {
    const byte = text.at(place)
    if (byte === AT) return colon >= 0 && place - colon > 1
    if (byte === SLASH || byte === 0x3f || byte === 0x23) return false
    if (byte === COLON && colon < 0) colon = place
  }
  return false
}
