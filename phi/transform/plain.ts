const NIL_UUID = '00000000-0000-0000-0000-000000000000'
const MOST_JSON = 1_000_000

const NUMBER = /^[-+]?\d{1,20}$/
const DECIMAL = /^[-+]?\d{1,20}\.\d{1,18}$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/
const TIME = /^\d{2}:\d{2}(?::\d{2})?$/
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/
const TRUTH = /^(?:true|false)$/i
/** Longer values are of none of these types. */
const MOST_TYPED = 40

const TYPES: readonly (readonly [type: RegExp, written: (text: string) => string])[] = [
  [NUMBER, () => '0'],
  [DECIMAL, () => '0.0'],
  [DATE, () => '1900-01-01'],
  [MOMENT, (text) => `1900-01-01${text.charAt(10)}00:00:00${/[Z+]/.test(text.slice(11)) ? 'Z' : ''}`],
  [TIME, (text) => '00:00:00'.slice(0, text.length)],
  [UUID, () => NIL_UUID],
  [IPV4, () => '0.0.0.0'],
  [TRUTH, () => 'false'],
]

/** A value of the same type that says nothing: a number, date, time, UUID, IP address, truth value or JSON; null for text. */
export function typed(value: string): string | null {
  const text = value.trim()
  const known = text.length > MOST_TYPED ? undefined : TYPES.find(([type]) => type.test(text))
  if (known !== undefined) return known[1](text)
  return isJson(text) ? (text.startsWith('[') ? '[]' : '{}') : null
}

function isJson(text: string): boolean {
  if (!(text.startsWith('{') || text.startsWith('[')) || text.length > MOST_JSON) return false
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

const STATES = new Set(
  `AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT
  VT VA WA WV WI WY PR VI GU AS MP`.split(/\s+/),
)

/** The state of a US address: geography above it may stay, 164.514(b)(2)(i)(B). Null where none is told. */
export function stateOf(address: string): string | null {
  const words = address
    .slice(-64)
    .split(/[\s,]+/)
    .filter((word) => word !== '')
  const last = words.filter((word) => !/^\d{5}(?:-\d{4})?$/.test(word) && !/^USA?\.?$/i.test(word)).at(-1) ?? ''
  return STATES.has(last) && words.length > 1 ? last : null
}
