import type { Decision, Session, SessionPeer } from '#schemas'
import { type ApprovalBook, createApprovalBook } from './approvals/book.ts'
import type { EngineKey, Recorder } from './components.ts'
import { createDecider, type DeciderDependencies } from './decide.ts'
import { type AuthLog, createAuthLog } from './identity/auth-log.ts'
import { createVerifier, type Verifier } from './identity/issuers.ts'
import { createSessions, type Sessions } from './identity/sessions.ts'
import type { TokenIssuer } from './identity/token-issuer.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import type { PolicyKeeper } from './policy/active-policy.ts'
import type { Caller } from './understand.ts'

/** Everything that answers questions in one process. The server puts it on the wire; a memory client calls it. */
export interface Engine {
  /** Throws IdentityError `refused`, `unavailable`. */
  openSession(credential: string, peer: SessionPeer): Promise<Session>
  /** False where there is no such session. */
  closeSession(id: string): boolean
  /** Never rejects. */
  decide(question: unknown, caller: Caller): Promise<Decision>
  readonly sessions: Sessions
  readonly approvals: ApprovalBook
  readonly verifier: Verifier
  readonly authLog: AuthLog
  readonly metrics: Metrics
  readonly recorder: Recorder
  readonly policy: PolicyKeeper
}

export interface EngineDependencies {
  readonly policy: PolicyKeeper
  /** The engine's own durable log. */
  readonly recorder: Recorder
  readonly key: EngineKey
  readonly issuers: readonly TokenIssuer[]
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Masks PHI in what an officer writes beside a verdict. */
  readonly maskNote: (note: string) => string
  readonly onFailure: DeciderDependencies['onFailure']
  /** Most sessions at once. */
  readonly mostSessions?: number
  /** Most pending approvals. */
  readonly mostApprovals?: number
}

/** Wires an engine. Call `approvals.restore` before the first question. */
export function createEngine(dependencies: EngineDependencies): Engine {
  const { policy, recorder, key, issuers, now, maskNote, onFailure, mostSessions, mostApprovals } = dependencies
  const verifier = createVerifier({ issuers, now })
  const authLog = createAuthLog({ recorder, now })
  const room = mostSessions === undefined ? {} : { most: mostSessions }
  const sessions = createSessions({ verifier, authLog, now, ...room })
  const approvals = createApprovalBook({
    recorder,
    now,
    maskNote,
    policyDigest: () => policy.current().reference.digest,
    ...(mostApprovals === undefined ? {} : { most: mostApprovals }),
  })
  const metrics = createMetrics()
  const { decide } = createDecider({ policy, sessions, approvals, recorder, key, meter: metrics, now, onFailure })
  return {
    openSession: sessions.open,
    closeSession: sessions.close,
    decide,
    sessions,
    approvals,
    verifier,
    authLog,
    metrics,
    recorder,
    policy,
  }
}
