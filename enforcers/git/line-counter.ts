const LINE_FEED = 0x0a

/** Says on which line an offset of a stream is. Offsets are asked in order, soon after their bytes went by. */
export class LineCounter {
  #line = 1
  #from = 0
  #size = 0
  readonly #chunks: { readonly start: number; readonly bytes: Uint8Array }[] = []

  /** Remembers a chunk until `forget`. */
  push(bytes: Uint8Array): void {
    this.#chunks.push({ start: this.#size, bytes })
    this.#size += bytes.length
  }

  /** Line of an offset, from 1. An offset before one that was asked is on the same line as that. */
  lineOf(offset: number): number {
    for (const { start, bytes } of this.#chunks) {
      if (start >= offset) break
      const end = Math.min(bytes.length, offset - start)
      for (let at = Math.max(0, this.#from - start); at < end; at++) if (bytes[at] === LINE_FEED) this.#line++
      this.#from = Math.max(this.#from, start + end)
    }
    return this.#line
  }

  /** Lets go of all but the last `keep` bytes. */
  forget(keep: number): void {
    for (let first = this.#chunks[0]; first !== undefined; first = this.#chunks[0]) {
      const end = first.start + first.bytes.length
      if (end > this.#size - keep) return
      this.lineOf(end)
      this.#chunks.shift()
    }
  }
}
