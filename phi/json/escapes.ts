import type { Escapes } from '../flow/scratch.ts'

const BACKSLASH = 0x5c
const SMALL_U = 0x75
const LONGEST = 12

/** What the byte behind a backslash stands for, RFC 8259 section 7; others stand for themselves. */
const SIMPLE = simple()

/** Reads one escape of a JSON string. Two `\u` that are a surrogate pair are one escape; a lone surrogate is U+FFFD. */
export class EscapeReader implements Escapes {
  readonly mark: number = BACKSLASH
  readonly decoded: Uint8Array = new Uint8Array(4)
  decodedLength: number = 0
  /** Bytes of the escape itself. */
  length: number = 0

  /** False where more bytes are needed; with `last` never: what is cut off stands for itself. */
  read(bytes: Uint8Array, at: number, end: number, last: boolean): boolean {
    if (!last && end - at < LONGEST && !isWhole(bytes, at, end)) return false
    const kind = at + 1 < end ? (bytes[at + 1] as number) : BACKSLASH
    const unit = kind === SMALL_U ? hexUnit(bytes, at + 2, end) : -1
    if (unit >= 0) this.#unit(bytes, at, end, unit)
    else {
      this.decoded[0] = SIMPLE[kind] as number
      this.decodedLength = 1
      this.length = Math.min(2, end - at)
    }
    return true
  }

  #unit(bytes: Uint8Array, at: number, end: number, unit: number): void {
    this.length = 6
    if (unit < 0xd800 || unit > 0xdfff) {
      this.#encode(unit)
      return
    }
    const isPair = unit < 0xdc00 && at + 8 <= end && bytes[at + 6] === BACKSLASH && bytes[at + 7] === SMALL_U
    const low = isPair ? hexUnit(bytes, at + 8, end) : -1
    if (low < 0xdc00 || low > 0xdfff) this.#encode(0xfffd)
    else {
      this.length = 12
      this.#encode(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
    }
  }

  #encode(code: number): void {
    const { decoded } = this
    if (code < 0x80) {
      decoded[0] = code
      this.decodedLength = 1
    } else if (code < 0x800) {
      decoded[0] = 0xc0 | (code >> 6)
      decoded[1] = 0x80 | (code & 0x3f)
      this.decodedLength = 2
    } else if (code < 0x10000) {
      decoded[0] = 0xe0 | (code >> 12)
      decoded[1] = 0x80 | ((code >> 6) & 0x3f)
      decoded[2] = 0x80 | (code & 0x3f)
      this.decodedLength = 3
    } else {
      decoded[0] = 0xf0 | (code >> 18)
      decoded[1] = 0x80 | ((code >> 12) & 0x3f)
      decoded[2] = 0x80 | ((code >> 6) & 0x3f)
      decoded[3] = 0x80 | (code & 0x3f)
      this.decodedLength = 4
    }
  }
}

// Whether what is there says all: no `\u` that may go on.
function isWhole(bytes: Uint8Array, at: number, end: number): boolean {
  if (end - at < 2) return false
  if (bytes[at + 1] !== SMALL_U) return true
  if (end - at < 6) return false
  const unit = hexUnit(bytes, at + 2, end)
  if (unit < 0xd800 || unit > 0xdbff) return true
  return (end - at > 6 && bytes[at + 6] !== BACKSLASH) || (end - at > 7 && bytes[at + 7] !== SMALL_U)
}

function hexUnit(bytes: Uint8Array, at: number, end: number): number {
  if (at + 4 > end) return -1
  let unit = 0
  for (let place = at; place < at + 4; place++) {
    const byte = bytes[place] as number
    const digit = byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57
    if (digit < 0 || digit > 15 || (digit > 9 && (byte | 0x20) < 0x61)) return -1
    unit = unit * 16 + digit
  }
  return unit
}

function simple(): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  table[0x62] = 0x08
  table[0x66] = 0x0c
  table[0x6e] = 0x0a
  table[0x72] = 0x0d
  table[0x74] = 0x09
  return table
}
