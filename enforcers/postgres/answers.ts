import type { Phi } from '#phi'
import { ByteReader } from '../wire/bytes.ts'
import type { Analyst, Field, PlanRefusal, RowPlan } from './analyst.ts'
import { type ErrorFields, errorMessage, readErrorFields } from './error-fields.ts'
import type { Exchange } from './exchange.ts'
import { type Owed, owe } from './expected.ts'
import { BACK, FLUSH, HEADER_BYTES, readParameterDescription, readRowDescription } from './messages.ts'
import { planPortal, planRows } from './plan-portal.ts'
import { poisonExtended } from './poison.ts'
import type { QueryRun } from './query-run.ts'
import { type Refusal, refuseRows } from './refuse.ts'
import { liftCap } from './row-flow.ts'
import { scrubError } from './scrub.ts'
import type { SessionState, TransactionStatus } from './session-state.ts'

export interface AnswerParts {
  readonly state: SessionState
  readonly analyst: Analyst
  readonly phi: Pick<Phi, 'maskText'>
  /** Told after each ReadyForQuery with nothing owed. */
  readonly idle: () => void
}

/** The server said something that it may not say here: the session ends, since nothing else can be trusted. */
export class MismatchError extends Error {
  override readonly name = 'MismatchError'

  constructor(tag: number | undefined, head: Owed | undefined) {
    super(`the server sent message type ${tag ?? 'none'} where ${head?.kind ?? 'nothing'} was owed`)
  }
}

/** ParseComplete, BindComplete, CloseComplete. */
export function answerDone({ state }: AnswerParts, whole: Buffer, kind: Owed['kind']): void {
  const head = take(state, whole, kind)
  head.change?.keep()
  if (kind === 'parse') head.exchange?.finish('done')
  if (kind === 'close' && head.portal !== null) finishPortal(head.portal, 'done')
  pass(state, whole, head)
  head.settled?.('done')
}

/** ParameterDescription: types of what Bind will carry; the columns follow. */
export function answerParameters({ state }: AnswerParts, whole: Buffer): void {
  const { head } = state.expected
  if (head?.kind !== 'describe-statement') throw new MismatchError(whole[0], head)
  if (head.statement !== null) head.statement.types = readParameterDescription(whole)
  pass(state, whole, head)
}

/** RowDescription or NoData. Where the catalog must be read first, what follows waits. */
export function answerColumns(parts: AnswerParts, whole: Buffer): Promise<void> | null {
  const { state } = parts
  const { head } = state.expected
  const fields = whole[0] === BACK.noData ? [] : readRowDescription(whole)
  if (head?.kind === 'query' && head.run !== null && whole[0] !== BACK.noData)
    return planRun(parts, head.run, fields, whole)
  if (head?.kind !== 'describe-statement' && head?.kind !== 'describe-portal') throw new MismatchError(whole[0], head)
  state.expected.shift()
  pass(state, whole, head)
  const { portal } = head
  if (portal === null) return null
  portal.fields = fields
  portal.exchange?.describe(fields)
  if (portal.planner === null) return null
  // Only for text, where a plan is always to be had, does Execute not wait for this.
  const settle = (refusal: string | null): void => {
    if (refusal !== null && !portal.binary) endUnplanned(state, refusal)
  }
  const refusal = planPortal(parts.analyst, portal)
  if (refusal instanceof Promise) return refusal.then(settle)
  settle(refusal)
  return null
}

/** CommandComplete, EmptyQueryResponse, PortalSuspended. */
export function answerEnd(parts: AnswerParts, whole: Buffer): void {
  const { state } = parts
  const { head } = state.expected
  if (head?.kind === 'query' && head.refusal === null && whole[0] !== BACK.portalSuspended)
    endStatement(state, head, whole)
  else if (head?.kind !== 'execute') throw new MismatchError(whole[0], head)
  else if (head.exchange?.crossed) endCrossed(state, head, head.exchange)
  else endPortal(state, head, whole)
}

function endPortal(state: SessionState, head: Owed, whole: Buffer): void {
  state.expected.shift()
  head.change?.keep()
  if (whole[0] !== BACK.portalSuspended) {
    const facts = whole[0] === BACK.commandComplete ? { command: commandOf(whole) } : {}
    head.exchange?.finish('done', facts)
  }
  if (head.exchange !== null) liftCap(state, head.exchange, false)
  pass(state, whole, head)
  head.settled?.('done')
}

/** ReadyForQuery: the server's word on the transaction is passed on as it is. */
export function answerReady(parts: AnswerParts, whole: Buffer): void {
  const { state } = parts
  const { head } = state.expected
  if (head?.kind !== 'sync' && head?.kind !== 'query') throw new MismatchError(whole[0], head)
  state.expected.shift()
  state.status = String.fromCharCode(new ByteReader(whole, HEADER_BYTES).uint8()) as TransactionStatus
  if (state.status === 'I' && state.lastOpening <= head.mark && !head.swallow) state.unsynced = false
  head.always?.keep()
  if (head.run !== null) endRun(state, head.run)
  if (head.run?.failed === null) head.change?.keep()
  if (state.status === 'I') for (const portal of state.names.endTransaction(head.mark)) finishPortal(portal, 'done')
  pass(state, whole, head)
  head.settled?.('done')
  if (state.expected.length === 0) parts.idle()
}

/** ErrorResponse: scrubbed, or in the words of our refusal where the message was poisoned. */
export function answerError(parts: AnswerParts, whole: Buffer): void {
  const { state } = parts
  const { head } = state.expected
  const fields = readErrorFields(whole)
  const code = fields.get('C') ?? 'XX000'
  if (isFatal(fields)) {
    state.toClient.write(scrubError(whole, '', parts.phi))
    state.end(`the server ended the session (${code})`, null)
    return
  }
  if (head === undefined) throw new MismatchError(whole[0], head)
  const told = toldAs(head)
  if (!head.quiet)
    state.toClient.write(
      told === null ? scrubError(whole, sqlOf(head), parts.phi) : errorMessage({ severity: 'ERROR', ...told }),
    )
  if (head.kind === 'sync') return
  if (head.kind === 'query') failRun(head, told?.code ?? code)
  else failExtended(state, told, code)
}

function failRun(head: Owed, code: string): void {
  const { run } = head
  if (run === null) return
  run.failed ??= code
  if (run.analysis.steps.length === 1) head.change?.undo()
  // Some of its statements were done, some not, some were taken back: nobody can say which names hold.
  else head.change?.forget()
}

function failExtended(state: SessionState, told: Refusal | null, code: string): void {
  const failed = state.expected.head
  const { dropped, synced } = state.expected.dropToSync()
  if (!synced) state.discarding = true
  for (let index = dropped.length - 1; index >= 0; index--) {
    const entry = dropped[index] as Owed
    entry.change?.undo()
    entry.always?.undo()
    const outcome = entry !== failed ? 'abandoned' : told === null ? 'failed' : 'refused'
    const facts = entry === failed ? { error: told?.code ?? code } : {}
    entry.exchange?.finish(outcome, facts)
    if (entry.exchange !== null) liftCap(state, entry.exchange, false)
    entry.settled?.(entry === failed ? 'failed' : 'dropped')
  }
}

function planRun(
  { state, analyst }: AnswerParts,
  run: QueryRun,
  fields: readonly Field[],
  whole: Buffer,
): Promise<void> | null {
  if (run.at >= run.analysis.steps.length) throw new MismatchError(whole[0], state.expected.head)
  const settle = (plan: RowPlan | PlanRefusal): void => {
    if (state.closed) return
    if ('refused' in plan) endUnplanned(state, plan.message)
    else {
      run.exchange.describe(fields)
      run.plan = plan
      state.toClient.write(whole)
    }
  }
  const plan = planRows(analyst, run.planner, fields)
  if (plan instanceof Promise) return plan.then(settle)
  settle(plan)
  return null
}

function endStatement(state: SessionState, head: Owed, whole: Buffer): void {
  const { run } = head
  // Without a run it was an empty query: nothing but EmptyQueryResponse can come.
  const fits = run === null ? whole[0] === BACK.emptyQuery : run.at < run.analysis.steps.length
  if (!fits) throw new MismatchError(whole[0], head)
  if (run !== null) {
    run.at++
    run.plan = null
    if (whole[0] === BACK.commandComplete) run.command = commandOf(whole)
  }
  if (run?.exchange.crossed) endCrossed(state, head, run.exchange)
  else pass(state, whole, head)
}

function endRun(state: SessionState, run: QueryRun): void {
  const facts = {
    ...(run.command === null ? {} : { command: run.command }),
    ...(run.failed === null ? {} : { error: run.failed }),
  }
  const { exchange, failed } = run
  exchange.finish(failed === null ? 'done' : exchange.crossed ? 'refused' : 'failed', facts)
  liftCap(state, exchange, false)
}

/** The server ran to its end before the cancel came: the client is told what an error would have told it. */
function endCrossed(state: SessionState, head: Owed, exchange: Exchange): void {
  const refusal = refuseRows(exchange.decision, exchange.mostRows)
  const { effects } = exchange.analysis.statement
  const alone = head.kind === 'execute' || head.run?.analysis.steps.length === 1
  if (!alone || effects.some((effect) => effect !== 'read')) {
    state.end('row cap reached in a statement that writes', { severity: 'FATAL', ...refusal })
    return
  }
  if (head.run !== null) {
    head.run.failed = refusal.code
    state.toClient.write(errorMessage({ severity: 'ERROR', ...refusal }))
    return
  }
  state.expected.shift()
  exchange.finish('refused', { error: refusal.code })
  liftCap(state, exchange, false)
  if (state.expected.head?.kind === 'sync') {
    state.toClient.write(errorMessage({ severity: 'ERROR', ...refusal }))
    return
  }
  // What the client sends up to its Sync must not run: a real error makes the server skip it.
  state.toServer.write(poisonExtended(exchange.decision.context.id))
  state.toServer.write(FLUSH)
  state.toServer.flush()
  state.expected.push(owe('poison', { refusal }))
}

function toldAs(head: Owed): Refusal | null {
  if (head.refusal !== null) return head.refusal
  const exchange = head.run?.exchange ?? head.exchange
  return exchange?.crossed ? refuseRows(exchange.decision, exchange.mostRows) : null
}

function take(state: SessionState, whole: Buffer, kind: Owed['kind']): Owed {
  const { head } = state.expected
  if (head?.kind !== kind) throw new MismatchError(whole[0], head)
  state.expected.shift()
  return head
}

function pass(state: SessionState, whole: Buffer, head: Owed): void {
  if (!head.swallow) state.toClient.write(whole)
}

function finishPortal({ exchange }: NonNullable<Owed['portal']>, outcome: 'done'): void {
  exchange?.finish(outcome)
}

function endUnplanned(state: SessionState, why: string): void {
  const message = `rows cannot be sent: ${why}`
  state.end('rows without a plan', { severity: 'FATAL', code: '42501', message })
}

function sqlOf({ run, portal, statement, exchange }: Owed): string {
  return run?.sql ?? portal?.sql ?? statement?.sql ?? exchange?.sql ?? ''
}

function isFatal(fields: ErrorFields): boolean {
  const severity = fields.get('V') ?? fields.get('S') ?? ''
  return severity === 'FATAL' || severity === 'PANIC'
}

function commandOf(whole: Buffer): string {
  return new ByteReader(whole, HEADER_BYTES).text()
}
