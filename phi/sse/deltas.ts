import { Layer } from '../flow/layer.ts'
import type { Mask, Sink } from '../flow/sink.ts'
import { TextMachine } from '../flow/text-machine.ts'
import type { Window } from '../flow/window.ts'
import { EscapeReader } from '../json/escapes.ts'
import type { Rules } from '../rules.ts'

/** Bytes of a stream that a text in pieces may hold back; then what there is of it is settled. */
const MOST_HELD = 65_536
const NOTHING = new Uint8Array(0)

/** Where a place of a document is in the stream. */
export type PlaceOf = (place: number) => number

interface Segment {
  readonly from: number
  readonly to: number
}

/**
 * A text that comes in pieces, one in each event of a stream, as a model's answer does: the pieces are read as one text. What is
 * found over several pieces is masked in the first of them and taken out of the others.
 */
export class Deltas implements Sink {
  readonly #sink: Sink
  readonly #layer: Layer
  readonly #text: TextMachine
  readonly #escapes: EscapeReader = new EscapeReader()
  /** What the pieces are of: another thing begins a text of its own. */
  #kind: unknown = null
  /** Where pieces that are not settled stand in the stream. */
  #segments: Segment[] = []
  #settled: number = 0
  #end: number = 0
  /** Where something is found whose end has not come; -1 where there is none. */
  #openAt: number = -1

  constructor(rules: Rules, sink: Sink) {
    this.#sink = sink
    this.#layer = new Layer(this)
    this.#text = new TextMachine(rules, this.#layer)
  }

  /** The place before which no piece can change any more; without end where nothing is held. */
  get settled(): number {
    const settled = this.#openAt < 0 ? this.#settled : Math.min(this.#settled, this.#openAt)
    return this.#kind === null || settled >= this.#end ? Number.POSITIVE_INFINITY : settled
  }

  /** Takes the next piece, a string of JSON between its quotes. False where it does not stand in one run of the stream. */
  take({ bytes, base }: Window, from: number, to: number, kind: unknown, placeOf: PlaceOf): boolean {
    if (to <= from) return true
    const first = placeOf(base + from)
    if (placeOf(base + to - 1) - first !== to - 1 - from) return false
    if (this.#kind !== kind) this.#begin(first, kind)
    this.#segments.push({ from: first, to: first + to - from })
    this.#append(bytes, from, to, first - from)
    this.#end = first + to - from
    this.#settled = this.#layer.read(false)
    while (this.#segments.length > 0 && (this.#segments[0] as Segment).to <= this.settled) this.#segments.shift()
    return true
  }

  /** An event has ended: what is held for too long is settled. */
  bound(place: number): void {
    if (this.#kind !== null && this.settled < place - MOST_HELD) this.finish()
  }

  /** No other piece comes. */
  finish(): void {
    if (this.#kind === null) return
    this.#layer.read(true)
    this.#kind = null
    this.#openAt = -1
    this.#segments = []
  }

  open(start: number): void {
    if (this.#openAt < 0) this.#openAt = start
  }

  mask(start: number, end: number, replacement: Uint8Array, mask: Mask): void {
    this.#openAt = -1
    let isFirst = true
    for (const { from, to } of this.#segments) {
      if (to <= start || from >= end) continue
      this.#sink.mask(Math.max(start, from), Math.min(end, to), isFirst ? replacement : NOTHING, mask)
      isFirst = false
    }
  }

  #begin(at: number, kind: unknown): void {
    this.finish()
    this.#kind = kind
    this.#layer.begin(at, NOTHING, 0, 0)
    this.#text.begin(0, 'prose')
    this.#layer.use(this.#text)
  }

  #append(bytes: Uint8Array, from: number, to: number, base: number): void {
    const escapes = this.#escapes
    let at = from
    while (at < to) {
      const run = at
      while (at < to && bytes[at] !== escapes.mark) at++
      this.#layer.plain(bytes, run, at, base)
      if (at >= to) return
      escapes.read(bytes, at, to, true)
      this.#layer.escape(escapes.decoded, escapes.decodedLength, base + at, base + at + escapes.length)
      at += escapes.length
    }
  }
}
