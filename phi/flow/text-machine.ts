import { releasedStart } from '../held.ts'
import type { Found } from '../resolve.ts'
import type { Rules } from '../rules.ts'
import { Scanner } from '../scan.ts'
import type { Mode } from '../scene.ts'
import { type Machine, type Sink, tagBytes } from './sink.ts'
import type { Window } from './window.ts'

/**
 * Text as it comes. What is decided is settled; not settled is what a later byte could still change: at most one open
 * match (scene.ts, MOST_MATCH) and the word before it.
 */
export class TextMachine implements Machine {
  readonly #rules: Rules
  readonly #sink: Sink
  readonly #scanner: Scanner
  /** Nothing before it is masked; nothing before `floor` is looked at. */
  #from: number = 0
  #floor: number = 0
  #decided: number = 0
  /** Findings of the scanner's list that were handed on, and where the last of them ends. */
  #handed: number = 0
  #handedEnd: number = 0

  constructor(rules: Rules, sink: Sink) {
    this.#rules = rules
    this.#sink = sink
    this.#scanner = new Scanner(rules)
  }

  /** Begins a text at a place; from `floor` on, what is before it may be looked at. */
  begin(at: number, mode: Mode, floor: number = at): void {
    this.#scanner.begin(mode)
    this.#from = at
    this.#floor = floor
    this.#decided = at
    this.#handed = 0
    this.#handedEnd = at
  }

  read(window: Window, end: number, last: boolean): number {
    const { base } = window
    const { text } = this.#scanner
    text.set(window.bytes, base, last, Math.max(this.#floor - base, 0), end - base)
    this.#decided = this.#scanner.scan(this.#decided - base) + base
    const settled = this.#hand(this.#limit(base, end, last), last)
    this.#forgetFindings()
    return settled
  }

  #limit(base: number, end: number, last: boolean): number {
    if (last) return end
    const { swallowing, text, cell } = this.#scanner
    const limit = swallowing ? this.#decided : releasedStart(this.#rules, text, this.#decided - base) + base
    // A disguise may reach into a cell that its column has yet to judge.
    return cell < 0 ? limit : Math.min(limit, cell)
  }

  #hand(limit: number, last: boolean): number {
    const { items } = this.#scanner.findings
    const openIndex = this.#scanner.swallowing && !last ? items.length - 1 : -1
    while (this.#handed < items.length) {
      const found = items[this.#handed] as Found
      const start = Math.max(found.start, this.#from)
      if (start >= limit) break
      if (this.#handed === openIndex) {
        // Its bytes go, its tag comes when its end is known.
        this.#sink.open(start)
        return this.#decided
      }
      this.#sink.mask(start, found.end, tagBytes(found.class), found)
      this.#handedEnd = found.end
      this.#handed++
    }
    return Math.max(limit, this.#handedEnd)
  }

  // Findings that nothing can reach any more: all but the last.
  #forgetFindings(): void {
    const spare = this.#handed - 1
    if (spare <= 0) return
    this.#scanner.findings.items.splice(0, spare)
    this.#handed -= spare
  }
}
