import {
  COMPONENT,
  type Delimiters,
  type Dialect,
  delimiterTable,
  FIELD,
  type Position,
  REPETITION,
  SEGMENT,
} from '../delimited/dialect.ts'
import { type Leaf, leaf } from '../flow/leaf.ts'
import type { Escapes } from '../flow/scratch.ts'
import { compactDate, textOrCompactDate } from '../hl7/dates.ts'
import { quickCompactDate, quickTextOrCompactDate } from '../hl7/quick-dates.ts'
import type { PhiClass } from '../phi.ts'
import { CONTACT_QUALIFIERS, ID_QUALIFIERS, ORGANISATIONS, REFERENCE_QUALIFIERS, SEGMENTS } from './tables.ts'

const ISA_LENGTH = 106
const REPETITION_AT = 82
const COMPONENT_AT = 104
const TERMINATOR_AT = 105
const MOST_ELEMENTS = 32

/** What an element is: a leaf, or what other elements and its component make of it. */
type Rule = Leaf | ((said: readonly string[], field: number, component: number) => Leaf)

interface Rules {
  readonly elements: readonly (Rule | undefined)[]
  readonly others: Rule
}

const NO_ESCAPES: Escapes = { mark: -1, decoded: new Uint8Array(0), decodedLength: 0, length: 1, read: () => true }
const KEEP = leaf('keep')
const SAID = leaf('remember')
const TEXT = leaf('text', {
  detector: 'x12-date',
  value: textOrCompactDate,
  quick: quickTextOrCompactDate('x12-date'),
})
const DATE = leaf('value', {
  class: 'date',
  detector: 'x12-date',
  value: compactDate,
  quick: quickCompactDate('x12-date'),
  replacement: Buffer.from('19000101'),
})
/** Of a fixed length. */
const PADDED = leaf('value', {
  class: 'secret',
  detector: 'x12-element',
  value: (value) =>
    value.trim() === ''
      ? []
      : [{ start: 0, end: value.length, text: '[SECRET]'.padEnd(value.length), class: 'secret' }],
})
const LEAVES: Map<string, Leaf> = new Map([
  ['keep', KEEP],
  ['said', SAID],
  ['text', TEXT],
  ['date', DATE],
  ['padded', PADDED],
])

/** X12 (ASC X12.5 and X12.6): ISA has fixed places, and its own bytes are the delimiters. */
export class X12Dialect implements Dialect {
  readonly escapes: Escapes = NO_ESCAPES
  readonly headers: readonly Uint8Array[] = [Buffer.from('ISA')]
  #rules: Rules | null = null
  /** Elements of the segment that decide about others. */
  readonly #said: string[] = []

  delimiters(bytes: Uint8Array, at: number, to: number): Delimiters | 'wait' | null {
    if (to - at < ISA_LENGTH) return 'wait'
    const kinds: [number, number][] = [
      [bytes[at + 3] as number, FIELD],
      [bytes[at + COMPONENT_AT] as number, COMPONENT],
      [bytes[at + TERMINATOR_AT] as number, SEGMENT],
    ]
    const repetition = bytes[at + REPETITION_AT] as number
    // Before version 00402 a letter stands there.
    if (
      repetition < 0x30 ||
      (repetition > 0x39 && repetition < 0x41) ||
      (repetition > 0x5a && repetition < 0x61) ||
      repetition > 0x7a
    )
      kinds.push([repetition, REPETITION])
    const table = delimiterTable(kinds)
    return table === null ? null : { table, end: at + 3, field: 0, escape: -1 }
  }

  segment(id: string): void {
    this.#rules = TABLE.get(id) ?? null
    if (this.#said.length > 0) this.#said.length = 0
  }

  leaf({ field, component }: Position): Leaf {
    if (field === 0) return KEEP
    if (this.#rules === null) return TEXT
    const rule = this.#rules.elements[field] ?? this.#rules.others
    return typeof rule === 'function' ? rule(this.#said, field, component) : rule
  }

  said(value: string, { field }: Position): void {
    if (field < MOST_ELEMENTS) this.#said[field] = value
  }
}

// Maps, since the keys come from the message: "constructor" is a property of every object.
const ID_CLASSES = new Map(Object.entries(ID_QUALIFIERS))
const REFERENCE_CLASSES = new Map(Object.entries(REFERENCE_QUALIFIERS))
const CONTACT_CLASSES = new Map(Object.entries(CONTACT_QUALIFIERS))

const CHOICES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['nm-name', (said) => (isOrganisation(said[2]) && ORGANISATIONS.has(said[1] ?? '') ? KEEP : leafOf('name'))],
  ['nm-id', (said) => leafOf(ID_CLASSES.get(said[8] ?? said[3] ?? '') ?? 'other-id')],
  ['ref-id', (said) => leafOf(REFERENCE_CLASSES.get(said[1] ?? '') ?? 'other-id')],
  ['per-number', (said, field) => leafOf(CONTACT_CLASSES.get(said[field - 1] ?? '') ?? 'phone')],
  // Composite elements, by what their components hold.
  ['ref-composite', (_said, _field, component) => (component % 2 === 0 ? leafOf('other-id') : KEEP)],
  ['adjusted', (_said, _field, component) => (component === 2 ? leafOf('other-id') : KEEP)],
  ['coded', (_said, _field, component) => (component === 7 ? TEXT : KEEP)],
  ['dated', (_said, _field, component) => (component > 2 ? TEXT : KEEP)],
])

// N1 has no NM102: its entities are organisations by themselves.
function isOrganisation(type: string | undefined): boolean {
  return type === undefined || type === '2'
}

function leafOf(rule: string): Leaf {
  let found = LEAVES.get(rule)
  if (found === undefined) {
    found = leaf('whole', { class: rule as PhiClass, detector: 'x12-element', subject: rule === 'mrn' })
    LEAVES.set(rule, found)
  }
  return found
}

const TABLE: ReadonlyMap<string, Rules> = new Map(Object.entries(SEGMENTS).map(([id, text]) => [id, rulesOf(text)]))

function rulesOf(text: string): Rules {
  const pairs = text
    .split(/\s+/)
    .filter((pair) => pair !== '')
    .map((pair) => pair.split(':') as [string, string])
  const others = pairs.find(([element]) => element === '*')?.[1] ?? 'keep'
  const elements: (Rule | undefined)[] = new Array(MOST_ELEMENTS).fill(undefined)
  for (const [element, rule] of pairs) if (element !== '*') elements[Number(element)] = ruleOf(rule)
  return { others: ruleOf(others), elements }
}

function ruleOf(name: string): Rule {
  return CHOICES.get(name) ?? leafOf(name)
}
