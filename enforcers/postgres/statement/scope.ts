import type { CatalogRelation } from '../catalog.ts'
import type { FoundKey } from './key.ts'
import { type Column, either, expression, type Value } from './value.ts'

/** Something in FROM that columns can be taken from. */
export interface Source {
  /** The name that it answers to; null where only its columns are visible. */
  readonly alias: string | null
  /** `schema.name`, where no alias hides it. */
  readonly qualified: string | null
  /** The relation itself, where it is one. */
  readonly relation: CatalogRelation | null
  /** Seen by alias only: `excluded`, `old`, `new`, the alias of a USING. */
  readonly byAliasOnly: boolean
  /** The column of that name, or null. */
  readonly column: (name: string) => Value | null
  /** Columns in order. */
  readonly columns: () => readonly Column[]
  /** What a column is that is not listed; null where the list is known to be whole. */
  readonly rest: Value | null
  /** The whole row as one value. */
  readonly whole: Value
}

/** Names that are visible at one level of a query. Levels are chained outwards. */
export interface Scope {
  readonly parent: Scope | null
  readonly sources: Source[]
  /** Common table expressions of this level; asked for the columns they give. */
  readonly ctes: ReadonlyMap<string, Cte>
}

export interface Cte {
  /** Columns that it gives; analysed when first asked, at most once. */
  columns(): QueryColumns
}

export interface QueryColumns {
  readonly columns: readonly Column[]
  /** What further columns are, where not all could be listed. */
  readonly rest: Value | null
}

export interface Found {
  readonly value: Value
  /** Where it was found; empty for a whole row. */
  readonly sources: readonly Source[]
  /** It belongs to an enclosing query. */
  readonly outer: boolean
}

/** Which sources of one query an equality narrows, and which are joined to each other. */
export interface Conjunct {
  readonly keyed: Set<Source>
  readonly joined: (readonly [Source, Source])[]
  /** Literals and parameters that a source is narrowed by. */
  readonly keys: (readonly [Source, FoundKey])[]
  /** Sources that a row of the enclosing query narrows. */
  readonly followed: Set<Source>
}

export function newConjunct(joined: Conjunct['joined'] = []): Conjunct {
  return { keyed: new Set(), joined, keys: [], followed: new Set() }
}

const NO_CTES: ReadonlyMap<string, Cte> = new Map()

export function childScope(parent: Scope | null, ctes: ReadonlyMap<string, Cte> = NO_CTES): Scope {
  return { parent, sources: [], ctes }
}

export function findCte(scope: Scope | null, name: string): Cte | null {
  for (let at = scope; at !== null; at = at.parent) {
    const cte = at.ctes.get(name)
    if (cte) return cte
  }
  return null
}

/**
 * Resolves a column reference as the server does: inner levels first; a bare name that is no column may be a whole
 * row. Null where nothing fits. Where a source with unlisted columns could hold it, every candidate counts.
 */
export function findColumn(scope: Scope, path: readonly string[]): Found | null {
  const name = path.at(-1)
  if (name === undefined) return null
  if (path.length > 1) return findQualified(scope, path.slice(0, -1), name)
  return findBare(scope, name) ?? findWhole(scope, name)
}

function findBare(scope: Scope, name: string): Found | null {
  const open: Value[] = []
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const visible = at.sources.filter((source) => !source.byAliasOnly)
    const hits = visible.flatMap((source) => {
      const value = source.column(name)
      return value ? [{ source, value }] : []
    })
    if (hits.length > 0) {
      const value = either(hits.map((hit) => hit.value))
      // A source further in, whose columns nobody knows, may hold it too.
      if (open.length > 0) return { value: expression([...open, value]), sources: [], outer: false }
      return { value, sources: hits.map((hit) => hit.source), outer: at !== scope }
    }
    for (const { rest } of visible) if (rest) open.push(rest)
  }
  if (open.length === 0) return null
  const whole = findWhole(scope, name)
  return { value: expression(whole ? [...open, whole.value] : open), sources: [], outer: false }
}

function findQualified(scope: Scope, qualifier: readonly string[], name: string): Found | null {
  const source = findSource(scope, qualifier)
  if (!source) return null
  const value = source.column(name) ?? source.rest
  return value ? { value, sources: [source], outer: !scope.sources.includes(source) } : null
}

function findWhole(scope: Scope, name: string): Found | null {
  const source = findSource(scope, [name])
  return source ? { value: source.whole, sources: [], outer: false } : null
}

/** The source that `alias`, `schema.table` or `database.schema.table` names. */
export function findSource(scope: Scope, path: readonly string[]): Source | null {
  const [last, schema] = [path.at(-1), path.at(-2)]
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const hits = at.sources.filter((source) =>
      schema === undefined ? source.alias === last : source.qualified === `${schema}.${last}`,
    )
    const [first] = hits
    if (first && hits.length === 1) return first
    if (first) return several(hits, first)
  }
  return null
}

// The server refuses a name that two sources share; should it not, every candidate counts.
function several(hits: readonly Source[], first: Source): Source {
  const column = (name: string): Value | null => {
    const values = hits.flatMap((hit) => hit.column(name) ?? [])
    return values.length > 0 ? expression(values) : null
  }
  return { ...first, relation: null, column, whole: expression(hits.map((hit) => hit.whole)) }
}
