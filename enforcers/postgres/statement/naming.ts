import type { Catalog, CatalogRelation } from '../catalog.ts'
import type { Access, Facts } from './facts.ts'
import { natureOf } from './functions.ts'

/** What the names of one message mean on the server. */
export class Naming {
  readonly #catalog: Catalog
  readonly #searchPath: readonly string[]
  #moved = false

  constructor(catalog: Catalog, searchPath: readonly string[]) {
    this.#catalog = catalog
    this.#searchPath = searchPath
  }

  /** An earlier statement of the message may have changed what names mean: from here on nothing is sure. */
  move(): void {
    this.#moved = true
  }

  /** Resolves a relation and notes it with what is done to it. Null where the catalog has none of that name. */
  relation(
    schema: string,
    name: string,
    access: Access,
    facts: Facts,
  ): { name: string; known: CatalogRelation | null } {
    if (this.#moved) facts.incomplete('an earlier statement of the message may change what names mean')
    const known = this.#catalog.relation(schema === '' ? null : schema, name, this.#searchPath)
    if (known) {
      facts.know(known)
      facts.relation(known.name, known.kind, known.bases, access)
      return { name: known.name, known }
    }
    const written = schema === '' ? name : `${schema}.${name}`
    facts.relation(written, 'unknown', [written], access)
    facts.incomplete('a relation is not in the catalog')
    return { name: written, known: null }
  }

  /** Notes a relation that the statement makes: it need not be there yet. */
  made(schema: string, name: string, temporary: boolean, access: readonly Access[], facts: Facts): string {
    const home = schema || (temporary ? 'pg_temp' : this.#home())
    const qualified = `${home}.${name}`
    for (const one of access) facts.relation(qualified, temporary ? 'temporary' : 'table', [qualified], one)
    return qualified
  }

  #home(): string {
    return this.#searchPath.find((schema) => !schema.startsWith('pg_') && schema !== '$user') ?? '?'
  }

  /**
   * Notes a call. The server picks an overload by argument types among all schemas of the path, so a name is a
   * built-in only where no other schema in reach has it. Answers the qualified name, or null where it is not sure.
   */
  function(path: readonly string[], facts: Facts): string | null {
    const { found, sure } = this.#candidates('function', path)
    for (const candidate of found) facts.call(candidate)
    for (const candidate of found) noteNature(candidate, facts)
    if (!sure) facts.incomplete('a function is not in the catalog')
    const [only] = found
    return sure && found.length === 1 && only !== undefined ? only : null
  }

  /** Whether an operator is PostgreSQL's own. Others are functions by another name, and noted as such. */
  operator(path: readonly string[], facts: Facts): boolean {
    const { found, sure } = this.#candidates('operator', path)
    const foreign = found.filter((candidate) => !candidate.startsWith('pg_catalog.'))
    if (sure && foreign.length === 0) return true
    for (const candidate of foreign) facts.call(`operator ${candidate}`)
    facts.incomplete('an operator is not one of PostgreSQL’s own')
    return false
  }

  #candidates(kind: 'function' | 'operator', path: readonly string[]): Candidates {
    const name = path.at(-1) ?? '?'
    const schema = path.at(-2)
    const schemas = this.#catalog.schemasOf?.(kind, name) ?? []
    if (schema !== undefined) return { found: [`${schema}.${name}`], sure: schemas.includes(schema) }
    const inReach = schemas.filter((one) => one === 'pg_catalog' || this.#searchPath.includes(one))
    if (inReach.length === 0) return { found: [name], sure: false }
    return { found: inReach.map((one) => `${one}.${name}`), sure: true }
  }
}

interface Candidates {
  /** Qualified names that may be meant; the name as written where the catalog has none. */
  readonly found: readonly string[]
  readonly sure: boolean
}

function noteNature(qualified: string, facts: Facts): void {
  if (!qualified.startsWith('pg_catalog.')) return
  const nature = natureOf(qualified.slice('pg_catalog.'.length))
  if (!nature) return
  facts.effect(...nature.effects)
  if (nature.incomplete !== undefined) facts.incomplete(nature.incomplete)
}
