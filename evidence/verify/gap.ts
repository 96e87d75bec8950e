/**
 * `sequence`: numbers of a source that are not in the ledger. `conflict`: a number of a source that is there more
 * than once. `decision`: an allow without an effect. `effect`: an effect without its decision. `session`: a session
 * that closed and never opened. `silence`: a source that ran and said nothing for too long.
 */
export type GapKind = 'sequence' | 'conflict' | 'decision' | 'effect' | 'session' | 'silence' | 'integrity' | 'empty'

/** One thing that should be in the record and is not; where it lies, so that only that window is doubted. */
export interface Gap {
  readonly kind: GapKind
  /** What is missing, for people. Holds ids, numbers and times only. */
  readonly text: string
  /** Source id; null where any source could be meant. */
  readonly source: string | null
  /** RFC 3339; null where it is open to that side. */
  readonly from: string | null
  readonly to: string | null
}

const MOST_GAPS = 1000

/** Collects gaps, the first thousand in full: a ledger of an enemy must not fill the memory of its reader. */
export class Gaps {
  readonly #kept: Gap[] = []
  #more = 0

  add(gap: Gap): void {
    if (this.#kept.length < MOST_GAPS) this.#kept.push(gap)
    else this.#more++
  }

  list(): Gap[] {
    if (this.#more === 0) return [...this.#kept]
    const text = `${this.#more} more gaps were found than are listed`
    return [...this.#kept, { kind: 'sequence', text, source: null, from: null, to: null }]
  }
}
