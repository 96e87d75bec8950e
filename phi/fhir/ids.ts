/** Ids that are told apart; later ones all get the same. */
const MOST_IDS = 50_000
const UUID_LENGTH = 36
const DASH = 0x2d

/**
 * Valid ids in the place of ids, numbered in the order in which they are met: the same for the same, so that references
 * still meet their resources, and made from nothing in the id. Ids are remembered by a hash of 53 bits.
 */
export class IdNumbers {
  readonly #numbers: Map<number, number> = new Map()
  /** Those that were met last, by their hash: references to one resource stand close together. */
  readonly #recent: (Recent | undefined)[] = new Array(SLOTS).fill(undefined)

  of(id: string): string {
    return textOf(this.#number(hashOf(id.toLowerCase())), isUuid(id))
  }

  /** The same for ASCII, as bytes; null where there is more. They must not be written over. */
  ofBytes(bytes: Uint8Array, from: number, to: number): Uint8Array | null {
    const hash = hashOfBytes(bytes, from, to)
    if (hash < 0) return null
    const isLong = isUuidAt(bytes, from, to)
    const slot = (hash & (SLOTS - 2)) | (isLong ? 1 : 0)
    const recent = this.#recent[slot]
    if (recent !== undefined && recent.hash === hash) return recent.masked
    const masked = Buffer.from(textOf(this.#number(hash), isLong), 'latin1')
    this.#recent[slot] = { hash, masked }
    return masked
  }

  #number(hash: number): number {
    let number = this.#numbers.get(hash)
    if (number === undefined) {
      if (this.#numbers.size >= MOST_IDS) return 0
      number = this.#numbers.size + 1
      this.#numbers.set(hash, number)
    }
    return number
  }
}

interface Recent {
  readonly hash: number
  readonly masked: Uint8Array
}

const SLOTS = 128

function textOf(number: number, isLong: boolean): string {
  return isLong ? `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}` : `masked-${number}`
}

function isUuidAt(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== UUID_LENGTH) return false
  return bytes[from + 8] === DASH && bytes[from + 13] === DASH && bytes[from + 18] === DASH && bytes[from + 23] === DASH
}

function isUuid(id: string): boolean {
  return id.length === UUID_LENGTH && id[8] === '-' && id[13] === '-' && id[18] === '-' && id[23] === '-'
}

// Two FNV-1a hashes side by side, 53 bits of them.
function hashOf(text: string): number {
  let low = 0x811c9dc5
  let high = 0x9dc5811c
  for (let at = 0; at < text.length; at++) {
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193)
    high = Math.imul(high ^ text.charCodeAt(at), 0x01000193) + at
  }
  return (low >>> 0) * 0x200000 + (high >>> 11)
}

// The same of ASCII in small letters; -1 where there is more than ASCII.
function hashOfBytes(bytes: Uint8Array, from: number, to: number): number {
  let low = 0x811c9dc5
  let high = 0x9dc5811c
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number
    if (byte >= 0x80) return -1
    const small = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte
    low = Math.imul(low ^ small, 0x01000193)
    high = (Math.imul(high ^ small, 0x01000193) + at - from) | 0
  }
  return (low >>> 0) * 0x200000 + (high >>> 11)
}
