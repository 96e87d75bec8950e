import type { Fact } from './facts.ts'
import type { LedgerEvent } from './inputs.ts'
import { readFacts } from './join.ts'

/** Only so many sessions are listed; the oldest are left out first. */
const MOST_SESSIONS = 10_000

/** One session, as its events tell it. */
export interface SessionSummary {
  readonly session: string
  readonly run: string | null
  readonly human: string | null
  readonly agent: string | null
  readonly enforcer: string | null
  readonly target: string | null
  /** RFC 3339; null where the opening is not on record. */
  readonly openedAt: string | null
  /** Null while it is open; the time a crash was found where `abandoned`. */
  readonly closedAt: string | null
  readonly abandoned: boolean
  /** Effects recorded. */
  readonly exchanges: number
  /** Decisions that were a deny or a pending approval. */
  readonly denied: number
  /** Values masked, all classes. */
  readonly masked: number
  /** Values released by policy, all classes. */
  readonly released: number
}

/** Every session of the evidence, in order of opening; at most `most`, the latest ones. */
export async function listSessions(
  events: AsyncIterable<LedgerEvent>,
  { most = MOST_SESSIONS }: { readonly most?: number } = {},
): Promise<readonly SessionSummary[]> {
  const sessions = new Map<string, Draft>()
  for await (const fact of readFacts(events)) {
    const id = fact.event.session
    if (id === undefined || !TELLING.has(fact.kind)) continue
    const draft = sessions.get(id) ?? newDraft(id)
    if (!sessions.has(id)) {
      const [oldest] = sessions.keys()
      if (sessions.size >= most && oldest !== undefined) sessions.delete(oldest)
      sessions.set(id, draft)
    }
    tell(draft, fact)
  }
  return [...sessions.values()].sort(
    (a, b) => compare(a.openedAt ?? '', b.openedAt ?? '') || compare(a.session, b.session),
  )
}

type Draft = { -readonly [Key in keyof SessionSummary]: SessionSummary[Key] }

// An officer's or reader's login mints a session handle too; it is no session of an agent.
const TELLING: ReadonlySet<Fact['kind']> = new Set([
  'session.open',
  'session.close',
  'session.abandoned',
  'decision',
  'effect',
])

function newDraft(session: string): Draft {
  return {
    session,
    run: null,
    human: null,
    agent: null,
    enforcer: null,
    target: null,
    openedAt: null,
    closedAt: null,
    abandoned: false,
    exchanges: 0,
    denied: 0,
    masked: 0,
    released: 0,
  }
}

function tell(draft: Draft, fact: Fact): void {
  draft.run ??= fact.event.run ?? null
  draft.human ??= fact.event.actor?.human ?? null
  draft.agent ??= fact.event.actor?.agent ?? null
  switch (fact.kind) {
    case 'session.open':
      draft.openedAt = fact.event.time
      draft.enforcer = fact.data.enforcer
      draft.target = fact.data.target ?? null
      return
    case 'session.close':
    case 'session.abandoned':
      draft.closedAt = fact.event.time
      draft.abandoned = fact.kind === 'session.abandoned'
      return
    case 'decision':
      if (fact.data.effect !== 'allow') draft.denied++
      return
    case 'effect':
      draft.exchanges++
      draft.masked += total(fact.data.phi?.masked ?? [])
      draft.released += total(fact.data.phi?.released ?? [])
      return
    default:
      return
  }
}

function total(entries: readonly { readonly count: number }[]): number {
  return entries.reduce((sum, { count }) => sum + count, 0)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
