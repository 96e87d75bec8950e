import { LOOK_BEHIND } from '../reader.ts'
import type { Machine, Mask, Sink } from './sink.ts'
import { Window } from './window.ts'

/** Runs that are remembered before those that are settled are dropped. */
const MOST_SPARE = 256

/**
 * A stream inside a stream: what an outer format says once its escapes are undone. An inner machine reads it through a
 * window of its own; what that machine masks is masked in the outer stream, where each decoded byte is known to come from.
 * What is not masked keeps its escapes.
 */
export class Layer implements Sink {
  readonly window: Window = new Window()
  readonly #outer: Sink
  /** Runs of decoded bytes: place here, place outside, and bytes outside where it is one escape (else -1: byte by byte). */
  #places: number[] = []
  #outside: number[] = []
  #lengths: number[] = []
  #machine: Machine | null = null
  /** Place outside behind what was decoded. */
  #outerEnd: number = 0
  /** Place outside where what is open begins, which runs that were dropped since no longer say; -1 where nothing is. */
  #opened: number = -1

  constructor(outer: Sink) {
    this.#outer = outer
  }

  get active(): boolean {
    return this.#machine !== null
  }

  /** Begins with `outerAt` as place 0 of what is decoded. `prefix` stands before place 0 to be looked back at. */
  begin(outerAt: number, prefix: Uint8Array, from: number, to: number): void {
    this.window.restart(from - to)
    this.window.appendRun(prefix, from, to)
    this.#places = []
    this.#outside = []
    this.#lengths = []
    this.#outerEnd = outerAt
    this.#opened = -1
  }

  /** The machine that reads what is decoded; it begins at place 0. */
  use(machine: Machine): void {
    this.#machine = machine
  }

  /** Bytes that stand for themselves. `outerBase` is the place outside of `bytes[0]`. */
  plain(bytes: Uint8Array, from: number, to: number, outerBase: number): void {
    if (to <= from) return
    this.#run(outerBase + from, -1)
    this.window.appendRun(bytes, from, to)
    this.#outerEnd = outerBase + to
  }

  /** One escape and what it stands for, which may be nothing. */
  escape(decoded: Uint8Array, length: number, outerStart: number, outerEnd: number): void {
    this.#run(outerStart, outerEnd - outerStart)
    for (let at = 0; at < length; at++) this.window.appendByte(decoded[at] as number)
    this.#outerEnd = outerEnd
  }

  /** Lets the machine read; answers the place outside before which nothing can change any more. */
  read(last: boolean): number {
    if (this.#machine === null) return this.#outerEnd
    const { end } = this.window
    const settled = this.#machine.read(this.window, end, last)
    if (last) this.#machine = null
    const outside = last || settled >= end ? this.#outerEnd : this.#start(settled)
    this.#forget(settled)
    return outside
  }

  /** The place outside where the byte at a place comes from. */
  outside(place: number): number {
    return this.#start(place)
  }

  open(start: number): void {
    if (this.#opened < 0) this.#opened = this.#start(start)
    this.#outer.open(this.#opened)
  }

  mask(start: number, end: number, replacement: Uint8Array, mask: Mask): void {
    const from = this.#opened < 0 ? this.#start(start) : this.#opened
    this.#opened = -1
    this.#outer.mask(from, this.#end(end), replacement, mask)
  }

  #run(outside: number, length: number): void {
    this.#places.push(this.window.end)
    this.#outside.push(outside)
    this.#lengths.push(length)
  }

  #start(place: number): number {
    if (place >= this.window.end) return this.#outerEnd
    const run = this.#find(place)
    if (run < 0) return this.#outside[0] ?? this.#outerEnd
    const outside = this.#outside[run] as number
    return this.#lengths[run] === -1 ? outside + place - (this.#places[run] as number) : outside
  }

  #end(place: number): number {
    const run = this.#find(place - 1)
    if (run < 0) return this.#outerEnd
    const outside = this.#outside[run] as number
    const length = this.#lengths[run] as number
    return length === -1 ? outside + place - (this.#places[run] as number) : outside + length
  }

  // The last run that begins at or before a place.
  #find(place: number): number {
    const places = this.#places
    let low = 0
    let high = places.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      if ((places[middle] as number) <= place) low = middle + 1
      else high = middle - 1
    }
    return high
  }

  #forget(settled: number): void {
    this.window.forget(settled - LOOK_BEHIND)
    const spare = this.#find(settled - LOOK_BEHIND)
    if (spare < MOST_SPARE) return
    this.#places.splice(0, spare)
    this.#outside.splice(0, spare)
    this.#lengths.splice(0, spare)
  }
}
