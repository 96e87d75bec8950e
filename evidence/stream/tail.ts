/** Durable events of the current epoch that are still in memory, newest last, up to a number of bytes. */
export class Tail {
  readonly #mostBytes: number
  readonly #batches: { readonly first: number; readonly events: readonly Uint8Array[]; readonly bytes: number }[] = []
  #bytes = 0
  #next = 1

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  /** Sequence of the last durable event; 0 before the first. */
  get last(): number {
    return this.#next - 1
  }

  /** Takes the events that follow. */
  push(events: readonly Uint8Array[]): void {
    const bytes = events.reduce((sum, event) => sum + event.length, 0)
    this.#batches.push({ first: this.#next, events, bytes })
    this.#next += events.length
    this.#bytes += bytes
    while (this.#bytes > this.#mostBytes && this.#batches.length > 1) this.#bytes -= this.#batches.shift()?.bytes ?? 0
  }

  /** Up to `most` events after `seq`; undefined where memory does not reach back so far. */
  after(seq: number, most: number): readonly Uint8Array[] | undefined {
    if (seq >= this.last) return []
    const from = seq + 1
    if (from < (this.#batches[0]?.first ?? this.#next)) return undefined
    const events: Uint8Array[] = []
    for (let index = this.#find(from); index < this.#batches.length && events.length < most; index++) {
      const batch = this.#batches[index]
      if (!batch) break
      const skip = Math.max(0, from - batch.first)
      for (const event of batch.events.slice(skip, skip + most - events.length)) events.push(event)
    }
    return events
  }

  // The batch that holds `seq`, by bisection.
  #find(seq: number): number {
    let low = 0
    let high = this.#batches.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#batches[middle]?.first ?? 0) <= seq) low = middle
      else high = middle - 1
    }
    return low
  }
}
