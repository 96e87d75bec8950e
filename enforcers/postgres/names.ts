import type { Analysis } from './analysis.ts'
import type { BoundParameter, Field, Planner, RowPlan } from './analyst.ts'
import type { Exchange } from './exchange.ts'
import { type Change, LayeredNames } from './layers.ts'

/** A prepared statement, made by Parse or by SQL PREPARE: the server has one name table for both. */
export interface Statement {
  readonly sql: string
  analysis: Analysis
  /** Name epoch in which `analysis` was made: in another one the server plans anew, and so must we. */
  epoch: number
  /** Parameter types from Parse, then from the server's own description. */
  types: readonly number[]
  /** Made by SQL PREPARE: then `sql` is the whole message that did it. */
  readonly prepared: boolean
}

/** A portal, made by Bind or by SQL DECLARE. */
export interface Portal {
  readonly name: string
  readonly sql: string
  readonly analysis: Analysis
  readonly epoch: number
  /** Values as bound. */
  readonly parameters: readonly BoundParameter[]
  /** Whether any result column is asked for in binary. */
  readonly binary: boolean
  /** Outlives its transaction. */
  readonly hold: boolean
  /** When it was made, on the session's own clock of messages. */
  readonly mark: number
  /** Whether a Describe of it has been sent. */
  described: boolean
  /** RowDescription, once it came; empty for NoData. */
  fields: readonly Field[] | null
  /** Under what it runs, once it is decided. */
  exchange: Exchange | null
  planner: Planner | null
  plan: RowPlan | null
}

/**
 * The server's names of statements and portals, as they will be when it has done what was sent so far. `group`
 * counts what ends in a Sync or is a simple query: errors skip to the end of their group, no further.
 */
export class Names {
  readonly #statements = new LayeredNames<Statement>()
  readonly #portals = new LayeredNames<Portal>()
  group = 0

  get size(): number {
    return this.#statements.size + this.#portals.size
  }

  statement(name: string): Statement | undefined {
    return this.#statements.get(name)
  }

  portal(name: string): Portal | undefined {
    return this.#portals.get(name)
  }

  /**
   * Whether the meaning of a name hangs on an earlier group that the server has not answered: to judge by it
   * then would be to judge a statement that may never have been prepared, while another runs.
   */
  isUnsure(kind: 'statement' | 'portal', name: string): boolean {
    return (kind === 'statement' ? this.#statements : this.#portals).isUnsure(name, this.group)
  }

  /** Portals whose rows may still come. */
  portals(): Iterable<Portal> {
    return this.#portals.values()
  }

  setStatement(name: string, statement: Statement | null): Change {
    return this.#statements.set(name, statement, this.group)
  }

  setPortal(name: string, portal: Portal | null): Change {
    return this.#portals.set(name, portal, this.group)
  }

  clearStatements(): Change {
    return this.#statements.clear(this.group)
  }

  clearPortals(): Change {
    return this.#portals.clear(this.group)
  }

  /** A transaction ended that held everything made up to `mark`: portals that are not held over die with it. */
  endTransaction(mark: number): readonly Portal[] {
    return this.#portals.end((portal) => !portal.hold && portal.mark <= mark)
  }
}
