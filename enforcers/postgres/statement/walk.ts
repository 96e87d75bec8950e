import type { OutputColumn } from '#schemas'
import type { Facts } from './facts.ts'
import type { Naming } from './naming.ts'
import type { Conjunct, QueryColumns, Scope } from './scope.ts'
import type { Value } from './value.ts'

/** What comes back of a SELECT, VALUES, or a writing statement with RETURNING. */
export interface QueryResult extends QueryColumns {
  readonly output: readonly OutputColumn[]
  /** Most rows by LIMIT or FETCH FIRST; -1 where nothing bounds them. */
  readonly limit: number
}

/**
 * The state of one walk over one statement, and the walkers that need each other: expressions hold queries and
 * queries hold expressions. Made by `analyse`.
 */
export interface Walk {
  readonly facts: Facts
  readonly naming: Naming
  readonly budget: Budget
  /** Any expression: notes what it uses, answers what it is. */
  readonly expression: (node: unknown, scope: Scope) => Value
  /** A wrapped SELECT, INSERT, UPDATE, DELETE or MERGE, WITH clauses included. */
  readonly query: (node: unknown, scope: Scope | null) => QueryResult
  /** What decides which rows come back; without a conjunct nothing inside counts as an equality. */
  readonly predicate: (node: unknown, scope: Scope, conjunct: Conjunct | null) => void
}

export class TooDeepError extends Error {
  readonly code = 'too-deep'
}

const MOST_DEPTH = 700
const MOST_VISITS = 400_000

/** Bounds recursion and work, since the tree comes from outside. Throws TooDeepError. */
export class Budget {
  #depth = 0
  #visits = 0

  enter<T>(run: () => T): T {
    this.#visits++
    if (this.#depth >= MOST_DEPTH || this.#visits > MOST_VISITS) throw new TooDeepError('the statement is too complex')
    this.#depth++
    try {
      return run()
    } finally {
      this.#depth--
    }
  }
}
