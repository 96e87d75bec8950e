import { ALNUM, DIGIT, HIGH, LETTER, LOWER, UPPER } from './byte-classes.ts'
import type { FieldRule } from './field-names.ts'
import type { Scene } from './scene.ts'

const COMMA = 0x2c
const QUOTE = 0x27
const DOUBLE = 0x22
const SPACE = 0x20
const OPENING = 0x28
const CLOSING = 0x29
const LINE_END = 0x0a
const RETURN = 0x0d
const MOST_HEADER = 1024
const MOST_NAME = 40
const MOST_COLUMNS = 64
const MOST_CELL = 512
const MOST_WORDS = 4
const MOST_NAME_DIGITS = 3
const DELIMITERS = new Set([COMMA, 0x3b, 0x09, 0x7c])
/** In a table with one of these a column called "name" or "date" is about a person. */
const PERSONAL = new Set(['ssn', 'mrn', 'phone', 'email', 'plan-id', 'date', 'address', 'zip', 'name', 'age'])

/**
 * Columns that the text itself names: the header line of a CSV, the column list of an SQL INSERT. Their cells are judged by
 * column. Everything about it is decided from bytes in order, so that no cut of a stream changes it.
 */
export class Table {
  /** Where the next cell begins, counted from the beginning of the whole input; -1 where no table is being read. */
  next: number = -1
  /** Where the cell that was found last begins and ends, without quotes and spaces. */
  from: number = 0
  to: number = 0
  rule: FieldRule | null = null
  #rules: (FieldRule | null)[] = []
  #kind: 'csv' | 'sql' = 'csv'
  #delimiter: number = COMMA
  #column: number = 0
  /** Columns of an INSERT wait for its VALUES. */
  #waits: boolean = false
  /** All cells are of the one column. */
  #isList: boolean = false

  clear(): void {
    this.next = -1
    this.#waits = false
  }

  /** At the beginning of a text or of a block: a header line, at least two columns and one that identifies. */
  readHeader(scene: Scene, at: number): void {
    const { text } = scene
    const header = headerAt(scene, at)
    if (header === null) return
    const end = text.at(header.end) === RETURN ? header.end + 1 : header.end
    if (text.at(end) !== LINE_END || text.open || !this.#take(scene, header.names, 'csv', false)) return
    // A list in a sentence looks so too: then every column must be known.
    if (header.isSpaced && this.#rules.includes(null)) return
    this.#delimiter = header.delimiter
    this.next = end + 1 + text.base
  }

  /** At an opening parenthesis: behind INTO and a table's name it lists columns; behind VALUES it begins a row. */
  readParenthesis(scene: Scene, at: number): void {
    const { text } = scene
    let end = at
    while (at - end < 4 && (text.before(end - 1) === SPACE || text.before(end - 1) === LINE_END)) end--
    if (endsWith(scene, end, IN) && text.before(end - 3) === SPACE) this.#readList(scene, at, end - 3)
    else if (this.#waits && endsWith(scene, end, VALUES)) this.#beginRow(at + 1 + text.base)
    else if (isInto(scene, end)) this.#readColumns(scene, at, PEOPLE.test(wordBefore(scene, end)))
  }

  // WHERE mrn IN ('…', '…'): every item is of the column before it.
  #readList(scene: Scene, at: number, end: number): void {
    const { text } = scene
    let from = end
    while (end - from < MOST_NAME && isNamed(scene, from - 1)) from--
    if (from === end || text.at(at + 1) !== QUOTE || !this.#take(scene, [from, end], 'sql', false)) return
    this.#isList = true
    this.#waits = false
    this.#column = 0
    this.next = at + 1 + text.base
  }

  #readColumns(scene: Scene, at: number, isOfPeople: boolean): void {
    const { text } = scene
    const names: number[] = []
    let place = at + 1
    for (;;) {
      place = addName(scene, skipBlank(scene, place), names, false)
      if (place < 0 || place - at > MOST_HEADER) return
      place = skipBlank(scene, place)
      if (text.at(place) === CLOSING) break
      if (text.at(place) !== COMMA) return
      place++
    }
    if (!text.open && this.#take(scene, names, 'sql', isOfPeople)) this.#waits = true
  }

  /** Finds the cell that begins at `next`; false where the table has ended. Then `next` is the cell after it. */
  readCell(scene: Scene): boolean {
    const isRead = this.#kind === 'csv' ? this.#readCsv(scene) : this.#readSql(scene)
    if (!isRead && !scene.text.open) this.next = -1
    return isRead
  }

  #readCsv(scene: Scene): boolean {
    const { text } = scene
    const start = this.next - text.base
    const isQuoted = text.at(start) === DOUBLE
    const end = isQuoted ? quotedEnd(scene, start + 1, DOUBLE) : plainEnd(scene, start, this.#delimiter, false)
    if (end < 0) return false
    const place = isQuoted ? end + 1 : end
    const byte = text.at(place)
    const isLast = byte !== this.#delimiter
    if (isLast && (this.#column !== this.#rules.length - 1 || !(byte === LINE_END || byte === RETURN || byte === 0)))
      return false
    if (!isLast && this.#column === this.#rules.length - 1) return false
    const behind = byte === RETURN && text.at(place + 1) === LINE_END ? place + 2 : place + 1
    if (text.open) return false
    this.#found(isQuoted ? start + 1 : start, end)
    this.#column = isLast ? 0 : this.#column + 1
    this.next = behind + text.base
    return true
  }

  #readSql(scene: Scene): boolean {
    const { text } = scene
    const start = skipBlank(scene, this.next - text.base)
    const isQuoted = text.at(start) === QUOTE
    const end = isQuoted ? quotedEnd(scene, start + 1, QUOTE) : plainEnd(scene, start, COMMA, true)
    if (end < 0) return false
    const place = skipBlank(scene, isQuoted ? end + 1 : end)
    const isLast = text.at(place) === CLOSING
    if (!isLast && text.at(place) !== COMMA) return false
    const next = isLast ? nextRow(scene, place + 1) : place + 1
    if (text.open) return false
    this.#found(isQuoted ? start + 1 : start, end)
    this.#column = isLast ? 0 : this.#column + 1
    this.next = next < 0 ? -1 : next + text.base
    return true
  }

  #found(from: number, to: number): void {
    this.from = from
    this.to = to
    this.rule = this.#rules[this.#isList ? 0 : this.#column] ?? null
  }

  #beginRow(at: number): void {
    this.#column = 0
    this.#waits = false
    this.next = at
  }

  #take(scene: Scene, names: readonly number[], kind: 'csv' | 'sql', isOfPeople: boolean): boolean {
    const found: (FieldRule | null)[] = []
    for (let at = 0; at < names.length; at += 2)
      found.push(columnRule(scene, names[at] as number, names[at + 1] as number))
    if (!found.some((rule) => rule !== null) || (kind === 'csv' && found.length < 2)) return false
    const isPersonal = isOfPeople || found.some((rule) => rule?.strength === 'sure' && PERSONAL.has(rule.class))
    this.#rules = found.map((rule) =>
      rule !== null && isPersonal && FACTS.has(rule.class) ? { ...rule, strength: 'sure' } : rule,
    )
    this.#kind = kind
    this.#column = 0
    this.#isList = false
    return true
  }
}

/** What a cell is, where its column settles it: the class, or null where it is read as text. */
export function cellClass(scene: Scene, rule: FieldRule, from: number, to: number): FieldRule['class'] | null {
  const { text } = scene
  let digits = 0
  let letters = 0
  for (let place = from; place < to; place++) {
    const kind = text.classAt(place)
    if ((kind & DIGIT) !== 0) digits++
    else if ((kind & LETTER) !== 0) letters++
  }
  if (digits + letters < 2 || text.at(from) === 0x5b) return null
  if (rule.class === 'age') return letters === 0 && to - from < 4 && ageOf(scene, from, to) > 89 ? 'age' : null
  if (rule.class === 'free-text') return null
  if (WITHOUT_DIGIT.has(rule.class))
    return rule.strength === 'sure' && letters + digits > 2 && !isNothing(scene, from, to) ? rule.class : null
  return digits > 0 && (rule.strength === 'sure' || rule.class === 'date') ? rule.class : null
}

const WITHOUT_DIGIT = new Set<FieldRule['class']>(['name', 'address', 'secret', 'email', 'url', 'photo', 'biometric'])
const FACTS = new Set<FieldRule['class']>(['name', 'date'])
const PEOPLE =
  /(?:patient|person|people|member|user|customer|client|employee|contact|guarantor|subscriber|visit|encounter)/
const NOTHINGS = new Set(['null', 'none', 'unknown', 'n/a', 'na', 'nil', 'true', 'false', 'undefined', 'default'])

function isNothing({ text }: Scene, from: number, to: number): boolean {
  if (to - from > 9) return false
  return NOTHINGS.has(Buffer.from(text.bytes.subarray(from, to)).toString('latin1').toLowerCase())
}

function ageOf({ text }: Scene, from: number, to: number): number {
  let age = 0
  for (let place = from; place < to; place++) age = age * 10 + text.at(place) - 0x30
  return age <= 130 ? age : 0
}

// "), (" begins another row: where its first cell begins, or -1.
function nextRow({ text }: Scene, at: number): number {
  if (text.at(at) !== COMMA) return -1
  let place = at + 1
  while (text.at(place) === SPACE || text.at(place) === LINE_END) place++
  return text.at(place) === OPENING ? place + 1 : -1
}

interface Header {
  readonly names: readonly number[]
  readonly delimiter: number
  readonly isSpaced: boolean
  readonly end: number
}

// Names with one delimiter between them, to the end of the line.
function headerAt(scene: Scene, at: number): Header | null {
  const { text } = scene
  const names: number[] = []
  let delimiter = 0
  let isSpaced = false
  let place = at
  for (;;) {
    place = addName(scene, place, names, true)
    if (place < 0 || place - at > MOST_HEADER) return null
    const byte = text.at(place)
    if (byte === LINE_END || byte === RETURN) break
    if (delimiter === 0 && DELIMITERS.has(byte)) delimiter = byte
    if (byte !== delimiter || delimiter === 0) return null
    if (text.at(place + 1) === SPACE) isSpaced = true
    place += text.at(place + 1) === SPACE ? 2 : 1
  }
  return delimiter === 0 ? null : { names, delimiter, isSpaced, end: place }
}

// One name of a column, in quotes or not: the place behind it, or -1.
function addName(scene: Scene, at: number, names: number[], spaces: boolean): number {
  const { text } = scene
  const quote = text.at(at)
  const isQuoted = quote === DOUBLE || quote === 0x60
  const start = isQuoted ? at + 1 : at
  const end = nameEnd(scene, start, spaces || isQuoted)
  if (end === start || names.length >= 2 * MOST_COLUMNS) return -1
  names.push(start, end)
  if (!isQuoted) return end
  return text.at(end) === quote ? end + 1 : -1
}

function skipBlank({ text }: Scene, at: number): number {
  let place = at
  while (place - at < MOST_NAME && (text.at(place) === SPACE || text.at(place) === LINE_END)) place++
  return place
}

function columnRule(scene: Scene, from: number, to: number): FieldRule | null {
  return scene.columnRule(Buffer.from(scene.text.bytes.subarray(from, to)).toString('utf8'))
}

// A column's name: at most four words that begin with a letter.
function nameEnd(scene: Scene, at: number, spaces: boolean): number {
  const { text } = scene
  if ((text.classAt(at) & LETTER) === 0) return at
  let words = 1
  let digits = 0
  let place = at
  for (; place - at < MOST_NAME; place++) {
    const kind = text.classAt(place)
    const byte = text.at(place)
    digits = (kind & DIGIT) !== 0 ? digits + 1 : 0
    if (digits > MOST_NAME_DIGITS) return at
    if ((kind & (ALNUM | HIGH)) !== 0 || byte === 0x5f || byte === 0x2d || byte === 0x23) continue
    if (byte === 0x2e && (text.classAt(place + 1) & LETTER) !== 0) continue
    if (!spaces || byte !== SPACE || (text.classAt(place + 1) & LETTER) === 0 || ++words > MOST_WORDS) break
  }
  return place - at < MOST_NAME ? place : at
}

function quotedEnd(scene: Scene, from: number, quote: number): number {
  const { text } = scene
  for (let place = from; place - from < MOST_CELL; place++) {
    if (text.at(place) !== quote) {
      if (text.at(place) === 0) return -1
      continue
    }
    if (text.at(place + 1) !== quote) return place
    place++
  }
  return -1
}

function plainEnd(scene: Scene, from: number, delimiter: number, isSql: boolean): number {
  const { text } = scene
  for (let place = from; place - from < MOST_CELL; place++) {
    const byte = text.at(place)
    if (byte === delimiter || byte === LINE_END || byte === RETURN || byte === 0 || (isSql && byte === CLOSING))
      return place
  }
  return -1
}

// The name that ends at a place, in small letters.
function wordBefore(scene: Scene, end: number): string {
  const { text } = scene
  let word = ''
  for (let place = end - 1; end - place <= 32 && isNamed(scene, place); place--)
    word = String.fromCharCode(text.before(place)) + word
  return word.toLowerCase()
}

function isNamed({ text }: Scene, place: number): boolean {
  const byte = text.before(place)
  return (
    (text.classBefore(place) & (UPPER | LOWER | DIGIT)) !== 0 ||
    byte === 0x5f ||
    byte === 0x2e ||
    byte === DOUBLE ||
    byte === 0x60
  )
}

/** Backwards, in small letters. */
const VALUES = Buffer.from('seulav', 'latin1')
const IN = Buffer.from('ni', 'latin1')
const INTO = Buffer.from('otni', 'latin1')

function endsWith({ text }: Scene, end: number, backwards: Uint8Array): boolean {
  for (let at = 0; at < backwards.length; at++) if ((text.before(end - 1 - at) | 0x20) !== backwards[at]) return false
  return true
}

// INTO stands before the table's name that ends at a place.
function isInto(scene: Scene, end: number): boolean {
  let place = end - 1
  while (end - place <= 64 && isNamed(scene, place)) place--
  return place < end - 1 && scene.text.before(place) === SPACE && endsWith(scene, place, INTO)
}
