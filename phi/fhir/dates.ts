/** What a date is masked by. */
export interface DateRules {
  readonly dates: 'redact' | 'year'
  /** An earlier year means an age over 89 and goes too, 164.514(b)(2)(i)(C). */
  readonly earliestYear: number
}

/** Stands for a year that may not be said. */
const NO_YEAR = '1900'
const FORMS = ['####', '####-##', '####-##-##'] as const
const MOST_DATE = 40

/**
 * A valid date, dateTime or instant in the place of one, with the same precision; null where the value has not that form. A
 * year by itself may stay.
 */
export function dateMask(value: string, rules: DateRules): string | null {
  if (value.length > MOST_DATE) return null
  const time = value.indexOf('T')
  const date = time < 0 ? value : value.slice(0, time)
  const form = FORMS.findIndex((shape) => hasForm(date, shape))
  if (form < 0 || (time >= 0 && (form < 2 || !isTime(value.slice(time + 1))))) return null
  const isOld = Number(date.slice(0, 4)) < rules.earliestYear
  const year = !isOld && (form === 0 || rules.dates === 'year') ? date.slice(0, 4) : NO_YEAR
  if (time >= 0) return `${year}-01-01T00:00:00Z`
  if (form === 0) return year
  // Truncated to its year a date stays a valid partial date.
  return rules.dates === 'year' ? year : `${year}-01-01`.slice(0, date.length)
}

function hasForm(text: string, shape: string): boolean {
  if (text.length !== shape.length) return false
  for (let at = 0; at < shape.length; at++) if (shape[at] === '#' ? !isDigit(text, at) : text[at] !== '-') return false
  return true
}

// hh:mm, seconds, a fraction, a zone: digits and their separators.
function isTime(text: string): boolean {
  if (text.length < 4 || !isDigit(text, 0) || !isDigit(text, 1) || text[2] !== ':') return false
  for (let at = 3; at < text.length; at++) if (!isDigit(text, at) && !':.+-Z'.includes(text.charAt(at))) return false
  return true
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0x30 && code <= 0x39
}
