import type { Phi, PhiClass } from '#phi'

/** A labelled column whose values are remembered: its class, and how a value is read. */
export interface Taught {
  readonly class: PhiClass
  readonly read: (value: Uint8Array) => string | null
}

/** Rows of one answer that teach: who reads a whole table asks after nobody, and would push out what was seen before. */
export const MOST_ROWS = 10_000
const MOST_CELLS = 64
const MOST_BYTES = 256
/** Rows that are known to have taught, as 64 bits of a seeded hash each: 128 KiB. */
const KNOWN = 16_384
/** After that, rows teach again, so that what is still read is not forgotten. */
const KNOWN_MS = 30 * 60_000

export interface LessonParts {
  readonly learn: NonNullable<Phi['learn']>
  readonly now: () => number
  /** Any 32 bits that nobody else knows. */
  readonly seed: number
}

/**
 * Hands the labelled values of rows to the memory of what was seen, all of a row together: names in it may be one person's.
 * A row that was handed over a short while ago costs a walk over its bytes.
 */
export class Lessons {
  readonly #parts: LessonParts
  readonly #known: Uint32Array = new Uint32Array(2 * KNOWN)
  readonly #columns: Taught[] = []
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  #count = 0
  #low: number
  #high = 0
  #since = 0

  constructor(parts: LessonParts) {
    this.#parts = parts
    this.#low = parts.seed
  }

  /** A row begins; one before it may have broken off. */
  begin(): void {
    this.#count = 0
    this.#low = this.#parts.seed
    this.#high = 0
  }

  /** A value of the row at hand; nothing is read yet. */
  add(column: Taught, rows: Uint8Array, start: number, end: number): void {
    if (this.#count === MOST_CELLS || end - start > MOST_BYTES) return
    this.#columns[this.#count] = column
    this.#starts[this.#count] = start
    this.#ends[this.#count] = end
    this.#count++
    let low = Math.imul(this.#low ^ column.class.length ^ column.class.charCodeAt(0), 0x5bd1e995)
    let high = this.#high ^ (end - start)
    for (let at = start; at < end; at++) {
      low = Math.imul(low ^ (rows[at] as number), 0x5bd1e995) ^ (low >>> 15)
      high = (Math.imul(high, 0x01000193) + low) | 0
    }
    this.#low = low
    this.#high = high
  }

  /** The row ends here. */
  end(rows: Uint8Array): void {
    if (this.#count === 0) return
    if (!this.#isKnown()) this.#teach(rows)
  }

  #isKnown(): boolean {
    const now = this.#parts.now()
    if (now - this.#since >= KNOWN_MS) {
      this.#known.fill(0)
      this.#since = now
    }
    const [low, high] = [this.#low >>> 0, (this.#high | 1) >>> 0]
    const place = 2 * (((low >>> 11) ^ high) & (KNOWN - 1))
    if (this.#known[place] === low && this.#known[place + 1] === high) return true
    this.#known[place] = low
    this.#known[place + 1] = high
    return false
  }

  #teach(rows: Uint8Array): void {
    const record: string[] = []
    for (let at = 0; at < this.#count; at++) {
      const column = this.#columns[at] as Taught
      const text = column.read(rows.subarray(this.#starts[at], this.#ends[at]))
      if (text !== null && text !== '') this.#parts.learn(column.class, text, record)
    }
  }
}
