import type { Step } from '../analysis.ts'
import { madeRelation, noteMade } from './made.ts'
import { childScope, type Scope } from './scope.ts'
import { bodyOf, isTree, listOf, names, type Tree, textOf, treeOf, unwrap } from './tree.ts'
import { kindOf, utilityNature } from './utility-table.ts'
import type { Walk } from './walk.ts'

const PLAIN: Step = { kind: 'plain' }
const QUERIES: ReadonlySet<string> = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'])

/** Statements that are neither queries nor followed by the session: DDL, transactions, DO, CALL and the rest. */
export function walkUtility(walk: Walk, node: string, body: Tree): Step {
  const scope = childScope(null)
  switch (node) {
    case 'TransactionStmt':
      return transaction(walk, body)
    case 'DoStmt':
    case 'CallStmt':
      return procedure(walk, node, body, scope)
    case 'CreateTableAsStmt':
    case 'ViewStmt':
      return filled(walk, node, body)
    case 'CreateStmt':
    case 'CreateForeignTableStmt':
      return created(walk, node, body)
    case 'DropStmt':
      return dropped(walk, body)
    default:
      return other(walk, node, body)
  }
}

function transaction(walk: Walk, body: Tree): Step {
  const kind = textOf(body, 'kind').replace('TRANS_STMT_', '').replaceAll('_', '-').toLowerCase()
  walk.facts.kind(kind || 'transaction')
  walk.facts.effect('transaction')
  // What SET LOCAL had changed may be undone here, so names mean something else from here on.
  if (kind.startsWith('rollback') || kind.startsWith('commit')) walk.naming.move()
  return PLAIN
}

function procedure(walk: Walk, node: string, body: Tree, scope: Scope): Step {
  walk.facts.kind(node === 'DoStmt' ? 'do' : 'call')
  walk.facts.effect('procedure')
  walk.facts.incomplete('code runs that cannot be read here (DO, CALL)')
  const call = treeOf(body, 'funccall')
  if (call) walk.expression({ FuncCall: call }, scope)
  walk.naming.move()
  return PLAIN
}

function filled(walk: Walk, node: string, body: Tree): Step {
  const view = node === 'ViewStmt'
  const materialized = textOf(body, 'objtype') === 'OBJECT_MATVIEW'
  walk.facts.kind(view ? 'create-view' : materialized ? 'create-materialized-view' : 'create-table-as')
  const query = unwrap(body['query'])
  if (query && QUERIES.has(query.kind)) walk.query(body['query'], null)
  else walk.facts.incomplete('a table is filled by EXECUTE')
  const into = treeOf(body, view ? 'view' : 'into')
  if (into) noteMade(walk, into)
  walk.naming.move()
  return PLAIN
}

function created(walk: Walk, node: string, body: Tree): Step {
  walk.facts.kind(node === 'CreateStmt' ? 'create-table' : 'create-foreign-table')
  walk.facts.effect('ddl')
  const made = treeOf(body, 'relation') ?? treeOf(treeOf(body, 'base'), 'relation')
  if (made) madeRelation(walk, made, ['ddl'])
  // LIKE, INHERITS, REFERENCES, defaults and checks name what is already there.
  const { relation: _, base: __, ...rest } = body
  sweep(walk, { ...rest, ...(isTree(body['base']) ? { ...body['base'], relation: undefined } : {}) }, 'ddl')
  walk.naming.move()
  return PLAIN
}

const RELATION_KINDS: Readonly<Record<string, string>> = {
  OBJECT_TABLE: 'drop-table',
  OBJECT_VIEW: 'drop-view',
  OBJECT_MATVIEW: 'drop-materialized-view',
  OBJECT_FOREIGN_TABLE: 'drop-foreign-table',
  OBJECT_SEQUENCE: 'drop-sequence',
}

function dropped(walk: Walk, body: Tree): Step {
  const kind = RELATION_KINDS[textOf(body, 'removeType')]
  walk.facts.kind(kind ?? 'drop')
  walk.facts.effect('ddl')
  if (kind !== undefined) {
    for (const object of listOf(body, 'objects')) {
      const path = names(listOf(bodyOf(object, 'List'), 'items'))
      walk.naming.relation(path.at(-2) ?? '', path.at(-1) ?? '?', 'ddl', walk.facts)
    }
  }
  walk.naming.move()
  return PLAIN
}

function other(walk: Walk, node: string, body: Tree): Step {
  const nature = utilityNature(node)
  walk.facts.kind(kindOf(node))
  if (!nature) {
    walk.facts.effect('unknown')
    walk.facts.incomplete('a kind of statement that is not known here')
  } else {
    walk.facts.effect(...nature.effects)
    if (nature.code) walk.facts.incomplete('the statement makes code that later runs unseen')
    if (nature.effects.includes('ddl')) walk.naming.move()
  }
  sweep(walk, body, nature?.access ?? 'ddl')
  if (node === 'TruncateStmt') emptied(walk, listOf(body, 'relations'))
  return PLAIN
}

// Every patient of theirs is touched.
function emptied(walk: Walk, relations: readonly unknown[]): void {
  for (const item of relations) {
    const body = bodyOf(item, 'RangeVar')
    const { name } = walk.naming.relation(textOf(body, 'schemaname'), textOf(body, 'relname'), 'write', walk.facts)
    walk.facts.touch([name], [])
  }
}

/** Notes every relation that a tree names, and walks the queries and expressions in it, wherever they stand. */
function sweep(walk: Walk, node: unknown, access: 'read' | 'write' | 'ddl'): void {
  walk.budget.enter(() => {
    if (Array.isArray(node)) {
      for (const item of node) sweep(walk, item, access)
      return
    }
    if (!isTree(node)) return
    const wrapped = unwrap(node)
    if (wrapped && QUERIES.has(wrapped.kind)) {
      walk.query(node, null)
      return
    }
    // Index expressions, checks and defaults: their columns are not looked up, what they call is.
    if (wrapped?.kind === 'FuncCall') walk.naming.function(names(listOf(wrapped.body, 'funcname')), walk.facts)
    const relation = wrapped ? wrapped.body : node
    if (typeof relation['relname'] === 'string')
      walk.naming.relation(textOf(relation, 'schemaname'), relation['relname'], access, walk.facts)
    else for (const value of Object.values(node)) sweep(walk, value, access)
  })
}
