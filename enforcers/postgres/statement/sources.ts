import type { CatalogRelation } from '../catalog.ts'
import type { QueryColumns, Source } from './scope.ts'
import { type BaseColumn, type Column, either, expression, UNKNOWN_COLUMN, type Value } from './value.ts'

const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(['tableoid', 'ctid', 'xmin', 'xmax', 'cmin', 'cmax'])

export interface Naming {
  readonly alias: string | null
  /** Column aliases, by position. */
  readonly renamed?: readonly string[]
  readonly byAliasOnly?: boolean
}

/** A relation of the catalog. `aliased` hides its own name. */
export function relationSource(relation: CatalogRelation, naming: Naming, aliased: boolean): Source {
  const made = new Map<string, Value>()
  const own = (column: string): Value => {
    let value = made.get(column)
    if (!value) {
      const origin: BaseColumn = { relation: relation.name, column, type: relation.types?.get(column) }
      value = { kind: 'column', origins: [origin], parameter: false }
      made.set(column, value)
    }
    return value
  }
  const columns = (): readonly Column[] =>
    [...relation.columns.values()].map((name, index) => ({ name: naming.renamed?.[index] ?? name, value: own(name) }))
  const renamed = (naming.renamed?.length ?? 0) > 0
  const column = (name: string): Value | null => {
    if (renamed) return lookup(columns(), name) ?? (SYSTEM_COLUMNS.has(name) ? own(name) : null)
    const known = made.get(name)
    if (known) return known
    for (const one of relation.columns.values()) if (one === name) return own(name)
    return SYSTEM_COLUMNS.has(name) ? own(name) : null
  }
  return {
    alias: naming.alias,
    qualified: aliased ? null : relation.name,
    relation,
    byAliasOnly: naming.byAliasOnly ?? false,
    column,
    columns,
    rest: null,
    whole: { kind: 'expression', origins: [{ relation: relation.name, column: '*' }], parameter: false },
  }
}

/** A relation that the catalog does not have: any column may be meant. */
export function unknownSource(name: string, naming: Naming, aliased: boolean): Source {
  const origins = [{ relation: name, column: '?' }]
  const rest: Value = { kind: 'expression', origins, parameter: false }
  return {
    alias: naming.alias,
    qualified: aliased ? null : name,
    relation: null,
    byAliasOnly: naming.byAliasOnly ?? false,
    column: () => null,
    columns: () => [],
    rest,
    whole: rest,
  }
}

/** A sub-query, a common table expression, a function, or the columns of an aliased join. */
export function derivedSource(from: QueryColumns, { alias, renamed = [], byAliasOnly = false }: Naming): Source {
  const columns = from.columns.map(({ name, value }, index) => ({ name: renamed[index] ?? name, value }))
  const beyond = from.rest ? renamed.slice(columns.length) : []
  for (const name of beyond) columns.push({ name, value: from.rest ?? expression([]) })
  const values = [...columns.map((column) => column.value), ...(from.rest ? [from.rest] : [])]
  return {
    alias,
    qualified: null,
    relation: null,
    byAliasOnly,
    column: (name) => lookup(columns, name),
    columns: () => columns,
    rest: from.rest,
    whole: expression(values),
  }
}

/** Columns of several sources side by side, as `*` gives them. */
export function sideBySide(sources: readonly Source[]): QueryColumns {
  const rests = sources.flatMap((source) => source.rest ?? [])
  return {
    columns: sources.flatMap((source) => source.columns()),
    rest: rests.length > 0 ? expression(rests) : null,
  }
}

/** What a result is about which nothing is known. */
export const UNKNOWN_COLUMNS: QueryColumns = {
  columns: [],
  rest: { kind: 'expression', origins: [UNKNOWN_COLUMN], parameter: false },
}

function lookup(columns: readonly Column[], name: string): Value | null {
  const hits = columns.filter((column) => column.name === name)
  return hits.length > 0 ? either(hits.map((hit) => hit.value)) : null
}
