import type { Machine, Sink } from '../flow/sink.ts'
import { TextMachine } from '../flow/text-machine.ts'
import type { Window } from '../flow/window.ts'
import type { Rules } from '../rules.ts'

const LINE_FEED = 0x0a
const OPENING = 0x7b

export interface LineMachine extends Machine {
  begin(at: number): void
}

/**
 * Logs: a line that begins with `{` is a JSON document of its own; the lines between are text, read as one, so that what
 * spans lines is found.
 */
export class LogMachine implements Machine {
  readonly #text: TextMachine
  readonly #document: LineMachine
  #at: number = 0
  /** What the line at hand has let go; nothing more, however often it is asked without new bytes. */
  #settled: number = 0
  #state: 'start' | 'text' | 'document' = 'start'
  #isText: boolean = false

  constructor(sink: Sink, rules: Rules, document: LineMachine) {
    this.#text = new TextMachine(rules, sink)
    this.#document = document
  }

  read(window: Window, end: number, last: boolean): number {
    while (this.#at < end) {
      if (this.#state === 'start') this.#start(window)
      const line = window.bytes.subarray(0, end - window.base).indexOf(LINE_FEED, this.#at - window.base)
      const to = line < 0 ? end : window.base + line + 1
      this.#at = to
      if (this.#state === 'document') this.#settled = this.#document.read(window, to, line >= 0 || last)
      if (line >= 0) this.#state = 'start'
      // Text goes on over lines; whether it ends with this one the next line says.
      if (this.#isText) this.#settled = this.#text.read(window, to, false)
    }
    if (last && this.#isText) {
      this.#text.read(window, end, true)
      this.#isText = false
    }
    return last ? end : this.#settled
  }

  #start(window: Window): void {
    const isDocument = window.bytes[this.#at - window.base] === OPENING
    if (isDocument) {
      if (this.#isText) this.#text.read(window, this.#at, true)
      this.#isText = false
      this.#document.begin(this.#at)
    } else if (!this.#isText) {
      this.#isText = true
      this.#text.begin(this.#at, 'log')
    }
    this.#state = isDocument ? 'document' : 'text'
  }
}
