import type { Finding, PhiClass } from '../phi.ts'
import type { Rewrite } from '../transform/rewrite.ts'
import type { BlankingSink, Mask } from './sink.ts'
import type { Window } from './window.ts'

/** Findings that are kept; more are only counted. */
const MOST_FINDINGS = 10_000
const NOTHING = new Uint8Array(0)
const NOTHING_VIEW = new DataView(NOTHING.buffer)
const SHORT_COPY = 48
/** Copied four bytes at a time: a call costs as much as so many bytes. */
const MOST_FOURS = 192

/** The masked bytes of a stream, and what was masked. */
export class Output implements BlankingSink {
  readonly findings: Finding[] = []
  readonly counts: Map<PhiClass, number> = new Map()
  /** By class, since `counts` was last told. */
  readonly #tallies: Tally[] = []
  readonly #window: Window
  readonly #rewrite: Rewrite | null
  #buffer: Uint8Array = NOTHING
  #view: DataView = NOTHING_VIEW
  #length: number = 0
  /** Place up to which the input is copied or masked. */
  #done: number = 0
  #open: boolean = false

  constructor(window: Window, rewrite: Rewrite | null) {
    this.#rewrite = rewrite
    this.#window = window
  }

  open(start: number): void {
    if (this.#open) return
    this.#copy(start)
    this.#open = true
  }

  mask(start: number, end: number, replacement: Uint8Array, mask: Mask): void {
    const bytes = this.#rewritten(start, end, replacement, mask)
    if (!this.#open) this.#copy(start)
    this.#open = false
    this.#put(bytes, 0, bytes.length)
    this.#done = Math.max(this.#done, end)
    this.note(start, end, mask)
  }

  blank(start: number, end: number, byte: number): void {
    this.#copy(start)
    const length = end - start
    if (this.#length + length > this.#buffer.length) this.#grow(length)
    this.#buffer.fill(byte, this.#length, this.#length + length)
    this.#length += length
    this.#done = end
  }

  note(start: number, end: number, mask: Mask): void {
    this.#tally(mask.class)
    if (this.findings.length < MOST_FINDINGS)
      this.findings.push({ class: mask.class, detector: mask.detector, start, end, score: mask.score })
  }

  // A map costs more than a look along a few classes.
  #tally(kind: PhiClass): void {
    const tallies = this.#tallies
    for (let index = 0; index < tallies.length; index++) {
      const tally = tallies[index] as Tally
      if (tally.class !== kind) continue
      tally.count++
      return
    }
    tallies.push({ class: kind, count: 1 })
  }

  #tell(): void {
    for (const tally of this.#tallies) {
      if (tally.count > 0) this.counts.set(tally.class, (this.counts.get(tally.class) ?? 0) + tally.count)
      tally.count = 0
    }
  }

  // What is open is partly gone: nothing but its tag can stand for it.
  #rewritten(start: number, end: number, replacement: Uint8Array, mask: Mask): Uint8Array {
    const { bytes, base } = this.#window
    if (this.#rewrite === null || this.#open || start < base || start < this.#done) return replacement
    return this.#rewrite(bytes.subarray(start - base, end - base), replacement, mask)
  }

  /** What can be let go, given the place before which nothing can change. The bytes are the caller's own. */
  take(settled: number): Uint8Array {
    this.#tell()
    if (this.#open) this.#done = Math.max(this.#done, settled)
    else if (this.#length > 0) this.#copy(settled)
    else return this.#untouched(settled)
    const taken = this.#buffer.slice(0, this.#length)
    this.#length = 0
    return taken
  }

  #untouched(settled: number): Uint8Array {
    if (settled <= this.#done) return NOTHING
    const { bytes, base } = this.#window
    const taken = bytes.slice(this.#done - base, settled - base)
    this.#done = settled
    return taken
  }

  #copy(to: number): void {
    if (to <= this.#done) return
    const { bytes, base } = this.#window
    const length = to - this.#done
    if (length < 8 || length > MOST_FOURS) this.#put(bytes, this.#done - base, to - base)
    else this.#putFours(this.#done - base, length)
    this.#done = to
  }

  #put(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from
    if (this.#length + length > this.#buffer.length) this.#grow(length)
    const buffer = this.#buffer
    let at = this.#length
    if (length > SHORT_COPY) buffer.set(bytes.subarray(from, to), at)
    else for (let place = from; place < to; place++) buffer[at++] = bytes[place] as number
    this.#length += length
  }

  #putFours(from: number, length: number): void {
    if (this.#length + length > this.#buffer.length) this.#grow(length)
    const source = this.#window.view
    const target = this.#view
    const to = this.#length
    const last = length - 4
    for (let index = 0; index < last; index += 4) target.setInt32(to + index, source.getInt32(from + index, true), true)
    target.setInt32(to + last, source.getInt32(from + last, true), true)
    this.#length += length
  }

  #grow(more: number): void {
    const larger = new Uint8Array(Math.max(1024, this.#buffer.length * 2, this.#length + more))
    larger.set(this.#buffer.subarray(0, this.#length))
    this.#buffer = larger
    this.#view = new DataView(larger.buffer)
  }
}

interface Tally {
  readonly class: PhiClass
  count: number
}
