import { isMoment } from '../looks/moment.ts'
import type { Found } from '../resolve.ts'
import type { Rules } from '../rules.ts'
import { Scanner } from '../scan.ts'
import type { Mode } from '../scene.ts'
import { CleanTexts } from './clean-texts.ts'
import type { Window } from './window.ts'

/** Instead of a text's distance to its key: the key by itself, behind which a moment is a date. */
const MOMENT = -1
/** Where the time of a date begins, by its mark. */
const TIME_AT = 10
const CAPITAL_T = 0x54

/** In a text that was met before, behind the same key: always nothing. */
export const KNOWN_CLEAN: readonly Found[] = []

/** What is found in short texts that are wholly there. An answer is to be used before more is asked. */
export class LeafScan {
  readonly #rules: Rules
  readonly #isLine: boolean
  /** Null where what is found in a text also hangs on what was seen before it. */
  readonly #clean: CleanTexts | null
  #made: Scanner | null = null
  /** The score of dates behind the keys that are known for them. */
  #score: number = 0

  /** `remembers`: which texts were clean. `isLine`: no line ends in what it is asked about. */
  constructor(rules: Rules, remembers: boolean, isLine: boolean) {
    this.#rules = rules
    this.#isLine = isLine
    this.#clean = remembers && rules.seen === null ? new CleanTexts() : null
  }

  /** Places are those of the window's buffer. Nothing before `floor` is looked at. */
  text(window: Window, from: number, to: number, floor: number, mode: Mode): readonly Found[] {
    const { bytes } = window
    if (to - from > TIME_AT && bytes[from + TIME_AT] === CAPITAL_T && isMoment(bytes, from, to))
      return this.#moment(window, from, to, floor, mode)
    const clean = this.#clean
    if (clean?.has(bytes, floor, to, saltOf(mode, from - floor)) === true) return KNOWN_CLEAN
    const found = this.number(window, from, to, floor, mode)
    if (found.length === 0) clean?.add(bytes, floor, to)
    return found
  }

  /** The same for what hardly comes again. */
  number({ bytes, base }: Window, from: number, to: number, floor: number, mode: Mode): readonly Found[] {
    const scanner = this.#scanner
    scanner.begin(mode, this.#isLine)
    scanner.text.set(bytes, base, true, floor, to)
    scanner.scan(from)
    return scanner.findings.items
  }

  /** From a place on in bytes that were taken out of the stream. */
  apart(bytes: Uint8Array, from: number, to: number, mode: Mode): readonly Found[] {
    const scanner = this.#scanner
    scanner.begin(mode)
    scanner.text.set(bytes, 0, true, 0, to)
    scanner.scan(from)
    return scanner.findings.items
  }

  // What a moment is hangs on its key alone.
  #moment({ bytes, base }: Window, from: number, to: number, floor: number, mode: Mode): readonly Found[] {
    const clean = this.#clean
    if (clean?.has(bytes, floor, from, saltOf(mode, MOMENT)) === true)
      return [{ detector: 'date-iso', class: 'date', start: base + from, end: base + to, score: this.#score }]
    const scanner = this.#scanner
    scanner.begin(mode, this.#isLine)
    scanner.text.set(bytes, base, true, floor, to)
    if (!scanner.takeMoment(from)) scanner.scan(from)
    else {
      const score = scanner.findings.items[0]?.score ?? 0
      if (this.#score === 0) this.#score = score
      if (this.#score === score) clean?.add(bytes, floor, from)
    }
    return scanner.findings.items
  }

  // Large, and short documents may need none.
  get #scanner(): Scanner {
    this.#made ??= new Scanner(this.#rules)
    return this.#made
  }
}

// What a scan hangs on beside the bytes, as a number.
function saltOf(mode: Mode, distance: number): number {
  return distance * 4 + (mode === 'prose' ? 0 : mode === 'log' ? 1 : 2)
}
