import type { OutputColumn } from '#schemas'
import type { Step } from '../analysis.ts'
import { sourceOf } from './from.ts'
import { childScope } from './scope.ts'
import { bodyOf, listOf, names, type Tree, textOf, treeOf } from './tree.ts'
import type { Walk } from './walk.ts'

/** Settings that change what names mean, or who asks: nothing after them in the same message is sure. */
const MOVING: ReadonlySet<string> = new Set(['search_path', 'role', 'session_authorization', 'all'])

/** Reasons that stand until the session has looked the name up, and `combine` has put the facts together. */
export const PENDING_EXECUTE = 'EXECUTE stands for a prepared statement'
export const PENDING_FETCH = 'FETCH stands for a cursor'

/** SET and RESET. */
export function variableSet(walk: Walk, body: Tree): Step {
  const kind = textOf(body, 'kind')
  const name = kind === 'VAR_RESET_ALL' ? 'all' : textOf(body, 'name').toLowerCase()
  walk.facts.kind(kind.startsWith('VAR_RESET') ? 'reset' : 'set')
  for (const argument of listOf(body, 'args')) walk.expression(argument, childScope(null))
  if (kind === 'VAR_SET_MULTI') return transactionModes(walk, body, name)
  walk.facts.effect('session')
  walk.facts.setting(name)
  if (MOVING.has(name)) walk.naming.move()
  return { kind: 'setting', name }
}

// SET TRANSACTION and SET SESSION CHARACTERISTICS: each mode is a setting of its own.
function transactionModes(walk: Walk, body: Tree, name: string): Step {
  const session = name.startsWith('session')
  walk.facts.effect(session ? 'session' : 'transaction')
  const modes = listOf(body, 'args').map((mode) => textOf(bodyOf(mode, 'DefElem'), 'defname'))
  for (const mode of modes) walk.facts.setting(`${session ? 'default_' : ''}${mode || name}`)
  if (modes.length === 0) walk.facts.setting(name)
  return { kind: 'setting', name }
}

/** SHOW: what it shows is listed as a setting too, for policy to judge. */
export function variableShow(walk: Walk, body: Tree): Step {
  walk.facts.kind('show')
  walk.facts.effect('session')
  walk.facts.setting(textOf(body, 'name').toLowerCase())
  return { kind: 'plain' }
}

/** DISCARD ALL, PLANS, SEQUENCES or TEMP. */
export function discard(walk: Walk, body: Tree): Step {
  const target = textOf(body, 'target').replace('DISCARD_', '').toLowerCase() || 'all'
  walk.facts.kind('discard')
  walk.facts.effect('session')
  if (target === 'all') walk.facts.setting('all')
  walk.naming.move()
  return { kind: 'setting', name: `discard ${target}` }
}

/** COPY in both directions, of a table or a query. */
export function copy(walk: Walk, body: Tree): Copied {
  const inwards = body['is_from'] === true
  const relation = treeOf(body, 'relation')
  walk.facts.kind('copy')
  walk.facts.effect('copy', inwards ? 'write' : 'read')
  const rows = relation ? copyRelation(walk, relation, body, inwards) : walk.query(body['query'], null)
  const { output, limit } = rows
  if (body['is_program'] === true || body['filename'] !== undefined) {
    walk.facts.effect('procedure')
    walk.facts.incomplete('COPY reaches a file or a program of the server')
    return { step: { kind: 'plain' }, output, limit }
  }
  return { step: { kind: 'copy', direction: inwards ? 'in' : 'out' }, output, limit }
}

export interface Copied {
  readonly step: Step
  readonly output: readonly OutputColumn[]
  readonly limit: number
}

function copyRelation(walk: Walk, relation: Tree, body: Tree, inwards: boolean): Omit<Copied, 'step'> {
  const columns = names(listOf(body, 'attlist'))
  const schema = textOf(relation, 'schemaname')
  const access = inwards ? 'write' : 'read'
  const { name, known } = walk.naming.relation(schema, textOf(relation, 'relname'), access, walk.facts)
  const listed = columns.length > 0 ? columns : ['*']
  if (inwards) {
    for (const column of listed) walk.facts.written(name, column, 'derived')
    const scope = { ...childScope(null), sources: [sourceOf(name, known, relation)] }
    if (body['whereClause'] !== undefined) walk.predicate(body['whereClause'], scope, null)
    return { output: [], limit: 0 }
  }
  walk.facts.unfiltered()
  const kind = columns.length > 0 ? 'column' : 'star'
  const output = listed.map((column, index) => ({ position: index + 1, kind, relation: name, column }) as const)
  return { output, limit: -1 }
}

/** EXECUTE: its arguments are read here, what it runs the session must look up. */
export function execute(walk: Walk, body: Tree): Step {
  walk.facts.kind('execute')
  walk.facts.effect('session')
  walk.facts.incomplete(PENDING_EXECUTE)
  for (const argument of listOf(body, 'params')) walk.expression(argument, childScope(null))
  return { kind: 'execute', name: textOf(body, 'name') }
}

/** FETCH and MOVE. */
export function fetch(walk: Walk, body: Tree): Step {
  walk.facts.kind(body['ismove'] === true ? 'move' : 'fetch')
  walk.facts.effect('session')
  walk.facts.incomplete(PENDING_FETCH)
  return { kind: 'fetch', name: textOf(body, 'portalname') }
}

export function close(walk: Walk, body: Tree): Step {
  walk.facts.kind('close')
  walk.facts.effect('session')
  return { kind: 'close', name: textOf(body, 'portalname') || null }
}

export function deallocate(walk: Walk, body: Tree): Step {
  walk.facts.kind('deallocate')
  walk.facts.effect('session')
  return { kind: 'deallocate', name: textOf(body, 'name') || null }
}

/** Whether EXPLAIN runs what it explains: the last ANALYZE that is not switched off says so. */
export function explains(body: Tree): 'plan' | 'run' {
  let runs = false
  for (const option of listOf(body, 'options')) {
    const element = bodyOf(option, 'DefElem')
    if (textOf(element, 'defname').toLowerCase() !== 'analyze') continue
    runs = !isOff(element?.['arg'])
  }
  return runs ? 'run' : 'plan'
}

function isOff(argument: unknown): boolean {
  const text = textOf(bodyOf(argument, 'String'), 'sval').toLowerCase()
  const number = bodyOf(argument, 'Integer')
  const boolean = bodyOf(argument, 'Boolean')
  if (number) return (number['ival'] ?? 0) === 0
  if (boolean) return boolean['boolval'] !== true
  return text === 'off' || text === 'false'
}
