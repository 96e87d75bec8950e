import { CLASS, LOWER, UPPER } from '../byte-classes.ts'
import { type Mask, tagBytes } from '../flow/sink.ts'
import type { PhiClass } from '../phi.ts'
import type { Occurrence, StructureContext } from '../structure-context.ts'
import { DATE_FORM, dateForm } from './date-form.ts'
import { CLASS_OF } from './values.ts'

/** What stands in place of a value, to its end. */
export interface WholeMask extends Mask {
  readonly replacement: Uint8Array
  /** Bytes before it that stay. */
  readonly kept: number
}

/** Only the rule itself knows. */
export const ASK: WholeMask = { class: 'free-text', detector: '', score: 0, replacement: new Uint8Array(0), kept: 0 }

/** It is no such value: it is read as text. */
export const SCAN: WholeMask = {
  class: 'free-text',
  detector: 'scan',
  score: 0,
  replacement: new Uint8Array(0),
  kept: 0,
}

/**
 * The common cases of a value's rule, from its bytes, without a string: null where the value stays, `SCAN` where the rule
 * says so, `ASK` where only the rule itself knows. Both say the same of every value.
 */
export type QuickValue = (bytes: Uint8Array, from: number, to: number, at: Occurrence) => WholeMask | null

/** As `dateValue`. */
export const quickDate: QuickValue = (bytes, from, to, { context }) => {
  if (context.dates !== 'redact') return ASK
  const form = dateForm(bytes, from, to)
  if (form === DATE_FORM.none) return DATES[DATE_FORM.date]
  if (form !== DATE_FORM.year) return DATES[form]
  return yearOf(bytes, from) < context.earliestYear ? DATES[form] : null
}

/** As `textOrDate`. */
export const quickTextOrDate: QuickValue = (bytes, from, to, at) =>
  dateForm(bytes, from, to) === DATE_FORM.none ? SCAN : quickDate(bytes, from, to, at)

/** As `idValue`. */
export const quickId: QuickValue = (bytes, from, to, { context, frames }) => {
  const mask = maskedId(bytes, from, from, to, context, 'fhir-id')
  const { ownType } = frames
  if (mask === ASK) return ASK
  if (ownType === 'Patient') context.subject(context.words.latin1(bytes, from, to))
  else if (ownType === '') frames.pend(context.words.latin1(bytes, from, to))
  return mask
}

/** As `referenceValue`, `patientValue` and `linkValue`, of `Type/id` and `https://…/Type/id`. */
export function quickReference(detector: string): QuickValue {
  return (bytes, from, to, { context }) => {
    const start = bytes[from]
    if (start === SMALL_U || start === FRAGMENT) return ASK
    let slash = from - 1
    let before = slash
    for (let at = from; at < to; at++) {
      const byte = bytes[at]
      if (byte === QUESTION) return ASK
      if (byte !== SLASH) continue
      before = slash
      slash = at
    }
    const first = bytes[slash + 1]
    if (slash < from || slash + 1 === to || first === UNDERSCORE || first === DOLLAR) return ASK
    if (!isType(bytes, before + 1, slash)) return ASK
    const mask = maskedId(bytes, from, slash + 1, to, context, detector)
    if (mask !== ASK && isPatient(bytes, before + 1, slash)) context.subject(context.words.latin1(bytes, slash + 1, to))
    return mask
  }
}

// From `at` on it is an id.
function maskedId(
  bytes: Uint8Array,
  from: number,
  at: number,
  to: number,
  { ids }: StructureContext,
  detector: string,
): WholeMask | null {
  if (ids === null) return null
  const replacement = ids.ofBytes(bytes, at, to)
  return replacement === null ? ASK : { class: 'other-id', detector, score: 1, replacement, kept: at - from }
}

/** As `contactValue`. */
export const quickContact: QuickValue = (bytes, from, to, { frames }) => {
  if (bytes[from] === BRACKET) return ASK
  let isUrl = false
  for (let at = from; at < to; at++) {
    const byte = bytes[at]
    if (byte === AT_SIGN) return EMAIL
    if (byte === COLON && bytes[at + 1] === SLASH && bytes[at + 2] === SLASH && at + 2 < to) isUrl = true
  }
  const { memo } = frames
  return isUrl || memo === 'url' ? URL : memo === 'fax' ? FAX : PHONE
}

/** As `identifierValue`, where one system or type is said and known, and no patient is told of. */
export const quickIdentifier: QuickValue = (bytes, from, _to, { frames }) => {
  const kind = bytes[from] === BRACKET ? undefined : CLASS_OF.get(frames.memo)
  return kind === undefined || kind === 'mrn' ? ASK : (IDENTIFIERS.get(kind) ?? ASK)
}

const SLASH = 0x2f
const COLON = 0x3a
const AT_SIGN = 0x40
const BRACKET = 0x5b
const UNDERSCORE = 0x5f
const DOLLAR = 0x24
const FRAGMENT = 0x23
const QUESTION = 0x3f
/** Of `urn:`, which has ids of its own form. */
const SMALL_U = 0x75
const SHORTEST_TYPE = 4
const LONGEST_TYPE = 40

const PATIENT = Buffer.from('Patient', 'latin1')
const DATES = {
  [DATE_FORM.year]: masks('date', 'fhir-date', '1900'),
  [DATE_FORM.month]: masks('date', 'fhir-date', '1900-01'),
  [DATE_FORM.date]: masks('date', 'fhir-date', '1900-01-01'),
  [DATE_FORM.time]: masks('date', 'fhir-date', '1900-01-01T00:00:00Z'),
} as const

const EMAIL = tagged('email', 'fhir-contact')
const URL = tagged('url', 'fhir-contact')
const FAX = tagged('fax', 'fhir-contact')
const PHONE = tagged('phone', 'fhir-contact')
const IDENTIFIERS = new Map([...CLASS_OF.values()].map((kind) => [kind, tagged(kind, 'fhir-identifier')]))

function masks(kind: PhiClass, detector: string, replacement: string): WholeMask {
  return { class: kind, detector, score: 1, replacement: Buffer.from(replacement, 'latin1'), kept: 0 }
}

function tagged(kind: PhiClass, detector: string): WholeMask {
  return { class: kind, detector, score: 1, replacement: tagBytes(kind), kept: 0 }
}

function yearOf(bytes: Uint8Array, from: number): number {
  let year = 0
  for (let at = from; at < from + 4; at++) year = year * 10 + (bytes[at] as number) - 0x30
  return year
}

function isType(bytes: Uint8Array, from: number, to: number): boolean {
  const length = to - from
  if (length < SHORTEST_TYPE || length > LONGEST_TYPE) return false
  if (((CLASS[bytes[from] as number] as number) & UPPER) === 0) return false
  for (let at = from + 1; at < to; at++)
    if (((CLASS[bytes[at] as number] as number) & (UPPER | LOWER)) === 0) return false
  return true
}

function isPatient(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== PATIENT.length) return false
  for (let at = 0; at < PATIENT.length; at++) if (bytes[from + at] !== PATIENT[at]) return false
  return true
}
