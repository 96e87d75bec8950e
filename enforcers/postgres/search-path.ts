import type { Analysis } from './analysis.ts'
import { owe, type Settlement } from './expected.ts'
import { bindMessage, closeMessage, executeMessage, FLUSH, parseMessage, readDataRow, SYNC } from './messages.ts'
import { allAnswered, type SessionState } from './session-state.ts'

/** Schemas in force, implicit ones included, in the order in which the server looks. */
export const SEARCH_PATH_SQL = 'select pg_catalog.unnest(pg_catalog.current_schemas(true))'

// Settings that cannot change what a name means.
const HARMLESS = new Set([
  'application_name',
  'bytea_output',
  'client_encoding',
  'client_min_messages',
  'datestyle',
  'extra_float_digits',
  'geqo',
  'idle_in_transaction_session_timeout',
  'intervalstyle',
  'jit',
  'lock_timeout',
  'standard_conforming_strings',
  'statement_timeout',
  'timezone',
  'transaction_isolation',
  'transaction_read_only',
  'work_mem',
])

/**
 * The session's search path as the server has it. It is asked for, never computed: SET LOCAL, ROLLBACK TO,
 * functions and DISCARD move it in ways that are easy to get wrong.
 */
export interface SearchPath {
  schemas: readonly string[]
  /** Moves on whenever the meaning of a name may have changed. */
  epoch: number
  stale: boolean
  /** A setting was changed in a transaction that may still take it back. */
  touched: boolean
  /** DDL ran in a transaction that may not be over: other connections, the catalog's too, see it after that. */
  ddl: boolean
  /** The catalog must be read anew before the next statement is judged. */
  catalogStale: boolean
}

/** A message goes to the server: what it may do to the path. */
export function followPath(path: SearchPath, { statement, steps }: Analysis): void {
  const changes =
    !statement.complete ||
    statement.effects.includes('ddl') ||
    statement.settings.some((name) => !HARMLESS.has(name)) ||
    steps.some((step) => step.kind === 'setting' && !HARMLESS.has(step.name))
  if (changes) path.touched = true
  if (statement.effects.includes('ddl') || !statement.complete) {
    path.ddl = true
    path.catalogStale = true
  }
  if (changes || (path.touched && statement.effects.includes('transaction'))) path.stale = true
}

/** A transaction may end here, and take a setting back. */
export function followBoundary(path: SearchPath): void {
  if (path.touched) path.stale = true
  if (path.ddl) path.catalogStale = true
}

/**
 * Asks the server for the path where it is stale, behind everything that was sent before. In a failed
 * transaction it stays stale: the server runs nothing there that names a relation.
 */
export async function refreshPath(state: SessionState): Promise<void> {
  const { path } = state
  // Behind a simple query nothing but its ReadyForQuery says whether a transaction of the pipeline is open.
  if (state.unsynced && state.lastQuery > state.lastOpening && state.expected.length > 0) await allAnswered(state)
  if (state.discarding || state.closed) return
  if (!path.stale || (state.status === 'E' && state.expected.length === 0)) return
  const schemas: string[] = []
  const how = await new Promise<Settlement>((resolve) => inject(state, schemas, resolve))
  if (how !== 'done') return
  path.stale = false
  if (!state.unsynced && state.status === 'I') {
    path.touched = false
    path.ddl = false
  }
  path.schemas = schemas
  path.epoch++
}

function inject(state: SessionState, schemas: string[], resolve: (how: Settlement) => void): void {
  const name = state.privateName
  const quiet = !state.unsynced
  const hidden = { swallow: true, quiet }
  const row = (frame: Buffer): void => {
    schemas.push(readDataRow(frame)[0]?.toString('utf8') ?? '')
  }
  for (const message of [
    parseMessage(name, SEARCH_PATH_SQL),
    bindMessage(name, name),
    executeMessage(name),
    closeMessage('portal', name),
    closeMessage('statement', name),
    state.unsynced ? FLUSH : SYNC,
  ])
    state.toServer.write(message)
  state.expected.push(owe('parse', hidden))
  state.expected.push(owe('bind', hidden))
  state.expected.push(owe('execute', { ...hidden, row }))
  state.expected.push(owe('close', hidden))
  state.expected.push(owe('close', state.unsynced ? { ...hidden, settled: resolve } : hidden))
  if (!state.unsynced)
    state.expected.push(
      owe('sync', {
        ...hidden,
        mark: 0,
        settled: (how) => resolve(how === 'done' && schemas.length === 0 ? 'failed' : how),
      }),
    )
  state.toServer.flush()
}
