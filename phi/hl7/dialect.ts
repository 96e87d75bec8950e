import {
  COMPONENT,
  type Delimiters,
  type Dialect,
  delimiterTable,
  FIELD,
  type Position,
  REPETITION,
  SEGMENT,
  SUBCOMPONENT,
} from '../delimited/dialect.ts'
import { type Leaf, leaf } from '../flow/leaf.ts'
import type { PhiClass } from '../phi.ts'
import { compactDate, textOrCompactDate } from './dates.ts'
import { Hl7Escapes } from './escapes.ts'
import { quickCompactDate, quickTextOrCompactDate } from './quick-dates.ts'
import { DATATYPES, SEGMENTS } from './tables.ts'

type Components = readonly Leaf[]
type Fields = readonly (Components | undefined)[]

const DETECTOR = 'hl7-field'
const TEXT = leaf('text', {
  detector: 'hl7-date',
  value: textOrCompactDate,
  quick: quickTextOrCompactDate('hl7-date'),
})
const KEEP = leaf('keep')
const SAID = leaf('remember')
const DATE: Leaf = leaf('value', {
  class: 'date',
  detector: 'hl7-date',
  value: compactDate,
  quick: quickCompactDate('hl7-date'),
  replacement: Buffer.from('19000101'),
})
/** Valid base64 of `[TEXT]`. */
const DATA: Leaf = leaf('whole', { class: 'free-text', detector: 'hl7-data', replacement: Buffer.from('W1RFWFRd') })
/** `@PID.5.1` names a field; anything else is the value itself. */
const QUERY: Leaf = leaf('value', {
  class: 'other-id',
  detector: DETECTOR,
  value: (value) => (value.startsWith('@') ? [] : [{ start: 0, end: value.length, text: '[ID]', class: 'other-id' }]),
})
const OBX_VALUE = 5
const OBX_TYPE = 2

/** HL7 version 2, ER7 encoding (v2.5.1 chapter 2). */
export class Hl7Dialect implements Dialect {
  readonly escapes: Hl7Escapes = new Hl7Escapes()
  readonly headers: readonly Uint8Array[] = ['MSH', 'FHS', 'BHS'].map((id) => Buffer.from(id))
  #fields: Fields | null = null
  #isObservation: boolean = false
  /** OBX-2. */
  #valueType: string = ''
  /** The last declaration, and what it said. */
  #header: Uint8Array = new Uint8Array(0)
  #last: Delimiters = { table: new Uint8Array(256), end: 0, field: 0, escape: -1 }

  /** `MSH|^~\&`: the byte behind the name is the field separator, then component, repetition, escape, subcomponent. */
  delimiters(bytes: Uint8Array, at: number, to: number): Delimiters | 'wait' | null {
    const field = bytes[at + 3] as number
    let end = at + 4
    while (end < to && end - at < 10 && bytes[end] !== field && bytes[end] !== 0x0d && bytes[end] !== 0x0a) end++
    if (end >= to) return 'wait'
    if (end - at < 6 || end - at > 9) return null
    const [component, repetition, mark, subcomponent] = bytes.subarray(at + 4, end)
    if (this.#isLast(bytes, at, end)) return { ...this.#last, end }
    const kinds: [number, number][] = [
      [field, FIELD],
      [0x0d, SEGMENT],
      [0x0a, SEGMENT],
    ]
    for (const [byte, kind] of [
      [component, COMPONENT],
      [repetition, REPETITION],
      [subcomponent, SUBCOMPONENT],
    ] as const)
      if (byte !== undefined) kinds.push([byte, kind])
    const table = delimiterTable(kinds)
    if (table === null || (mark !== undefined && table[mark] !== 0)) return null
    this.escapes.mark = mark ?? 0x5c
    this.escapes.delimiters = new Map(
      (
        [
          [0x46, field],
          [0x53, component],
          [0x52, repetition],
          [0x54, subcomponent],
        ] as const
      ).filter((pair): pair is [0x46, number] => pair[1] !== undefined),
    )
    this.#header = bytes.slice(at + 3, end)
    this.#last = { table, end, field: 2, escape: this.escapes.mark }
    return this.#last
  }

  // Messages of one sender declare the same ones again and again.
  #isLast(bytes: Uint8Array, at: number, end: number): boolean {
    const header = this.#header
    if (header.length !== end - at - 3) return false
    for (let index = 0; index < header.length; index++) if (header[index] !== bytes[at + 3 + index]) return false
    return true
  }

  segment(id: string): void {
    this.#fields = TABLE.get(id) ?? null
    this.#isObservation = id === 'OBX'
    this.#valueType = ''
  }

  leaf({ field, component, subcomponent }: Position): Leaf {
    if (field === 0) return KEEP
    if (this.#isObservation && field === OBX_TYPE) return SAID
    const isValue = this.#isObservation && field === OBX_VALUE
    const components = isValue ? TYPED.get(this.#valueType) : this.#fields?.[field]
    if (components === undefined) return TEXT
    const found = components[component - 1] ?? TEXT
    // What stands behind a coded value's first subcomponent is of the same kind.
    return found === KEEP && subcomponent > 1 ? KEEP : found
  }

  said(value: string): void {
    this.#valueType = value
  }
}

const TYPED: ReadonlyMap<string, Components> = new Map(
  Object.keys(DATATYPES)
    .filter((type) => type !== 'ONE')
    .map((type) => [type, componentsOf(type, 'other-id', false)]),
)

const TABLE: ReadonlyMap<string, Fields> = new Map(SEGMENTS.map(({ id, fields }) => [id, fieldsOf(id, fields)]))

function fieldsOf(id: string, fields: string): Fields {
  const pairs = fields.split(/\s+/).map((text) => {
    const [field = '', type = ''] = text.split(':')
    const [name = '', kind = 'other-id'] = type.split('/')
    // PID-2, -3 and -4 are whom the message is about.
    const isSubject = id === 'PID' && kind === 'mrn' && field !== '21'
    return [Number(field), componentsOf(name, kind, isSubject)] as const
  })
  const listed: (Components | undefined)[] = []
  for (const [field, components] of pairs) listed[field] = components
  return listed
}

function componentsOf(type: string, kind: string, isSubject: boolean): Components {
  if (type === 'said') return [SAID]
  const listed = DATATYPES[type]
  if (listed === undefined) throw new RangeError(`"${type}" is no datatype`)
  return listed.split(' ').map((name, index) => leafOf(name === '*' ? kind : name, isSubject && index === 0))
}

function leafOf(name: string, subject: boolean): Leaf {
  if (name === 'keep') return KEEP
  if (name === 'text') return TEXT
  if (name === 'date') return DATE
  if (name === 'data') return DATA
  if (name === 'said-or-id') return QUERY
  return leaf('whole', { class: name as PhiClass, detector: DETECTOR, subject })
}
