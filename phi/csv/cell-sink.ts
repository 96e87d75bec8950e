import type { Mask, Sink } from '../flow/sink.ts'
import type { PhiClass } from '../phi.ts'

/** Passes masks on, and tells which of them fill a whole cell. */
export class CellSink implements Sink {
  readonly #sink: Sink
  #start: number = -1
  #end: number = -1
  #class: PhiClass | null = null

  constructor(sink: Sink) {
    this.#sink = sink
  }

  /** Whether nothing was masked since `begin`. */
  get isClean(): boolean {
    return this.#class === null
  }

  begin(): void {
    this.#class = null
  }

  whole(start: number, end: number): PhiClass | null {
    return this.#class !== null && this.#start === start && this.#end === end ? this.#class : null
  }

  open(start: number): void {
    this.#sink.open(start)
  }

  mask(start: number, end: number, replacement: Uint8Array, mask: Mask): void {
    this.#start = start
    this.#end = end
    this.#class = mask.class
    this.#sink.mask(start, end, replacement, mask)
  }
}
