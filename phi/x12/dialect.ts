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
import type { PhiClass } from '../phi.ts'
import { CONTACT_QUALIFIERS, ID_QUALIFIERS, ORGANISATIONS, REFERENCE_QUALIFIERS, SEGMENTS } from './tables.ts'

const ISA_LENGTH = 106
const REPETITION_AT = 82
const COMPONENT_AT = 104
const TERMINATOR_AT = 105
const MOST_ELEMENTS = 32

interface Rules {
  readonly elements: readonly (string | undefined)[]
  readonly others: string
}

const NO_ESCAPES: Escapes = { mark: -1, decoded: new Uint8Array(0), decodedLength: 0, length: 1, read: () => true }
const KEEP = leaf('keep')
const SAID = leaf('remember')
const TEXT = leaf('text', { detector: 'x12-date', value: textOrCompactDate })
const DATE = leaf('value', {
  class: 'date',
  detector: 'x12-date',
  value: compactDate,
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
    this.#said.length = 0
  }

  leaf({ field, component }: Position): Leaf {
    if (field === 0) return KEEP
    if (this.#rules === null) return TEXT
    const rule = this.#rules.elements[field] ?? this.#rules.others
    switch (rule) {
      case 'nm-name':
        return this.#is(2, '2') && ORGANISATIONS.has(this.#said[1] ?? '') ? KEEP : leafOf('name')
      case 'nm-id':
        return leafOf(ID_CLASSES.get(this.#said[8] ?? this.#said[3] ?? '') ?? 'other-id')
      case 'ref-id':
        return leafOf(REFERENCE_CLASSES.get(this.#said[1] ?? '') ?? 'other-id')
      case 'per-number':
        return leafOf(CONTACT_CLASSES.get(this.#said[field - 1] ?? '') ?? 'phone')
      default:
        return COMPOSITES.get(rule)?.(component) ?? leafOf(rule)
    }
  }

  said(value: string, { field }: Position): void {
    if (field < MOST_ELEMENTS) this.#said[field] = value
  }

  // N1 has no NM102: its entities are organisations by themselves.
  #is(element: number, value: string): boolean {
    const said = this.#said[element]
    return said === undefined || said === value
  }
}

// Maps, since the keys come from the message: "constructor" is a property of every object.
const ID_CLASSES = new Map(Object.entries(ID_QUALIFIERS))
const REFERENCE_CLASSES = new Map(Object.entries(REFERENCE_QUALIFIERS))
const CONTACT_CLASSES = new Map(Object.entries(CONTACT_QUALIFIERS))

/** Composite elements, by what their components hold. */
const COMPOSITES: ReadonlyMap<string, (component: number) => Leaf> = new Map([
  ['ref-composite', (component) => (component % 2 === 0 ? leafOf('other-id') : KEEP)],
  ['adjusted', (component) => (component === 2 ? leafOf('other-id') : KEEP)],
  ['coded', (component) => (component === 7 ? TEXT : KEEP)],
  ['dated', (component) => (component > 2 ? TEXT : KEEP)],
])

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
  const elements: (string | undefined)[] = []
  for (const [element, rule] of pairs) if (element !== '*') elements[Number(element)] = rule
  return { others, elements }
}
