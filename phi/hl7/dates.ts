import type { FhirValue } from '../fhir/values.ts'

const LENGTHS = new Set([4, 6, 8, 10, 12, 14])
const MASKED = '19000101000000'
const MOST_DATE = 26

/**
 * DT, DTM and TS (HL7 v2.5.1 2A.22 and 2A.78, YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]), and X12 D8 and RD8: the same
 * number of digits. A year by itself may stay.
 */
export const compactDate: FhirValue = (value, { context }) => {
  const masked = maskOf(value, context) ?? '19000101'
  return masked === value ? [] : [{ start: 0, end: value.length, text: masked, class: 'date' }]
}

/** A whole value that can only be a date: eight digits or more, of this or the last century. */
export const textOrCompactDate: FhirValue = (value, at) => {
  const digits = digitsOf(value)
  const century = value.slice(0, 2)
  if (digits < 8 || (century !== '19' && century !== '20') || !isMonthDay(value.slice(4, 8))) return 'scan'
  return maskOf(value, at.context) === null ? 'scan' : compactDate(value, at)
}

function maskOf(
  value: string,
  rules: { readonly dates: 'redact' | 'year'; readonly earliestYear: number },
): string | null {
  if (value.length > MOST_DATE) return null
  const digits = digitsOf(value)
  if (digits === 8 && value.length === 17 && value[8] === '-')
    return `${maskOf(value.slice(0, 8), rules)}-${maskOf(value.slice(9), rules)}`
  if (!LENGTHS.has(digits) || !isRest(value.slice(digits))) return null
  const mayStay = Number(value.slice(0, 4)) >= rules.earliestYear
  const year = mayStay && (digits === 4 || rules.dates === 'year') ? value.slice(0, 4) : '1900'
  return `${year}${MASKED.slice(4, digits)}`
}

// A fraction and a zone.
function isRest(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!'.+-0123456789'.includes(text.charAt(at))) return false
  return true
}

function isMonthDay(text: string): boolean {
  const month = Number(text.slice(0, 2))
  const day = Number(text.slice(2))
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

function digitsOf(text: string): number {
  let digits = 0
  while (digits < text.length && text.charCodeAt(digits) >= 0x30 && text.charCodeAt(digits) <= 0x39) digits++
  return digits
}
