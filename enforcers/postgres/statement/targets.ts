import type { OutputColumn } from '#schemas'
import { findSource, type Scope, type Source } from './scope.ts'
import { sideBySide, UNKNOWN_COLUMNS } from './sources.ts'
import { bodyOf, listOf, names, type Tree, textOf, unwrap } from './tree.ts'
import type { Column, Value } from './value.ts'
import type { Walk } from './walk.ts'

export interface Targets {
  readonly columns: readonly Column[]
  readonly rest: Value | null
  readonly output: readonly OutputColumn[]
}

/**
 * A target list or RETURNING. Positions are those of the rows that come back, up to the first star: what a star
 * stands for is the server's word, so behind it they are 0.
 */
export function walkTargets(walk: Walk, list: readonly unknown[], scope: Scope): Targets {
  const columns: Column[] = []
  const output: OutputColumn[] = []
  let rest: Value | null = null
  let starred = false
  for (const node of list) {
    const target = bodyOf(node, 'ResTarget') ?? {}
    const stars = starSources(walk, target['val'], scope)
    if (stars) {
      const all = sideBySide(stars)
      columns.push(...all.columns)
      rest = all.rest ?? rest
      for (const entry of starEntries(stars, starred ? 0 : output.length + 1)) output.push(entry)
      starred = true
      continue
    }
    const value = walk.expression(target['val'], scope)
    columns.push({ name: textOf(target, 'name') || defaultName(target['val']), value })
    output.push(outputColumn(value, starred ? 0 : output.length + 1))
  }
  return { columns, rest, output }
}

export function outputColumn(value: Value, position: number): OutputColumn {
  const [origin] = value.origins
  if (value.kind === 'column' && origin && value.origins.length === 1)
    return { position, kind: 'column', relation: origin.relation || '?', column: origin.column || '?' }
  return { position, kind: value.kind === 'column' ? 'expression' : value.kind, relation: '?', column: '?' }
}

// `*`, `p.*`, `(p).*`: the sources that it stands for; null for any other target.
function starSources(walk: Walk, node: unknown, scope: Scope): readonly Source[] | null {
  const wrapped = unwrap(node)
  if (wrapped?.kind === 'ColumnRef') {
    const fields = listOf(wrapped.body, 'fields')
    return isStar(fields.at(-1)) ? sourcesOf(walk, names(fields), scope) : null
  }
  if (wrapped?.kind !== 'A_Indirection' || !isStar(listOf(wrapped.body, 'indirection').at(-1))) return null
  const reference = bodyOf(wrapped.body['arg'], 'ColumnRef')
  const path = names(listOf(reference, 'fields'))
  const source = reference && listOf(wrapped.body, 'indirection').length === 1 ? findSource(scope, path) : null
  if (source) return [source]
  const value = walk.expression(wrapped.body['arg'], scope)
  return [opened({ ...value, kind: 'expression' })]
}

function sourcesOf(walk: Walk, path: readonly string[], scope: Scope): readonly Source[] {
  if (path.length === 0) return scope.sources.filter((source) => !source.byAliasOnly)
  const source = findSource(scope, path)
  if (source) return [source]
  walk.facts.incomplete('a column is not in the catalog')
  return [opened(UNKNOWN_COLUMNS.rest as Value)]
}

// The fields of a composite value: nobody lists them, and what goes in can be in any.
function opened(rest: Value): Source {
  const none = { alias: null, qualified: null, relation: null, byAliasOnly: false }
  return { ...none, column: () => null, columns: () => [], rest, whole: rest }
}

function starEntries(sources: readonly Source[], position: number): readonly OutputColumn[] {
  return sources.map((source, index) => ({
    position: index === 0 ? position : 0,
    kind: 'star',
    relation: source.relation?.name ?? '?',
    column: '*',
  }))
}

function isStar(node: unknown): boolean {
  return unwrap(node)?.kind === 'A_Star' || bodyOf(node, 'A_Star') !== null
}

// FigureColname of the server's parse_target.c: what an output column is called where nothing names it.
function defaultName(node: unknown): string {
  const wrapped = unwrap(node)
  const body: Tree = wrapped?.body ?? {}
  switch (wrapped?.kind) {
    case 'ColumnRef':
      return names(listOf(body, 'fields')).at(-1) ?? '?column?'
    case 'A_Indirection':
      return names(listOf(body, 'indirection')).at(-1) ?? defaultName(body['arg'])
    case 'FuncCall':
      return names(listOf(body, 'funcname')).at(-1) ?? '?column?'
    case 'CollateClause':
      return defaultName(body['arg'])
    case 'TypeCast': {
      const inner = defaultName(body['arg'])
      return inner === '?column?' ? (names(typeNames(body)).at(-1) ?? inner) : inner
    }
    case 'SubLink':
      return subLinkName(body)
    case 'CaseExpr': {
      const inner = body['defresult'] === undefined ? '?column?' : defaultName(body['defresult'])
      return inner === '?column?' ? 'case' : inner
    }
    case 'A_Expr':
      return textOf(body, 'kind') === 'AEXPR_NULLIF' ? 'nullif' : '?column?'
    case 'MinMaxExpr':
      return textOf(body, 'op') === 'IS_LEAST' ? 'least' : 'greatest'
    case 'SQLValueFunction':
      return textOf(body, 'op').replace('SVFOP_', '').replace(/_N$/, '').toLowerCase()
    default:
      return FIXED_NAMES[wrapped?.kind ?? ''] ?? '?column?'
  }
}

const FIXED_NAMES: Readonly<Record<string, string>> = {
  A_ArrayExpr: 'array',
  RowExpr: 'row',
  CoalesceExpr: 'coalesce',
  GroupingFunc: 'grouping',
  JsonObjectConstructor: 'json_object',
  JsonArrayConstructor: 'json_array',
  MergeSupportFunc: 'merge_action',
  XmlSerialize: 'xmlserialize',
}

function typeNames(body: Tree): readonly unknown[] {
  const type = body['typeName']
  return typeof type === 'object' && type !== null ? listOf(type as Tree, 'names') : []
}

function subLinkName(body: Tree): string {
  switch (textOf(body, 'subLinkType')) {
    case 'EXISTS_SUBLINK':
      return 'exists'
    case 'ARRAY_SUBLINK':
      return 'array'
    case 'EXPR_SUBLINK': {
      const target = bodyOf(listOf(bodyOf(body['subselect'], 'SelectStmt'), 'targetList')[0], 'ResTarget')
      return target ? textOf(target, 'name') || defaultName(target['val']) : '?column?'
    }
    default:
      return '?column?'
  }
}
