import type { Mask, Sink } from '../flow/sink.ts'

interface Item {
  readonly start: number
  /** -1 for what is opened. */
  readonly end: number
  readonly replacement: Uint8Array
  readonly mask: Mask | null
}

const NOTHING = new Uint8Array(0)

/** Keeps masks back until nothing before them can change, and hands them on in the order of their places. */
export class OrderedSink implements Sink {
  readonly #sink: Sink
  readonly #items: Item[] = []

  constructor(sink: Sink) {
    this.#sink = sink
  }

  open(start: number): void {
    this.#insert({ start, end: -1, replacement: NOTHING, mask: null })
  }

  mask(start: number, end: number, replacement: Uint8Array, mask: Mask): void {
    this.#insert({ start, end, replacement, mask })
  }

  /** Hands on what begins before a place. */
  flush(limit: number): void {
    let count = 0
    for (const { start, end, replacement, mask } of this.#items) {
      if (start >= limit) break
      if (mask === null) this.#sink.open(start)
      else this.#sink.mask(start, end, replacement, mask)
      count++
    }
    if (count > 0) this.#items.splice(0, count)
  }

  // Nearly always at the end. What is opened stands before its own mask, which begins at the same place.
  #insert(item: Item): void {
    let at = this.#items.length
    while (at > 0 && (this.#items[at - 1]?.start ?? 0) > item.start) at--
    this.#items.splice(at, 0, item)
  }
}
