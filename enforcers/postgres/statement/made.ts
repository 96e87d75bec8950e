import { type Tree, textOf, treeOf } from './tree.ts'
import type { Walk } from './walk.ts'

/** A relation that is made and filled from a query: SELECT INTO, CREATE TABLE AS, CREATE VIEW. */
export function noteMade(walk: Walk, into: Tree): void {
  const relation = treeOf(into, 'rel') ?? into
  walk.facts.effect('ddl', 'write')
  const made = madeRelation(walk, relation, ['ddl', 'write'])
  walk.facts.written(made, '*', 'derived')
}

/** Notes a RangeVar that names something new. */
export function madeRelation(walk: Walk, relation: Tree, access: readonly ('ddl' | 'write')[]): string {
  const schema = textOf(relation, 'schemaname')
  const temporary = textOf(relation, 'relpersistence') === 't' || schema === 'pg_temp'
  return walk.naming.made(schema, textOf(relation, 'relname'), temporary, access, walk.facts)
}
