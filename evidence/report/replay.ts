import type { DecisionData, EffectData, PhiAccount } from '#schemas'
import type { Fact, FactOf } from './facts.ts'
import type { LedgerEvent } from './inputs.ts'
import { readFacts } from './join.ts'
import { type PayloadFound, PayloadShelf, type RecordedPayload } from './payload-shelf.ts'
import { type RecordedContent, readContent } from './recorded-content.ts'

/** One step of a session, in the order in which it was sealed. */
export type ReplayStep =
  | (Step<'open'> & {
      readonly human: string | null
      readonly agent: string | null
      readonly enforcer: string
      readonly target: string | null
      readonly transport: string | null
      readonly client: string | null
    })
  | (Step<'exchange'> & Exchange)
  | (Step<'close'> & { readonly reason: string; readonly abandoned: boolean })
  /** A recorded exchange that no effect names. */
  | { readonly kind: 'stray'; readonly session: string | null; readonly exchange: number; readonly fault: string }

/** A decision, what was done under it, and what was recorded of it. */
export interface Exchange {
  /** Null where the ledger holds none for this effect. */
  readonly decision: DecisionData | null
  /** Null where nothing is on record as done under it. */
  readonly effect: EffectData | null
  /** The statement with its literals taken out; from the recording. */
  readonly statement: string | null
  readonly recording: Recording
  readonly phi: PhiAccount | null
}

export type Recording =
  | { readonly state: 'none' }
  | { readonly state: 'matched'; readonly content: RecordedContent }
  /** `fault` says why what the store holds is no evidence; it is not shown as such. */
  | { readonly state: 'unsound'; readonly fault: string }

interface Step<Kind> {
  readonly kind: Kind
  readonly n: number
  readonly time: string
  readonly session: string
}

/**
 * Replays a session, or every session of a run, from the sealed events and the recorded payloads. Each payload is
 * held against the digest that its effect sealed: one that differs is flagged and its content withheld.
 */
export async function* replaySession(
  events: AsyncIterable<LedgerEvent>,
  payloads: AsyncIterable<RecordedPayload>,
  session: string,
): AsyncGenerator<ReplayStep> {
  const shelf = new PayloadShelf(payloads)
  const open = new Map<string, FactOf<'decision'>>()
  try {
    for await (const fact of readFacts(belonging(events, session))) {
      if (fact.kind === 'decision') open.set(fact.data.id, fact)
      if (fact.kind === 'session.close' || fact.kind === 'session.abandoned')
        yield* unanswered(open, fact.event.session)
      const step = await stepOf(fact, open, shelf)
      if (step !== null) yield step
    }
    yield* unanswered(open)
    for await (const payload of shelf.left())
      yield { kind: 'stray', session: payload.session ?? null, exchange: payload.exchange, fault: 'no event names it' }
  } finally {
    await shelf.close()
  }
}

async function* belonging(events: AsyncIterable<LedgerEvent>, session: string): AsyncGenerator<LedgerEvent> {
  for await (const entry of events) if (entry.event.session === session || entry.event.run === session) yield entry
}

async function stepOf(
  fact: Fact,
  open: Map<string, FactOf<'decision'>>,
  shelf: PayloadShelf,
): Promise<ReplayStep | null> {
  if (fact.kind === 'session.open') return { ...opening(fact), ...placeOf(fact, 'open') }
  if (fact.kind === 'session.close' || fact.kind === 'session.abandoned')
    return { ...placeOf(fact, 'close'), reason: fact.data.reason, abandoned: fact.kind === 'session.abandoned' }
  if (fact.kind !== 'effect') return null
  const decision = open.get(fact.data.decision)?.data ?? null
  open.delete(fact.data.decision)
  const reference = fact.data.payload
  const recording: Recording =
    fact.data.unrecorded !== undefined
      ? { state: 'unsound', fault: `the exchange could not be recorded (${fact.data.unrecorded})` }
      : reference === undefined
        ? { state: 'none' }
        : judge(await shelf.find(fact.event.session ?? '', reference), decision)
  const statement = recording.state === 'matched' ? recording.content.statement : null
  return { ...placeOf(fact, 'exchange'), decision, effect: fact.data, statement, recording, phi: fact.data.phi ?? null }
}

function judge(found: PayloadFound, decision: DecisionData | null): Recording {
  if (found.state === 'missing')
    return { state: 'unsound', fault: found.why ?? 'the recording is not in the store: shredded, lost or removed' }
  if (found.state === 'mismatched')
    return { state: 'unsound', fault: 'the recording in the store is not the one that was sealed: its digest differs' }
  const content = readContent(found.payload.content)
  if (content === null)
    return { state: 'unsound', fault: 'the recording cannot be read: it is not JSON of a recording' }
  if (content.decision !== null && decision !== null && content.decision !== decision.id)
    return { state: 'unsound', fault: 'the recording belongs to another decision' }
  return { state: 'matched', content }
}

// Decisions that no effect answered before the session closed: refusals at Parse, or an effect that is missing.
function* unanswered(open: Map<string, FactOf<'decision'>>, session?: string): Generator<ReplayStep> {
  for (const [id, fact] of open) {
    if (session !== undefined && fact.event.session !== session) continue
    open.delete(id)
    const exchange = {
      decision: fact.data,
      effect: null,
      statement: null,
      recording: { state: 'none' },
      phi: null,
    } as const
    yield { ...placeOf(fact, 'exchange'), ...exchange }
  }
}

function opening({
  data,
  event,
}: FactOf<'session.open'>): Omit<Extract<ReplayStep, { kind: 'open' }>, keyof Step<'open'>> {
  return {
    human: event.actor?.human ?? null,
    agent: event.actor?.agent ?? null,
    enforcer: data.enforcer,
    target: data.target ?? null,
    transport: data.transport ?? null,
    client: data.client ?? null,
  }
}

function placeOf<Kind>({ event, n }: Fact, kind: Kind): Step<Kind> {
  return { kind, n, time: event.time, session: event.session ?? '' }
}
