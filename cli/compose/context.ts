import type { EnforcerContext, EngineClient, EngineFailure, Recorded } from '#enforcers'
import type { OpenEventLog, PayloadLog } from '#evidence'
import type { Phi } from '#phi'
import type { AccessRequest, Decision, EventDraft } from '#schemas'
import type { Commit } from '../commitment.ts'
import type { Logger } from './logger.ts'
import type { OpenSessions } from './open-sessions.ts'

export interface ContextParts {
  readonly client: EngineClient
  readonly commit: Commit
  readonly sessions: OpenSessions
  readonly log: OpenEventLog
  readonly payloads: PayloadLog
  /** Appends what the enforcer records. */
  readonly append: (draft: EventDraft) => Recorded
  readonly phi: Phi
  readonly logger: Logger
  readonly now: () => number
  readonly signal: AbortSignal
  readonly ready: (address: string) => void
  readonly health: NonNullable<EnforcerContext['health']>
  readonly onDecision?: (decision: Decision) => void
}

/** What one enforcer may use of the world, with its engine here or elsewhere. */
export function composeContext(parts: ContextParts): EnforcerContext {
  const { client, commit, sessions, append, payloads, phi, logger, now, signal, ready, health } = parts
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
    recordPayload: (session, exchange, recording) => payloads.append(session, exchange, recording),
    commit,
    phi,
    ready,
    health,
    signal,
    log: logger,
    now,
  }
}

/** Records in the enforcer's own log that its engine failed it, and tells the operator. */
export function engineDied({
  name,
  log,
  logger,
}: {
  readonly name: string
  readonly log: Pick<OpenEventLog, 'append'>
  readonly logger: Logger
}): (failure: EngineFailure) => void {
  return ({ kind, decision }) => {
    logger.error('the engine did not answer; the request was refused', { enforcer: name, kind, decision })
    const message = `enforcer ${name} refused under ${decision}: the engine was ${kind}`
    log.append({ kind: 'alarm', data: { code: `engine.${kind}`, message } })
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
