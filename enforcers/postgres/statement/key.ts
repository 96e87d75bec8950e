import type { Key } from '../analysis.ts'
import { TYPE } from '../rows/types-by-oid.ts'
import { listOf, names, type Tree, treeOf, unwrap } from './tree.ts'
import type { BaseColumn } from './value.ts'

/** A key as the tree shows it: a literal by the byte that it starts at. */
export type FoundKey = Exclude<Key, { literal: number }> | (Omit<Key, 'literal'> & { readonly start: number })

/** The key that a literal or parameter makes for a column; null where a cast may have made another value of it. */
export function keyOf({ relation, column, type = 0 }: BaseColumn, node: unknown): FoundKey | null {
  let bare = true
  for (let wrapped = unwrap(node); wrapped !== null; wrapped = unwrap(wrapped.body['arg'])) {
    const { kind, body } = wrapped
    const { location, number } = body
    if (kind === 'A_Const') return typeof location === 'number' ? { relation, column, type, start: location } : null
    if (kind === 'ParamRef')
      return typeof number === 'number' ? { relation, column, type, parameter: number, bare } : null
    if (kind !== 'TypeCast' || !keeps(type, treeOf(body, 'typeName'))) return null
    bare = false
  }
  return null
}

/** The key by the number of its literal. */
export function placedKey(key: FoundKey, literals: ReadonlyMap<number, number>): Key {
  if (!('start' in key)) return key
  const { relation, column, type, start } = key
  return { relation, column, type, literal: literals.get(start) ?? -1 }
}

const INTEGERS = ['int2', 'int4', 'int8', 'numeric', 'text', 'varchar']
// Through these a value reaches a column of the type unchanged, or as another spelling that `subjectText` knows.
const KEEPING: ReadonlyMap<number, readonly string[]> = new Map([
  [TYPE.int2, INTEGERS],
  [TYPE.int4, INTEGERS],
  [TYPE.int8, INTEGERS],
  [TYPE.text, ['text', 'varchar']],
  [TYPE.varchar, ['text', 'varchar']],
  [TYPE.uuid, ['uuid', 'text', 'varchar']],
])

// `'17'::varchar(1)` is '1', and 17::bit(3)::int is 1: such a cast names another patient than its literal.
function keeps(type: number, cast: Tree | null): boolean {
  const path = names(listOf(cast, 'names'))
  const builtIn = path.length === 1 || (path.length === 2 && path[0] === 'pg_catalog')
  if (!builtIn || listOf(cast, 'typmods').length > 0 || listOf(cast, 'arrayBounds').length > 0) return false
  return KEEPING.get(type)?.includes(path.at(-1) ?? '') ?? false
}
