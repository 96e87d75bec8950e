import type { Analysis } from './analysis.ts'
import type { BoundParameter, Field, Planner, RowPlan } from './analyst.ts'
import type { Exchange } from './exchange.ts'

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

export type Undo = () => void

/**
 * The server's names of statements and portals, as they will be when it has done what was sent so far. Each
 * change answers how to take it back, for when the server does not make it.
 */
export class Names {
  readonly #statements = new Map<string, Statement>()
  readonly #portals = new Map<string, Portal>()

  get size(): number {
    return this.#statements.size + this.#portals.size
  }

  statement(name: string): Statement | undefined {
    return this.#statements.get(name)
  }

  portal(name: string): Portal | undefined {
    return this.#portals.get(name)
  }

  /** Portals whose rows may still come. */
  portals(): Iterable<Portal> {
    return this.#portals.values()
  }

  setStatement(name: string, statement: Statement | null): Undo {
    return change(this.#statements, name, statement)
  }

  setPortal(name: string, portal: Portal | null): Undo {
    return change(this.#portals, name, portal)
  }

  clearStatements(): Undo {
    return clear(this.#statements)
  }

  clearPortals(): Undo {
    return clear(this.#portals)
  }

  /** Nobody can say what these names mean now: they count as unknown until they are made anew. */
  forget(names: Iterable<string>): void {
    for (const name of names) {
      this.#statements.delete(name)
      this.#portals.delete(name)
    }
  }

  /** A transaction ended that held everything made up to `mark`: portals that are not held over die with it. */
  endTransaction(mark: number): readonly Portal[] {
    const gone: Portal[] = []
    for (const [name, portal] of this.#portals) {
      if (portal.hold || portal.mark > mark) continue
      this.#portals.delete(name)
      gone.push(portal)
    }
    return gone
  }
}

function change<T>(map: Map<string, T>, name: string, next: T | null): Undo {
  const before = map.get(name)
  if (next === null) map.delete(name)
  else map.set(name, next)
  return () => {
    if (before === undefined) map.delete(name)
    else map.set(name, before)
  }
}

function clear<T>(map: Map<string, T>): Undo {
  const before = [...map]
  map.clear()
  return () => {
    map.clear()
    for (const [name, value] of before) map.set(name, value)
  }
}
