import type { PhiClass } from './phi.ts'

/** What 45 CFR 164.514(b)(2)(i)(B)-(C) makes depend on the day: a signed, dated part of the rules. */
export interface Generalisation {
  /** The state of knowledge, as a date. */
  readonly asOf: string
  /** ZIP3 areas with 20 000 people or fewer: their first three digits become 000. */
  readonly restrictedZip3: readonly string[]
  /** A birth before this year means an age over 89 now: the year itself must go too. */
  readonly earliestYear: number
}

/**
 * The seventeen areas of the HHS guidance (Census 2000), and two (205, 369) that other tools carry: the rule speaks of
 * current census data, and too many restricted areas do no harm.
 */
export const GENERALISATION: Generalisation = {
  asOf: '2026-01-01',
  restrictedZip3: [
    '036',
    '059',
    '063',
    '102',
    '203',
    '205',
    '369',
    '556',
    '692',
    '790',
    '821',
    '823',
    '830',
    '831',
    '878',
    '879',
    '884',
    '890',
    '893',
  ],
  earliestYear: 1937,
}

const TAGS: Readonly<Record<PhiClass, string>> = {
  name: '[NAME]',
  address: '[ADDRESS]',
  zip: '[ZIP]',
  date: '[DATE]',
  age: '[AGE]',
  phone: '[PHONE]',
  fax: '[FAX]',
  email: '[EMAIL]',
  ssn: '[SSN]',
  mrn: '[MRN]',
  'plan-id': '[PLAN-ID]',
  account: '[ACCOUNT]',
  card: '[CARD]',
  licence: '[LICENCE]',
  npi: '[NPI]',
  vehicle: '[VEHICLE]',
  device: '[DEVICE]',
  url: '[URL]',
  ip: '[IP]',
  biometric: '[BIOMETRIC]',
  photo: '[PHOTO]',
  'other-id': '[ID]',
  'free-text': '[TEXT]',
  secret: '[SECRET]',
}

/** What stands in the place of a value of a class. Own tags are no PHI: masking twice is masking once. */
export function tagOf(kind: PhiClass): string {
  return TAGS[kind]
}

/** Whether a value is such a tag. */
export function isTag(value: string): boolean {
  return ALL_TAGS.has(value)
}

const ALL_TAGS = new Set(Object.values(TAGS))

/** Transforms that need nothing but the rules. */
export type PlainTransform = 'redact' | 'null' | 'year' | 'zip3'

/** One whole value, transformed. What cannot be generalised is redacted. */
export function transformValue(value: string, kind: PhiClass, transform: PlainTransform, data: Generalisation): string {
  switch (transform) {
    case 'redact':
      return tagOf(kind)
    case 'null':
      return ''
    case 'zip3':
      return kind === 'zip' || kind === 'address' ? zip3(value, data) : tagOf(kind)
    case 'year':
      return kind === 'date' ? year(value, data) : kind === 'age' ? age(value) : tagOf(kind)
  }
}

function zip3(value: string, data: Generalisation): string {
  const trimmed = value.trim()
  const digits = trimmed.replace('-', '').replace(' ', '')
  if (!(digits.length === 5 || digits.length === 9) || !allDigits(digits)) return tagOf('zip')
  const area = digits.slice(0, 3)
  return data.restrictedZip3.includes(area) ? '000' : area
}

// The one run of exactly four digits that is a year, at the beginning or the end of a date; YYYYMMDD too.
function year(value: string, data: Generalisation): string {
  const runs = digitRuns(value.slice(0, 64))
  const compact = runs.length === 1 && [8, 12, 14].includes(runs[0]?.length ?? 0) ? runs[0]?.slice(0, 4) : undefined
  const years = compact === undefined ? runs.filter((run) => run.length === 4) : [compact]
  const found = Number(years[0])
  const known = years.length === 1 && found >= 1850 && found <= 2099
  return known && found >= data.earliestYear ? String(found) : tagOf('date')
}

function age(value: string): string {
  const text = value.trim()
  if (!allDigits(text) || text.length === 0 || text.length > 3) return tagOf('age')
  return Number(text) > 89 ? '90+' : text
}

function digitRuns(value: string): readonly string[] {
  const runs: string[] = []
  let from = -1
  for (let at = 0; at <= value.length; at++) {
    const isDigit = at < value.length && allDigits(value.charAt(at))
    if (isDigit && from < 0) from = at
    if (!isDigit && from >= 0) {
      runs.push(value.slice(from, at))
      from = -1
    }
  }
  return runs
}

function allDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 48 || code > 57) return false
  }
  return true
}
