/** Longer ones are no keys that any rule knows. */
export const MOST_KEY = 96
const MOST_KEYS = 2048
const SLOTS = 8192

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

  /** `hash` is the one that `hashByte` makes of the bytes. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): Key {
    const length = to - from
    let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1)
    for (;;) {
      const key = this.#slots[slot]
      if (key === undefined) return this.#add(bytes, from, to, slot)
      if (key.bytes.length === length && isSame(key.bytes, bytes, from)) return key
      slot = (slot + 1) & (SLOTS - 1)
    }
  }

  #add(bytes: Uint8Array, from: number, to: number, slot: number): Key {
    const own = bytes.slice(from, to)
    const text = Buffer.from(own.buffer).toString('utf8')
    if (this.#count >= MOST_KEYS || !isSchemaName(own)) return { id: -1, text, bytes: own }
    const key = { id: this.#count++, text, bytes: own }
    this.#slots[slot] = key
    return key
  }
}

/** FNV-1a, a byte at a time. */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193)
}

export const HASH_START: number = 0x811c9dc5 | 0

const MOST_SCHEMA_NAME = 40
const MOST_DIGITS = 2

// Letters, `_`, `-`, `$`, `@`, `:` and at most two digits.
function isSchemaName(bytes: Uint8Array): boolean {
  let digits = 0
  for (const byte of bytes) {
    if (byte >= 0x30 && byte <= 0x39) digits++
    else if (!((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || OTHERS.includes(byte))) return false
  }
  return digits <= MOST_DIGITS && bytes.length <= MOST_SCHEMA_NAME && bytes.length > 0
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
