import type { ControlResult } from '#schemas'
import type { ControlFinding } from './control.ts'
import type { Fact } from './facts.ts'
import { clip, grouped } from './wording.ts'

const MOST_SAMPLES = 5
/** report.schema.json takes 256 exceptions a control; all are counted. */
const MOST_EXCEPTIONS = 256
const MOST_SOURCES = 4096
const MOST_NOTE = 512

/**
 * Counts what a control judged, keeps a few members of the population as a sample, and what contradicts the
 * control. The sample is chosen by a fixed mix of the ledger number: nobody picks it, and it can be drawn again.
 */
export class Tally {
  population = 0
  exceptions = 0
  readonly #kept: ControlResult['exceptions'] = []
  readonly #sample: { readonly rank: number; readonly n: number; readonly note: string }[] = []
  readonly #sources = new Set<string>()

  /** Takes one fact into the population. The note is made only where the fact is sampled. */
  judge(fact: Fact, note: () => string): void {
    this.population++
    this.drawOn(fact.event.source.id)
    if (fact.kind === 'effect' && fact.decision !== null) this.drawOn(fact.decision.source.id)
    this.#consider(fact.n, note)
  }

  /** Takes members that are no events into the population: systems of a register, objects of a store. */
  add(members: number): void {
    this.population += members
  }

  /** Says that the outcome rests on this source: a gap of it then touches the control. */
  drawOn(source: string): void {
    if (this.#sources.size < MOST_SOURCES) this.#sources.add(source)
  }

  except(n: number, note: string): void {
    this.exceptions++
    if (this.#kept.length < MOST_EXCEPTIONS) this.#kept.push({ n, note: clip(note, MOST_NOTE) })
  }

  /** Offers what was not judged, or not as an event, to the sample. */
  sampled(n: number, note: () => string): void {
    this.#consider(n, note)
  }

  finding(status: ControlResult['status'], text: string): ControlFinding {
    const clipped = this.exceptions - this.#kept.length
    const rest = clipped > 0 ? ` ${grouped(clipped)} more exceptions are counted and not listed.` : ''
    const said = text.charAt(0).toUpperCase() + text.slice(1)
    const sample = [...this.#sample].sort((a, b) => a.n - b.n).map(({ n, note }) => ({ n, note }))
    const sources = this.#sources.size < MOST_SOURCES ? this.#sources : ('any' as const)
    return { status, population: this.population, finding: `${said}${rest}`, sample, exceptions: this.#kept, sources }
  }

  /** Nothing was there to be judged: never more than insufficient. `what` goes on "No …". */
  nothing(what: string): ControlFinding {
    return this.finding('insufficient', `No ${what} in the period, so there was nothing to judge.`)
  }

  #consider(n: number, note: () => string): void {
    const rank = mix(n)
    const last = this.#sample[MOST_SAMPLES - 1]
    if (last !== undefined && last.rank <= rank) return
    this.#sample.push({ rank, n, note: clip(note(), MOST_NOTE) })
    this.#sample.sort((a, b) => a.rank - b.rank || a.n - b.n)
    if (this.#sample.length > MOST_SAMPLES) this.#sample.pop()
  }
}

// The finaliser of MurmurHash3: spreads neighbouring numbers over 32 bits.
function mix(n: number): number {
  let hash = n >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
