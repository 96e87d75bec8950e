const LF = 0x0a

/** Which byte of a unit of two a line feed stands in; `one`: UTF-8, where it is a unit by itself. */
export type LineFeedIn = 'one' | 'first' | 'second'

/** Turns byte offsets of a stream into lines and columns; asked in ascending order, it remembers where it stands. */
export class LineCounter {
  readonly #feedIn: LineFeedIn
  /** The last byte of the chunk before. */
  #last = 0
  /** Offsets of the first bytes of lines that nobody has asked behind yet. */
  #starts: number[] = [0]
  #line = 1
  #length = 0

  constructor(feedIn: LineFeedIn = 'one') {
    this.#feedIn = feedIn
  }

  add(chunk: Uint8Array): void {
    if (this.#feedIn === 'one')
      for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) this.#starts.push(this.#length + at + 1)
    else this.#addWide(chunk, this.#feedIn === 'first')
    this.#length += chunk.length
  }

  // UTF-16, unit by unit.
  #addWide(chunk: Uint8Array, isFirst: boolean): void {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number
      const [feed, zero] = isFirst ? [this.#last, byte] : [byte, this.#last]
      if ((this.#length + at) % 2 === 1 && feed === LF && zero === 0) this.#starts.push(this.#length + at + 1)
      this.#last = byte
    }
  }

  /** Both from 1; the column counts bytes. */
  place(offset: number): { readonly line: number; readonly column: number } {
    let passed = 0
    while (passed + 1 < this.#starts.length && (this.#starts[passed + 1] ?? 0) <= offset) passed++
    if (passed > 0) this.#starts = this.#starts.slice(passed)
    this.#line += passed
    return { line: this.#line, column: Math.max(0, offset - (this.#starts[0] ?? 0)) + 1 }
  }
}
