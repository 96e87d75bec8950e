import { CLASS, HEX } from '../byte-classes.ts'

/** Longer ones are no keys that any rule knows. */
export const MOST_KEY = 96
const MOST_KEYS = 2048
const SLOTS = 8192
/** Keys that were made to meet in one slot are not remembered. */
const MOST_PROBES = 16

/** A key of an object; `id` is -1 where it is not remembered. */
export interface Key {
  readonly id: number
  readonly text: string
  readonly bytes: Uint8Array
}

/**
 * Keys that were met, by their bytes, so that a key costs a look-up and no string. Only what looks like a name in a schema
 * is remembered, and only so many: keys can be values (`{"John Smith": …}`), and those are never kept.
 */
export class KeyTable {
  readonly #slots: (Key | undefined)[] = new Array(SLOTS).fill(undefined)
  #count: number = 0

  find(bytes: Uint8Array, from: number, to: number): Key {
    const length = to - from
    const first = slotOf(bytes, from, to)
    for (let probe = 0; probe < MOST_PROBES; probe++) {
      const slot = (first + probe) & (SLOTS - 1)
      const key = this.#slots[slot]
      if (key === undefined) return this.#add(bytes, from, to, slot)
      if (key.bytes.length === length && isSame(key.bytes, bytes, from)) return key
    }
    return this.#add(bytes, from, to, -1)
  }

  #add(bytes: Uint8Array, from: number, to: number, slot: number): Key {
    const own = bytes.slice(from, to)
    const text = Buffer.from(own.buffer).toString('utf8')
    if (slot < 0 || this.#count >= MOST_KEYS || !isSchemaName(own)) return { id: -1, text, bytes: own }
    const key = { id: this.#count++, text, bytes: own }
    this.#slots[slot] = key
    return key
  }
}

// Of the length and a few bytes: keys are told apart by all of their bytes anyway.
function slotOf(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from
  if (length === 0) return 0
  const middle = from + (length >> 1)
  const ends = ((bytes[from] as number) << 16) | ((bytes[to - 1] as number) << 8) | (bytes[middle] as number)
  const inner = ((bytes[from + (length >> 2)] as number) << 8) | (bytes[middle + (length >> 2)] as number)
  const hash = Math.imul(ends ^ Math.imul(inner + length, 0x9e3779b1), 0x85ebca6b)
  return (hash ^ (hash >>> 15)) & (SLOTS - 1)
}

const MOST_SCHEMA_NAME = 40
const MOST_DIGITS = 2

// Letters, `_`, `-`, `$`, `@`, `:` and at most two digits.
function isSchemaName(bytes: Uint8Array): boolean {
  if (isTag(bytes)) return true
  let digits = 0
  for (const byte of bytes) {
    if (byte >= 0x30 && byte <= 0x39) digits++
    else if (!((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || OTHERS.includes(byte))) return false
  }
  return digits <= MOST_DIGITS && bytes.length <= MOST_SCHEMA_NAME && bytes.length > 0
}

// A DICOM attribute: eight hexadecimal digits, and of few values.
function isTag(bytes: Uint8Array): boolean {
  return (
    bytes.length === 8 &&
    bytes[0] === 0x30 &&
    bytes[1] === 0x30 &&
    bytes.every((byte) => CLASS[byte] !== undefined && ((CLASS[byte] as number) & HEX) !== 0)
  )
}

const OTHERS = Buffer.from('_-$@:', 'latin1')

function isSame(key: Uint8Array, bytes: Uint8Array, from: number): boolean {
  for (let at = 0; at < key.length; at++) if (key[at] !== bytes[from + at]) return false
  return true
}

/** A key with its escapes undone, from its quote to its quote; what is no string to JSON.parse has no meaning. */
export function keyText(bytes: Uint8Array, from: number, to: number): string {
  try {
    const said: unknown = JSON.parse(Buffer.from(bytes.buffer, from, to - from).toString('utf8'))
    return typeof said === 'string' ? said : ''
  } catch {
    return ''
  }
}
