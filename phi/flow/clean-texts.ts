/** Texts that are kept, a power of two of them, and bytes of the longest. */
export interface KeptTexts {
  readonly slots: number
  readonly mostText: number
}

const LEAVES: KeptTexts = { slots: 256, mostText: 128 }
/** Spreads sums of few bytes: the golden ratio of 32 bits. */
const SPREAD = 0x9e3779b1
/** A short stream is not worth the room. */
const FIRST_LOOKS = 64

/**
 * Short texts of a stream in which a scan found nothing (names of codes come again and again), with the key before them,
 * so that the same text is not scanned again. What holds a finding is never kept. Only for
 * scans that hang on nothing but these bytes: not where an engine remembers values.
 */
export class CleanTexts {
  readonly #slots: number
  readonly #mostText: number
  #kept: Kept | null = null
  #looks: number = 0
  /** Where the text that was asked for goes; -1 where it is not kept. */
  #slot: number = -1
  #hash: number = 0

  constructor({ slots, mostText }: KeptTexts = LEAVES) {
    this.#slots = slots
    this.#mostText = mostText
  }

  /** Whether it was `add`ed before; `salt` is what else the scan hangs on, at most 32 bits. */
  has(bytes: Uint8Array, from: number, to: number, salt: number): boolean {
    this.#slot = -1
    const length = to - from
    if (length > this.#mostText || ++this.#looks < FIRST_LOOKS) return false
    let hash = Math.imul(salt, 31) + length
    for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0
    const slot = (Math.imul(hash, SPREAD) >>> 16) & (this.#slots - 1)
    this.#slot = slot
    this.#hash = hash
    const kept = this.#kept
    if (kept === null || kept.hashes[slot] !== hash || kept.lengths[slot] !== length) return false
    return isSame(kept.bytes, slot * this.#mostText, bytes, from, length)
  }

  /** The text that was last asked for is clean. */
  add(bytes: Uint8Array, from: number, to: number): void {
    const slot = this.#slot
    if (slot < 0) return
    this.#kept ??= {
      bytes: new Uint8Array(this.#slots * this.#mostText),
      lengths: new Uint8Array(this.#slots),
      hashes: new Int32Array(this.#slots),
    }
    const { bytes: own, lengths, hashes } = this.#kept
    for (let at = from, place = slot * this.#mostText; at < to; at++) own[place++] = bytes[at] as number
    lengths[slot] = to - from
    hashes[slot] = this.#hash
  }
}

interface Kept {
  readonly bytes: Uint8Array
  readonly lengths: Uint8Array
  readonly hashes: Int32Array
}

function isSame(kept: Uint8Array, start: number, bytes: Uint8Array, from: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (kept[start + at] !== bytes[from + at]) return false
  return true
}
