import { type Disguise, disguised, ITSELF, NOTHING } from './normalise.ts'

/** Bytes of text that are undisguised at once, and what of the text before it is looked at as context. */
export const MOST_REGION = 320
export const CONTEXT = 64

/** A piece of text without its disguise, and where each of its bytes comes from. Filled again and again. */
export class Shadow {
  readonly bytes: Uint8Array = new Uint8Array(MOST_REGION + 2 * CONTEXT + 64)
  length: number = 0
  /** Characters that were in disguise. */
  changed: number = 0
  readonly #starts: Int32Array = new Int32Array(this.bytes.length + 1)
  readonly #ends: Int32Array = new Int32Array(this.bytes.length + 1)
  readonly #disguise: Disguise = { width: 1 }

  fill(bytes: Uint8Array, from: number, to: number): void {
    this.length = 0
    this.changed = 0
    let at = from
    while (at < to) {
      const byte = disguised(bytes, at, to, this.#disguise)
      const width = byte === ITSELF ? 1 : this.#disguise.width
      if (byte !== ITSELF) this.changed++
      if (byte !== NOTHING) this.#add(byte === ITSELF ? (bytes[at] as number) : byte, at, Math.min(to, at + width))
      at += width
    }
    this.#starts[this.length] = to
    this.#ends[this.length] = to
  }

  /** The first byte here that comes from a place or from behind it. */
  indexOf(place: number): number {
    let index = 0
    while (index < this.length && (this.#ends[index] as number) <= place) index++
    return index
  }

  startOf(index: number): number {
    return this.#starts[index] as number
  }

  /** Behind the byte before `index`. */
  endOf(index: number): number {
    return index === 0 ? (this.#starts[0] as number) : (this.#ends[index - 1] as number)
  }

  #add(byte: number, start: number, end: number): void {
    this.bytes[this.length] = byte
    this.#starts[this.length] = start
    this.#ends[this.length] = end
    this.length++
  }
}
