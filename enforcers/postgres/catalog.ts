import type { SqlRelation } from '#schemas'

/** The server's catalog as far as lineage needs it. Looked up by name for requests, by OID for rows. */
export interface Catalog {
  /** The relation that a name means under a search path, or null. `pg_temp` is searched first, as the server does. */
  relation(schema: string | null, name: string, searchPath: readonly string[]): CatalogRelation | null
  /** The relation behind a table OID of RowDescription, or null: then the catalog is stale, or it lies. */
  relationByOid(oid: number): CatalogRelation | null
  /**
   * Schemas that hold a function or an operator of that name. Without it no function can be vouched for: names stay
   * as they were written, and the analysis is incomplete.
   */
  schemasOf?(kind: 'function' | 'operator', name: string): readonly string[]
}

export interface CatalogRelation {
  readonly oid: number
  /** `schema.name`. */
  readonly name: string
  readonly kind: SqlRelation['kind']
  /** Itself, what a view reads at any depth, parents of a partition or child: qualified names, sorted. */
  readonly bases: readonly string[]
  /** Column names by attribute number, from 1; dropped columns are absent. */
  readonly columns: ReadonlyMap<number, string>
  /** OIDs of their types by name, of a domain the type below it; absent where nobody asked. */
  readonly types?: ReadonlyMap<string, number>
}
