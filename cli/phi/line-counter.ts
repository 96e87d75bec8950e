const LF = 0x0a

/** Turns byte offsets of a stream into lines and columns; asked in ascending order, it remembers where it stands. */
export class LineCounter {
  /** Offsets of the first bytes of lines that nobody has asked behind yet. */
  #starts: number[] = [0]
  #line = 1
  #length = 0

  add(chunk: Uint8Array): void {
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) this.#starts.push(this.#length + at + 1)
    this.#length += chunk.length
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
