import type { BlankingSink, Machine } from '../flow/sink.ts'
import type { Window } from '../flow/window.ts'
import { CompressedMachine, type InnerMasker } from './compressed.ts'
import { encodingOf } from './encoding-of.ts'
import { WideMachine } from './wide.ts'

/** What an encoded stream is read with, once it is decoded. */
export interface Decoded {
  /** A machine of the stream's format. */
  readonly machine: (sink: BlankingSink) => Machine
  /** A masker for what was compressed; null where that was done deep enough. */
  readonly masker: (() => InnerMasker) | null
  /** Source code is let through where it cannot be looked into. */
  readonly isCode: boolean
}

/**
 * A stream of bytes that may be UTF-16 or compressed: its beginning decides. What is found is masked inside, and the encoding
 * stays; what cannot be decoded goes as a whole.
 */
export class EncodingMachine implements Machine {
  readonly #sink: BlankingSink
  readonly #decoded: Decoded
  #machine: Machine | null = null

  constructor(sink: BlankingSink, decoded: Decoded) {
    this.#sink = sink
    this.#decoded = decoded
  }

  read(window: Window, end: number, last: boolean): number {
    if (this.#machine !== null) return this.#machine.read(window, end, last)
    const encoding = encodingOf(window.bytes, end, last)
    if (encoding === null) return 0
    const { machine, masker, isCode } = this.#decoded
    switch (encoding) {
      case 'plain':
        this.#machine = machine(this.#sink)
        break
      case 'utf-16le':
      case 'utf-16be':
        this.#machine = new WideMachine(this.#sink, machine, encoding)
        break
      case 'sealed':
        this.#machine = isCode ? machine(this.#sink) : new CompressedMachine(this.#sink, null, 'gzip')
        break
      default:
        this.#machine = new CompressedMachine(this.#sink, masker, encoding)
    }
    return this.#machine.read(window, end, last)
  }
}
