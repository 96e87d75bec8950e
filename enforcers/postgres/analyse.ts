import type { OutputColumn } from '#schemas'
import type { Analysis, Step, Touch, Unreadable } from './analysis.ts'
import type { Catalog } from './catalog.ts'
import type { Parsed } from './parser.ts'
import { walkExpression } from './statement/expression.ts'
import { Facts, type FoundTouch, type StatementFacts } from './statement/facts.ts'
import {
  close,
  copy,
  deallocate,
  discard,
  execute,
  explains,
  fetch,
  variableSet,
  variableShow,
} from './statement/followed.ts'
import { placedKey } from './statement/key.ts'
import { Naming } from './statement/naming.ts'
import { walkPredicate } from './statement/predicate.ts'
import { walkSelect } from './statement/select.ts'
import { type Shape, shapeOf } from './statement/shape.ts'
import { listOf, type Tree, textOf, unwrap } from './statement/tree.ts'
import { walkUtility } from './statement/utility.ts'
import { Budget, type QueryResult, TooDeepError, type Walk } from './statement/walk.ts'
import { walkWrite } from './statement/write.ts'

export interface Names {
  readonly catalog: Catalog
  /** The session's effective search path, as `current_schemas(true)` gives it. */
  readonly searchPath: readonly string[]
}

/**
 * Says what one message would do: pure, over the parse trees and the catalog. Conservative: what cannot be resolved
 * makes it incomplete, what could be one of several counts as all of them.
 */
export function analyse(parsed: Parsed, { catalog, searchPath }: Names): Analysis | Unreadable {
  try {
    return judge(parsed, new Naming(catalog, searchPath))
  } catch (error) {
    // A RangeError is our own stack: as deep as the budget allows is still too deep for some shapes.
    if (error instanceof TooDeepError || error instanceof RangeError)
      return { code: 'too-deep', message: 'the statement is too complex to be judged: simplify it' }
    throw error
  }
}

interface Outcome {
  readonly step: Step | Nested
  readonly output: readonly OutputColumn[]
  /** Most rows that come back; -1 where nothing bounds them. */
  readonly limit: number
}

/** PREPARE and DECLARE hold a statement of their own, whose facts the session keeps under a name. */
interface Nested {
  readonly kind: 'prepare' | 'declare'
  readonly name: string
  readonly statement: StatementFacts
  readonly touches: readonly FoundTouch[]
}

const NO_ROWS = { output: [], limit: 0 }
const TEXT_ROWS: Omit<Outcome, 'step'> = {
  output: [{ position: 1, kind: 'expression', relation: '?', column: '?' }],
  limit: -1,
}

function judge({ statements, tokens, statementShape }: Parsed, naming: Naming): Analysis {
  const facts = new Facts()
  const walk = newWalk(facts, naming, new Budget())
  const outcomes = statements.map((node) => walkStatement(walk, node, statementShape))
  const single = outcomes.length === 1
  const output = outcomes.flatMap((outcome) => outcome.output)
  // Of several statements, which one a row belongs to is not said by its position.
  const placed = single ? output : output.map((column) => ({ ...column, position: 0 }))
  const limits = outcomes.map((outcome) => outcome.limit)
  const limit = limits.includes(-1) ? -1 : limits.reduce((sum, rows) => sum + rows, 0)
  const shape = shapeOf(tokens, facts.isKnown)
  const steps = outcomes.map(({ step }) => {
    if (!('statement' in step)) return step
    const { kind, name, statement } = step
    return { kind, name, analysis: together(statement, shape, step.touches, [{ kind: 'plain' }]) }
  })
  const statement = facts.finish(statements.length, placed, limit, statementShape)
  return together(statement, shape, facts.touches, steps)
}

function together(
  statement: StatementFacts,
  { text, literals, starts }: Shape,
  found: readonly FoundTouch[],
  steps: readonly Step[],
): Analysis {
  const touches = found.map(
    ({ relations, keys }): Touch => ({ relations, keys: keys.map((key) => placedKey(key, starts)) }),
  )
  return { statement, shape: text, literals, ...(touches.length > 0 ? { touches } : {}), steps }
}

function newWalk(facts: Facts, naming: Naming, budget: Budget): Walk {
  const walk: Walk = {
    facts,
    naming,
    budget,
    expression: (node, scope) => budget.enter(() => walkExpression(walk, node, scope)),
    query: (node, scope) => budget.enter(() => walkQuery(walk, node, scope)),
    predicate: (node, scope, conjunct) => budget.enter(() => walkPredicate(walk, node, scope, conjunct)),
  }
  return walk
}

const KINDS: Readonly<Record<string, string>> = {
  SelectStmt: 'select',
  InsertStmt: 'insert',
  UpdateStmt: 'update',
  DeleteStmt: 'delete',
  MergeStmt: 'merge',
}

function walkQuery(walk: Walk, node: unknown, scope: Parameters<Walk['query']>[1]): QueryResult {
  const { kind, body } = unwrap(node) ?? { kind: '', body: {} }
  walk.facts.kind(KINDS[kind] ?? 'unknown')
  if (kind === 'SelectStmt') return walkSelect(walk, body, scope)
  if (KINDS[kind] !== undefined) return walkWrite(walk, kind, body, scope)
  walk.facts.incomplete('a kind of query that is not known here')
  walk.facts.effect('unknown')
  return { columns: [], rest: null, output: [], limit: -1 }
}

function walkStatement(walk: Walk, node: unknown, statementShape: string): Outcome {
  const { kind, body } = unwrap(node) ?? { kind: '', body: {} }
  if (KINDS[kind] !== undefined) return query(walk, node)
  switch (kind) {
    case 'ExplainStmt':
      return explain(walk, body)
    case 'PrepareStmt':
      return { step: nested(walk, 'prepare', textOf(body, 'name'), body, statementShape), ...NO_ROWS }
    case 'DeclareCursorStmt':
      return { step: nested(walk, 'declare', textOf(body, 'portalname'), body, statementShape), ...NO_ROWS }
    case 'ExecuteStmt':
      return { step: execute(walk, body), output: [], limit: -1 }
    case 'FetchStmt':
      return { step: fetch(walk, body), output: [], limit: fetchLimit(body) }
    case 'ClosePortalStmt':
      return { step: close(walk, body), ...NO_ROWS }
    case 'DeallocateStmt':
      return { step: deallocate(walk, body), ...NO_ROWS }
    case 'VariableSetStmt':
      return { step: variableSet(walk, body), ...NO_ROWS }
    case 'DiscardStmt':
      return { step: discard(walk, body), ...NO_ROWS }
    case 'CopyStmt':
      return copy(walk, body)
    case 'VariableShowStmt':
      return { step: variableShow(walk, body), ...TEXT_ROWS }
    case 'CallStmt':
      return { step: walkUtility(walk, kind, body), output: [], limit: -1 }
    default:
      return { step: walkUtility(walk, kind, body), ...NO_ROWS }
  }
}

function query(walk: Walk, node: unknown): Outcome {
  const before = walk.facts.settingCalls.length
  const { output, limit } = walk.query(node, null)
  const name = walk.facts.settingCalls.slice(before).at(-1) ?? null
  if (name !== null || walk.facts.has('procedure')) walk.naming.move()
  const returns = output.length > 0 || unwrap(node)?.kind === 'SelectStmt'
  return { step: name === null ? { kind: 'plain' } : { kind: 'setting', name }, output, limit: returns ? limit : 0 }
}

function explain(walk: Walk, body: Tree): Outcome {
  const inner = newWalk(new Facts(), walk.naming, walk.budget)
  walkStatement(inner, body['query'], '')
  // Its name is not followed, so no `standFor` may make it whole.
  if (unwrap(body['query'])?.kind === 'ExecuteStmt') inner.facts.incomplete('EXPLAIN of a prepared statement')
  const runs = explains(body) === 'run'
  walk.facts.kind('explain')
  walk.facts.effect('read')
  walk.facts.absorb(inner.facts, runs ? 'runs' : 'planned')
  if (runs) for (const { relations, keys } of inner.facts.touches) walk.facts.touch(relations, keys)
  for (const option of listOf(body, 'options')) if (unwrap(option)?.kind !== 'DefElem') walk.facts.effect('unknown')
  return { step: { kind: 'plain' }, ...TEXT_ROWS }
}

function nested(walk: Walk, kind: Nested['kind'], name: string, body: Tree, statementShape: string): Nested {
  const inner = newWalk(new Facts(), walk.naming, walk.budget)
  const { output, limit } = walkStatement(inner, body['query'], statementShape)
  walk.facts.kind(kind)
  walk.facts.effect('session')
  walk.facts.absorb(inner.facts)
  // Its touches are for whoever runs it.
  const { touches } = inner.facts
  return { kind, name, statement: inner.facts.finish(1, output, limit, statementShape), touches }
}

// FETCH ALL comes as the largest count.
function fetchLimit(body: Tree): number {
  const rows = body['howMany']
  if (rows === undefined) return 0
  return typeof rows === 'number' && rows >= 0 && rows < 0x7fffffff ? rows : -1
}
