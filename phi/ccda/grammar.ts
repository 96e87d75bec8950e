import { type FhirValue, uniqueValue } from '../fhir/values.ts'
import { type Leaf, leaf } from '../flow/leaf.ts'
import { compactDate, textOrCompactDate } from '../hl7/dates.ts'
import type { PhiClass } from '../phi.ts'
import { isTag, tagOf } from '../transforms.ts'
import type { XmlNode } from '../xml/grammar.ts'
import { ELEMENTS, KEPT, KINDS } from './tables.ts'

/** Roots of II whose extension is of a known class. */
const ROOTS: ReadonlyMap<string, PhiClass> = new Map<string, PhiClass>(
  Object.entries({
    '2.16.840.1.113883.4.1': 'ssn',
    '2.16.840.1.113883.4.6': 'npi',
    '2.16.840.1.113883.4.572': 'plan-id',
    '2.16.840.1.113883.4.927': 'plan-id',
    '2.16.840.1.113883.3.3719': 'device',
    '2.16.840.1.113883.4.814': 'licence',
  } as const),
)

/** An extension: the same class wherever it stands; which patient it is nobody says. */
const extension: FhirValue = (value, { frames }) => tagged(value, ROOTS.get(frames.memo) ?? 'other-id')

/** A root that is a UUID identifies by itself; an OID says who issued the extension. */
const root: FhirValue = (value, at) => (value.includes('-') && at.context.ids !== null ? uniqueValue(value, at) : [])

/** TEL: the scheme goes with what it leads to; the tag says as much. */
const telecom: FhirValue = (value) => {
  const scheme = value.slice(0, value.indexOf(':') + 1)
  const kind = scheme === 'mailto:' ? 'email' : scheme === 'fax:' ? 'fax' : scheme.startsWith('http') ? 'url' : 'phone'
  return isTag(value) ? [] : tagged(value, kind)
}

/** A link inside the document, or out of it. */
const reference: FhirValue = (value) => (value.startsWith('#') ? [] : tagged(value, 'url'))

function tagged(value: string, kind: PhiClass): ReturnType<typeof pieces> {
  return value === tagOf(kind) || value === '' ? [] : pieces(value, kind)
}

function pieces(value: string, kind: PhiClass): { start: number; end: number; text: string; class: PhiClass }[] {
  return [{ start: 0, end: value.length, text: tagOf(kind), class: kind }]
}

const DETECTOR = 'ccda-element'
/** Valid base64 of `[TEXT]`. */
const DATA = Buffer.from('W1RFWFRd')
const LEAVES: Map<string, Leaf> = new Map([
  ['keep', leaf('keep')],
  ['text', leaf('text')],
  ['text-date', leaf('text', { detector: 'ccda-date', value: textOrCompactDate })],
  ['value-text', leaf('text', { detector: 'ccda-date', value: textOrCompactDate })],
  [
    'date',
    leaf('value', { class: 'date', detector: 'ccda-date', value: compactDate, replacement: Buffer.from('19000101') }),
  ],
  ['id-extension', typed('other-id', extension)],
  ['id-root', typed('other-id', root)],
  ['telecom', typed('phone', telecom)],
  ['reference', typed('url', reference)],
  ['data', leaf('whole', { detector: 'ccda-data', replacement: DATA })],
])

function typed(kind: PhiClass, value: FhirValue): Leaf {
  return leaf('value', { class: kind, detector: DETECTOR, value })
}

function leafOf(name: string): Leaf {
  let found = LEAVES.get(name)
  if (found === undefined) {
    found = leaf('whole', { class: name as PhiClass, detector: DETECTOR })
    LEAVES.set(name, found)
  }
  return found
}

function pairs(text: string): ReadonlyMap<string, string> {
  const listed = text.split(/\s+/).filter((pair) => pair !== '')
  return new Map(listed.map((pair) => pair.split(':') as [string, string]))
}

const GLOBAL = pairs(ELEMENTS)
const KEPT_ATTRIBUTES = new Set(KEPT.split(/\s+/))

/** Makes the grammar; kinds refer to each other by name. */
export function ccdaGrammar(): XmlNode {
  const nodes = new Map<string, XmlNode>()
  for (const [name, { text, attributes = '', children = '' }] of Object.entries(KINDS)) {
    const own = pairs(children)
    const ruled = pairs(attributes)
    const others = own.get('*')
    nodes.set(name, {
      text: leafOf(text),
      attribute: (attribute) => leafOf(ruled.get(attribute) ?? (KEPT_ATTRIBUTES.has(attribute) ? 'keep' : 'text-date')),
      child: (element) => nodeOf(nodes, own.get(element) ?? others ?? GLOBAL.get(element) ?? 'Any'),
    })
  }
  return nodeOf(nodes, 'Any')
}

function nodeOf(nodes: ReadonlyMap<string, XmlNode>, name: string): XmlNode {
  const node = nodes.get(name)
  if (node === undefined) throw new RangeError(`"${name}" is no kind of element`)
  return node
}
