import { createHash } from 'node:crypto'
import type { Analysis, Key, Touch } from './analysis.ts'
import { PENDING_EXECUTE, PENDING_FETCH } from './statement/followed.ts'

type Statement = Analysis['statement']

/**
 * The facts of an EXECUTE or FETCH together with those of the statement it stands for, which the session knows by
 * name. Alone, such an analysis is incomplete, so that forgetting this step is a refusal. Rows, and so the plan, are
 * those of `meant`; literals of both bind an approval.
 */
export function standFor(asked: Analysis, meant: Analysis): Analysis {
  const [own, other] = [asked.statement, meant.statement]
  const incomplete = union(
    own.incomplete.filter((reason) => reason !== PENDING_EXECUTE && reason !== PENDING_FETCH),
    other.incomplete,
  )
  const statement: Statement = {
    statements: own.statements,
    kinds: union(own.kinds, other.kinds),
    effects: union(own.effects, other.effects),
    complete: incomplete.length === 0,
    incomplete,
    relations: relations(own, other),
    columns: {
      output:
        own.statements === 1 ? other.columns.output : other.columns.output.map((one) => ({ ...one, position: 0 })),
      predicate: [...own.columns.predicate, ...other.columns.predicate],
      written: [...own.columns.written, ...other.columns.written],
    },
    functions: union(own.functions, other.functions),
    settings: union(own.settings, other.settings),
    filtered: own.filtered && other.filtered,
    limit: tighter(own.limit, other.limit),
    statementShape: shapeOf(own.statementShape, other.statementShape),
  }
  return {
    statement,
    shape: `${asked.shape}\n${meant.shape}`.slice(0, 16 << 10),
    literals: [...meant.literals, ...asked.literals],
    touches: touchesOf(asked, meant),
    steps: asked.steps,
  }
}

// Literals of `meant` come first. Its parameters are those of its own call: what they hold is not at hand here.
function touchesOf(asked: Analysis, meant: Analysis): readonly Touch[] {
  const unbound = ({ relation, column, type, ...key }: Key): Key => {
    return { relation, column, type, literal: 'literal' in key ? key.literal : -1 }
  }
  const shift = meant.literals.length
  const moved = (key: Key): Key =>
    'literal' in key && key.literal >= 0 ? { ...key, literal: key.literal + shift } : key
  return [...keyed(meant.touches, unbound), ...keyed(asked.touches, moved)]
}

function keyed(touches: readonly Touch[] = [], change: (key: Key) => Key): readonly Touch[] {
  return touches.map(({ relations: names, keys }) => ({ relations: names, keys: keys.map(change) }))
}

function relations(own: Statement, other: Statement): Statement['relations'] {
  const known = new Map(own.relations.map((relation) => [relation.name, relation]))
  for (const relation of other.relations) {
    const before = known.get(relation.name)
    const access = union(before?.access ?? [], relation.access)
    known.set(relation.name, { ...relation, access })
  }
  return [...known.values()]
}

// FETCH 5 of a statement without LIMIT gives five rows at most; either bound holds.
function tighter(one: number, other: number): number {
  if (one < 0) return other
  return other < 0 ? one : Math.min(one, other)
}

function shapeOf(own: string, other: string): string {
  return createHash('sha256').update(`${own}\n${other}`).digest('hex').slice(0, 32)
}

function union<T>(one: readonly T[], other: readonly T[]): T[] {
  return [...new Set([...one, ...other])]
}
