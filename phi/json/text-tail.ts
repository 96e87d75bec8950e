import type { Sink } from '../flow/sink.ts'
import { TextMachine } from '../flow/text-machine.ts'
import type { Window } from '../flow/window.ts'
import { LOOK_BEHIND } from '../reader.ts'
import type { Rules } from '../rules.ts'

const LINE_FEED = 0x0a

/** What was read of a part of a document; `again`: something else follows it. */
export interface Progress {
  readonly settled: number
  readonly again: boolean
}

/** What follows a break of the structure: text, to the end, or to the line's end where each line is a document. */
export class TextTail {
  #made: TextMachine | null = null
  readonly #sink: Sink
  readonly #rules: Rules
  readonly #lines: boolean

  constructor(sink: Sink, rules: Rules, lines: boolean) {
    this.#sink = sink
    this.#rules = rules
    this.#lines = lines
  }

  begin(place: number): void {
    this.#text.begin(place, 'prose', place - LOOK_BEHIND)
  }

  /** `again`: the line has ended at `at`, and the structure begins anew. */
  read(window: Window, from: number, end: number, last: boolean): Progress & { readonly at: number } {
    const { bytes, base } = window
    const line = this.#lines ? bytes.subarray(0, end - base).indexOf(LINE_FEED, from - base) : -1
    if (line < 0) return { at: end, settled: this.#text.read(window, end, last), again: false }
    this.#text.read(window, line + base, true)
    return { at: line + base, settled: line + base, again: true }
  }

  // Most documents never break.
  get #text(): TextMachine {
    this.#made ??= new TextMachine(this.#rules, this.#sink)
    return this.#made
  }
}
