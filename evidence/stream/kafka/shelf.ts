import type { Taken } from './intake.ts'
import type { Place } from './kafka-cursor.ts'

/** Messages of one partition that were read, offsets from `start` to before `next`. */
export class Shelf {
  readonly #messages: Taken[] = []
  #start: number
  #next: number
  /** Of what is kept. */
  bytes = 0
  /** Next offset of the partition, as the broker last said. */
  end = 0
  /** An offset that was asked for again, since messages behind it came. */
  asked: number | null = null

  constructor(start: number) {
    this.#start = start
    this.#next = start
  }

  /** Offset of the next message that is to be read. */
  get next(): number {
    return this.#next
  }

  covers(offset: number): boolean {
    return offset >= this.#start && offset <= this.#next
  }

  /** Takes the messages up to before `next`. */
  put(messages: readonly Taken[], next: number): void {
    for (const message of messages) {
      this.#messages.push(message)
      this.bytes += sizeOf(message)
    }
    this.#next = next
  }

  /** Forgets everything and goes on at `offset`. */
  restart(offset: number): void {
    this.#messages.length = 0
    this.bytes = 0
    this.#start = offset
    this.#next = offset
  }

  /** Forgets what stands before `offset`, until no more than `bytes` are kept. */
  trim(offset: number, bytes: number): void {
    let count = 0
    for (; count < this.#messages.length && this.bytes > bytes; count++) {
      const message = this.#messages[count] as Taken
      if (message.offset >= offset) break
      this.bytes -= sizeOf(message)
      this.#start = message.offset + 1
    }
    if (count > 0) this.#messages.splice(0, count)
  }

  /** Messages from a place on. */
  *from({ offset }: Place): Generator<Taken> {
    for (let index = this.#find(offset); index < this.#messages.length; index++) yield this.#messages[index] as Taken
  }

  // Offsets rise, not always by one: bisection.
  #find(offset: number): number {
    let low = 0
    let high = this.#messages.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#messages[middle] as Taken).offset < offset) low = middle + 1
      else high = middle
    }
    return low
  }
}

const OVERHEAD_BYTES = 256

function sizeOf({ events }: Taken): number {
  return events.reduce((sum, { bytes }) => sum + bytes.length, OVERHEAD_BYTES)
}
