import type { Catalog, CatalogRelation } from './catalog.ts'
import { closures, type Edge } from './catalog-closure.ts'

/** Runs one query on a connection of Cordon's own; rows of text values, in order of the columns. */
export type CatalogQuery = (sql: string) => Promise<readonly (readonly (string | null)[])[]>

/** A catalog that can be read anew. Until then it answers from what it read last. */
export interface LoadedCatalog extends Catalog {
  /** Reads the server's catalog anew. Calls at the same time share one reading. Rejects as `query` does. */
  refresh(): Promise<void>
}

/** Reads relations, columns, views, inheritance, functions and operators of one database. */
export async function loadCatalog(query: CatalogQuery): Promise<LoadedCatalog> {
  let snapshot = await read(query)
  let reading: Promise<void> | null = null
  return {
    relation: (schema, name, searchPath) => snapshot.relation(schema, name, searchPath),
    relationByOid: (oid) => snapshot.byOid.get(oid) ?? null,
    schemasOf: (kind, name) => snapshot[kind].get(name) ?? [],
    refresh: () => {
      reading ??= read(query)
        .then((next) => {
          snapshot = next
        })
        .finally(() => {
          reading = null
        })
      return reading
    },
  }
}

const RELATIONS = `select c.oid, n.nspname, c.relname, c.relkind from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'v', 'm', 'f', 'p', 'S') and n.nspname <> 'pg_toast' and n.nspname not like 'pg\\_toast\\_%'`
const COLUMNS = `select a.attrelid, a.attnum, a.attname, coalesce(nullif(t.typbasetype, 0), a.atttypid)
  from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
  left join pg_catalog.pg_type t on t.oid = a.atttypid
  where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'v', 'm', 'f', 'p', 'S')
  order by a.attrelid, a.attnum`
// What a view or materialized view reads stands in its rewrite rule; a child or partition names its parents.
const EDGES = `select inhrelid, inhparent from pg_catalog.pg_inherits
  union select r.ev_class, d.refobjid from pg_catalog.pg_rewrite r join pg_catalog.pg_depend d
    on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = r.oid
   and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid <> r.ev_class
  where r.rulename = '_RETURN'`
const FUNCTIONS = `select distinct p.proname, n.nspname from pg_catalog.pg_proc p
  join pg_catalog.pg_namespace n on n.oid = p.pronamespace`
const OPERATORS = `select distinct o.oprname, n.nspname from pg_catalog.pg_operator o
  join pg_catalog.pg_namespace n on n.oid = o.oprnamespace`

interface Snapshot {
  readonly byOid: ReadonlyMap<number, CatalogRelation>
  readonly function: ReadonlyMap<string, readonly string[]>
  readonly operator: ReadonlyMap<string, readonly string[]>
  relation(schema: string | null, name: string, searchPath: readonly string[]): CatalogRelation | null
}

async function read(query: CatalogQuery): Promise<Snapshot> {
  const relations = await query(RELATIONS)
  const columns = columnsByRelation(await query(COLUMNS))
  const edges = (await query(EDGES)).map(([from, to]): Edge => [Number(from), Number(to)])
  const [functions, operators] = [await query(FUNCTIONS), await query(OPERATORS)]
  const names = new Map(relations.map(([oid, schema, name]) => [Number(oid), qualified(schema, name)]))
  const basesOf = closures(edges)
  const byOid = new Map<number, CatalogRelation>()
  const byName = new Map<string, CatalogRelation>()
  for (const [oidText, schema, name, relkind] of relations) {
    const oid = Number(oidText)
    const bases = [...basesOf(oid)].flatMap((base) => names.get(base) ?? [])
    const own = qualified(schema, name)
    const relation: CatalogRelation = {
      oid,
      name: own,
      kind: kindOf(schema ?? '', relkind ?? ''),
      bases: [...new Set([own, ...bases])].sort(),
      ...(columns.get(oid) ?? NO_COLUMNS),
    }
    byOid.set(oid, relation)
    byName.set(`${schema}\n${name}`, relation)
  }
  const relation: Snapshot['relation'] = (schema, name, searchPath) => find(byName, schema, name, searchPath)
  return { byOid, function: schemasByName(functions), operator: schemasByName(operators), relation }
}

// `current_schemas(true)` names the session's own temporary schema first, where it has one.
function find(
  byName: ReadonlyMap<string, CatalogRelation>,
  schema: string | null,
  name: string,
  searchPath: readonly string[],
): CatalogRelation | null {
  if (schema !== null && schema !== 'pg_temp') return byName.get(`${schema}\n${name}`) ?? null
  const temporary = searchPath.filter((one) => one.startsWith('pg_temp_'))
  const named = searchPath.includes('pg_catalog') ? searchPath : ['pg_catalog', ...searchPath]
  for (const one of schema === 'pg_temp' ? temporary : [...temporary, ...named]) {
    const relation = byName.get(`${one}\n${name}`)
    if (relation) return relation
  }
  return null
}

interface Columns {
  readonly columns: Map<number, string>
  readonly types: Map<string, number>
}

const NO_COLUMNS: Required<Pick<CatalogRelation, 'columns' | 'types'>> = { columns: new Map(), types: new Map() }

function columnsByRelation(rows: readonly (readonly (string | null)[])[]): ReadonlyMap<number, Columns> {
  const byRelation = new Map<number, Columns>()
  for (const [relation, number, name, type] of rows) {
    const oid = Number(relation)
    const known = byRelation.get(oid) ?? { columns: new Map<number, string>(), types: new Map<string, number>() }
    byRelation.set(oid, known)
    known.columns.set(Number(number), name ?? '?')
    known.types.set(name ?? '?', Number(type ?? 0))
  }
  return byRelation
}

function schemasByName(rows: readonly (readonly (string | null)[])[]): ReadonlyMap<string, readonly string[]> {
  const schemas = new Map<string, string[]>()
  for (const [name, schema] of rows) {
    const known = schemas.get(name ?? '?') ?? []
    schemas.set(name ?? '?', known)
    known.push(schema ?? '?')
  }
  return schemas
}

function qualified(schema: string | null | undefined, name: string | null | undefined): string {
  const home = schema?.startsWith('pg_temp_') ? 'pg_temp' : schema
  return `${home ?? '?'}.${name ?? '?'}`
}

function kindOf(schema: string, relkind: string): CatalogRelation['kind'] {
  if (schema === 'pg_catalog' || schema === 'information_schema') return 'catalog'
  if (schema.startsWith('pg_temp_')) return 'temporary'
  return KINDS[relkind] ?? 'unknown'
}

const KINDS: Readonly<Record<string, CatalogRelation['kind']>> = {
  r: 'table',
  v: 'view',
  m: 'materialized-view',
  f: 'foreign-table',
  p: 'partitioned-table',
  S: 'sequence',
}
