import type { Analysis } from './analysis.ts'
import type { Planner, RowPlan } from './analyst.ts'
import type { Exchange } from './exchange.ts'

/** A simple query on its way: one decision, and the server answers its statements one after the other. */
export interface QueryRun {
  readonly analysis: Analysis
  readonly exchange: Exchange
  readonly planner: Planner
  /** Text of the query, for error texts that quote it. */
  readonly sql: string
  /** Statement that is answered now, from 0. */
  at: number
  plan: RowPlan | null
  failed: string | null
  /** Tag of the last statement that is done. */
  command: string | null
}
