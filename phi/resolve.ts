import type { PhiClass } from './phi.ts'
import type { Rule } from './rules.ts'

/** Bytes that a finding goes on over after it was taken: what ends it. */
export type Swallow = 'none' | 'url' | 'base64url' | 'opaque' | 'pem' | 'double-quoted' | 'single-quoted' | 'encoded'

/** A finding inside: absolute places, and an end that may still move. */
export interface Found {
  readonly detector: string
  readonly class: PhiClass
  readonly start: number
  end: number
  readonly score: number
}

/** The best of what detectors offer at one place: the longest, then the surest. */
export class Candidate {
  detector: string = ''
  class: PhiClass = 'other-id'
  start: number = 0
  end: number = -1
  score: number = 0
  swallow: Swallow = 'none'

  clear(): void {
    this.end = -1
    this.start = 0
  }

  get any(): boolean {
    return this.end >= 0
  }

  offer(rule: Rule, kind: PhiClass, start: number, end: number, score: number, swallow: Swallow): void {
    if (this.end >= 0) {
      const longer = end - start - (this.end - this.start)
      if (longer < 0 || (longer === 0 && score <= this.score)) return
    }
    this.detector = rule.id
    this.class = kind
    this.start = start
    this.end = end
    this.score = score
    this.swallow = swallow
  }
}

/**
 * Findings in the order of the text, without overlap. A later one that reaches back (an e-mail is known only at its
 * `@`) takes the place of those that lie within it; one that it only touches keeps its place.
 */
export class FindingList {
  readonly items: Found[] = []

  /** Where the taken part begins, or -1 where nothing is left of it. `base` makes its places absolute. */
  take(candidate: Candidate, base: number): number {
    let start = candidate.start + base
    const end = candidate.end + base
    let last = this.items[this.items.length - 1]
    while (last !== undefined && last.start >= start) {
      this.items.pop()
      last = this.items[this.items.length - 1]
    }
    if (last !== undefined && last.end > start) start = last.end
    if (start >= end) return -1
    this.items.push({ detector: candidate.detector, class: candidate.class, start, end, score: candidate.score })
    return start
  }

  // Few are left at most; setting a length costs more than taking them.
  clear(): void {
    while (this.items.length > 0) this.items.pop()
  }
}
