import { isCompressed, isPlain, pictureOf } from './encoded.ts'

/** Characters of a run that are looked at first. */
export const SHORTEST_RUN = 16

const DECODED = 12
const DIGITS = digits()
/** 1: no text has such a byte. */
const NEVER = never()
/** First bytes of what `pictureOf` and `isCompressed` know, but for HEIC. */
const MAGIC = magic()

/**
 * Whether the beginning of a run is worth the rest: text, a picture, something compressed, in base64 or in hex. Most runs
 * are names in programs; the first six bytes tell.
 */
export class FirstRun {
  readonly #decoded: Buffer = Buffer.alloc(DECODED)
  readonly #pairs: Buffer = Buffer.alloc(SHORTEST_RUN / 2)

  /** `SHORTEST_RUN` characters of base64, base64url or hex from a place on. */
  mayHide(bytes: Uint8Array, from: number): boolean {
    return this.#mayBeBase64(bytes, from) || this.#mayBeHex(bytes, from)
  }

  #mayBeBase64(bytes: Uint8Array, from: number): boolean {
    const decoded = this.#decoded
    this.#decode(bytes, from, 0, 6)
    const isHeic = decoded[4] === 0x66 && decoded[5] === 0x74
    if (!isHeic && MAGIC[decoded[0] as number] === 0)
      for (let at = 0; at < 6; at++) if (NEVER[decoded[at] as number] === 1) return false
    this.#decode(bytes, from + 8, 6, DECODED)
    return isPlain(decoded) || isCompressed(decoded) || pictureOf(decoded) !== null
  }

  #decode(bytes: Uint8Array, from: number, start: number, end: number): void {
    const decoded = this.#decoded
    for (let at = from, to = start; to < end; at += 4, to += 3) {
      const high = ((DIGITS[bytes[at] as number] as number) << 6) | (DIGITS[bytes[at + 1] as number] as number)
      const low = ((DIGITS[bytes[at + 2] as number] as number) << 6) | (DIGITS[bytes[at + 3] as number] as number)
      decoded[to] = high >> 4
      decoded[to + 1] = ((high & 15) << 4) | (low >> 8)
      decoded[to + 2] = low & 255
    }
  }

  #mayBeHex(bytes: Uint8Array, from: number): boolean {
    const pairs = this.#pairs
    for (let index = 0; index < SHORTEST_RUN; index += 2) {
      const high = hexOf(bytes[from + index] as number)
      const low = hexOf(bytes[from + index + 1] as number)
      if (high < 0 || low < 0) return false
      pairs[index >> 1] = (high << 4) | low
    }
    return isPlain(pairs)
  }
}

function hexOf(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

function digits(): Uint8Array {
  const table = new Uint8Array(256)
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  for (let at = 0; at < 64; at++) table[letters.charCodeAt(at)] = at
  table[0x2d] = 62
  table[0x5f] = 63
  return table
}

function never(): Uint8Array {
  const table = new Uint8Array(256).fill(1, 1, 0x20)
  for (const byte of [0x09, 0x0a, 0x0d]) table[byte] = 0
  table[0x7f] = 1
  return table
}

function magic(): Uint8Array {
  const table = new Uint8Array(256)
  for (const byte of [0x1f, 0x78, 0xff, 0x89, 0x47, 0x46, 0x49]) table[byte] = 1
  return table
}
