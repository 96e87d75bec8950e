import type { FactOf } from './facts.ts'
import type { LedgerEvent } from './inputs.ts'
import { readFacts } from './join.ts'
import { count } from './wording.ts'

/** One row of an accounting (164.528(b)(2)): date, recipient, what, why. Holds references and classes, no value. */
export interface DisclosureRow {
  readonly n: number
  /** RFC 3339 in UTC. */
  readonly time: string
  readonly decision: string
  readonly session: string | null
  readonly human: string | null
  readonly agent: string | null
  /** Null where the event names none: 164.528 wants it, so the row is not complete. */
  readonly recipient: string | null
  readonly purpose: string | null
  /** What was done, and what went out. */
  readonly description: string
  /** Keyed references to the patients that the event lists. */
  readonly subjects: readonly string[]
  /** True where patients were touched that the event does not list. */
  readonly subjectsOverflow: boolean
  /** Classes that went out unmasked. Empty: the patients were touched, and everything known was masked. */
  readonly released: readonly { readonly class: string; readonly count: number }[]
}

/**
 * Exchanges that touched patients or released PHI, as rows for an accounting of disclosures; of one patient where
 * a reference is given, with those that overflowed and may concern them. Which of these the rule counts as
 * disclosures (treatment, payment, operations and the workforce are not) is for the entity to say.
 */
export async function* accountingOfDisclosures(
  events: AsyncIterable<LedgerEvent>,
  reference: string | null = null,
): AsyncGenerator<DisclosureRow> {
  for await (const fact of readFacts(events)) {
    const row = fact.kind === 'effect' ? rowOf(fact) : null
    if (row === null) continue
    if (reference === null || row.subjectsOverflow || row.subjects.includes(reference)) yield row
  }
}

function rowOf({ data, decision, event, n, session }: FactOf<'effect'>): DisclosureRow | null {
  if (data.outcome === 'refused' || data.phi === undefined) return null
  const { released, subjects, subjectsOverflow } = data.phi
  if (subjects.length === 0 && !subjectsOverflow && released.length === 0) return null
  const target = decision?.target ?? session?.target ?? 'an unknown target'
  const rows = data.rows === undefined ? '' : `, ${count(data.rows, 'row')}`
  const out =
    released.length === 0
      ? 'every known identifier masked'
      : `released ${released.map((entry) => entry.class).join(', ')}`
  return {
    n,
    time: event.time,
    decision: data.decision,
    session: event.session ?? null,
    ...actorOf(event.actor ?? session),
    recipient: data.recipient ?? null,
    purpose: data.purpose ?? null,
    description: `${decision?.action ?? 'unknown action'} on ${target}: ${data.outcome}${rows}; ${out}`,
    subjects,
    subjectsOverflow,
    released,
  }
}

function actorOf(
  who: { readonly human: string | null; readonly agent: string | null } | null,
): Pick<DisclosureRow, 'human' | 'agent'> {
  return { human: who?.human ?? null, agent: who?.agent ?? null }
}
