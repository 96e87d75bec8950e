import { type Gap, Gaps } from './gap.ts'
import type { JudgedEvent } from './judged-event.ts'
import { Pairs } from './pairs.ts'
import { Sequences } from './sequences.ts'
import { Silence } from './silence.ts'

export interface CompletenessOptions {
  /** Longest time that a running source may give no sign of life; default 120 000. Logs sign every 30 s. */
  readonly silenceMs?: number
  /** How old an allow must be, at the end of the ledger, before a missing effect is a gap; default 900 000. */
  readonly graceMs?: number
  /** The events begin in the middle of the ledger; default false. */
  readonly partial?: boolean
  /** Milliseconds since 1970: a source that has not spoken since long before is a gap. Not judged where left out. */
  readonly asOf?: number
}

export interface CompletenessResult {
  readonly gaps: readonly Gap[]
  /** Sessions that ended because the process that held them crashed. No gap. */
  readonly abandonedByCrash: number
  /** Sessions that are open at the end. No gap. */
  readonly openSessions: number
}

/**
 * What should be in the record and is not, as a fold over its events in order: numbers of every source, decisions
 * and effects, sessions, signs of life. Pure, and bounded in memory whatever the events say.
 */
export class Completeness {
  readonly #gaps = new Gaps()
  readonly #sequences: Sequences
  readonly #pairs: Pairs
  readonly #silence: Silence
  readonly #asOf: number | undefined
  #last = ''

  constructor({ silenceMs = 120_000, graceMs = 900_000, partial = false, asOf }: CompletenessOptions = {}) {
    this.#sequences = new Sequences(this.#gaps, { partial })
    this.#pairs = new Pairs(this.#gaps, { graceMs, partial })
    this.#silence = new Silence(this.#gaps, { silenceMs })
    this.#asOf = asOf
  }

  add(event: JudgedEvent): void {
    this.#sequences.add(event)
    this.#pairs.add(event)
    this.#silence.add(event)
    this.#last = event.time
  }

  /** Call once, after the last event. */
  finish(): CompletenessResult {
    const end = this.#asOf ?? Date.parse(this.#last)
    if (this.#last === '') {
      const text = 'the ledger holds no event'
      this.#gaps.add({ kind: 'empty', text, source: null, from: null, to: null })
    } else {
      this.#pairs.finish(end)
      if (this.#asOf !== undefined) this.#silence.finish(this.#asOf)
    }
    return { gaps: this.#gaps.list(), abandonedByCrash: this.#pairs.abandoned, openSessions: this.#pairs.open }
  }
}
