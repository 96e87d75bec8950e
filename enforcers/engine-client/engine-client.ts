import type { AccessRequest, Decision, Session } from '#schemas'
import type { Peer } from '../enforcer.ts'

/** The engine, as an enforcer reaches it. See memory-client.ts and http-client.ts. */
export interface EngineClient {
  /** Rejects with AuthenticationError. */
  authenticate(credential: string, peer: Peer): Promise<Session>
  /** Never rejects: an engine that cannot be reached, is late, or answers nonsense is a refusal. */
  decide(request: AccessRequest): Promise<Decision>
  /** Lets the engine forget a session. Never rejects: it ends there by itself, too. */
  closeSession(id: string): Promise<void>
  /** Lets go of connections. */
  close(): void
}

/** How a client treats an engine that fails. */
export interface Patience {
  /** How long a decision may take. */
  readonly deadlineMs: number
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Told of every failure, so that the enforcer's own log records it. What it throws is ignored. */
  readonly onDead: (failure: EngineFailure) => void
}

/** `unreachable`: it threw or closed. `late`: the deadline passed. `nonsense`: no decision, or one that contradicts itself. */
export type EngineFailureKind = 'unreachable' | 'late' | 'nonsense'

export interface EngineFailure {
  readonly kind: EngineFailureKind
  /** Id of the refusal that was answered instead. */
  readonly decision: string
  /** For the operator. */
  readonly cause: unknown
}
