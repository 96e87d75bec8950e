import type { Phi } from '#phi'
import type { AccessRequest, Decision, PhiAccount } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import type { Analysis, Unreadable } from './analysis.ts'

/**
 * What the session asks of the statement half: the border between following the protocol and understanding
 * SQL. One Analyst a listener; it keeps a catalog of the upstream database and no state of a session.
 */
export interface Analyst {
  /**
   * What the text of one Query or Parse message would do. `searchPath`: schemas in force, implicit ones
   * included, as `current_schemas(true)` gives them.
   */
  analyse(sql: string, searchPath: readonly string[]): Analysis | Unreadable
  /** The question for the engine. Literals and parameters become findings and counts here; no value leaves. */
  request(analysis: Analysis, facts: RequestFacts): AccessRequest
  /**
   * How to treat rows under an allow. A refusal where an obligation cannot be met (an unknown one included);
   * the statement is then not run.
   */
  planner(decision: Decision, analysis: Analysis): Planner | PlanRefusal
  /** Reads the catalog anew: after DDL of a session, and where a plan is `stale`. Rejects where it cannot. */
  refresh(): Promise<void>
}

export interface RequestFacts {
  readonly phase: 'simple' | 'parse' | 'execute'
  /** Session handle: the request's subject. */
  readonly session: string
  readonly target: string
  readonly database: string
  /** Role that Cordon logs in as upstream. */
  readonly role: string
  /** What Bind carries; empty in the other phases. */
  readonly parameters: readonly BoundParameter[]
}

export interface BoundParameter {
  readonly value: Uint8Array | null
  /** 0 text, 1 binary. */
  readonly format: number
  /** Type OID as Parse gave it or the server described it; 0 where it is not known. */
  readonly oid: number
}

/**
 * Compiles a plan from the RowDescription of a portal. Where every field is in text format the answer is a plan
 * or `stale`, never another refusal: what cannot be masked any finer is masked whole. A field of a relation that
 * the analysis does not name is masked whole, too (lineage must come from the rows, not from the text).
 */
export type Planner = (fields: readonly Field[]) => RowPlan | PlanRefusal

/** One column of a RowDescription, chapter 55.7 of the PostgreSQL manual. */
export interface Field {
  readonly name: string
  /** OID of the table, 0 where it is not a column of one. */
  readonly relation: number
  /** Attribute number, 0 for a whole row, negative for system columns. */
  readonly attribute: number
  readonly type: number
  /** 0 text, 1 binary. */
  readonly format: number
}

export interface RowPlan {
  /** `pass`: rows are not looked at, and `apply` is never called. */
  readonly kind: 'pass' | 'rewrite'
  /**
   * The DataRows to send in place of these; whole frames, tag and length included, one or many side by side. Answers
   * the same buffer where nothing changed, else one of its own that nobody writes to again. Throws PlanError where a
   * row does not fit the plan: the session then ends.
   */
  apply(rows: Buffer, tally: Tally): Buffer
  /**
   * What the recording holds of the same rows, where policy lets the client see more than may lie anywhere. Absent: what
   * is sent. Buffers as with `apply`.
   */
  readonly record?: (rows: Buffer) => Buffer
}

/** Counts what was masked and released in one exchange. Made by the session, filled by plans. */
export interface Tally {
  masked(by: 'label' | 'scan' | 'derived', phiClass: string, count: number): void
  /** The same for whoever masks many rows: add to `count`, `account` reads it. */
  counter?(by: 'label' | 'scan' | 'derived', phiClass: string): { count: number }
  /** True once further patients only raise a flag that is already up: their ids need not be read. */
  readonly subjectsFull?: boolean
  released(phiClass: string, count: number): void
  /** A value of the patient-id column, as text: kept as a keyed reference only. */
  subject(value: string): void
  /** Whether any patient is listed. */
  readonly listed: boolean
  /** Patients were touched that are not listed: no more can be, then. */
  unlisted(): void
  account(): PhiAccount
}

/** Why rows cannot be sent under an allow. */
export interface PlanRefusal {
  /** `stale`: the catalog does not know a relation; worth one refresh. `obligation`: it cannot be met. */
  readonly refused: 'stale' | 'obligation'
  /** A sentence for the client: what, why, and what to do. Quotes no value. */
  readonly message: string
}

/** `create-analyst.ts` of the statement half exports `createAnalyst: CreateAnalyst`; postgres/index.ts calls it. */
export type CreateAnalyst = (parts: AnalystParts) => Promise<Analyst>

export interface AnalystParts {
  /** Name of the enforcement point. */
  readonly enforcer: string
  /** Runs one catalog query upstream on a connection of Cordon's own; rows of text values. */
  readonly query: (sql: string) => Promise<readonly (readonly (string | null)[])[]>
  readonly phi: Phi
  readonly commit: EnforcerContext['commit']
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Longest message of SQL, in UTF-8 bytes; default 1 MiB. */
  readonly statementBytes?: number
}
