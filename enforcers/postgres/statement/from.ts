import { type Conjunct, childScope, findCte, newConjunct, type Scope, type Source } from './scope.ts'
import { derivedSource, relationSource, type Naming as SourceNaming, sideBySide, unknownSource } from './sources.ts'
import { bodyOf, isTree, listOf, names, type Tree, textOf, treeOf, unwrap } from './tree.ts'
import { type Column, either, expression, OPAQUE, type Value } from './value.ts'
import type { Walk } from './walk.ts'

/** What one query reads: `scope` grows by the sources that its names can mean. */
export interface FromClause {
  readonly scope: Scope
  /** Relations read here, aliased joins opened: each must be narrowed for the statement to be filtered. */
  readonly read: Source[]
  readonly conjunct: Conjunct
}

/** Adds every item of a FROM (or USING) list to the scope. */
export function addFrom(walk: Walk, items: readonly unknown[], clause: FromClause): void {
  for (const item of items) clause.scope.sources.push(...fromItem(walk, item, clause, clause.scope.sources))
}

// Answers the sources that an item adds. `left`: those to its left, which LATERAL items may use.
function fromItem(walk: Walk, item: unknown, clause: FromClause, left: readonly Source[]): readonly Source[] {
  return walk.budget.enter(() => {
    const wrapped = unwrap(item)
    const body = wrapped?.body ?? {}
    switch (wrapped?.kind) {
      case 'RangeVar':
        return [rangeVar(walk, body, clause)]
      case 'JoinExpr':
        return joinItems(walk, body, clause, left)
      case 'RangeSubselect':
        return [subselect(walk, body, clause, left)]
      case 'RangeTableSample': {
        for (const argument of listOf(body, 'args')) walk.expression(argument, clause.scope)
        return fromItem(walk, body['relation'], clause, left)
      }
      default:
        return [functionItem(walk, wrapped?.kind ?? '', body, clause, left)]
    }
  })
}

function rangeVar(walk: Walk, body: Tree, clause: FromClause): Source {
  const name = textOf(body, 'relname')
  const schema = textOf(body, 'schemaname')
  const cte = schema === '' ? findCte(clause.scope, name) : null
  if (cte) return derivedSource(cte.columns(), aliasOf(body, name))
  const source = readRelation(walk, body)
  clause.read.push(source)
  return source
}

function readRelation(walk: Walk, body: Tree): Source {
  const { name, known } = walk.naming.relation(textOf(body, 'schemaname'), textOf(body, 'relname'), 'read', walk.facts)
  walk.facts.effect('read')
  return sourceOf(name, known, body)
}

/** The source that a resolved RangeVar is. */
export function sourceOf(name: string, known: Source['relation'], body: Tree): Source {
  const naming = aliasOf(body, textOf(body, 'relname'))
  const aliased = treeOf(body, 'alias') !== null
  return known ? relationSource(known, naming, aliased) : unknownSource(name, naming, aliased)
}

function aliasOf(body: Tree, name: string | null): SourceNaming {
  const alias = treeOf(body, 'alias')
  return { alias: alias ? textOf(alias, 'aliasname') : name, renamed: names(listOf(alias, 'colnames')) }
}

function subselect(walk: Walk, body: Tree, clause: FromClause, left: readonly Source[]): Source {
  const outer = body['lateral'] === true ? lateral(clause.scope, left) : withoutSources(clause.scope)
  return derivedSource(walk.query(body['subquery'], outer), aliasOf(body, null))
}

function lateral(scope: Scope, left: readonly Source[]): Scope {
  return { ...scope, sources: [...left] }
}

// What stands in FROM sees the names around the query, its WITH included, and nothing of its neighbours.
function withoutSources(scope: Scope): Scope {
  return { ...scope, sources: [] }
}

function joinItems(walk: Walk, body: Tree, clause: FromClause, left: readonly Source[]): readonly Source[] {
  const before = fromItem(walk, body['larg'], clause, left)
  const after = fromItem(walk, body['rarg'], clause, [...left, ...before])
  const both = [...before, ...after]
  const merged = mergedNames(body, before, after)
  if (merged === null) walk.facts.incomplete('a NATURAL JOIN over a relation whose columns are not known')
  for (const name of merged ?? []) mergeColumn(walk, name, before, after, clause.conjunct)
  const onBoth: Scope = { ...childScope(clause.scope.parent, clause.scope.ctes), sources: both }
  // An outer join keeps the rows of one side whatever its condition says: that narrows nothing.
  const inner = textOf(body, 'jointype') === 'JOIN_INNER'
  const conjunct: Conjunct = inner ? clause.conjunct : newConjunct(clause.conjunct.joined)
  if (body['quals'] !== undefined) walk.predicate(body['quals'], onBoth, conjunct)
  if (!inner)
    walk.facts.touch(
      [],
      conjunct.keys.map(([, key]) => key),
    )
  const using = treeOf(body, 'join_using_alias')
  const aliases = using ? [usingSource(textOf(using, 'aliasname'), merged ?? [], both)] : []
  const alias = treeOf(body, 'alias')
  if (!alias) return [...both, ...aliases]
  return [derivedSource(sideBySide(both), aliasOf(body, null)), ...aliases]
}

// Columns that USING or NATURAL makes one; null where they cannot be known.
function mergedNames(body: Tree, left: readonly Source[], right: readonly Source[]): readonly string[] | null {
  if (body['isNatural'] !== true) return names(listOf(body, 'usingClause'))
  const [one, other] = [sideBySide(left), sideBySide(right)]
  if (one.rest || other.rest) return null
  const there = new Set(other.columns.map((column) => column.name))
  return one.columns.map((column) => column.name).filter((name) => there.has(name))
}

function mergeColumn(
  walk: Walk,
  name: string,
  left: readonly Source[],
  right: readonly Source[],
  conjunct: Conjunct,
): void {
  const hits = [left, right].map((side) => side.filter((source) => source.column(name) ?? source.rest))
  for (const source of hits.flat()) walk.facts.predicate(source.column(name) ?? source.rest ?? OPAQUE, 'join')
  if (hits.some((side) => side.length === 0)) walk.facts.incomplete('a column is not in the catalog')
  for (const one of hits[0] ?? []) for (const other of hits[1] ?? []) conjunct.joined.push([one, other])
}

function usingSource(alias: string, merged: readonly string[], both: readonly Source[]): Source {
  const columns: Column[] = merged.map((name) => ({ name, value: either(both.flatMap((s) => s.column(name) ?? [])) }))
  return derivedSource({ columns, rest: null }, { alias, byAliasOnly: true })
}

// Functions, ROWS FROM, XMLTABLE, JSON_TABLE: lateral by nature. Their columns are made of what goes in.
function functionItem(walk: Walk, kind: string, body: Tree, clause: FromClause, left: readonly Source[]): Source {
  const { alias: _, coldeflist: definitions, columns: defined, ...inputs } = body
  const scope = lateral(clause.scope, left)
  const value = expression([walk.expression(inputs, scope), ...columnInputs(walk, defined, scope)])
  const alias = treeOf(body, 'alias')
  const aliasName = alias ? textOf(alias, 'aliasname') : functionName(body)
  const listed = columnNames(Array.isArray(definitions) ? definitions : Array.isArray(defined) ? defined : [])
  // A function of a scalar type gives one column named after the alias.
  const columns = [...listed, ...(kind === 'RangeFunction' && listed.length === 0 && aliasName ? [aliasName] : [])]
  return derivedSource(
    { columns: columns.map((name) => ({ name, value })), rest: value },
    { alias: aliasName, renamed: names(listOf(alias, 'colnames')) },
  )
}

// Paths and defaults of XMLTABLE and JSON_TABLE columns are expressions too.
function columnInputs(walk: Walk, defined: unknown, scope: Scope): readonly Value[] {
  return Array.isArray(defined) ? defined.map((item) => walk.expression(item, scope)) : []
}

function functionName(body: Tree): string | null {
  const [first] = listOf(body, 'functions')
  const call = bodyOf(listOf(bodyOf(first, 'List'), 'items')[0], 'FuncCall')
  return names(listOf(call, 'funcname')).at(-1) ?? null
}

function columnNames(definitions: readonly unknown[]): readonly string[] {
  return definitions.flatMap((definition) => {
    const body = unwrap(definition)?.body
    if (!isTree(body)) return []
    const nested = listOf(body, 'columns')
    if (nested.length > 0) return columnNames(nested)
    const name = textOf(body, 'colname') || textOf(body, 'name')
    return name === '' ? [] : [name]
  })
}
