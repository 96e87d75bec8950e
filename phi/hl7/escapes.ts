import type { Escapes } from '../flow/scratch.ts'

const MOST = 64

/** Escapes in text, HL7 v2.5.1 2.7: `\F\ \S\ \T\ \R\ \E\`, `\X0D0A\`, `\.br\`; others stand for nothing. */
export class Hl7Escapes implements Escapes {
  mark: number = 0x5c
  /** What `F`, `S`, `T`, `R` stand for. */
  delimiters: ReadonlyMap<number, number> = new Map()
  readonly decoded: Uint8Array = new Uint8Array(MOST)
  decodedLength: number = 0
  length: number = 0

  read(bytes: Uint8Array, at: number, end: number, _last: boolean): boolean {
    let close = at + 1
    while (close < end && close - at < MOST && bytes[close] !== this.mark) close++
    this.decodedLength = 0
    if (close >= end || bytes[close] !== this.mark) {
      this.length = 1
      this.#put(this.mark)
      return true
    }
    this.length = close + 1 - at
    this.#decode(bytes, at + 1, close)
    return true
  }

  #decode(bytes: Uint8Array, from: number, to: number): void {
    const kind = bytes[from]
    if (kind === undefined || to === from) return
    if (to - from === 1) {
      const known = kind === 0x45 ? this.mark : this.delimiters.get(kind)
      if (known !== undefined) this.#put(known)
    } else if (kind === 0x58) {
      for (let at = from + 1; at + 1 < to; at += 2)
        this.#put(Number.parseInt(String.fromCharCode(bytes[at] as number, bytes[at + 1] as number), 16) || 0x20)
    } else if (kind === 0x2e) this.#put(0x0a)
  }

  #put(byte: number): void {
    this.decoded[this.decodedLength++] = byte
  }
}
