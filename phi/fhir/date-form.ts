/** What a value's form says of it: a date of some precision, or none. */
export const DATE_FORM = { none: 0, year: 1, month: 2, date: 3, time: 4 } as const
export type DateForm = (typeof DATE_FORM)[keyof typeof DATE_FORM]

const MOST_DATE = 40
const DASH = 0x2d
const COLON = 0x3a
const TIME_MARK = 0x54
const SHORTEST_TIME = 4

/** The form of date, dateTime and instant (R4 2.24.0.1), as `dateMask` takes it. */
export function dateForm(bytes: Uint8Array, from: number, to: number): DateForm {
  const length = to - from
  if (length < 4 || length > MOST_DATE || !areDigits(bytes, from, 4)) return DATE_FORM.none
  if (length === 4) return DATE_FORM.year
  if (length < 7 || bytes[from + 4] !== DASH || !areDigits(bytes, from + 5, 2)) return DATE_FORM.none
  if (length === 7) return DATE_FORM.month
  if (length < 10 || bytes[from + 7] !== DASH || !areDigits(bytes, from + 8, 2)) return DATE_FORM.none
  if (length === 10) return DATE_FORM.date
  return bytes[from + 10] === TIME_MARK && isTime(bytes, from + 11, to) ? DATE_FORM.time : DATE_FORM.none
}

// hh:mm, seconds, a fraction, a zone: digits and their separators.
function isTime(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < SHORTEST_TIME || !areDigits(bytes, from, 2) || bytes[from + 2] !== COLON) return false
  for (let at = from + 3; at < to; at++) if (IN_TIME[bytes[at] as number] === 0) return false
  return true
}

function areDigits(bytes: Uint8Array, from: number, count: number): boolean {
  for (let at = from; at < from + count; at++) {
    const byte = bytes[at] as number
    if (byte < 0x30 || byte > 0x39) return false
  }
  return true
}

const IN_TIME = Uint8Array.from({ length: 256 }, (_, byte) =>
  '0123456789:.+-Z'.includes(String.fromCharCode(byte)) ? 1 : 0,
)
