/**
 * The bytes that are hashed and signed: JSON Canonicalization Scheme (RFC 8785). Keys sorted by UTF-16 code
 * unit, no white space, numbers and strings as ECMAScript writes them. `undefined` members are left out, as
 * JSON.stringify does. Throws TypeError for what JSON cannot say (NaN, Infinity, functions, bigint).
 */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('canonical JSON has no NaN or Infinity')
      return String(value)
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as Record<string, unknown>)
    default:
      throw new TypeError(`canonical JSON has no ${typeof value}`)
  }
}

/** `canonical` as UTF-8. */
export function canonicalBytes(value: unknown): Uint8Array {
  return Buffer.from(canonical(value), 'utf8')
}

function canonicalArray(items: readonly unknown[]): string {
  let text = '['
  for (let index = 0; index < items.length; index++) {
    if (index > 0) text += ','
    text += canonical(items[index])
  }
  return `${text}]`
}

function canonicalObject(object: Readonly<Record<string, unknown>>): string {
  let text = '{'
  for (const key of sortedKeys(object)) {
    const member = object[key]
    if (member === undefined) continue
    if (text.length > 1) text += ','
    text += `${quoted(key)}:${canonical(member)}`
  }
  return `${text}}`
}

const SHORT = 64

// Most texts are short and need no escape: to look costs a tenth of calling JSON.stringify for each.
function quoted(text: string): string {
  if (text.length > SHORT) return JSON.stringify(text)
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    const isPlain = unit >= 0x20 && unit < 0x7f && unit !== QUOTE && unit !== BACKSLASH
    if (!isPlain) return JSON.stringify(text)
  }
  return `"${text}"`
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

// Most objects here are written in order already; looking is cheaper than sorting.
function sortedKeys(object: object): readonly string[] {
  const keys = Object.keys(object)
  for (let index = 1; index < keys.length; index++) {
    if ((keys[index - 1] as string) > (keys[index] as string)) return keys.sort()
  }
  return keys
}
