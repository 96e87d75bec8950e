import type { PhiClass } from '../phi.ts'
import type { Occurrence, Piece } from '../structure-context.ts'
import { isTag, tagOf } from '../transforms.ts'
import { dateMask } from './dates.ts'
import { linkPieces, referencePieces } from './references.ts'

/** The parts of a value to be masked; `scan` where it is text after all. The value's bytes come as Latin-1. */
export type FhirValue = (value: string, at: Occurrence) => readonly Piece[] | 'scan'

/** date, dateTime, instant (R4 2.24.0.1, R5 2.1.28.0.1): masked as a valid one of the same precision. */
export const dateValue: FhirValue = (value, { context }) =>
  whole(value, dateMask(value, context) ?? '1900-01-01', 'date')

/** Text whose form is that of a date or dateTime is one. */
export const textOrDate: FhirValue = (value, { context }) => {
  const mask = dateMask(value, context)
  return mask === null ? 'scan' : whole(value, mask, 'date')
}

/** Resource.id: masked as another valid id, the same for the same. */
export const idValue: FhirValue = (value, { context, frames }) => {
  if (frames.ownType === 'Patient') context.subject(value)
  else if (frames.ownType === '') frames.pend(value)
  return context.ids === null ? [] : whole(value, context.ids.of(value), 'other-id')
}

/** A unique id of no resource: masked as `id`. */
export const uniqueValue: FhirValue = (value, { context }) =>
  whole(value, context.ids === null ? 'masked' : context.ids.of(value), 'other-id')

export const referenceValue: FhirValue = (value, { context }) => referencePieces(value, context, false)

/** A reference of which the element says that it is a patient's. */
export const patientValue: FhirValue = (value, { context }) => referencePieces(value, context, true)

export const linkValue: FhirValue = (value, { context }) => linkPieces(value, context)

/** ContactPoint.value, by the system beside it or by its form. */
export const contactValue: FhirValue = (value, { frames }) => {
  const system = frames.memo
  const kind = value.includes('@')
    ? 'email'
    : value.includes('://') || system === 'url'
      ? 'url'
      : system === 'fax'
        ? 'fax'
        : 'phone'
  return tagged(value, kind)
}

/** Identifier.value, by the system or type beside it or by its form. */
export const identifierValue: FhirValue = (value, { frames, context }) => {
  const kind = identifierClass(frames.memo, value)
  if (kind === 'mrn' && frames.type === 'Patient') context.subject(value)
  return tagged(value, kind)
}

/** Extension.valueString and its like: unknown extensions are masked whole. `text` is the readable form beside codes. */
export const extensionText: FhirValue = (value, { frames }) => {
  if (frames.memo === 'text') return 'scan'
  return tagged(value, frames.memo.toLowerCase().includes('name') ? 'name' : 'free-text')
}

function tagged(value: string, kind: PhiClass): readonly Piece[] {
  if (isTag(value)) return []
  return whole(value, tagOf(kind), kind)
}

function whole(value: string, text: string, kind: PhiClass): readonly Piece[] {
  return value === text ? [] : [{ start: 0, end: value.length, text, class: kind }]
}

/** Codes of HL7 table 0203 and registered systems, http://terminology.hl7.org/NamingSystem. */
const IDENTIFIER_CLASSES: readonly (readonly [PhiClass, readonly string[]])[] = [
  ['ssn', ['SS', 'SB', 'http://hl7.org/fhir/sid/us-ssn', 'urn:oid:2.16.840.1.113883.4.1']],
  ['mrn', ['MR', 'MRT', 'PI', 'PT', 'U', 'http://hospital.smarthealthit.org']],
  ['npi', ['NPI', 'http://hl7.org/fhir/sid/us-npi', 'urn:oid:2.16.840.1.113883.4.6']],
  [
    'plan-id',
    ['MB', 'MC', 'MA', 'NIIP', 'SN', 'HC', 'http://hl7.org/fhir/sid/us-mbi', 'http://hl7.org/fhir/sid/us-medicare'],
  ],
  ['licence', ['DL', 'PPN', 'LN', 'MD', 'DEA', 'RN', 'TAX', 'http://hl7.org/fhir/sid/us-dea']],
  ['account', ['AN', 'ANON', 'BA', 'ACSN', 'FILL']],
  ['device', ['UDI', 'SNO', 'SID', 'MCN']],
]
export const CLASS_OF: ReadonlyMap<string, PhiClass> = new Map(
  IDENTIFIER_CLASSES.flatMap(([kind, said]) => said.map((word) => [word, kind] as const)),
)

function identifierClass(said: string, value: string): PhiClass {
  for (let start = 0; start < said.length; ) {
    const space = said.indexOf(' ', start)
    const end = space < 0 ? said.length : space
    const known = CLASS_OF.get(said.slice(start, end))
    if (known !== undefined) return known
    start = end + 1
  }
  if (said.includes('passport')) return 'licence'
  return hasSsnForm(value) ? 'ssn' : 'other-id'
}

function hasSsnForm(value: string): boolean {
  if (value.length !== 11) return false
  for (let at = 0; at < 11; at++) {
    const isDash = at === 3 || at === 6
    const code = value.charCodeAt(at)
    if (isDash ? code !== 0x2d : code < 0x30 || code > 0x39) return false
  }
  return true
}
