import type { Fact, FactOf } from './facts.ts'
import type { LedgerEvent } from './inputs.ts'
import { readFacts } from './join.ts'

/** Everybody who touched one patient, as the sealed effects tell it. */
export interface SubjectTrail {
  readonly reference: string
  readonly humans: readonly string[]
  readonly agents: readonly string[]
  readonly sessions: readonly string[]
  /** Decision ids, in ledger order. */
  readonly decisions: readonly string[]
  /** The first and last touch; null where there is none. */
  readonly first: Touch | null
  readonly last: Touch | null
  readonly counts: {
    /** Effects that name the patient. */
    readonly effects: number
    /** Of those, by outcome. */
    readonly outcomes: Readonly<Record<string, number>>
    /** Values by class in those exchanges: of this patient and the others in the same answer. */
    readonly masked: Readonly<Record<string, number>>
    readonly released: Readonly<Record<string, number>>
    /** Effects that touched patients whom they do not list, and do not list this one. */
    readonly overflowed: number
    /** Effects whose human or agent no event names. */
    readonly nameless: number
  }
  /** False where effects overflowed or could not be read: the patient may have been touched in those too. */
  readonly complete: boolean
  /** Says what is missing, for people; null where nothing is. */
  readonly warning: string | null
}

export interface Touch {
  readonly n: number
  readonly time: string
}

/**
 * "Who touched this patient?": `references` are the keyed references that the engine makes, or made under older
 * keys, of a patient id. One walk; memory grows with the answer only.
 */
export async function findSubject(
  events: AsyncIterable<LedgerEvent>,
  references: string | readonly string[],
): Promise<SubjectTrail> {
  const trail = new Trail(typeof references === 'string' ? [references] : references)
  for await (const fact of readFacts(events)) trail.take(fact)
  return trail.end()
}

class Trail {
  readonly #references: readonly string[]
  readonly #humans = new Set<string>()
  readonly #agents = new Set<string>()
  readonly #sessions = new Set<string>()
  readonly #touches: (Touch & { readonly decision: string })[] = []
  readonly #masked = new Map<string, number>()
  readonly #released = new Map<string, number>()
  readonly #outcomes = new Map<string, number>()
  #overflowed = 0
  #unreadable = 0
  #nameless = 0

  constructor(references: readonly string[]) {
    this.#references = references
  }

  take(fact: Fact): void {
    if (fact.kind === 'malformed' && fact.event.kind === 'effect') this.#unreadable++
    if (fact.kind !== 'effect' || fact.data.phi === undefined) return
    if (fact.data.phi.subjects.some((subject) => this.#references.includes(subject))) this.#touch(fact)
    else if (fact.data.phi.subjectsOverflow) this.#overflowed++
  }

  end(): SubjectTrail {
    // Effects that had waited for their decision come late: the ledger's order is what counts.
    const touches = this.#touches.sort((a, b) => a.n - b.n)
    return {
      reference: this.#references[0] ?? '',
      humans: [...this.#humans].sort(),
      agents: [...this.#agents].sort(),
      sessions: [...this.#sessions],
      decisions: [...new Set(touches.map(({ decision }) => decision))],
      first: placeOf(touches[0]),
      last: placeOf(touches.at(-1)),
      counts: {
        effects: touches.length,
        outcomes: record(this.#outcomes),
        masked: record(this.#masked),
        released: record(this.#released),
        overflowed: this.#overflowed,
        nameless: this.#nameless,
      },
      complete: this.#overflowed + this.#unreadable === 0,
      warning: this.#warning(),
    }
  }

  #touch({ data, event, n, session }: FactOf<'effect'>): void {
    this.#touches.push({ n, time: event.time, decision: data.decision })
    const human = event.actor?.human ?? session?.human
    const agent = event.actor?.agent ?? session?.agent
    if (human) this.#humans.add(human)
    if (agent) this.#agents.add(agent)
    if (!human || !agent) this.#nameless++
    if (event.session !== undefined) this.#sessions.add(event.session)
    add(this.#outcomes, data.outcome, 1)
    for (const entry of data.phi?.masked ?? []) add(this.#masked, entry.class, entry.count)
    for (const entry of data.phi?.released ?? []) add(this.#released, entry.class, entry.count)
  }

  #warning(): string | null {
    const parts: string[] = []
    if (this.#overflowed > 0)
      parts.push(`${this.#overflowed} more exchanges touched patients that their events do not list`)
    if (this.#unreadable > 0) parts.push(`${this.#unreadable} effects could not be read`)
    if (parts.length === 0) return null
    return `the list may be incomplete: ${parts.join(', and ')}; this patient may be among them`
  }
}

function placeOf(touch: Touch | undefined): Touch | null {
  return touch === undefined ? null : { n: touch.n, time: touch.time }
}

function add(counts: Map<string, number>, name: string, more: number): void {
  counts.set(name, (counts.get(name) ?? 0) + more)
}

function record(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort((a, b) => (a[0] < b[0] ? -1 : 1)))
}
