import {
  addName,
  COPY,
  endsWith,
  headerAt,
  IN,
  isBehind,
  isInto,
  isNamed,
  MOST_HEADER,
  MOST_NAME,
  skipBlank,
  VALUES,
  wordBefore,
} from './column-names.ts'
import type { FieldRule } from './field-words.ts'
import type { Scene } from './scene.ts'

const COMMA = 0x2c
const TAB = 0x09
const QUOTE = 0x27
const DOUBLE = 0x22
const SPACE = 0x20
const OPENING = 0x28
const CLOSING = 0x29
const LINE_END = 0x0a
const RETURN = 0x0d
const MOST_CELL = 512
/** In a table with one of these a column called "name" or "date" is about a person. */
const PERSONAL = new Set(['ssn', 'mrn', 'phone', 'email', 'plan-id', 'date', 'address', 'zip', 'name', 'age'])

const FACTS = new Set<FieldRule['class']>(['name', 'date'])
const PEOPLE =
  /(?:patient|person|people|member|user|customer|client|employee|contact|guarantor|subscriber|visit|encounter)/

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
    else if (isBehind(scene, end, COPY)) this.#readColumns(scene, at, PEOPLE.test(wordBefore(scene, end)), true)
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

  #readColumns(scene: Scene, at: number, isOfPeople: boolean, isCopy: boolean = false): void {
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
    const rows = isCopy ? copiedFrom(scene, place + 1) : 0
    if (text.open || rows < 0 || !this.#take(scene, names, isCopy ? 'csv' : 'sql', isOfPeople)) return
    this.#waits = !isCopy
    if (!isCopy) return
    this.#delimiter = TAB
    this.next = rows + text.base
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

// COPY … FROM stdin; and rows of PostgreSQL's text format on the lines below: where the first begins, or -1.
function copiedFrom({ text }: Scene, at: number): number {
  if ((text.at(at + 1) | 0x20) !== 0x66 || (text.at(at + 6) | 0x20) !== 0x73) return -1
  for (let place = at; place - at < MOST_NAME; place++) {
    if (text.at(place) === LINE_END) return place + 1
    if (text.at(place) === 0) return -1
  }
  return -1
}

// "), (" begins another row: where its first cell begins, or -1.
function nextRow({ text }: Scene, at: number): number {
  if (text.at(at) !== COMMA) return -1
  let place = at + 1
  while (text.at(place) === SPACE || text.at(place) === LINE_END) place++
  return text.at(place) === OPENING ? place + 1 : -1
}

function columnRule(scene: Scene, from: number, to: number): FieldRule | null {
  return scene.columnRule(Buffer.from(scene.text.bytes.subarray(from, to)).toString('utf8'))
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
