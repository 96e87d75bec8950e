const SLOTS = 256
/** A short stream is not worth the room. */
const FIRST_WORDS = 32
const MOST_WORD = 96

/**
 * Strings of bytes that come again and again in a stream (systems, types, ids that many resources refer to), so that each
 * costs a comparison and no new string. Few are kept: a later one takes the place of an earlier one.
 */
export class Words {
  #kept: Kept | null = null
  #asked: number = 0

  /** The bytes as Latin-1. */
  latin1(bytes: Uint8Array, from: number, to: number): string {
    const length = to - from
    if (length > MOST_WORD || ++this.#asked < FIRST_WORDS) return textOf(bytes, from, to)
    this.#kept ??= { words: new Array(SLOTS).fill(undefined), hashes: new Int32Array(SLOTS) }
    const { words, hashes } = this.#kept
    let hash = length
    for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1)
    const known = words[slot]
    if (known !== undefined && hashes[slot] === hash && isSame(known, bytes, from, length)) return known
    const word = textOf(bytes, from, to)
    words[slot] = word
    hashes[slot] = hash
    return word
  }
}

interface Kept {
  readonly words: (string | undefined)[]
  readonly hashes: Int32Array
}

function isSame(word: string, bytes: Uint8Array, from: number, length: number): boolean {
  if (word.length !== length) return false
  for (let at = 0; at < length; at++) if (word.charCodeAt(at) !== bytes[from + at]) return false
  return true
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')
}
