import type { Phi } from '#phi'
import type { AccessRequest, Decision, DocumentName, EventDraft, PayloadReference, Session } from '#schemas'

/**
 * An enforcement point: it sits in a data path and asks before it lets anything through. A value, not a class;
 * see postgres/index.ts. Options are checked against the schema before `run` sees them.
 */
export type Enforcer<Options> = Listener<Options> | Command<Options>

/** Runs until `signal` aborts; calls `ready` once it accepts connections. */
export interface Listener<Options> {
  readonly kind: 'listener'
  readonly name: string
  readonly options: DocumentName
  run(options: Options, context: EnforcerContext): Promise<void>
}

/** Runs once, on standard input and output; resolves with its exit code. */
export interface Command<Options> {
  readonly kind: 'command'
  readonly name: string
  readonly options: DocumentName
  run(options: Options, context: EnforcerContext): Promise<number>
}

/** Everything an enforcer may use of the world. `cli/` hands it in. */
export interface EnforcerContext {
  /** Who is asking, as the engine verified it. Rejects with AuthenticationError. */
  readonly authenticate: (credential: string, peer: Peer) => Promise<Session>
  /** Never rejects: an engine that cannot be reached, or answers nonsense, is a refusal. */
  readonly decide: (request: AccessRequest) => Promise<Decision>
  /** Appends to the process's event log. Throws where the log is full or broken: the exchange must then end. */
  readonly record: (draft: EventDraft) => Recorded
  /** Encrypts and appends the masked content of one exchange of a session; what is longer than the usual cap is cut. */
  readonly recordPayload: (session: string, exchange: Uint8Array, recording?: Recording) => PayloadReference
  /** Keyed digest (HMAC-SHA-256, hex) in a domain: values of small domains cannot be guessed from it. */
  readonly commit: (domain: CommitmentDomain, value: string | Uint8Array) => string
  /** The PHI engine with the rules of the configuration; the shipped rules alone where there is none. */
  readonly phi?: Phi
  /** Says that the enforcer accepts connections, and where. */
  readonly ready: (address: string) => void
  /** Says why nobody can be served now, as a short code, or null: it is well again. For readiness alone. */
  readonly health?: (fault: 'upstream_dead' | null) => void
  readonly signal: AbortSignal
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** `literal`: statement values. `patient`: references to patients. `content`: bytes that were sent. */
export type CommitmentDomain = 'literal' | 'patient' | 'content'

/** How an exchange is recorded. */
export interface Recording {
  /** The decision obliges to `record: full`: the usual cap is lifted. */
  readonly full?: boolean
  /** The enforcer left something out itself: the reference then says that the recording is cut. */
  readonly cut?: boolean
}

export interface Recorded {
  readonly durable: Promise<void>
}

export interface Peer {
  readonly enforcer: string
  readonly target: string
  /** How the credential travelled; a token is taken only inside TLS, on loopback, or on a Unix socket. */
  readonly transport: 'tls' | 'loopback' | 'unix' | 'plain'
}

/** Operator's log: facts and codes, never content. */
export interface Log {
  readonly info: (message: string, facts?: Readonly<Record<string, unknown>>) => void
  readonly warn: (message: string, facts?: Readonly<Record<string, unknown>>) => void
  readonly error: (message: string, facts?: Readonly<Record<string, unknown>>) => void
}
