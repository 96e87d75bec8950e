import type { WrittenColumn } from '#schemas'
import type { CatalogRelation } from '../catalog.ts'
import { addFrom, type FromClause, sourceOf } from './from.ts'
import { type FoundKey, keyOf } from './key.ts'
import { childScope, newConjunct, type Scope, type Source } from './scope.ts'
import { noteFiltered } from './select.ts'
import { derivedSource } from './sources.ts'
import { walkTargets } from './targets.ts'
import { type Cell, noteInserted } from './touches.ts'
import { bodyOf, listOf, type Tree, textOf, treeOf, unwrap } from './tree.ts'
import { CONSTANT, type Column, OPAQUE, type Value } from './value.ts'
import type { QueryResult, Walk } from './walk.ts'
import { openScope } from './with.ts'

type Target = { readonly name: string; readonly known: CatalogRelation | null; readonly source: Source }

/** INSERT, UPDATE, DELETE and MERGE; the statement's own body, unwrapped. */
export function walkWrite(walk: Walk, kind: string, body: Tree, parent: Scope | null): QueryResult {
  const scope = openScope(walk, body, parent)
  const target = walkTarget(walk, body)
  const clause: FromClause = { scope, read: [], conjunct: newConjunct() }
  walk.facts.effect('write')
  // What a row holds is read where it is searched, changed or returned: the server asks for SELECT there, too.
  if (kind !== 'InsertStmt' || returned(body).length > 0 || treeOf(body, 'onConflictClause')) reads(walk, target)
  switch (kind) {
    case 'InsertStmt':
      insert(walk, body, target, clause)
      break
    case 'UpdateStmt':
      update(walk, body, target, clause)
      break
    case 'DeleteStmt':
      narrowed(walk, body, 'usingClause', target, clause)
      break
    default:
      merge(walk, body, target, clause)
  }
  return { ...returning(walk, body, scope, target), limit: -1 }
}

function walkTarget(walk: Walk, body: Tree): Target {
  const relation = treeOf(body, 'relation') ?? {}
  const schema = textOf(relation, 'schemaname')
  const { name, known } = walk.naming.relation(schema, textOf(relation, 'relname'), 'write', walk.facts)
  return { name, known, source: sourceOf(name, known, relation) }
}

function reads(walk: Walk, { name, known }: Target): void {
  walk.facts.effect('read')
  walk.facts.relation(name, known?.kind ?? 'unknown', known?.bases ?? [name], 'read')
}

// libpg_query 18 has the list in a clause of its own, with names for OLD and NEW.
function returned(body: Tree): readonly unknown[] {
  const clause = treeOf(body, 'returningClause')
  return clause ? listOf(clause, 'exprs') : listOf(body, 'returningList')
}

function insert(walk: Walk, body: Tree, target: Target, clause: FromClause): void {
  const listed = listOf(body, 'cols').map((column) => textOf(bodyOf(column, 'ResTarget'), 'name'))
  const columns = listed.length > 0 ? listed : [...(target.known?.columns.values() ?? [])]
  const select = bodyOf(body['selectStmt'], 'SelectStmt')
  const rows = select ? listOf(select, 'valuesLists') : []
  const proposed =
    select === null
      ? columns.map((name) => ({ name, value: CONSTANT }))
      : rows.length > 0 && listOf(treeOf(select, 'withClause'), 'ctes').length === 0
        ? insertRows(walk, rows, columns, target, clause.scope)
        : insertQuery(walk, body['selectStmt'], columns, target, clause.scope)
  if (select === null) walk.facts.written(target.name, '*', 'default')
  const keys = noteInserted(
    walk.facts,
    target.name,
    rows.map((row) => cellsOf(target, columns, listOf(bodyOf(row, 'List'), 'items'))),
  )
  const conflict = treeOf(body, 'onConflictClause')
  clause.scope.sources.push(target.source)
  if (!conflict) return
  onConflict(walk, conflict, target, proposed, clause.scope)
  noteConflicting(walk, conflict, target, keys)
}

function cellsOf({ known }: Target, columns: readonly string[], values: readonly unknown[]): readonly Cell[] {
  return values.map((node, index) => {
    const column = columns[index] ?? '?'
    return { column, type: known?.types?.get(column), node }
  })
}

// The row that is updated instead is another's, unless its own key brought it up.
function noteConflicting(walk: Walk, clause: Tree, { name }: Target, keys: readonly FoundKey[]): void {
  if (textOf(clause, 'action') !== 'ONCONFLICT_UPDATE') return
  const inferred = listOf(treeOf(clause, 'infer'), 'indexElems').map((one) => textOf(bodyOf(one, 'IndexElem'), 'name'))
  walk.facts.touch(
    [name],
    keys.filter(({ column }) => inferred.includes(column)),
  )
}

function insertRows(
  walk: Walk,
  rows: readonly unknown[],
  columns: readonly string[],
  target: Target,
  scope: Scope,
): readonly Column[] {
  const proposed = new Map<string, Value>()
  for (const row of rows) {
    for (const [index, item] of listOf(bodyOf(row, 'List'), 'items').entries()) {
      const name = columns[index] ?? '?'
      const value = walk.expression(item, scope)
      written(walk, target, name, item, value)
      if (proposed.get(name)?.kind !== 'expression') proposed.set(name, value)
    }
  }
  return [...proposed].map(([name, value]) => ({ name, value }))
}

function insertQuery(
  walk: Walk,
  query: unknown,
  columns: readonly string[],
  target: Target,
  scope: Scope,
): readonly Column[] {
  const result = walk.query(query, scope)
  // Where the columns that come in cannot be counted, every one may be derived.
  const counted = result.rest === null && result.output.every((column) => column.kind !== 'star')
  const into = columns.length > 0 ? columns : ['*']
  return into.slice(0, counted ? Math.max(result.columns.length, 1) : into.length).map((name, index) => {
    const value = counted && name !== '*' ? (result.columns[index]?.value ?? OPAQUE) : OPAQUE
    written(walk, target, name, null, value)
    return { name, value: result.columns[index]?.value ?? result.rest ?? OPAQUE }
  })
}

function onConflict(walk: Walk, clause: Tree, target: Target, proposed: readonly Column[], scope: Scope): void {
  const infer = treeOf(clause, 'infer')
  for (const element of listOf(infer, 'indexElems')) {
    const index = bodyOf(element, 'IndexElem')
    const name = textOf(index, 'name')
    // Whether a row conflicts says whether one with that key is there: an equality with what is inserted.
    if (name !== '') walk.facts.predicate({ relation: target.name, column: name }, 'equality')
    else walk.facts.predicate(walk.expression(index?.['expr'], scope), 'other')
  }
  if (infer?.['whereClause'] !== undefined) walk.predicate(infer['whereClause'], scope, null)
  const excluded = derivedSource({ columns: proposed, rest: null }, { alias: 'excluded', byAliasOnly: true })
  const unlisted = { ...excluded, column: (name: string) => excluded.column(name) ?? known(target, name) }
  const inner: Scope = { ...scope, sources: [target.source, unlisted] }
  assign(walk, listOf(clause, 'targetList'), target, inner)
  if (clause['whereClause'] !== undefined) walk.predicate(clause['whereClause'], inner, newConjunct())
}

// A column that INSERT does not list holds its default.
function known(target: Target, name: string): Value | null {
  return target.source.column(name) || target.source.rest ? CONSTANT : null
}

function update(walk: Walk, body: Tree, target: Target, clause: FromClause): void {
  narrowed(walk, body, 'fromClause', target, clause)
  assign(walk, listOf(body, 'targetList'), target, clause.scope)
}

// UPDATE and DELETE: the target is read too, narrowed by WHERE.
function narrowed(walk: Walk, body: Tree, from: string, target: Target, clause: FromClause): void {
  clause.scope.sources.push(target.source)
  clause.read.push(target.source)
  addFrom(walk, listOf(body, from), clause)
  const where = body['whereClause']
  if (where !== undefined) walk.predicate(where, clause.scope, clause.conjunct)
  if (unwrap(where)?.kind === 'CurrentOfExpr') clause.conjunct.keyed.add(target.source)
  noteFiltered(walk, clause)
}

function assign(walk: Walk, list: readonly unknown[], target: Target, scope: Scope): void {
  for (const item of list) {
    const body = bodyOf(item, 'ResTarget') ?? {}
    for (const step of listOf(body, 'indirection')) walk.expression(step, scope)
    const several = bodyOf(body['val'], 'MultiAssignRef')
    const node = several ? assigned(several) : body['val']
    const column = textOf(body, 'name')
    written(walk, target, column, node, walk.expression(node, scope))
    const key = keyOf({ relation: target.name, column, type: target.known?.types?.get(column) }, node)
    if (key) walk.facts.touch([], [key])
  }
}

// `(a, b) = (1, x)`: each column takes its own part; of a sub-query, any.
function assigned(reference: Tree): unknown {
  const row = bodyOf(reference['source'], 'RowExpr')
  const number = reference['colno']
  return row && typeof number === 'number' ? listOf(row, 'args')[number - 1] : reference['source']
}

function merge(walk: Walk, body: Tree, target: Target, clause: FromClause): void {
  clause.scope.sources.push(target.source)
  clause.read.push(target.source)
  addFrom(walk, [body['sourceRelation']], clause)
  walk.predicate(body['joinCondition'], clause.scope, clause.conjunct)
  for (const item of listOf(body, 'mergeWhenClauses')) {
    const when = bodyOf(item, 'MergeWhenClause') ?? {}
    if (when['condition'] !== undefined) walk.predicate(when['condition'], clause.scope, null)
    if (textOf(when, 'commandType') === 'CMD_INSERT') mergeInsert(walk, when, target, clause.scope)
    else assign(walk, listOf(when, 'targetList'), target, clause.scope)
  }
  noteFiltered(walk, clause)
}

function mergeInsert(walk: Walk, when: Tree, target: Target, scope: Scope): void {
  const listed = listOf(when, 'targetList').map((column) => textOf(bodyOf(column, 'ResTarget'), 'name'))
  const columns = listed.length > 0 ? listed : [...(target.known?.columns.values() ?? [])]
  const values = listOf(when, 'values')
  if (values.length === 0) walk.facts.written(target.name, '*', 'default')
  for (const [index, node] of values.entries())
    written(walk, target, columns[index] ?? '?', node, walk.expression(node, scope))
  noteInserted(walk.facts, target.name, [cellsOf(target, columns, values)])
}

function written(walk: Walk, target: Target, column: string, node: unknown, value: Value): void {
  walk.facts.written(target.name, column, sourceKind(node, value))
}

function sourceKind(node: unknown, value: Value): WrittenColumn['source'] {
  if (unwrap(node)?.kind === 'SetToDefault') return 'default'
  if (value.kind !== 'constant') return 'derived'
  return value.parameter ? 'parameter' : 'literal'
}

function returning(walk: Walk, body: Tree, scope: Scope, target: Target): Omit<QueryResult, 'limit'> {
  const clause = treeOf(body, 'returningClause')
  const exprs = returned(body)
  if (exprs.length === 0) return { columns: [], rest: null, output: [] }
  const rows = ['old', 'new', ...listOf(clause, 'options').map((option) => textOf(unwrap(option)?.body, 'value'))]
  const images = rows.map((alias) => ({ ...target.source, alias, qualified: null, byAliasOnly: true }))
  const inner = childScope(scope.parent, scope.ctes)
  inner.sources.push(...scope.sources, ...images.filter((image) => !scope.sources.some((s) => s.alias === image.alias)))
  return walkTargets(walk, exprs, inner)
}
