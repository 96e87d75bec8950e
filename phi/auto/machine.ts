import type { BlankingSink, Machine } from '../flow/sink.ts'
import type { Window } from '../flow/window.ts'
import type { StreamFormat } from '../phi.ts'
import { SNIFFED, sniff } from './sniff.ts'

/** Waits for the first bytes, and then is the machine of the format that they look like. */
export class AutoMachine implements Machine {
  readonly #sink: BlankingSink
  readonly #machineOf: (sink: BlankingSink, format: StreamFormat | 'xml') => Machine
  #machine: Machine | null = null

  constructor(sink: BlankingSink, machineOf: (sink: BlankingSink, format: StreamFormat | 'xml') => Machine) {
    this.#sink = sink
    this.#machineOf = machineOf
  }

  read(window: Window, end: number, last: boolean): number {
    if (this.#machine === null) {
      if (end < SNIFFED && !last) return 0
      this.#machine = this.#machineOf(this.#sink, sniff(window.bytes.subarray(0, Math.min(end, SNIFFED))))
    }
    return this.#machine.read(window, end, last)
  }
}
