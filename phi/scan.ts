import {
  ALNUM,
  BASE64URL,
  CLASS,
  DIGIT,
  DOUBLE_QUOTED,
  ENCODED,
  HEX,
  LOWER,
  OPAQUE,
  PEM_BYTE,
  SINGLE_QUOTED,
  UPPER,
  URL_BYTE,
  WORD,
} from './byte-classes.ts'
import { CustomReader } from './custom/read-custom.ts'
import { WORD_BITS } from './dictionaries.ts'
import { Evasions } from './evasion/evasions.ts'
import { SeenReader } from './memory/read-seen.ts'
import { Reader } from './reader.ts'
import { readCity, readPoBox } from './readers/addresses.ts'
import { readMonthFirst } from './readers/dates.ts'
import { readHibcc, readIccbba, readUdi } from './readers/devices.ts'
import { readEmail } from './readers/emails.ts'
import { readColonHost, readDashMac } from './readers/hosts.ts'
import { readIban } from './readers/ibans.ts'
import { readLabel } from './readers/labels.ts'
import { readName } from './readers/names.ts'
import { readNumber, readToken } from './readers/numbers.ts'
import { readPathId } from './readers/path-ids.ts'
import { readPlace } from './readers/places.ts'
import { readPem, readPrefixes } from './readers/secrets.ts'
import { readSpaced } from './readers/spaced.ts'
import { readSpelled } from './readers/spelled.ts'
import { readUrl, readWww } from './readers/urls.ts'
import { FindingList, type Swallow } from './resolve.ts'
import type { Rules } from './rules.ts'
import { type Mode, Scene } from './scene.ts'
import { cellClass, Table } from './table.ts'
import { startsCapital } from './word.ts'

const SPACE = 0x20
const COMMA = 0x2c
const SLASH = 0x2f

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
const PARENTHESIS = 9
const DISGUISE = 12
const SPELLED = 13
/** Encodings inside encodings that are undone. */
const MOST_DEPTH = 3
const LINE = 10
/** Nothing but a tenant's rule begins there. */
const CUSTOM = 11
/** Small letters that are passed at once where they begin nothing. */
const MOST_WORD = 32
/** Bytes behind the beginning of a cell from which it can still be read. */
const MOST_OVERRUN = 96

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
  readonly #table: Table = new Table()
  readonly #custom: CustomReader | null
  readonly #seen: SeenReader | null
  readonly #triggers: Uint8Array
  #swallow: Swallow = 'none'
  #isFresh: boolean = true
  readonly #evasions: Evasions | null

  /** `depth`: how many disguises this text was taken out of. */
  constructor(rules: Rules, text: Reader = new Reader(), depth: number = 0) {
    this.#text = text
    this.#scene = new Scene(rules, text)
    this.#evasions = depth < MOST_DEPTH ? new Evasions(() => new Scanner(rules, new Reader(), depth + 1)) : null
    this.#scene.encodings = this.#evasions
    this.#seen = rules.seen === null ? null : new SeenReader(rules.seen)
    this.#custom = rules.custom === null ? null : new CustomReader(rules.custom)
    this.#triggers = this.#custom === null ? TRIGGERS : customTriggers(this.#custom)
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
    this.#isFresh = mode !== 'code'
    this.#table.clear()
    this.#scene.seen.clear()
    this.#evasions?.begin()
    this.findings.clear()
  }

  /** Scans the window from a place; answers where it stands: what is before is decided. */
  scan(from: number): number {
    const { end } = this.#text
    let at = from
    if (this.#isFresh && at < end) {
      if (!this.#readHeader(at)) return at
      this.#isFresh = false
    }
    const { bytes } = this.#text
    const triggers = this.#triggers
    const table = this.#table
    while (at < end) {
      if (table.next >= 0 || this.#swallow !== 'none') {
        const next = this.#isAtCell(at) ? this.#readCell(at) : this.#step(at, end)
        if (next < 0) return ~next
        at = next
        continue
      }
      at = quietEnd(bytes, triggers, at, end)
      if (at >= end) break
      const next = this.#look(triggers[bytes[at] as number] as number, at)
      if (next < 0) return at
      at = next
    }
    return end
  }

  #isAtCell(at: number): boolean {
    const { next } = this.#table
    return next >= 0 && at >= next - this.#text.base
  }

  // On to the next place where something may begin, and what is there. Answers where to go on, or the complement of the
  // place where more bytes could change the answer.
  #step(from: number, end: number): number {
    const { bytes, base } = this.#text
    const { next } = this.#table
    const limit = next < 0 ? end : Math.min(end, next - base)
    const at = this.#swallow === 'none' ? quietEnd(bytes, this.#triggers, from, limit) : this.#swallowed(from)
    if (at >= limit) return at
    const trigger = this.#triggers[bytes[at] as number] as number
    if (trigger === QUIET) return at
    const behind = this.#look(trigger, at)
    return behind < 0 ? ~at : behind
  }

  // False where more bytes could change the answer.
  #readHeader(at: number): boolean {
    this.#scene.begin()
    this.#table.readHeader(this.#scene, at)
    return !this.#text.open
  }

  // Masks the next cell where its column settles that. Answers as `#step` does.
  #readCell(at: number): number {
    const table = this.#table
    const scene = this.#scene
    scene.begin()
    // A finding that went on over the next cells has left the columns.
    if (at - (table.next - this.#text.base) > MOST_OVERRUN) table.next = -1
    else if (!table.readCell(scene)) return this.#text.open ? ~at : at
    else {
      const kind = table.rule === null ? null : cellClass(scene, table.rule, table.from, table.to)
      if (kind === null) return at
      scene.offer('column', table.from, table.to, kind)
      if (scene.best.any) this.findings.take(scene.best, this.#text.base)
      return Math.max(at, table.to)
    }
    return at
  }

  // Answers where to go on, or -1 where more bytes could change the answer.
  #look(trigger: number, at: number): number {
    const scene = this.#scene
    scene.begin()
    this.#custom?.read(scene, at)
    this.#seen?.read(scene, at)
    const next = this.#dispatch(scene, trigger, at)
    if (this.#text.open) return -1
    if (!scene.best.any) return next
    const start = this.findings.take(scene.best, this.#text.base)
    if (start < 0) return next
    this.#swallow = scene.best.swallow
    if (scene.best.class === 'name') scene.seen.learn(this.#text.bytes, scene.best.start, scene.best.end)
    return scene.best.end
  }

  #dispatch(scene: Scene, trigger: number, at: number): number {
    switch (trigger) {
      case NUMBER:
        return readNumber(scene, at)
      case CAPITAL:
        return readCapital(scene, at)
      case DISGUISE:
        return this.#reveal(scene, at)
      case SPELLED:
        readSpelled(scene, at)
        return at + 1
      case AT_SIGN:
        readEmail(scene, at)
        return at + 1
      case COLON:
        readUrl(scene, at)
        readColonHost(scene, at)
        readLabel(scene, at)
        return at + 1
      case EQUALS:
        if (isQuotedPrintable(scene.text, at)) return this.#reveal(scene, at)
        readIccbba(scene, at)
        readLabel(scene, at)
        return at + 1
      case PARENTHESIS:
        readUdi(scene, at)
        if (scene.mode !== 'code') this.#table.readParenthesis(scene, at)
        return at + 1
      case LINE:
        return this.#lineEnd(at)
      case CUSTOM:
        return Math.max(at + 1, this.#text.runEnd(at, LOWER, MOST_WORD))
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

  #reveal(scene: Scene, at: number): number {
    const next = this.#evasions?.reveal(scene, at, this.findings) ?? at
    return next > at ? next : readForeignCapital(scene, at)
  }

  // A header may follow a blank line.
  #lineEnd(at: number): number {
    const { text } = this.#scene
    if (text.at(at + 1) === 0x0a && this.#scene.mode !== 'code') this.#table.readHeader(this.#scene, at + 2)
    return at + 1
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
function quietEnd(bytes: Uint8Array, triggers: Uint8Array, from: number, end: number): number {
  let at = from
  const fours = end - 3
  while (at < fours) {
    const first = (triggers[bytes[at] as number] as number) | (triggers[bytes[at + 1] as number] as number)
    const second = (triggers[bytes[at + 2] as number] as number) | (triggers[bytes[at + 3] as number] as number)
    if ((first | second) !== QUIET) break
    at += 4
  }
  while (at < end && triggers[bytes[at] as number] === QUIET) at++
  return at
}

function readCapital(scene: Scene, at: number): number {
  const { text } = scene
  const byte = text.before(at)
  readPrefixes(scene, at, byte)
  if (text.before(at - 1) === SLASH) readPathId(scene, at)
  if ((text.classBefore(at - 1) & WORD) !== 0) {
    if ((text.classBefore(at - 1) & LOWER) !== 0) scene.encodings?.readEncoded(scene, at)
    return at + 1
  }
  const [word] = scene.words
  word.read(text, at, scene.rules.dictionaries.words)
  const next = text.at(word.end)
  if (((CLASS[next] as number) & ENCODED) !== 0 || word.end - at > 15) scene.encodings?.readEncoded(scene, at)
  if (word.lettersEnd - at < 4 && isBeforeDigit(text, word.lettersEnd)) readSpaced(scene, at, word.lettersEnd)
  if (word.shape === 'other' || ((CLASS[next] as number) & ALNUM) !== 0 || isDashed(text, word.end, next))
    return readMixed(scene, at)
  if (word.is(WORD_BITS.month)) readMonthFirst(scene, at, word.end)
  if (byte === 0x50) readPoBox(scene, at)
  const follows = next === SPACE ? text.classAt(word.end + 1) : 0
  if (word.shape === 'title' && ((follows & UPPER) !== 0 || next === COMMA || next === 0x2e)) readCity(scene, at)
  readPlace(scene, at)
  if (word.capital && (word.shape === 'initial' || !word.refused)) readName(scene, at)
  return Math.max(at + 1, word.lettersEnd)
}

// =31=32 and so on, or =3D.
function isQuotedPrintable(text: Reader, at: number): boolean {
  if (text.at(at + 1) === 0x33 && text.at(at + 2) === 0x44) return true
  return text.at(at + 3) === 0x3d && (text.classAt(at + 1) & text.classAt(at + 2) & HEX) !== 0
}

// Élodie, Øystein, Łukasz: only names begin so.
function readForeignCapital(scene: Scene, at: number): number {
  const { text } = scene
  if ((text.classBefore(at - 1) & WORD) !== 0 || !startsCapital(text, at)) return at + 1
  const [word] = scene.words
  word.read(text, at, scene.rules.dictionaries.words)
  readPlace(scene, at)
  if (word.capital && !word.refused) readName(scene, at)
  return at + 1
}

// A digit follows, or a space and a digit.
function isBeforeDigit(text: Reader, end: number): boolean {
  return (text.classAt(text.at(end) === SPACE ? end + 1 : end) & DIGIT) !== 0
}

// ABC-1234, X-1234567-L: letters, a dash, a digit.
function isDashed(text: Reader, end: number, next: number): boolean {
  return next === 0x2d && (text.classAt(end + 1) & DIGIT) !== 0
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
  if (text.before(at - 1) === 0x2b) readHibcc(scene, at)
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
  encoded: ENCODED,
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

// What a tenant's shapes begin with sets off more.
function customTriggers(custom: CustomReader): Uint8Array {
  return TRIGGERS.map((trigger, byte) => (trigger === QUIET && custom.begins(byte) ? CUSTOM : trigger))
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
  table[0x28] = PARENTHESIS
  table[0x78] = SPELLED
  table[0x7a] = SPELLED
  table[0x76] = SPELLED
  for (const byte of [0x00, 0x25, 0x26, 0x5c]) table[byte] = DISGUISE
  for (let lead = 0xc2; lead < 0xf5; lead++) table[lead] = DISGUISE
  table[0x0a] = LINE
  return table
}
