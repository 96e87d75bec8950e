import { WireError } from '../wire/bytes.ts'
import { ask, askUnreadable } from './ask.ts'
import { owe } from './expected.ts'
import { type Change, together } from './layers.ts'
import { queryMessage, readQuery } from './messages.ts'
import { poisonQuery } from './poison.ts'
import type { QueryRun } from './query-run.ts'
import type { Refusal } from './refuse.ts'
import { followBoundary, followPath } from './search-path.ts'
import type { SessionState } from './session-state.ts'
import { followSteps } from './steps.ts'
import { sureOf } from './sure-names.ts'
import { type ClientParts, meantBy, understand } from './understand.ts'

const NUL: Refusal = { code: '08P01', message: 'the query message is malformed: it ends early or holds a zero byte' }

// Recorded, so it does not quote the name: the client chose it, and it may hold PHI.
const UNKNOWN_NAME = 'it names a cursor or a prepared statement that does not exist'

/** `Q`: one verdict a message. Denied, it is poisoned whole: the server runs all its statements or none. */
export async function handleQuery(parts: ClientParts, whole: Buffer): Promise<void> {
  const { state, asking } = parts
  const bytes = readable(whole)
  if (bytes === null) {
    const unreadable = { code: 'nul', message: NUL.message } as const
    return poison(state, await askUnreadable(asking, unreadable, NUL))
  }
  const understood = await understand(parts, bytes)
  if (state.discarding || state.closed) return
  if (understood.kind === 'empty') return forward(state, queryMessage(''), null)
  if (understood.kind === 'refused')
    return poison(state, await askUnreadable(asking, understood.unreadable, understood.refusal))
  const { sql } = understood
  await sureOf(state, understood.analysis)
  if (state.discarding || state.closed) return
  const meant = meantBy(parts, understood.analysis)
  if ('code' in meant)
    return poison(state, await askUnreadable(asking, { code: 'syntax', message: UNKNOWN_NAME }, meant))
  const { analysis, parameters } = meant
  const answer = await ask(asking, { analysis, phase: 'simple', parameters, sql })
  if ('refusal' in answer) return poison(state, answer)
  const { exchange, planner } = answer.allowed
  if (state.discarding || state.closed) return exchange.finish('abandoned')
  forward(state, whole, { analysis, exchange, planner, sql, at: 0, plan: null, failed: null, command: null })
}

function forward(state: SessionState, whole: Buffer, run: QueryRun | null): void {
  const always = endUnnamed(state)
  const change = run === null ? null : followSteps(state, run.analysis, run.sql)
  if (run !== null) followPath(state.path, run.analysis)
  followBoundary(state.path)
  state.toServer.write(whole)
  state.expected.push(owe('query', { run, change, always, mark: state.mark }))
  state.names.group++
}

function poison(state: SessionState, { refusal, decision }: { refusal: Refusal; decision: string }): void {
  if (state.discarding || state.closed) return
  const always = endUnnamed(state)
  followBoundary(state.path)
  state.toServer.write(poisonQuery(decision))
  state.expected.push(owe('query', { refusal, always, mark: state.mark }))
  state.names.group++
}

// A simple query destroys the unnamed statement and portal, even where it does not parse. What was pipelined
// before it still waits for its Sync.
function endUnnamed(state: SessionState): Change {
  state.lastQuery = state.mark
  return together([state.names.setStatement('', null), state.names.setPortal('', null)])
}

function readable(whole: Buffer): Buffer | null {
  try {
    return readQuery(whole)
  } catch (error) {
    if (error instanceof WireError) return null
    throw error
  }
}
