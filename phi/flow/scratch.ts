/** Reads the escapes of a format, one at a time. */
export interface Escapes {
  /** The byte that every escape begins with. */
  readonly mark: number
  /** What the last one stands for. */
  readonly decoded: Uint8Array
  readonly decodedLength: number
  /** Bytes of the escape itself. */
  readonly length: number
  /** False where more bytes are needed; with `last` never. */
  read(bytes: Uint8Array, at: number, end: number, last: boolean): boolean
}

/** One short value with its escapes undone, and where each byte of it comes from. */
export class Scratch {
  readonly bytes: Uint8Array
  length: number = 0
  readonly #from: Int32Array

  constructor(most: number) {
    this.bytes = new Uint8Array(most)
    this.#from = new Int32Array(most + 1)
  }

  clear(): void {
    this.length = 0
  }

  /** Bytes that stand before the value and come from nowhere. */
  prefix(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at++) this.bytes[this.length++] = bytes[at] as number
  }

  /** A value without escapes. */
  plain(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      this.#from[this.length] = at
      this.bytes[this.length++] = bytes[at] as number
    }
    this.#from[this.length] = to
  }

  decode(bytes: Uint8Array, from: number, to: number, escapes: Escapes): void {
    let at = from
    while (at < to) {
      this.#from[this.length] = at
      if (bytes[at] !== escapes.mark) {
        this.bytes[this.length++] = bytes[at++] as number
        continue
      }
      escapes.read(bytes, at, to, true)
      for (let index = 0; index < escapes.decodedLength; index++) {
        this.#from[this.length] = at
        this.bytes[this.length++] = escapes.decoded[index] as number
      }
      at += escapes.length
    }
    this.#from[this.length] = to
  }

  /** Where the byte at a place comes from; at the end, where the value ends. */
  from(place: number): number {
    return this.#from[place] as number
  }

  latin1(from: number): string {
    return Buffer.from(this.bytes.buffer, from, this.length - from).toString('latin1')
  }
}
