import type { RowPlan } from './analyst.ts'
import type { Exchange } from './exchange.ts'
import type { Owed } from './expected.ts'
import type { SessionState } from './session-state.ts'

const COPY_BELOW_BYTES = 4096

/** Where rows of the server go now. */
export interface RowFlow {
  readonly plan: RowPlan
  readonly exchange: Exchange
}

/** How the rows that the head of the queue brings are treated; null where none may come. */
export function flowOf(head: Owed | undefined): RowFlow | null {
  if (head === undefined || head.refusal !== null) return null
  if (head.kind === 'execute' && head.portal !== null && head.exchange !== null)
    return flow(head.portal.plan, head.exchange)
  return head.kind === 'query' && head.run !== null ? flow(head.run.plan, head.run.exchange) : null
}

/** Sends a run of rows that pass as they are. */
export function passRows(state: SessionState, { exchange }: RowFlow, rows: Buffer, count: number): void {
  state.toClient.write(rows)
  exchange.sent(rows, count)
}

/** Sends whole rows as their plan wants them. */
export function sendRows(state: SessionState, { plan, exchange }: RowFlow, rows: Buffer, count: number): void {
  const masked = plan.kind === 'pass' ? rows : plan.apply(rows, exchange.tally)
  // Small rows are copied, changed or not: lying side by side they leave in one write.
  if (masked.length > COPY_BELOW_BYTES) state.toClient.write(masked)
  else state.toClient.copy(masked)
  exchange.sent(masked, count, plan.record !== undefined && exchange.records ? plan.record(rows) : masked)
}

/** Rows that the decision's cap still leaves. */
export function rowsLeft({ mostRows, rows }: Exchange): number {
  return mostRows < 0 ? Number.POSITIVE_INFINITY : mostRows - rows
}

/**
 * One row too many: it and the rest are kept back, and the server is asked to stop. What the client sends next
 * waits until the server has heard that, so that the cancel cannot hit another statement.
 */
export function crossCap(state: SessionState, exchange: Exchange): void {
  if (exchange.crossed) return
  exchange.crossed = true
  state.capped = exchange
  void state.cancel().then(
    () => liftCap(state, exchange, true),
    (error: unknown) => state.fail(error),
  )
}

/** The capped exchange ended, or the cancel was heard: when both are so, the client goes on. */
export function liftCap(state: SessionState, exchange: Exchange, cancelled: boolean): void {
  if (state.capped !== exchange) return
  if (exchange.crossed && !(cancelled ? exchange.finished : exchange.stopped)) {
    exchange.stopped = true
    return
  }
  state.capped = null
  const wake = state.uncapped
  state.uncapped = null
  wake?.()
}

// A finished exchange is accounted for: rows behind it would be sent and not recorded.
function flow(plan: RowPlan | null, exchange: Exchange): RowFlow | null {
  return plan === null || exchange.finished ? null : { plan, exchange }
}
