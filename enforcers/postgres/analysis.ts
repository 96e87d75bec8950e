import type { SqlStatement } from '#schemas'

/**
 * What one Query or Parse message would do, as the real parser and the catalog see it. Made by `analyse`
 * (pure: text and catalog in, facts out); read by `translate`, which makes the access request, by `plan`, which
 * decides what happens to each column that comes back, and by the session.
 */
export interface Analysis {
  /** Facts for policy. Holds no literal. */
  readonly statement: Omit<SqlStatement, 'database' | 'role' | 'parameters' | 'findings'>
  /** The statement with every literal replaced by `$n`, for officers and recordings; clipped to 16 KiB. */
  readonly shape: string
  /** Literals in the order of the text: committed and scanned, then forgotten; never recorded. */
  readonly literals: readonly string[]
  /** What the session must know to follow the server's state, one a statement in the message. */
  readonly steps: readonly Step[]
}

/** What one statement means for the session's own state machine. */
export type Step =
  /** Nothing to follow: its rows, if any, are planned from RowDescription. */
  | { readonly kind: 'plain' }
  /** SQL PREPARE name AS …: shares the protocol's name table. */
  | { readonly kind: 'prepare'; readonly name: string; readonly analysis: Analysis }
  /** SQL EXECUTE name: stands for the prepared statement; `standFor` puts their facts together. */
  | { readonly kind: 'execute'; readonly name: string }
  /** SQL DEALLOCATE name, or all where null. */
  | { readonly kind: 'deallocate'; readonly name: string | null }
  /** DECLARE name CURSOR FOR …. */
  | { readonly kind: 'declare'; readonly name: string; readonly analysis: Analysis }
  /** FETCH or MOVE from name; `standFor` puts its facts together with the cursor's. */
  | { readonly kind: 'fetch'; readonly name: string }
  /** CLOSE name, or all where null. */
  | { readonly kind: 'close'; readonly name: string | null }
  /** SET, RESET or DISCARD: the name epoch moves on. */
  | { readonly kind: 'setting'; readonly name: string }
  /** COPY: `out` and `in` open a sub-protocol. */
  | { readonly kind: 'copy'; readonly direction: 'in' | 'out' }

/** A statement that cannot be judged at all. The message quotes no literal. */
export interface Unreadable {
  readonly code: 'syntax' | 'nul' | 'too-long' | 'too-deep' | 'empty'
  readonly message: string
}
