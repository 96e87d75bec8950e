import assert from 'node:assert/strict'
import { analyse } from '../../enforcers/postgres/analyse.ts'
import type { Analysis, Unreadable } from '../../enforcers/postgres/analysis.ts'
import type { Catalog, CatalogRelation } from '../../enforcers/postgres/catalog.ts'
import { loadParser, type Parser } from '../../enforcers/postgres/parser.ts'

function relation(
  oid: number,
  name: string,
  columns: readonly string[],
  kind: CatalogRelation['kind'] = 'table',
  bases: readonly string[] = [],
): CatalogRelation {
  const numbered = new Map(columns.map((column, index) => [index + 1, column]))
  // int4 and text.
  const types = new Map(columns.map((column) => [column, /(^|_)id$/.test(column) ? 23 : 25]))
  return { oid, name, kind, bases: [name, ...bases].sort(), columns: numbered, types }
}

const PATIENT = ['id', 'mrn', 'name', 'ssn', 'born', 'note', 'visits']

/** A small clinic: two labelled tables, views, a partition, a second schema that shadows, catalogs. */
export const RELATIONS: readonly CatalogRelation[] = [
  relation(101, 'public.patients', PATIENT),
  relation(102, 'public.encounters', ['id', 'patient_id', 'day', 'reason']),
  relation(103, 'public.log', ['id', 'what', 'who']),
  relation(104, 'public.v_patients', ['id', 'label'], 'view', ['public.patients']),
  relation(105, 'public.events', ['id', 'patient_id', 'at'], 'partitioned-table'),
  relation(106, 'public.events_2024', ['at', 'id', 'patient_id'], 'table', ['public.events']),
  relation(107, 's2.patients', ['id', 'ssn']),
  relation(108, 'public.Odd Name', ['Weird "Col"', 'plain']),
  relation(109, 'pg_temp.scratch', ['id', 'x'], 'temporary'),
  relation(110, 'pg_catalog.pg_class', ['oid', 'relname', 'relkind'], 'catalog'),
  relation(111, 'pg_catalog.pg_stats', ['tablename', 'most_common_vals'], 'catalog'),
  relation(112, 'information_schema.tables', ['table_name'], 'catalog', ['pg_catalog.pg_class']),
  relation(113, 'public.numbers', ['n'], 'sequence'),
  relation(114, 'public.m_patients', ['id', 'ssn'], 'materialized-view', ['public.patients']),
]

/** Functions of schemas other than pg_catalog; every other name is a built-in unless it starts with `my_`. */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  my_function: ['public'],
  dblink: ['public'],
  upper: ['pg_catalog', 'public'],
  elsewhere: ['other'],
}

export const CATALOG: Catalog = {
  relation: (schema, name, searchPath) => {
    const path = schema === null ? ['pg_temp', 'pg_catalog', ...searchPath] : [schema]
    for (const one of path) {
      const found = RELATIONS.find((candidate) => candidate.name === `${one}.${name}`)
      if (found) return found
    }
    return null
  },
  relationByOid: (oid) => RELATIONS.find((candidate) => candidate.oid === oid) ?? null,
  schemasOf: (kind, name) => {
    if (kind === 'operator')
      return name === '<->' ? ['public'] : name === '##' ? ['pg_catalog', 'public'] : ['pg_catalog']
    return FOREIGN[name] ?? (/^unknown_|[^a-z0-9_]/.test(name) || PATIENT.includes(name) ? [] : ['pg_catalog'])
  },
}

export const parser: Parser = await loadParser()

export function judge(sql: string, searchPath: readonly string[] = ['public']): Analysis | Unreadable {
  const parsed = parser.read(sql)
  return 'code' in parsed ? parsed : analyse(parsed, { catalog: CATALOG, searchPath })
}

export function analysed(sql: string, searchPath?: readonly string[]): Analysis {
  const analysis = judge(sql, searchPath)
  if ('code' in analysis) throw new Error(`${sql}: ${analysis.code}`)
  return analysis
}

/** Facts in a shorthand that a table of cases can hold; lists are sorted, but for `out`, which is in order. */
export interface Brief {
  readonly kinds: string
  readonly effects: string
  readonly complete: boolean
  readonly why: string
  /** `public.patients r`, `w` and `d` for read, write and ddl. */
  readonly rel: string
  readonly out: string
  /** `public.patients.ssn=`: `=` equality, `~` join, `?` other. */
  readonly pred: string
  readonly written: string
  readonly functions: string
  readonly settings: string
  readonly filtered: boolean
  readonly limit: number
  readonly shape: string
  readonly literals: string
  readonly step: string
}

export function brief(sql: string, searchPath?: readonly string[]): Brief {
  const { statement, shape, literals, steps } = analysed(sql, searchPath)
  const form = { equality: '=', join: '~', other: '?' }
  const name = (relation: string, column: string): string => `${relation.replace('public.', '')}.${column}`
  const out = statement.columns.output.map(({ kind, relation, column, position }) => {
    const what =
      kind === 'column' ? name(relation, column) : kind === 'star' ? `${relation.replace('public.', '')}.*` : kind
    return position === 0 ? `(${what})` : what
  })
  return {
    kinds: statement.kinds.join(' '),
    effects: statement.effects.join(' '),
    complete: statement.complete,
    why: statement.incomplete.join('; '),
    rel: statement.relations
      .map((one) => `${one.name.replace('public.', '')} ${one.access.map((access) => access[0]).join('')}`)
      .sort()
      .join(', '),
    out: out.join(', '),
    pred: statement.columns.predicate
      .map((one) => name(one.relation, one.column) + form[one.form])
      .sort()
      .join(' '),
    written: statement.columns.written
      .map((one) => `${name(one.relation, one.column)}:${one.source}`)
      .sort()
      .join(' '),
    functions: statement.functions.map((one) => one.replace('pg_catalog.', '')).join(' '),
    settings: statement.settings.join(' '),
    filtered: statement.filtered,
    limit: statement.limit,
    shape,
    literals: literals.join('|'),
    step: steps.map((step) => ('name' in step ? `${step.kind}:${step.name}` : step.kind)).join(' '),
  }
}

export type Case = readonly [sql: string, expected: Partial<Brief>, searchPath?: readonly string[]]

/** Compares only what a case speaks of. */
export function check([sql, expected, searchPath]: Case): void {
  const found = brief(sql, searchPath)
  const keys = Object.keys(expected) as (keyof Brief)[]
  const picked = Object.fromEntries(keys.map((key) => [key, found[key]]))
  assert.deepEqual(picked, expected, sql)
}
