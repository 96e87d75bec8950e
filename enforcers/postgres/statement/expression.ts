import { HARMLESS } from './functions.ts'
import { findColumn, findSource, type Scope } from './scope.ts'
import { bodyOf, isTree, listOf, names, type Tree, textOf, treeOf, unwrap } from './tree.ts'
import { CONSTANT, expression, mixed, OPAQUE, PARAMETER, UNKNOWN_COLUMN, type Value } from './value.ts'
import type { Walk } from './walk.ts'

const QUERIES: ReadonlySet<string> = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'])

/** Walks an expression: notes functions, operators, sub-queries and predicates inside; answers what it is made of. */
export function walkExpression(walk: Walk, node: unknown, scope: Scope): Value {
  const wrapped = unwrap(node)
  if (!wrapped) return walkInside(walk, node, scope)
  const { kind, body } = wrapped
  switch (kind) {
    case 'A_Const':
    case 'SetToDefault':
    case 'SQLValueFunction':
    case 'CurrentOfExpr':
    case 'MergeSupportFunc':
      return CONSTANT
    case 'ParamRef':
      return PARAMETER
    case 'ColumnRef':
      return columnReference(walk, body, scope)
    case 'TypeCast':
      return typeCast(walk, body, scope)
    case 'A_Expr':
      return operator(walk, body, scope)
    case 'FuncCall':
      return functionCall(walk, body, scope)
    case 'SubLink':
      return subLink(walk, body, scope)
    case 'A_Indirection':
      return indirection(walk, body, scope)
    case 'TypeName':
      return CONSTANT
    case 'SortBy':
      return sortItem(walk, body, scope)
    default:
      if (QUERIES.has(kind)) return expression(walk.query(node, scope).columns.map((column) => column.value))
      return plainer(walkInside(walk, body, scope))
  }
}

// Any other node: whatever stands inside goes in. Lists and bare nodes are walked member by member.
function walkInside(walk: Walk, node: unknown, scope: Scope): Value {
  if (Array.isArray(node)) return mixed(node.map((item) => walk.expression(item, scope)))
  if (!isTree(node)) return CONSTANT
  const values: Value[] = []
  for (const [member, value] of Object.entries(node)) {
    if (typeof value !== 'object' || value === null || member === 'typeName') continue
    values.push(walk.expression(value, scope))
  }
  return mixed(values)
}

// ORDER BY inside an aggregate or a window.
function sortItem(walk: Walk, body: Tree, scope: Scope): Value {
  const operatorName = names(listOf(body, 'useOp'))
  if (operatorName.length > 0) walk.naming.operator(operatorName, walk.facts)
  return walk.expression(body['node'], scope)
}

// COALESCE, CASE, ROW and their like of one column are that column no more.
function plainer(value: Value): Value {
  return value.kind === 'constant' ? value : expression([value])
}

function columnReference(walk: Walk, body: Tree, scope: Scope): Value {
  const fields = listOf(body, 'fields')
  const path = names(fields)
  if (fields.some((field) => bodyOf(field, 'A_Star'))) return wholeRows(walk, path, scope)
  const found = findColumn(scope, path)
  return found ? found.value : unresolved(walk)
}

// `p.*` inside an expression: every column of one source, or of all.
function wholeRows(walk: Walk, path: readonly string[], scope: Scope): Value {
  if (path.length === 0) return expression(scope.sources.map((source) => source.whole))
  const source = findSource(scope, path)
  return source ? expression([source.whole]) : unresolved(walk)
}

function unresolved(walk: Walk): Value {
  walk.facts.incomplete('a column is not in the catalog')
  return { kind: 'expression', origins: [UNKNOWN_COLUMN], parameter: false }
}

function typeCast(walk: Walk, body: Tree, scope: Scope): Value {
  const value = walk.expression(body['arg'], scope)
  return value.kind === 'column' ? expression([value]) : value
}

function operator(walk: Walk, body: Tree, scope: Scope): Value {
  const values = [body['lexpr'], body['rexpr']].flatMap((side) =>
    side === undefined ? [] : [walk.expression(side, scope)],
  )
  const own = textOf(body, 'kind').includes('BETWEEN') || walk.naming.operator(names(listOf(body, 'name')), walk.facts)
  return own ? plainer(mixed(values)) : expression(values)
}

function functionCall(walk: Walk, body: Tree, scope: Scope): Value {
  const path = names(listOf(body, 'funcname'))
  const called = walk.naming.function(path, walk.facts)
  if (path.at(-1) === 'set_config') noteSetConfig(walk, body)
  const plainArguments = listOf(body, 'args')
  const values = plainArguments.map((argument) => walk.expression(argument, scope))
  for (const clause of [body['agg_filter'], treeOf(body, 'over')]) {
    if (clause) walk.facts.predicate(walk.expression(clause, scope), 'other')
  }
  const ordered = listOf(body, 'agg_order').map((item) => walk.expression(item, scope))
  for (const value of ordered) walk.facts.predicate(value, 'other')
  if (called === 'pg_catalog.count') return count(walk, body, values)
  if (called !== null && HARMLESS.has(called) && values.length === 0) return CONSTANT
  return expression([...values, ...ordered])
}

// How many rows there are says nothing of one row; how many of an expression holds can be asked until it does.
function count(walk: Walk, body: Tree, values: readonly Value[]): Value {
  if (body['agg_distinct'] === true) for (const value of values) walk.facts.predicate(value, 'other')
  if (values.some((value) => value.kind === 'expression')) return expression(values)
  return { kind: 'count', origins: [], parameter: false }
}

function noteSetConfig(walk: Walk, body: Tree): void {
  const name = bodyOf(listOf(body, 'args')[0], 'A_Const')
  const text = textOf(treeOf(name, 'sval'), 'sval')
  if (text === '') walk.facts.incomplete('set_config names its setting by an expression')
  walk.facts.setting(text === '' ? '?' : text.toLowerCase())
}

function subLink(walk: Walk, body: Tree, scope: Scope): Value {
  const tested = body['testexpr'] === undefined ? CONSTANT : walk.expression(body['testexpr'], scope)
  for (const name of listOf(body, 'operName').length > 0 ? [names(listOf(body, 'operName'))] : [])
    walk.naming.operator(name, walk.facts)
  const { columns, rest } = walk.query(body['subselect'], scope)
  const values = [...columns.map((column) => column.value), ...(rest ? [rest] : [])]
  const [only] = values
  switch (textOf(body, 'subLinkType')) {
    case 'EXISTS_SUBLINK':
      return OPAQUE
    case 'EXPR_SUBLINK':
      return values.length === 1 && only && only.kind === 'count' ? only : expression(values)
    default:
      return expression([tested, ...values])
  }
}

// `(p).ssn` of a whole row is that column; anything else stays what it was, made less plain.
function indirection(walk: Walk, body: Tree, scope: Scope): Value {
  const steps = listOf(body, 'indirection')
  for (const step of steps) if (!bodyOf(step, 'String')) walk.expression(step, scope)
  const reference = bodyOf(body['arg'], 'ColumnRef')
  const path = names(listOf(reference, 'fields'))
  const [field] = names(steps)
  if (reference && path.length === 1 && steps.length === 1 && field !== undefined) {
    const row = findColumn(scope, path)
    const column = row && row.sources.length === 0 ? findColumn(scope, [...path, field]) : null
    if (column) return column.value
  }
  return expression([walk.expression(body['arg'], scope)])
}
