import { type EngineClient, failClosed, type Patience } from '#enforcers'
import type { Appended } from '#evidence'
import type { EventDraft } from '#schemas'
import type { KeptRoom } from '../kept-room.ts'
import type { Room } from '../room.ts'

/** The engine of an enforcer that runs apart, and the enforcer's own record, each minding the other. */
export interface CarefulClient {
  readonly client: EngineClient
  readonly append: (draft: EventDraft) => Appended
}

export interface CarefulParts {
  readonly engine: EngineClient
  readonly room: Pick<Room, 'reasons'>
  readonly kept: Pick<KeptRoom, 'ask' | 'record'>
  readonly patience: Patience
}

/**
 * The engine records decisions in its log, the enforcer what came of them in its own. So nothing is asked before the
 * session's opening is durable here: a decision in a session that no log knows could belong to anybody. And nothing is
 * asked without room for the effect.
 */
export function carefulClient({ engine, room, kept, patience }: CarefulParts): CarefulClient {
  const opening = new Map<string, Promise<void>>()
  const decide = failClosed(async (request) => {
    const [reason] = room.reasons()
    if (reason !== undefined) throw new Error(`there is no room for what would be recorded (${reason})`)
    const { id } = request.subject
    await opening.get(id)
    const keep = kept.ask(id)
    const decision = await engine.decide(request)
    keep(decision.context.id)
    return decision
  }, patience)
  return {
    client: { ...engine, decide },
    append: (draft) => {
      const appended = kept.record(draft)
      const { kind, session } = draft
      if (session === undefined) return appended
      if (kind === 'session.open') opening.set(session, appended.durable)
      if (kind === 'session.close') opening.delete(session)
      return appended
    },
  }
}
