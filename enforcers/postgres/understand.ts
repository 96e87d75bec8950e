import { isUtf8 } from 'node:buffer'
import type { Analysis, Unreadable } from './analysis.ts'
import type { Analyst, BoundParameter } from './analyst.ts'
import { type AskParts, EMPTY } from './ask.ts'
import type { Statement } from './names.ts'
import type { Refusal } from './refuse.ts'
import { refreshPath } from './search-path.ts'
import type { SessionState } from './session-state.ts'
import { standFor } from './stand-for.ts'

/** What the handlers of client messages work with. */
export interface ClientParts {
  readonly state: SessionState
  readonly asking: AskParts
  readonly analyst: Analyst
}

export type Understood =
  | { readonly kind: 'analysis'; readonly sql: string; readonly analysis: Analysis }
  | { readonly kind: 'empty' }
  | { readonly kind: 'refused'; readonly unreadable: Unreadable; readonly refusal: Refusal }

const SQLSTATE: Readonly<Record<Unreadable['code'], string>> = {
  syntax: '42601',
  nul: '08P01',
  'too-long': '54000',
  'too-deep': '54001',
  empty: '42601',
}
// Sub-protocols and channels that carry data past the rows.
const REFUSED_KINDS: ReadonlyMap<string, string> = new Map([
  ['listen', 'LISTEN is refused: notifications carry data past the masks'],
  ['notify', 'NOTIFY is refused: notifications carry data past the masks'],
  ['unlisten', 'UNLISTEN is refused, as LISTEN is'],
])

/** Reads a statement as the server would: with its search path and its catalog as they are now. */
export async function understand(parts: ClientParts, bytes: Buffer): Promise<Understood> {
  const { state, analyst } = parts
  if (!isUtf8(bytes)) return refuse({ code: 'syntax', message: 'the statement is not valid UTF-8' }, '22021')
  await refreshNames(parts)
  const sql = bytes.toString('utf8')
  let analysis = analyst.analyse(sql, state.path.schemas)
  // A relation made a moment ago by somebody else: worth one look before policy is told that it is unknown.
  if (!('code' in analysis) && analysis.statement.relations.some(({ kind }) => kind === 'unknown')) {
    await analyst.refresh()
    analysis = analyst.analyse(sql, state.path.schemas)
  }
  if (!('code' in analysis)) return carriesData(analysis) ?? { kind: 'analysis', sql, analysis }
  return analysis.code === 'empty' ? { kind: 'empty' } : refuse(analysis, SQLSTATE[analysis.code])
}

/** The search path and the catalog, where something that was sent may have changed them. */
export async function refreshNames({ state, analyst }: ClientParts): Promise<void> {
  if (state.path.stale) await refreshPath(state)
  if (!state.path.catalogStale) return
  state.path.catalogStale = false
  await analyst.refresh()
  state.path.epoch++
}

/** The analysis of a prepared statement in the names of now; null where it cannot be had. */
export function current({ state, analyst }: ClientParts, name: string, statement: Statement): Analysis | null {
  if (statement.epoch === state.path.epoch || statement.analysis === EMPTY) return statement.analysis
  const anew = analyst.analyse(statement.sql, state.path.schemas)
  if ('code' in anew) return null
  const own = statement.prepared ? preparedIn(anew, name) : anew
  if (own === null) return null
  statement.analysis = own
  statement.epoch = state.path.epoch
  return own
}

/** What is asked about: the message, and everything that it stands for. */
export interface Whole {
  readonly analysis: Analysis
  readonly parameters: readonly BoundParameter[]
}

/**
 * SQL EXECUTE runs a prepared statement, FETCH a cursor's query: their facts are joined to the message's own. A
 * name that an earlier statement of the same message made or ended counts as it is then.
 */
export function meantBy(parts: ClientParts, asked: Analysis): Whole | Refusal {
  const { names } = parts.state
  const statements = new Overlay((name) => preparedNow(parts, name))
  const cursors = new Overlay((name) => names.portal(name)?.analysis ?? null)
  const parameters: BoundParameter[] = []
  let analysis = asked
  for (const step of asked.steps) {
    if (step.kind === 'prepare') statements.set(step.name, step.analysis)
    else if (step.kind === 'deallocate') statements.set(step.name, null)
    else if (step.kind === 'declare') cursors.set(step.name, step.analysis)
    else if (step.kind === 'close') cursors.set(step.name, null)
    else if (step.kind === 'execute') {
      const meant = statements.get(step.name)
      if (meant === null) return unknown('26000', `prepared statement "${step.name}" does not exist`)
      analysis = standFor(analysis, meant)
    } else if (step.kind === 'fetch') {
      const meant = cursors.get(step.name)
      if (meant === null) return unknown('34000', `cursor "${step.name}" does not exist`)
      analysis = standFor(analysis, meant)
      parameters.push(...(names.portal(step.name)?.parameters ?? []))
    }
  }
  return { analysis, parameters }
}

/** A name table with the changes of one message laid over it. */
class Overlay {
  readonly #below: (name: string) => Analysis | null
  readonly #changed = new Map<string, Analysis | null>()
  #emptied = false

  constructor(below: (name: string) => Analysis | null) {
    this.#below = below
  }

  get(name: string): Analysis | null {
    const changed = this.#changed.get(name)
    if (changed !== undefined) return changed
    return this.#emptied ? null : this.#below(name)
  }

  /** Null as name: all of them. */
  set(name: string | null, analysis: Analysis | null): void {
    if (name !== null) this.#changed.set(name, analysis)
    else {
      this.#changed.clear()
      this.#emptied = true
    }
  }
}

function preparedNow(parts: ClientParts, name: string): Analysis | null {
  const statement = parts.state.names.statement(name)
  return statement ? current(parts, name, statement) : null
}

export function unknown(code: string, message: string): Refusal {
  return { code, message, hint: 'Cordon knows the names that were made in this session; make it anew.' }
}

function preparedIn(analysis: Analysis, name: string): Analysis | null {
  for (const step of analysis.steps) if (step.kind === 'prepare' && step.name === name) return step.analysis
  return null
}

function carriesData(analysis: Analysis): Understood | null {
  const kind = analysis.statement.kinds.find((one) => REFUSED_KINDS.has(one))
  const copies = analysis.steps.some((step) => step.kind === 'copy')
  const why = copies ? 'COPY is refused: its data would pass the masks' : kind && REFUSED_KINDS.get(kind)
  if (!why) return null
  const refusal = { code: '42501', message: why, hint: copies ? 'Use SELECT and INSERT instead.' : 'Poll a table.' }
  return { kind: 'refused', unreadable: { code: 'syntax', message: why }, refusal }
}

function refuse(unreadable: Unreadable, code: string): Understood {
  const hint = 'Cordon runs only what it can read.'
  return { kind: 'refused', unreadable, refusal: { code, message: unreadable.message, hint } }
}
