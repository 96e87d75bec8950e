import { addFrom, type FromClause } from './from.ts'
import { noteMade } from './made.ts'
import { isCountedKind, isNarrowed } from './predicate.ts'
import { childScope, newConjunct, type Scope } from './scope.ts'
import { outputColumn, type Targets, walkTargets } from './targets.ts'
import { noteTouches } from './touches.ts'
import { bodyOf, listOf, names, type Tree, textOf, treeOf, unwrap } from './tree.ts'
import { type Column, expression, mixed, type Value } from './value.ts'
import type { QueryResult, Walk } from './walk.ts'
import { openScope } from './with.ts'

/** SELECT, VALUES, TABLE and set operations; the statement's own body, unwrapped. */
export function walkSelect(walk: Walk, body: Tree, parent: Scope | null): QueryResult {
  const scope = openScope(walk, body, parent)
  const targets = walkBody(walk, body, scope)
  const limit = limitOf(walk, body, scope)
  const into = treeOf(body, 'intoClause')
  if (into) noteMade(walk, into)
  if (listOf(body, 'lockingClause').length > 0) walk.facts.effect('lock')
  return { ...targets, limit }
}

function walkBody(walk: Walk, body: Tree, scope: Scope): Targets {
  if (textOf(body, 'op') !== 'SETOP_NONE' && body['larg'] !== undefined) return setOperation(walk, body, scope)
  if (body['valuesLists'] !== undefined) return valueRows(walk, body, scope)
  const clause: FromClause = { scope, read: [], conjunct: newConjunct() }
  addFrom(walk, listOf(body, 'fromClause'), clause)
  if (body['whereClause'] !== undefined) walk.predicate(body['whereClause'], scope, clause.conjunct)
  const targets = walkTargets(walk, listOf(body, 'targetList'), scope)
  if (body['havingClause'] !== undefined) walk.predicate(body['havingClause'], scope, null)
  for (const window of listOf(body, 'windowClause')) walk.facts.predicate(walk.expression(window, scope), 'other')
  orderLike(walk, listOf(body, 'groupClause'), targets, scope)
  orderLike(walk, listOf(body, 'sortClause'), targets, scope)
  distinct(walk, body, targets, scope)
  walk.facts.effect('read')
  noteFiltered(walk, clause)
  return targets
}

/** Notes whose rows are read here, and says so where no equality narrows them. Catalogs are not counted. */
export function noteFiltered(walk: Walk, { read, conjunct }: FromClause): void {
  const counted = read.filter((source) => source.relation === null || isCountedKind(source.relation))
  if (!isNarrowed(conjunct, counted)) walk.facts.unfiltered()
  noteTouches(walk.facts, counted, conjunct)
}

function setOperation(walk: Walk, body: Tree, scope: Scope): Targets {
  const left = walk.query({ SelectStmt: body['larg'] }, scope)
  const right = walk.query({ SelectStmt: body['rarg'] }, scope)
  const rests = [left.rest, right.rest].flatMap((rest) => rest ?? [])
  const rest = rests.length > 0 ? expression(rests) : null
  const columns: Column[] = left.columns.map(({ name, value }, index) => {
    const other = right.columns[index]?.value
    return { name, value: expression([value, ...(other ? [other] : []), ...(rest ? [rest] : [])]) }
  })
  const targets: Targets = { columns, rest, output: alike(left, right) }
  // Only UNION ALL keeps every row; the others compare them.
  if (textOf(body, 'op') !== 'SETOP_UNION' || body['all'] !== true) {
    for (const { columns: compared } of [left, right])
      for (const { value } of compared) walk.facts.predicate(value, 'other')
    for (const value of rests) walk.facts.predicate(value, 'other')
  }
  orderLike(walk, listOf(body, 'sortClause'), targets, childScope(scope))
  return targets
}

// Two arms make one column that is neither: an expression, or a star where their length is not known.
function alike(left: QueryResult, right: QueryResult): Targets['output'] {
  const stars = [...left.output, ...right.output].filter((column) => column.kind === 'star')
  if (stars.length > 0) return stars.map((star) => ({ ...star, position: 0 }))
  return left.output.map((_, index) => outputColumn(expression([]), index + 1))
}

function valueRows(walk: Walk, body: Tree, scope: Scope): Targets {
  const byPosition: Value[][] = []
  for (const row of listOf(body, 'valuesLists')) {
    for (const [index, item] of listOf(bodyOf(row, 'List'), 'items').entries()) {
      const column = byPosition[index] ?? []
      byPosition[index] = column
      const value = walk.expression(item, scope)
      if (!column.includes(value)) column.push(value)
    }
  }
  const columns = byPosition.map((values, index) => ({ name: `column${index + 1}`, value: mixed(values) }))
  const targets = { columns, rest: null, output: columns.map(({ value }, index) => outputColumn(value, index + 1)) }
  orderLike(walk, listOf(body, 'sortClause'), targets, scope)
  walk.facts.effect('read')
  return targets
}

// ORDER BY, GROUP BY and DISTINCT ON name an output column by position or name, or any expression.
function orderLike(walk: Walk, items: readonly unknown[], targets: Targets, scope: Scope): void {
  for (const item of items) {
    const sort = bodyOf(item, 'SortBy')
    const node = sort ? sort['node'] : item
    if (sort && listOf(sort, 'useOp').length > 0) walk.naming.operator(names(listOf(sort, 'useOp')), walk.facts)
    const named = namedTarget(node, targets)
    for (const value of named) walk.facts.predicate(value, 'other')
    if (named.length === 0 || isAlsoColumn(node, scope)) walk.facts.predicate(walk.expression(node, scope), 'other')
  }
}

function namedTarget(node: unknown, { columns, rest }: Targets): readonly Value[] {
  const wrapped = unwrap(node)
  if (wrapped?.kind === 'A_Const') {
    const position = treeOf(wrapped.body, 'ival')?.['ival']
    if (typeof position !== 'number') return []
    // Behind a star, the count of columns is the server's word: any may be meant.
    const exact = columns[position - 1]
    const all = rest || !exact ? columns.map((column) => column.value) : [exact.value]
    return [...all, ...(rest ? [rest] : [])]
  }
  const path = names(listOf(wrapped?.kind === 'ColumnRef' ? wrapped.body : null, 'fields'))
  return path.length === 1 ? columns.filter((column) => column.name === path[0]).map((column) => column.value) : []
}

// A name can be an output column and an input column at once; the clauses differ in which they prefer.
function isAlsoColumn(node: unknown, scope: Scope): boolean {
  const [name] = names(listOf(bodyOf(node, 'ColumnRef'), 'fields'))
  return name !== undefined && scope.sources.some((source) => source.column(name) !== null)
}

function distinct(walk: Walk, body: Tree, targets: Targets, scope: Scope): void {
  const items = listOf(body, 'distinctClause')
  if (items.length === 0) return
  const on = items.filter((item) => unwrap(item) !== null)
  if (on.length > 0) orderLike(walk, on, targets, scope)
  else for (const { value } of targets.columns) walk.facts.predicate(value, 'other')
  if (on.length === 0 && targets.rest) walk.facts.predicate(targets.rest, 'other')
}

function limitOf(walk: Walk, body: Tree, scope: Scope): number {
  for (const part of [body['limitCount'], body['limitOffset']])
    if (part !== undefined) walk.facts.predicate(walk.expression(part, scope), 'other')
  if (textOf(body, 'limitOption') === 'LIMIT_OPTION_WITH_TIES') return -1
  const count = treeOf(bodyOf(body['limitCount'], 'A_Const'), 'ival')
  if (!count) return -1
  const rows = count['ival'] ?? 0
  return typeof rows === 'number' && rows >= 0 ? rows : -1
}
