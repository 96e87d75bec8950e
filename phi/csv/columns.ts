import { type FieldLookup, fieldRule } from '../field-names.ts'
import { type FieldRule, INITIALS } from '../field-words.ts'
import { CleanTexts } from '../flow/clean-texts.ts'
import { type Leaf, leaf } from '../flow/leaf.ts'
import type { PhiClass } from '../phi.ts'
import type { Rules } from '../rules.ts'

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

/** Cells of a column that are known to hold nothing: names of codes and of places come again and again. */
const KEPT_CELLS = { slots: 256, mostText: 24 }

/** What is known of a table's columns: by its header, and by what was found in the cells so far. */
export class Columns {
  readonly #columns: Column[] = []
  readonly #field: FieldLookup
  /** What is found in a cell hangs on nothing but its column. */
  readonly #keeps: boolean
  readonly #beyond: Column = new Column(TEXT, false)

  constructor({ field, seen }: Pick<Rules, 'field' | 'seen'>) {
    this.#field = field
    this.#keeps = seen === null
  }

  isHeader(cells: readonly string[]): boolean {
    return isHeader(cells, this.#field)
  }

  header(names: readonly string[]): void {
    const rules = names.slice(0, MOST_COLUMNS).map((name) => this.#field(name.trim(), true))
    const isAboutPeople = rules.some((rule) => rule !== null && rule.strength === 'sure' && PERSONAL.has(rule.class))
    this.#columns.length = 0
    for (const rule of rules) this.#columns.push(new Column(leafOf(rule, isAboutPeople), this.#keeps))
  }

  at(index: number): Column {
    if (index >= MOST_COLUMNS) return this.#beyond
    while (this.#columns.length <= index) this.#columns.push(new Column(TEXT, this.#keeps))
    return this.#columns[index] ?? this.#beyond
  }
}

/** One column. */
export class Column {
  leaf: Leaf
  /** Cells in which nothing is found; null where that hangs on more than their bytes. */
  clean: CleanTexts | null
  #isOpen: boolean
  #cells: number = 0
  readonly #found: Map<PhiClass, number> = new Map()

  constructor(rule: Leaf, keeps: boolean) {
    this.leaf = rule
    this.clean = keeps ? new CleanTexts(KEPT_CELLS) : null
    this.#isOpen = rule.kind !== 'whole'
  }

  /** What was found in a cell that it fills wholly; null where nothing was. Enough of one class settle the column. */
  note(kind: PhiClass | null): void {
    if (!this.#isOpen) return
    this.#cells++
    if (kind === null) return
    const found = (this.#found.get(kind) ?? 0) + 1
    this.#found.set(kind, found)
    if (this.#cells < LEAST_CELLS || found < this.#cells * LEAST_SHARE) return
    this.#isOpen = false
    this.leaf = sure(kind, 'csv-column')
    // What a label made of a cell is not what the text alone does.
    if (this.clean !== null) this.clean = new CleanTexts(KEPT_CELLS)
  }
}

/** Whether a first record is a header: all of its cells look like names of columns, and enough of them are known. */
export function isHeader(cells: readonly string[], field: FieldLookup = fieldRule): boolean {
  // The column of row numbers may be headed by one itself.
  const named = cells.filter((cell, index) => cell.trim() !== '' && !(index === 0 && isRowNumber(cell)))
  if (!named.every(isColumnName)) return false
  const rules = named.map((cell) => field(cell, true)).filter((rule) => rule !== null)
  return rules.some((rule) => rule.strength === 'sure') || rules.length >= LEAST_HINTS
}

function isRowNumber(cell: string): boolean {
  const text = cell.trim()
  return text === '1' || text === '0'
}

const TEXT = leaf('text')
const AGE = leaf('label', { class: 'age', label: Buffer.from('Age: ') })
const NAME = leaf('label', { class: 'name', label: Buffer.from('Name: ') })
const TOKEN = leaf('label', { class: 'secret', label: Buffer.from('token: ') })
const PERSON = leaf('label', { class: 'name', label: Buffer.from('Patient: ') })
const DATE = leaf('label', { class: 'date', label: Buffer.from('Date: ') })

function leafOf(rule: FieldRule | null, isAboutPeople: boolean): Leaf {
  if (rule === null || rule.class === 'free-text') return TEXT
  if (rule.class === 'age') return AGE
  if (rule.strength === 'sure') return sure(rule.class, 'csv-header')
  if (rule.class === 'secret') return TOKEN
  if (rule.class === 'date') return isAboutPeople ? sure('date', 'csv-header') : DATE
  if (isAboutPeople || rule === INITIALS) return sure('name', 'csv-header')
  return rule.strength === 'person' ? PERSON : NAME
}

function sure(kind: PhiClass, detector: string): Leaf {
  return leaf('whole', { class: kind, detector, needsDigit: !WITHOUT_DIGIT.has(kind), subject: kind === 'mrn' })
}

const MOST_NAME = 64
const MOST_WORDS = 5

// Letters first, few digits: "Patient Name (Last, First)", pt_dob, address_1.
function isColumnName(cell: string): boolean {
  const text = cell.trim()
  if (text === '' || text.length > MOST_NAME || /[@:;!?]|\.\d/.test(text)) return false
  if (text.split(/\s+/).length > MOST_WORDS) return false
  let digits = 0
  for (const character of text) if (character >= '0' && character <= '9') digits++
  const first = text.charAt(0).toLowerCase()
  return digits <= 2 && ((first >= 'a' && first <= 'z') || first === '_' || first === '#')
}
