import type { Finding } from '../phi.ts'
import { type Interval, wilson } from './interval.ts'
import { countWords, hasAlnumRun, type Range, subtract } from './ranges.ts'
import { shapeOf } from './shape.ts'

/** A labelled text: what should be masked in it. Offsets are UTF-16 code units; classes are the labeller's own words. */
export interface Labelled {
  readonly text: string
  readonly spans: readonly (Range & { readonly class: string })[]
}

export interface ClassScore {
  readonly class: string
  readonly spans: number
  /** Values of which no run of three or more letters or digits is left. */
  readonly fullyMasked: number
  /** Values of which some part was found. */
  readonly touched: number
  /** Share fully masked, with its 95 % interval. */
  readonly recall: Interval
  /** Most frequent misses, by shape: letters as `a` and `A`, digits as `9`. Never a value. */
  readonly misses: readonly { readonly shape: string; readonly count: number }[]
}

export interface FoundScore {
  readonly class: string
  readonly findings: number
  /** Findings that overlap no labelled span. */
  readonly wrong: number
  readonly precision: Interval
}

export interface Score {
  readonly documents: number
  readonly classes: readonly ClassScore[]
  readonly all: ClassScore
  readonly found: readonly FoundScore[]
  /** Words outside every labelled span, and how many of them were altered. */
  readonly words: { readonly outside: number; readonly lost: number }
  /** Lines without a labelled span, and how many of them were altered. */
  readonly lines: { readonly clean: number; readonly altered: number }
}

const MOST_SHAPES = 10

/** Adds up how findings fit labels, document by document; constant memory but for the shapes of misses. */
export class Scorer {
  readonly #classes = new Map<string, Tally>()
  readonly #found = new Map<string, { findings: number; wrong: number }>()
  #documents = 0
  #outside = 0
  #lost = 0
  #clean = 0
  #altered = 0

  /** `findings`: with offsets in UTF-16 code units of the text. */
  add({ text, spans }: Labelled, findings: readonly Finding[]): void {
    this.#documents++
    const masked = findings.map(({ start, end }) => ({ start, end }))
    for (const span of spans) {
      const left = subtract(span, masked)
      const isWhole = !left.some(({ start, end }) => hasAlnumRun(text, start, end))
      const isTouched = left.length !== 1 || left[0]?.start !== span.start || left[0]?.end !== span.end
      for (const name of [span.class, ALL]) this.#tally(name).add(isWhole, isTouched, text.slice(span.start, span.end))
    }
    for (const { class: name, start, end } of findings) {
      const entry = this.#found.get(name) ?? { findings: 0, wrong: 0 }
      entry.findings++
      if (!spans.some((span) => span.start < end && start < span.end)) entry.wrong++
      this.#found.set(name, entry)
    }
    this.#addWords(text, spans, masked)
    this.#addLines(text, spans, masked)
  }

  score(): Score {
    const classes = [...this.#classes].filter(([name]) => name !== ALL).map(([name, tally]) => tally.score(name))
    return {
      documents: this.#documents,
      classes: classes.sort((a, b) => b.spans - a.spans),
      all: (this.#classes.get(ALL) ?? new Tally()).score(ALL),
      found: [...this.#found]
        .map(([name, { findings, wrong }]) => ({
          class: name,
          findings,
          wrong,
          precision: wilson(findings - wrong, findings),
        }))
        .sort((a, b) => b.findings - a.findings),
      words: { outside: this.#outside, lost: this.#lost },
      lines: { clean: this.#clean, altered: this.#altered },
    }
  }

  #tally(name: string): Tally {
    const tally = this.#classes.get(name) ?? new Tally()
    this.#classes.set(name, tally)
    return tally
  }

  #addWords(text: string, spans: readonly Range[], masked: readonly Range[]): void {
    for (const place of subtract({ start: 0, end: text.length }, spans)) {
      const { words, altered } = countWords(text, place, masked)
      this.#outside += words
      this.#lost += altered
    }
  }

  #addLines(text: string, spans: readonly Range[], masked: readonly Range[]): void {
    let start = 0
    while (start <= text.length) {
      const next = text.indexOf('\n', start)
      const end = next < 0 ? text.length : next
      const overlaps = (range: Range): boolean => range.start < end && start < range.end
      if (end > start && !spans.some(overlaps)) {
        this.#clean++
        if (masked.some(overlaps)) this.#altered++
      }
      start = end + 1
    }
  }
}

const ALL = 'all'

class Tally {
  #spans = 0
  #whole = 0
  #touched = 0
  readonly #misses = new Map<string, number>()

  add(isWhole: boolean, isTouched: boolean, value: string): void {
    this.#spans++
    if (isTouched) this.#touched++
    if (isWhole) {
      this.#whole++
      return
    }
    const shape = shapeOf(value)
    if (this.#misses.has(shape) || this.#misses.size < MOST_KEPT)
      this.#misses.set(shape, (this.#misses.get(shape) ?? 0) + 1)
  }

  score(name: string): ClassScore {
    const misses = [...this.#misses].map(([shape, count]) => ({ shape, count })).sort((a, b) => b.count - a.count)
    return {
      class: name,
      spans: this.#spans,
      fullyMasked: this.#whole,
      touched: this.#touched,
      recall: wilson(this.#whole, this.#spans),
      misses: misses.slice(0, MOST_SHAPES),
    }
  }
}

const MOST_KEPT = 10_000
