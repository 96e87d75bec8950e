import { type EventData, type EventDraft, type EventKind, parse } from '#schemas'
import type { Engine } from '../engine.ts'
import { ApiError } from './problems.ts'
import type { ApiCall, ApiRoute } from './routes.ts'

/**
 * What a one-shot caller (hook, exec) may hand in, and the schema of its data. Nothing that the engine says itself
 * (decision, approval, auth) is here: it could be forged.
 */
const KINDS: ReadonlyMap<EventKind, keyof EventData> = new Map([
  ['effect', 'effect'],
  ['session.open', 'sessionOpen'],
  ['session.close', 'sessionClose'],
  ['session.abandoned', 'sessionClose'],
])

/** Events of one-shot callers: sealed under the engine's source, marked `via`. */
export function eventRoutes(engine: Engine): readonly ApiRoute[] {
  return [{ route: 'POST /v1/events', body: 'event-draft', handle: (call) => record(engine, call) }]
}

async function record(engine: Engine, { caller, body }: ApiCall): Promise<undefined> {
  const { kind, session: id = '', data } = body as EventDraft
  const shape = KINDS.get(kind)
  if (shape === undefined) throw new ApiError(403, 'kind_forbidden', `only ${[...KINDS.keys()].join(', ')} are taken`)
  parse('event-data', { [shape]: data })
  const live = engine.sessions.find(id)
  if (live?.peer.enforcer !== caller.subject)
    throw new ApiError(403, 'session_unknown', 'name a session that this caller has opened')
  // Who acted is what the engine knows, whatever the draft says.
  const draft = { kind, session: id, run: live.session.run, actor: live.actor, via: caller.subject, data }
  try {
    await engine.recorder.append(draft).durable
  } catch (cause) {
    throw new ApiError(503, 'evidence_unavailable', 'the event cannot be recorded: try again later', { cause })
  }
  return undefined
}
