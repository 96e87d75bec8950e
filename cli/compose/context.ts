import { type EnforcerContext, type EngineClient, memoryClient, type Recorded } from '#enforcers'
import type { Engine } from '#engine'
import type { OpenEventLog, PayloadLog } from '#evidence'
import type { AccessRequest, Decision, EventDraft } from '#schemas'
import type { Commit } from '../commitment.ts'
import type { Logger } from './logger.ts'
import type { OpenSessions } from './open-sessions.ts'

export interface ContextParts {
  readonly name: string
  readonly engine: Engine
  readonly commit: Commit
  readonly sessions: OpenSessions
  readonly log: OpenEventLog
  readonly payloads: PayloadLog
  /** Appends what the enforcer records. */
  readonly append: (draft: EventDraft) => Recorded
  readonly logger: Logger
  readonly deadlineMs: number
  readonly now: () => number
  readonly signal: AbortSignal
  readonly ready: (address: string) => void
  readonly health: NonNullable<EnforcerContext['health']>
  readonly onDecision?: (decision: Decision) => void
}

/** What one enforcer may use of the world, when engine and log are in the same process. */
export function composeContext(parts: ContextParts): EnforcerContext {
  const { name, engine, commit, sessions, log, append, payloads, logger, deadlineMs, now, signal, ready, health } =
    parts
  const client: EngineClient = memoryClient({
    engine,
    enforcer: name,
    deadlineMs,
    now,
    onDead: ({ kind, decision }) => {
      logger.error('the engine did not answer; the statement was refused', { enforcer: name, kind, decision })
      log.append({
        kind: 'alarm',
        data: { code: `engine.${kind}`, message: `enforcer ${name} refused under ${decision}: the engine was ${kind}` },
      })
    },
  })
  return {
    authenticate: client.authenticate,
    decide: parts.onDecision === undefined ? client.decide : watched(client, parts.onDecision),
    record: (draft) => {
      const recorded = append(draft)
      sessions.see(draft)
      if (draft.kind === 'session.close' && draft.session !== undefined) {
        payloads.end(draft.session)
        void client.closeSession(draft.session)
      }
      return recorded
    },
    recordPayload: (session, exchange) => payloads.append(session, exchange),
    commit,
    ready,
    health,
    signal,
    log: logger,
    now,
  }
}

function watched(client: EngineClient, watch: (decision: Decision) => void): EnforcerContext['decide'] {
  return async (request: AccessRequest): Promise<Decision> => {
    const decision = await client.decide(request)
    try {
      watch(decision)
    } catch {
      // Whoever watches changes nothing.
    }
    return decision
  }
}
