import type { CatalogRelation } from '../catalog.ts'
import { keyOf } from './key.ts'
import { type Conjunct, type Found, findColumn, type Scope, type Source } from './scope.ts'
import { bodyOf, listOf, names, type Tree, textOf, unwrap } from './tree.ts'
import type { Walk } from './walk.ts'

/**
 * Notes the columns that decide which rows come back. As long as every part must hold (AND up to the top of its
 * clause) `column = literal` is an equality and `column = column` a join; under OR, NOT or anything else it is neither.
 */
export function walkPredicate(walk: Walk, node: unknown, scope: Scope, conjunct: Conjunct | null): void {
  const wrapped = unwrap(node)
  if (conjunct && wrapped?.kind === 'BoolExpr' && textOf(wrapped.body, 'boolop') === 'AND_EXPR') {
    for (const part of listOf(wrapped.body, 'args')) walk.predicate(part, scope, conjunct)
    return
  }
  if (conjunct && wrapped?.kind === 'A_Expr') {
    if (equality(walk, wrapped.body, scope, conjunct)) return
    noteList(walk, wrapped.body, scope, conjunct)
  }
  walk.facts.predicate(walk.expression(node, scope), 'other')
}

function equality(walk: Walk, body: Tree, scope: Scope, conjunct: Conjunct): boolean {
  const right = onlyRight(body)
  if (right === undefined || names(listOf(body, 'name')).join('.') !== '=') return false
  const [leftColumn, rightColumn] = [plainColumn(body['lexpr'], scope), plainColumn(right, scope)]
  if (!leftColumn && !rightColumn) return false
  if (leftColumn && rightColumn) {
    walk.expression({ A_Expr: body }, scope)
    for (const column of [leftColumn, rightColumn]) walk.facts.predicate(column.value, 'join')
    join(conjunct, leftColumn, rightColumn)
    return true
  }
  const column = leftColumn ?? rightColumn
  const other = leftColumn ? right : body['lexpr']
  if (!column || !isLiteral(other)) return false
  if (!walk.naming.operator(['='], walk.facts)) return false
  walk.facts.predicate(column.value, 'equality')
  for (const source of column.sources) conjunct.keyed.add(source)
  noteKeys(conjunct, column, other)
  return true
}

// `x IN (1, 2)` is no equality to policy, which wants one value; but it names every patient whose rows can come.
function noteList(walk: Walk, body: Tree, scope: Scope, conjunct: Conjunct): void {
  if (textOf(body, 'kind') !== 'AEXPR_IN' || names(listOf(body, 'name')).join('.') !== '=') return
  const column = plainColumn(body['lexpr'], scope)
  const items = listOf(bodyOf(body['rexpr'], 'List'), 'items')
  if (!column || !walk.naming.operator(['='], walk.facts)) return
  const known = items.every((item) => column.value.origins.every((origin) => keyOf(origin, item) !== null))
  if (known) for (const item of items) noteKeys(conjunct, column, item)
}

// `x = 1`, and `x IN (1)`, which is the same. What a longer list asks is one equality too many.
function onlyRight(body: Tree): unknown {
  switch (textOf(body, 'kind')) {
    case 'AEXPR_OP':
      return body['lexpr'] === undefined ? undefined : body['rexpr']
    case 'AEXPR_IN': {
      const items = listOf(bodyOf(body['rexpr'], 'List'), 'items')
      return items.length === 1 ? items[0] : undefined
    }
    default:
      return undefined
  }
}

function plainColumn(node: unknown, scope: Scope): Found | null {
  const reference = bodyOf(node, 'ColumnRef')
  if (!reference) return null
  const found = findColumn(scope, names(listOf(reference, 'fields')))
  return found?.value.kind === 'column' ? found : null
}

function isLiteral(node: unknown): boolean {
  const wrapped = unwrap(node)
  switch (wrapped?.kind) {
    case 'A_Const':
    case 'ParamRef':
      return true
    case 'TypeCast':
      return isLiteral(wrapped.body['arg'])
    default:
      return false
  }
}

// A column of the enclosing query is, for one of its rows, as good as a literal; but only of a relation that must be
// narrowed itself. Of a function or a list of values it would be a way to walk through all rows.
function join(conjunct: Conjunct, left: Found, right: Found): void {
  if (isCounted(left) && !right.outer) follow(conjunct, right.sources)
  if (isCounted(right) && !left.outer) follow(conjunct, left.sources)
  for (const one of left.sources) for (const other of right.sources) conjunct.joined.push([one, other])
}

function follow(conjunct: Conjunct, sources: readonly Source[]): void {
  for (const source of sources) {
    conjunct.keyed.add(source)
    conjunct.followed.add(source)
  }
}

function noteKeys(conjunct: Conjunct, { value, sources }: Found, literal: unknown): void {
  for (const origin of value.origins) {
    const key = keyOf(origin, literal)
    if (key) for (const source of sources) conjunct.keys.push([source, key])
  }
}

function isCounted({ outer, sources }: Found): boolean {
  return outer && sources.length > 0 && sources.every((source) => source.relation && isCountedKind(source.relation))
}

/** Catalogs and sequences need not be narrowed, and narrow nothing. */
export function isCountedKind({ kind }: Pick<CatalogRelation, 'kind'>): boolean {
  return kind !== 'catalog' && kind !== 'sequence'
}

/** Whether every one of these sources is narrowed: by an equality, or by a join with one that is. */
export function isNarrowed(conjunct: Conjunct, sources: readonly Source[]): boolean {
  const reached = new Set(conjunct.keyed)
  for (let grown = true; grown; ) {
    grown = false
    for (const [one, other] of conjunct.joined) {
      if (reached.has(one) === reached.has(other)) continue
      reached.add(one).add(other)
      grown = true
    }
  }
  return sources.every((source) => reached.has(source))
}
