import type { OutputColumn, PredicateColumn, SqlRelation, SqlStatement, WrittenColumn } from '#schemas'
import type { CatalogRelation } from '../catalog.ts'
import type { FoundKey } from './key.ts'
import type { BaseColumn, Value } from './value.ts'

export type Access = SqlRelation['access'][number]
export type SqlEffect = SqlStatement['effects'][number]
export type StatementFacts = Omit<SqlStatement, 'database' | 'role' | 'parameters' | 'findings'>

/** Bounds of `schemas/sql-query.schema.json`. What does not fit makes the analysis incomplete, so never an allow. */
const MOST = { kinds: 256, incomplete: 64, relations: 256, bases: 256, columns: 2000, functions: 512, settings: 64 }
const MOST_NAME = 256

/** A touch whose literals are known by their place. */
export interface FoundTouch {
  readonly relations: readonly string[]
  readonly keys: readonly FoundKey[]
}

/** Collects the facts of one message while its trees are walked. Everything is a set: finding twice adds nothing. */
export class Facts {
  readonly #kinds = new Set<string>()
  readonly #effects = new Set<SqlEffect>()
  readonly #incomplete = new Set<string>()
  readonly #relations = new Map<string, { kind: SqlRelation['kind']; access: Set<Access>; bases: readonly string[] }>()
  readonly #predicate = new Map<string, PredicateColumn>()
  readonly #written = new Map<string, WrittenColumn>()
  readonly #functions = new Set<string>()
  readonly #settings = new Set<string>()
  readonly #settingCalls: string[] = []
  readonly #known = new Set<CatalogRelation>()
  readonly #touches: FoundTouch[] = []
  #filtered = true

  kind(name: string): void {
    this.#kinds.add(name)
  }

  effect(...effects: readonly SqlEffect[]): void {
    for (const effect of effects) this.#effects.add(effect)
  }

  has(effect: SqlEffect): boolean {
    return this.#effects.has(effect)
  }

  /** Says that what would run cannot be vouched for. The reason quotes nothing. */
  incomplete(reason: string): void {
    this.#incomplete.add(reason)
  }

  relation(name: string, kind: SqlRelation['kind'], bases: readonly string[], access: Access): void {
    const known = this.#relations.get(name)
    if (known) known.access.add(access)
    else this.#relations.set(name, { kind, access: new Set([access]), bases })
  }

  predicate(value: Value | BaseColumn, form: PredicateColumn['form']): void {
    const origins = 'origins' in value ? value.origins : [value]
    for (const { relation, column } of origins)
      this.#predicate.set(`${relation}\n${column}\n${form}`, { relation: clip(relation), column: clip(column), form })
  }

  written(relation: string, column: string, source: WrittenColumn['source']): void {
    const entry = { relation: clip(relation), column: clip(column), source }
    this.#written.set(`${relation}\n${column}\n${source}`, entry)
  }

  call(name: string): void {
    this.#functions.add(clip(name))
  }

  setting(name: string): void {
    this.#settings.add(clip(name))
    this.#settingCalls.push(clip(name))
  }

  /** Every setting that was named, in order, repeats included. */
  get settingCalls(): readonly string[] {
    return this.#settingCalls
  }

  /** A read of a base relation that no equality narrows. */
  unfiltered(): void {
    this.#filtered = false
  }

  /** Rows of these relations, picked or written by these keys. */
  touch(relations: readonly string[], keys: readonly FoundKey[]): void {
    if (relations.length + keys.length > 0) this.#touches.push({ relations, keys })
  }

  get touches(): readonly FoundTouch[] {
    return this.#touches
  }

  /** Names of a relation and its columns stand in the catalog: they may be shown. */
  know(relation: CatalogRelation): void {
    this.#known.add(relation)
  }

  /** Whether a word is a name of a relation at hand. Other quoted identifiers may hold anything. */
  readonly isKnown = (word: string): boolean => {
    for (const { name, columns } of this.#known) {
      if (name.split('.').includes(word)) return true
      for (const column of columns.values()) if (column === word) return true
    }
    return false
  }

  /** Takes over what another collector found, but for touches; `planned` is only explained, so it has no effects. */
  absorb(other: Facts, how: 'runs' | 'planned' = 'runs'): void {
    for (const kind of other.#kinds) this.#kinds.add(kind)
    if (how === 'runs') for (const effect of other.#effects) this.#effects.add(effect)
    for (const reason of other.#incomplete) this.#incomplete.add(reason)
    for (const [name, { kind, access, bases }] of other.#relations)
      for (const one of access) this.relation(name, kind, bases, one)
    for (const [key, entry] of other.#predicate) this.#predicate.set(key, entry)
    for (const [key, entry] of other.#written) this.#written.set(key, entry)
    for (const name of other.#functions) this.#functions.add(name)
    for (const name of other.#settings) this.#settings.add(name)
    for (const relation of other.#known) this.#known.add(relation)
    this.#filtered &&= other.#filtered
  }

  finish(statements: number, output: readonly OutputColumn[], limit: number, statementShape: string): StatementFacts {
    const cut = <T>(items: Iterable<T>, most: number, what: string): T[] => {
      const all = [...items]
      if (all.length > most) this.incomplete(`more than ${most} ${what}`)
      return all.slice(0, most)
    }
    const kinds = cut(this.#kinds, MOST.kinds, 'kinds of statement')
    const relations = cut(this.#relations, MOST.relations, 'relations').map(([name, { kind, access, bases }]) => ({
      name: clip(name),
      kind,
      access: [...access].sort(),
      bases: cut(bases, MOST.bases, 'bases of a relation').map(clip),
    }))
    const columns = {
      output: cut(output, MOST.columns, 'output columns'),
      predicate: cut(this.#predicate.values(), MOST.columns, 'predicate columns'),
      written: cut(this.#written.values(), MOST.columns, 'written columns'),
    }
    const functions = cut([...this.#functions].sort(), MOST.functions, 'functions')
    const settings = cut(this.#settings, MOST.settings, 'settings')
    const reasons = [...this.#incomplete].sort().slice(0, MOST.incomplete)
    return {
      statements,
      kinds,
      effects: [...this.#effects].sort(),
      complete: reasons.length === 0,
      incomplete: reasons,
      relations,
      columns,
      functions,
      settings,
      filtered: this.#filtered,
      limit,
      statementShape,
    }
  }
}

function clip(name: string): string {
  return name === '' ? '?' : name.slice(0, MOST_NAME)
}
