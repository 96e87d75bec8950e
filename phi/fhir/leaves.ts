import { type Leaf, leaf } from '../flow/leaf.ts'
import type { PhiClass } from '../phi.ts'
import {
  type QuickValue,
  quickContact,
  quickDate,
  quickId,
  quickIdentifier,
  quickReference,
  quickTextOrDate,
} from './quick-values.ts'
import {
  contactValue,
  dateValue,
  extensionText,
  type FhirValue,
  identifierValue,
  idValue,
  linkValue,
  patientValue,
  referenceValue,
  textOrDate,
  uniqueValue,
} from './values.ts'

/** Valid base64 of `[TEXT]` and `[PHOTO]`, R4 2.24.0.1 base64Binary. */
const TEXT_DATA = ascii('W1RFWFRd')
const PHOTO_DATA = ascii('W1BIT1RPXQ==')

/** Well-formed, and what R4 2.4.0 asks of a narrative. */
const NARRATIVE = ascii("<div xmlns='http://www.w3.org/1999/xhtml'>[TEXT]</div>")

/** What becomes of strings, by the names that types.ts uses. */
export const LEAVES: Readonly<Record<string, Leaf>> = {
  keep: leaf('keep'),
  type: leaf('type'),
  said: leaf('remember'),
  'said-2': leaf('remember', { up: 2 }),
  text: leaf('text', { value: textOrDate, quick: quickTextOrDate, detector: 'fhir-date' }),
  display: leaf('text', { mode: 'log' }),
  'label-name': leaf('label', { class: 'name', label: ascii('Name: ') }),
  name: whole('name'),
  address: whole('address'),
  zip: whole('zip'),
  'plan-id': whole('plan-id'),
  account: whole('account'),
  device: whole('device'),
  ip: whole('ip'),
  secret: whole('secret'),
  'other-id': whole('other-id', true),
  number: whole('other-id'),
  answer: leaf('text', { numbers: 'scan' }),
  age: leaf('text', { class: 'age', numbers: 'age', detector: 'fhir-age' }),
  'free-text': whole('free-text'),
  photo: leaf('whole', { class: 'photo', replacement: PHOTO_DATA, detector: 'fhir-data' }),
  data: leaf('whole', { class: 'free-text', replacement: TEXT_DATA, detector: 'fhir-data' }),
  narrative: leaf('whole', { class: 'free-text', replacement: NARRATIVE, detector: 'fhir-narrative' }),
  markup: leaf('markup'),
  url: leaf('whole', { class: 'url', replacement: ascii('urn:masked'), detector: 'fhir-url' }),
  date: typed('date', 'fhir-date', dateValue, '1900-01-01', quickDate),
  id: typed('other-id', 'fhir-id', idValue, 'masked', quickId),
  unique: typed('other-id', 'fhir-id', uniqueValue, 'masked'),
  reference: typed('other-id', 'fhir-reference', referenceValue, 'urn:masked', quickReference('fhir-reference')),
  patient: typed('other-id', 'fhir-reference', patientValue, 'urn:masked', quickReference('fhir-reference')),
  link: typed('url', 'fhir-link', linkValue, 'urn:masked', quickReference('fhir-link')),
  contact: typed('phone', 'fhir-contact', contactValue, '[PHONE]', quickContact),
  identifier: typed('other-id', 'fhir-identifier', identifierValue, '[ID]', quickIdentifier),
  'extension-text': typed('free-text', 'fhir-extension', extensionText, '[TEXT]'),
}

function whole(kind: PhiClass, keepNumbers: boolean = false): Leaf {
  return leaf('whole', { class: kind, detector: 'fhir-element', numbers: keepNumbers ? 'keep' : 'whole' })
}

function typed(
  kind: PhiClass,
  detector: string,
  value: FhirValue,
  replacement: string,
  quick: QuickValue | null = null,
): Leaf {
  return leaf('value', { class: kind, detector, value, quick, replacement: ascii(replacement) })
}

function ascii(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}
