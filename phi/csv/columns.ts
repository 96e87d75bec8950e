import { type FieldLookup, fieldRule } from '../field-names.ts'
import type { FieldRule } from '../field-words.ts'
import { type Leaf, leaf } from '../flow/leaf.ts'
import type { PhiClass } from '../phi.ts'

/** Cells of a column that are looked at before it is settled by what was found in them, and the share that must agree. */
const LEAST_CELLS = 8
const LEAST_SHARE = 0.6
/** Names that only hint, and are enough together. */
const LEAST_HINTS = 2
/** Columns that are told apart; cells beyond are text. */
export const MOST_COLUMNS = 1024

const WITHOUT_DIGIT = new Set<PhiClass>(['name', 'address', 'secret', 'email', 'url', 'photo', 'biometric'])
/** Columns that only a table about people has. */
const PERSONAL = new Set<PhiClass>(['ssn', 'mrn', 'phone', 'email', 'address', 'zip', 'plan-id'])

interface Column {
  leaf: Leaf
  isOpen: boolean
  cells: number
  readonly found: Map<PhiClass, number>
}

/** What is known of a table's columns: by its header, and by what was found in the cells so far. */
export class Columns {
  readonly #columns: Column[] = []
  readonly #field: FieldLookup

  constructor(field: FieldLookup) {
    this.#field = field
  }

  isHeader(cells: readonly string[]): boolean {
    return isHeader(cells, this.#field)
  }

  header(names: readonly string[]): void {
    const rules = names.slice(0, MOST_COLUMNS).map((name) => this.#field(name.trim(), true))
    const isAboutPeople = rules.some((rule) => rule !== null && rule.strength === 'sure' && PERSONAL.has(rule.class))
    this.#columns.length = 0
    for (const rule of rules) this.#columns.push(column(leafOf(rule, isAboutPeople)))
  }

  leaf(index: number): Leaf {
    return this.#at(index)?.leaf ?? TEXT
  }

  /** What was found in a cell that it fills wholly; null where nothing was. Enough of one class settle the column. */
  note(index: number, kind: PhiClass | null): void {
    const at = this.#at(index)
    if (at === undefined || !at.isOpen) return
    at.cells++
    if (kind !== null) at.found.set(kind, (at.found.get(kind) ?? 0) + 1)
    if (kind === null || at.cells < LEAST_CELLS || (at.found.get(kind) ?? 0) < at.cells * LEAST_SHARE) return
    at.leaf = sure(kind, 'csv-column')
    at.isOpen = false
  }

  #at(index: number): Column | undefined {
    if (index >= MOST_COLUMNS) return undefined
    while (this.#columns.length <= index) this.#columns.push(column(TEXT))
    return this.#columns[index]
  }
}

/** Whether a first record is a header: all of its cells look like names of columns, and enough of them are known. */
export function isHeader(cells: readonly string[], field: FieldLookup = fieldRule): boolean {
  const named = cells.filter((cell) => cell.trim() !== '')
  if (!named.every(isColumnName)) return false
  const rules = named.map((cell) => field(cell, true)).filter((rule) => rule !== null)
  return rules.some((rule) => rule.strength === 'sure') || rules.length >= LEAST_HINTS
}

function column(rule: Leaf): Column {
  return { leaf: rule, isOpen: rule.kind !== 'whole', cells: 0, found: new Map() }
}

const TEXT = leaf('text')
const AGE = leaf('label', { class: 'age', label: Buffer.from('Age: ') })
const NAME = leaf('label', { class: 'name', label: Buffer.from('Name: ') })
const DATE = leaf('label', { class: 'date', label: Buffer.from('Date: ') })

function leafOf(rule: FieldRule | null, isAboutPeople: boolean): Leaf {
  if (rule === null || rule.class === 'free-text') return TEXT
  if (rule.class === 'age') return AGE
  if (rule.strength === 'sure') return sure(rule.class, 'csv-header')
  if (rule.class === 'date') return isAboutPeople ? sure('date', 'csv-header') : DATE
  return isAboutPeople ? sure('name', 'csv-header') : NAME
}

function sure(kind: PhiClass, detector: string): Leaf {
  return leaf('whole', { class: kind, detector, needsDigit: !WITHOUT_DIGIT.has(kind), subject: kind === 'mrn' })
}

const MOST_NAME = 64
const MOST_WORDS = 5

// Letters first, few digits: "Patient Name (Last, First)", pt_dob, address_1.
function isColumnName(cell: string): boolean {
  const text = cell.trim()
  if (text === '' || text.length > MOST_NAME || /[@.:;!?]/.test(text)) return false
  if (text.split(/\s+/).length > MOST_WORDS) return false
  let digits = 0
  for (const character of text) if (character >= '0' && character <= '9') digits++
  const first = text.charAt(0).toLowerCase()
  return digits <= 2 && ((first >= 'a' && first <= 'z') || first === '_' || first === '#')
}
