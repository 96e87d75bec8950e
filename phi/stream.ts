import { ATOM, LOWER, UPPER } from './byte-classes.ts'
import { WORD_BITS } from './dictionaries.ts'
import type { Finding, PhiClass, StreamMasker } from './phi.ts'
import { LOOK_BEHIND, type Reader } from './reader.ts'
import { MOST_LOCAL } from './readers/emails.ts'
import type { Found } from './resolve.ts'
import type { Rules } from './rules.ts'
import { Scanner } from './scan.ts'
import type { Mode } from './scene.ts'
import { tagOf } from './transforms.ts'

/** Findings that are kept; more are only counted. */
const MOST_FINDINGS = 10_000
const NOTHING = new Uint8Array(0)
const OPENING = 0x28

/**
 * Masks bytes as they come. What is decided is released; held back is what a later byte could still change: at most one
 * open match (scene.ts, MOST_MATCH) and the word before it. A little of what was released is kept to look back at.
 */
export class Stream implements StreamMasker {
  readonly findings: Finding[] = []
  readonly counts: Map<PhiClass, number> = new Map()
  readonly #scanner: Scanner
  readonly #rules: Rules
  #window: Uint8Array = NOTHING
  /** Bytes of the input before the window. */
  #base: number = 0
  /** In the window: what is decided, and what is released. */
  #decided: number = 0
  #released: number = 0
  /** Findings of the scanner's list that are released. */
  #settled: number = 0
  #spent: boolean = false

  constructor(rules: Rules, mode: Mode) {
    this.#rules = rules
    this.#scanner = new Scanner(rules)
    this.#scanner.begin(mode)
  }

  write(chunk: Uint8Array): Uint8Array {
    if (this.#spent) throw new Error('this stream masker has ended: make a new one for each stream')
    if (chunk.length === 0) return NOTHING
    this.#window = joined(this.#window, chunk)
    this.#scan(false)
    const { swallowing, text } = this.#scanner
    const released = this.#release(swallowing ? this.#decided : unsettled(this.#rules, text, this.#decided))
    this.#slide()
    return released
  }

  end(): Uint8Array {
    if (this.#spent) return NOTHING
    this.#spent = true
    this.#scan(true)
    const released = this.#release(this.#window.length)
    this.#window = NOTHING
    return released
  }

  #scan(last: boolean): void {
    this.#scanner.text.set(this.#window, this.#base, last)
    this.#decided = this.#scanner.scan(this.#decided)
  }

  #release(limit: number): Uint8Array {
    const pieces: Uint8Array[] = []
    const { items } = this.#scanner.findings
    const openIndex = this.#scanner.swallowing && !this.#spent ? items.length - 1 : -1
    while (this.#settled < items.length) {
      const found = items[this.#settled] as Found
      if (found.start - this.#base >= limit) break
      this.#copy(pieces, found.start - this.#base)
      if (this.#settled === openIndex) {
        // Its bytes go, its tag comes when its end is known.
        this.#released = Math.max(this.#released, this.#decided)
        return concatenated(pieces)
      }
      pieces.push(Buffer.from(tagOf(found.class), 'latin1'))
      this.#released = Math.max(this.#released, found.end - this.#base)
      this.#settled++
      this.#note(found)
    }
    this.#copy(pieces, limit)
    return concatenated(pieces)
  }

  #copy(pieces: Uint8Array[], to: number): void {
    if (to <= this.#released) return
    pieces.push(this.#window.subarray(this.#released, to))
    this.#released = to
  }

  #note({ detector, class: kind, start, end, score }: Found): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1)
    if (this.findings.length < MOST_FINDINGS) this.findings.push({ class: kind, detector, start, end, score })
  }

  // Forgets what no reader looks back at, and findings that nothing can reach any more: all but the last.
  #slide(): void {
    const cut = Math.min(this.#released, this.#decided) - LOOK_BEHIND
    if (cut > 0) {
      this.#window = this.#window.subarray(cut)
      this.#base += cut
      this.#decided -= cut
      this.#released -= cut
    }
    const spare = this.#settled - 1
    if (spare > 0) {
      this.#scanner.findings.items.splice(0, spare)
      this.#settled -= spare
    }
  }
}

// Where a reader that stands at `place` or further on could still begin a finding by reaching back: an e-mail's local
// part, a scheme, a prefix, the parenthesis of an area code, a month in small letters before its day.
function unsettled(rules: Rules, text: Reader, place: number): number {
  const atoms = text.runStart(place, ATOM, MOST_LOCAL)
  if (text.before(place - 1) === OPENING) return place - 1
  if (text.before(place - 1) !== 0x20) return atoms
  const month = text.runStart(place - 1, UPPER | LOWER, 10)
  const isMonth = (rules.dictionaries.words.lookup(text.bytes, month, place - 1) & WORD_BITS.month) !== 0
  return isMonth ? month : atoms
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length)
  both.set(left)
  both.set(right, left.length)
  return both
}

function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces
  if (first === undefined) return NOTHING
  return pieces.length === 1 ? first : Buffer.concat(pieces)
}
