import { Output } from './flow/output.ts'
import type { BlankingSink, Machine } from './flow/sink.ts'
import { Window } from './flow/window.ts'
import type { Finding, PhiClass, StreamMasker } from './phi.ts'
import { LOOK_BEHIND } from './reader.ts'
import type { Rewrite } from './transform/rewrite.ts'

const NOTHING = new Uint8Array(0)

/**
 * Masks bytes as they come: a machine reads them through a window and says what to mask; what is settled is released. A
 * little of what was released is kept to look back at.
 */
export class Stream implements StreamMasker {
  readonly #window: Window = new Window()
  readonly #output: Output
  readonly #machine: Machine
  #spent: boolean = false

  constructor(machineFor: (sink: BlankingSink) => Machine, rewrite: Rewrite | null = null) {
    this.#output = new Output(this.#window, rewrite)
    this.#machine = machineFor(this.#output)
  }

  get findings(): readonly Finding[] {
    return this.#output.findings
  }

  get counts(): ReadonlyMap<PhiClass, number> {
    return this.#output.counts
  }

  write(chunk: Uint8Array): Uint8Array {
    if (this.#spent) throw new Error('this stream masker has ended: make a new one for each stream')
    if (chunk.length === 0) return NOTHING
    this.#window.append(chunk)
    const settled = this.#machine.read(this.#window, this.#window.end, false)
    const released = this.#output.take(settled)
    this.#window.forget(settled - LOOK_BEHIND)
    return released
  }

  end(): Uint8Array {
    if (this.#spent) return NOTHING
    this.#spent = true
    const { end } = this.#window
    this.#machine.read(this.#window, end, true)
    return this.#output.take(end)
  }
}
