import type { Event } from '#schemas'
import { BoundedMap } from './bounded-map.ts'
import { type Fact, type FactOf, readData } from './facts.ts'
import type { LedgerEvent } from './inputs.ts'
import { type DecisionNote, noteDecision, noteSession, type SessionNote } from './notes.ts'

/** How many decisions, waiting effects and sessions are held at once; older ones are forgotten and counted. */
const MOST_DECISIONS = 200_000
const MOST_WAITING = 20_000
const MOST_SESSIONS = 100_000

export interface JoinBounds {
  readonly decisions: number
  readonly waiting: number
  readonly sessions: number
}

/**
 * Turns ledger events into facts: data checked, effects joined to their decisions, events to their sessions.
 * Sources are sealed as they arrive, so an effect may stand before its decision: it waits, within a bound.
 */
export class Join {
  readonly #decisions: BoundedMap<string, DecisionNote>
  readonly #sessions: BoundedMap<string, SessionNote>
  readonly #waiting = new Map<string, FactOf<'effect'>[]>()
  readonly #mostWaiting: number
  #waits = 0

  constructor(bounds: Partial<JoinBounds> = {}) {
    this.#decisions = new BoundedMap(bounds.decisions ?? MOST_DECISIONS)
    this.#sessions = new BoundedMap(bounds.sessions ?? MOST_SESSIONS)
    this.#mostWaiting = bounds.waiting ?? MOST_WAITING
  }

  /** The facts that this event makes ready: itself, nothing yet, or effects that waited for it too. */
  take({ n, event }: LedgerEvent): readonly Fact[] {
    const data = readData(event)
    if (data === null) return [this.#fact('malformed', n, event, event.data)]
    if (event.kind === 'session.open' && event.session !== undefined)
      this.#sessions.set(event.session, noteSession(n, event, data as FactOf<'session.open'>['data']))
    // readData checked the data against the schema of exactly this kind.
    const fact = this.#fact(event.kind, n, event, data)
    if (fact.kind === 'decision') return [fact, ...this.#decide(fact)]
    if (fact.kind === 'effect') return this.#effect(fact)
    return [fact]
  }

  /** Effects whose decision never came. */
  *end(): Generator<Fact> {
    const left = [...this.#waiting.values()].flat().sort((a, b) => a.n - b.n)
    this.#waiting.clear()
    this.#waits = 0
    for (const effect of left) yield this.#orphan(effect)
  }

  #decide(fact: FactOf<'decision'>): readonly Fact[] {
    const note = noteDecision(fact.n, fact.event, fact.data)
    this.#decisions.set(note.id, note)
    const waited = this.#waiting.get(note.id)
    if (waited === undefined) return []
    this.#waiting.delete(note.id)
    this.#waits -= waited.length
    return waited.map((effect) => ({ ...effect, decision: note }))
  }

  #effect(fact: FactOf<'effect'>): readonly Fact[] {
    const id = fact.data.decision
    const decision = this.#decisions.get(id)
    if (decision !== undefined) return [{ ...fact, decision }]
    if (this.#waits >= this.#mostWaiting) return [{ ...fact, decisionForgotten: true }]
    this.#waits++
    const waited = this.#waiting.get(id)
    if (waited === undefined) this.#waiting.set(id, [fact])
    else waited.push(fact)
    return []
  }

  #orphan(effect: FactOf<'effect'>): Fact {
    return { ...effect, decisionForgotten: this.#decisions.forgotten > 0 }
  }

  #fact(kind: Fact['kind'], n: number, event: Event, data: Fact['data']): Fact {
    const session = event.session === undefined ? null : (this.#sessions.get(event.session) ?? null)
    const extra = kind === 'effect' ? { decision: null, decisionForgotten: false } : {}
    return { kind, n, event, data, session, ...extra } as Fact
  }
}

/** All facts of a stream of events, in the order in which they are ready. */
export async function* readFacts(events: AsyncIterable<LedgerEvent>): AsyncGenerator<Fact> {
  const join = new Join()
  for await (const entry of events) yield* join.take(entry)
  yield* join.end()
}
