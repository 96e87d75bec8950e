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
  /** Whose rows are read or written, as far as the text says. Absent: nothing is. */
  readonly touches?: readonly Touch[]
  /** What the session must know to follow the server's state, one a statement in the message. */
  readonly steps: readonly Step[]
}

/**
 * Relations that one level of a query reads or writes together, joined to each other, and what picks their rows. One
 * without relations holds keys only: they name somebody, and narrow nothing.
 */
export interface Touch {
  /** Qualified names. */
  readonly relations: readonly string[]
  readonly keys: readonly Key[]
}

/** `column = value` that holds for every row, one of the values of `column IN (…)`, or a value written to a column. */
export type Key = {
  readonly relation: string
  readonly column: string
  /** OID of the column's type; 0 where it is not known. */
  readonly type: number
} & (
  | {
      /** Index into `literals`; -1 where what it says is not at hand (NULL, TRUE, a sign before a number). */
      readonly literal: number
    }
  | {
      /** `$n`, from 1. */
      readonly parameter: number
      /** No cast stands around it: the server gives it the column's own type. */
      readonly bare: boolean
    }
)

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
