import type { Facts } from './facts.ts'
import { type FoundKey, keyOf } from './key.ts'
import type { Conjunct, Source } from './scope.ts'

/**
 * Notes whose rows one level of a query reads: relations that are joined are read together, so a key of one picks
 * the rows of all. What a row of the enclosing query picks is noted there. A key of anything else (a sub-query, a
 * row further out) still names somebody.
 */
export function noteTouches(facts: Facts, read: readonly Source[], conjunct: Conjunct): void {
  const neighbours = adjacency(conjunct)
  const groups = new Map<Source, Group>()
  for (const source of read) {
    const group = groups.get(source) ?? newGroup(source, neighbours, groups)
    if (source.relation) group.relations.push(source.relation.name)
  }
  const loose: FoundKey[] = []
  for (const [source, key] of conjunct.keys) (groups.get(source)?.keys ?? loose).push(key)
  for (const source of conjunct.followed) {
    const group = groups.get(source)
    if (group) group.followed = true
  }
  for (const { relations, keys, followed } of new Set(groups.values())) facts.touch(followed ? [] : relations, keys)
  facts.touch([], loose)
}

/** Sources that are joined to each other. */
interface Group {
  readonly relations: string[]
  readonly keys: FoundKey[]
  followed: boolean
}

/** A column of a relation that is written, and what goes in. */
export interface Cell {
  readonly column: string
  readonly type: number | undefined
  readonly node: unknown
}

/** Notes rows that are inserted: by keys of the columns that hold a literal or parameter in every one of them. */
export function noteInserted(facts: Facts, relation: string, rows: readonly (readonly Cell[])[]): readonly FoundKey[] {
  const byColumn = new Map<string, FoundKey[]>()
  for (const row of rows) {
    for (const { column, type, node } of row) {
      const key = keyOf({ relation, column, type }, node)
      const known = byColumn.get(column) ?? []
      byColumn.set(column, known)
      if (key) known.push(key)
    }
  }
  const all = [...byColumn.values()]
  const whole = all.filter((keys) => keys.length === rows.length).flat()
  facts.touch([relation], whole)
  facts.touch([], all.filter((keys) => keys.length !== rows.length).flat())
  return whole
}

function adjacency({ joined }: Conjunct): ReadonlyMap<Source, readonly Source[]> {
  const neighbours = new Map<Source, Source[]>()
  const add = (from: Source, to: Source): void => {
    const known = neighbours.get(from)
    if (known) known.push(to)
    else neighbours.set(from, [to])
  }
  for (const [one, other] of joined) {
    add(one, other)
    add(other, one)
  }
  return neighbours
}

function newGroup(from: Source, neighbours: ReadonlyMap<Source, readonly Source[]>, groups: Map<Source, Group>): Group {
  const group: Group = { relations: [], keys: [], followed: false }
  const reached = new Set([from])
  for (const source of reached) {
    groups.set(source, group)
    for (const next of neighbours.get(source) ?? []) reached.add(next)
  }
  return group
}
