import {
  ALNUM,
  BASE64URL,
  CLASS,
  DOUBLE_QUOTED,
  OPAQUE,
  PEM_BYTE,
  SINGLE_QUOTED,
  UPPER,
  URL_BYTE,
  WORD,
} from './byte-classes.ts'
import { WORD_BITS } from './dictionaries.ts'
import { Reader } from './reader.ts'
import { readCity, readPoBox } from './readers/addresses.ts'
import { readMonthFirst } from './readers/dates.ts'
import { readEmail } from './readers/emails.ts'
import { readColonHost, readDashMac } from './readers/hosts.ts'
import { readIban } from './readers/ibans.ts'
import { readLabel } from './readers/labels.ts'
import { readName } from './readers/names.ts'
import { readNumber, readToken } from './readers/numbers.ts'
import { readPem, readPrefixes } from './readers/secrets.ts'
import { readUrl, readWww } from './readers/urls.ts'
import { FindingList, type Swallow } from './resolve.ts'
import type { Rules } from './rules.ts'
import { type Mode, Scene } from './scene.ts'

const SPACE = 0x20
const COMMA = 0x2c

/** Shorter ones (SpO2, T3) are no token's whole. */
const SHORTEST_TOKEN = 4

const QUIET = 0
const NUMBER = 1
const CAPITAL = 2
const AT_SIGN = 3
const COLON = 4
const EQUALS = 5
const UNDERSCORE = 6
const DASH = 7
const DOT = 8

/** What each byte sets off. Small letters, spaces and most punctuation set off nothing: prose runs through at table speed. */
const TRIGGERS = triggers()

/**
 * One pass over bytes, left to right. At each byte that may begin (or anchor) something, readers offer; the best offer
 * is taken and the pass goes on behind it. Readers look a bounded way ahead and back, so the work is linear whatever the
 * input. What is decided depends on those bytes alone, never on how the input was cut.
 */
export class Scanner {
  readonly findings: FindingList = new FindingList()
  readonly #scene: Scene
  readonly #text: Reader
  #swallow: Swallow = 'none'

  constructor(rules: Rules, text: Reader = new Reader()) {
    this.#text = text
    this.#scene = new Scene(rules, text)
  }

  get text(): Reader {
    return this.#text
  }

  /** Whether the last finding still goes on at the end of what was read. */
  get swallowing(): boolean {
    return this.#swallow !== 'none'
  }

  begin(mode: Mode): void {
    this.#scene.setMode(mode)
    this.#swallow = 'none'
    this.findings.clear()
  }

  /** Scans the window from a place; answers where it stands: what is before is decided. */
  scan(from: number): number {
    const { bytes, end } = this.#text
    let at = from
    while (at < end) {
      at = this.#swallow === 'none' ? quietEnd(bytes, at, end) : this.#swallowed(at)
      if (at >= end) return end
      const trigger = TRIGGERS[bytes[at] as number] as number
      if (trigger === QUIET) continue
      const next = this.#look(trigger, at)
      if (next < 0) return at
      at = next
    }
    return end
  }

  // Answers where to go on, or -1 where more bytes could change the answer.
  #look(trigger: number, at: number): number {
    const scene = this.#scene
    scene.begin()
    const next = dispatch(scene, trigger, at)
    if (this.#text.open) return -1
    if (!scene.best.any) return next
    const start = this.findings.take(scene.best, this.#text.base)
    if (start < 0) return next
    this.#swallow = scene.best.swallow
    return scene.best.end
  }

  #swallowed(from: number): number {
    const { bytes, end } = this.#text
    const isPem = this.#swallow === 'pem'
    const body = BODIES[this.#swallow]
    let at = from
    while (at < end && ((CLASS[bytes[at] as number] as number) & body) !== 0 && !(isPem && isPemEnd(this.#text, at)))
      at++
    const last = this.findings.items.at(-1)
    if (last !== undefined) last.end = Math.max(last.end, at + this.#text.base)
    if (at < end) this.#swallow = 'none'
    return at
  }
}

// Where something may begin, four bytes at a time while nothing does.
function quietEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  const fours = end - 3
  while (at < fours) {
    const first = (TRIGGERS[bytes[at] as number] as number) | (TRIGGERS[bytes[at + 1] as number] as number)
    const second = (TRIGGERS[bytes[at + 2] as number] as number) | (TRIGGERS[bytes[at + 3] as number] as number)
    if ((first | second) !== QUIET) break
    at += 4
  }
  while (at < end && TRIGGERS[bytes[at] as number] === QUIET) at++
  return at
}

function dispatch(scene: Scene, trigger: number, at: number): number {
  switch (trigger) {
    case NUMBER:
      return readNumber(scene, at)
    case CAPITAL:
      return readCapital(scene, at)
    case AT_SIGN:
      readEmail(scene, at)
      return at + 1
    case COLON:
      readUrl(scene, at)
      readColonHost(scene, at)
      readLabel(scene, at)
      return at + 1
    case EQUALS:
      readLabel(scene, at)
      return at + 1
    case DASH:
      readPem(scene, at)
      readDashMac(scene, at)
      readPrefixes(scene, at, 0x2d)
      return at + 1
    case DOT:
      readWww(scene, at)
      readPrefixes(scene, at, 0x2e)
      return at + 1
    default:
      readPrefixes(scene, at, 0x5f)
      return at + 1
  }
}

function readCapital(scene: Scene, at: number): number {
  const { text } = scene
  const byte = text.before(at)
  readPrefixes(scene, at, byte)
  if ((text.classBefore(at - 1) & WORD) !== 0) return at + 1
  const [word] = scene.words
  word.read(text, at, scene.rules.dictionaries.words)
  const next = text.at(word.end)
  if (word.shape === 'other' || ((CLASS[next] as number) & ALNUM) !== 0) return readMixed(scene, at)
  if (word.is(WORD_BITS.month)) readMonthFirst(scene, at, word.end)
  if (byte === 0x50) readPoBox(scene, at)
  const follows = next === SPACE ? text.classAt(word.end + 1) : 0
  if (word.shape === 'title' && ((follows & UPPER) !== 0 || next === COMMA || next === 0x2e)) readCity(scene, at)
  if (word.capital && !word.refused) readName(scene, at)
  return Math.max(at + 1, word.lettersEnd)
}

// Letters with digits: tokens by shape, and IBANs. A word without digits is passed letter by letter.
function readMixed(scene: Scene, at: number): number {
  const { text, chain } = scene
  const end = text.runEnd(at, ALNUM, SHORTEST_TOKEN)
  if (end - at < SHORTEST_TOKEN && text.at(end) !== 0x2d) return end
  chain.read(text, at)
  if (chain.groups > 0) readToken(scene)
  const { firstEnd } = chain
  readIban(scene, at)
  return Math.max(at + 1, firstEnd)
}

const BODIES: Readonly<Record<Swallow, number>> = {
  none: 0,
  url: URL_BYTE,
  base64url: BASE64URL,
  opaque: OPAQUE,
  pem: PEM_BYTE,
  'double-quoted': DOUBLE_QUOTED,
  'single-quoted': SINGLE_QUOTED,
}

const PEM_END = Buffer.from('PRIVATE KEY-----', 'latin1')
const MOST_PEM_LINE = 40

// Behind the dashes of a line "-----END … PRIVATE KEY-----"; the BEGIN line ends alike.
function isPemEnd(text: Reader, at: number): boolean {
  if (text.before(at - 1) !== 0x2d || text.before(at) === 0x2d) return false
  const label = at - PEM_END.length
  for (let index = 0; index < PEM_END.length; index++) if (text.before(label + index) !== PEM_END[index]) return false
  let start = label
  while (at - start < MOST_PEM_LINE && text.before(start - 1) !== 0x2d) start--
  return text.before(start) === 0x45 && text.before(start + 1) === 0x4e && text.before(start + 2) === 0x44
}

function triggers(): Uint8Array {
  const table = new Uint8Array(256)
  for (let byte = 0x30; byte <= 0x39; byte++) table[byte] = NUMBER
  for (let byte = 0x41; byte <= 0x5a; byte++) table[byte] = CAPITAL
  table[0x40] = AT_SIGN
  table[0x3a] = COLON
  table[0x3d] = EQUALS
  table[0x5f] = UNDERSCORE
  table[0x2d] = DASH
  table[0x2e] = DOT
  return table
}
