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
    case 'object': {
      if (value === null) return 'null'
      const known = MEMORY.get(value)
      if (known !== undefined) return known.text
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as Record<string, unknown>)
    }
    default:
      throw new TypeError(`canonical JSON has no ${typeof value}`)
  }
}

/** `canonical` as UTF-8. */
export function canonicalBytes(value: unknown): Uint8Array {
  return Buffer.from(canonical(value), 'utf8')
}

/**
 * Makes a value that is written again and again one that is written once: freezes it deeply, and keeps its canonical
 * text beside it for `canonical` and `depthOf`. Nobody can change it any more, so text and value cannot part. Takes
 * plain objects and arrays, and freezes them in place; throws TypeError for what is neither, or computes a member.
 */
export function remember<Value extends object>(value: Value): Value {
  if (MEMORY.has(value)) return value
  seal(value)
  const text = canonical(value)
  MEMORY.set(value, { text, depth: measure(value) })
  return value
}

/** Whether a value went through `remember`: it is plain, and will never change. */
export function isRemembered(value: object): boolean {
  return MEMORY.has(value)
}

/** How deep a remembered value is nested: 1 for an empty object. Undefined for any other. */
export function depthOf(value: object): number | undefined {
  return MEMORY.get(value)?.depth
}

// Keyed by the value itself, which is frozen: an entry goes when the value does, and nothing else can reach it.
const MEMORY = new WeakMap<object, { readonly text: string; readonly depth: number }>()

function seal(value: unknown): void {
  if (typeof value !== 'object' || value === null || MEMORY.has(value)) return
  const prototype: unknown = Object.getPrototypeOf(value)
  const isPlain = Array.isArray(value) ? prototype === Array.prototype : prototype === Object.prototype
  if (!isPlain && prototype !== null) throw new TypeError('only plain objects and arrays can be remembered')
  for (const { get, set, value: member } of Object.values(Object.getOwnPropertyDescriptors(value))) {
    if (get !== undefined || set !== undefined) throw new TypeError('a computed member cannot be remembered')
    seal(member)
  }
  Object.freeze(value)
}

function measure(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const known = MEMORY.get(value)
  if (known) return known.depth
  let deepest = 0
  for (const member of Object.values(value)) deepest = Math.max(deepest, measure(member))
  return deepest + 1
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
