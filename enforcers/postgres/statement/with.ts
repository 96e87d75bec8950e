import { type Cte, childScope, type QueryColumns, type Scope } from './scope.ts'
import { UNKNOWN_COLUMNS } from './sources.ts'
import { bodyOf, isTree, listOf, names, type Tree, textOf, treeOf } from './tree.ts'
import { type Column, expression } from './value.ts'
import type { Walk } from './walk.ts'

/**
 * Opens the level of a query: its WITH clause, if any. A plain CTE sees the ones before it and never itself (a table
 * of that name, then); under RECURSIVE all see each other. Every CTE is walked, asked for or not: one that writes
 * runs in any case.
 */
export function openScope(walk: Walk, statement: Tree, parent: Scope | null): Scope {
  const clause = treeOf(statement, 'withClause')
  const nodes = listOf(clause, 'ctes').flatMap((node): Tree[] => {
    const body = bodyOf(node, 'CommonTableExpr')
    return body ? [body] : []
  })
  if (nodes.length === 0) return childScope(parent)
  const recursive = clause?.['recursive'] === true
  const all = new Map<string, Cte>()
  const shared = childScope(parent, all)
  let before: ReadonlyMap<string, Cte> = new Map()
  for (const node of nodes) {
    const name = textOf(node, 'ctename')
    const home = recursive ? shared : childScope(parent, before)
    const cte = recursive ? recursiveCte(walk, node, home) : plainCte(walk, node, home)
    all.set(name, cte)
    before = new Map([...before, [name, cte]])
  }
  for (const cte of all.values()) cte.columns()
  return childScope(parent, all)
}

function plainCte(walk: Walk, node: Tree, home: Scope): Cte {
  let made: QueryColumns | undefined
  return {
    columns: () => {
      made ??= named(node, walk.query(node['ctequery'], home))
      return made
    },
  }
}

// The first arm gives the columns that the second one sees; then whatever either arm can bring may stand in any of
// them, and the second is walked again with that.
function recursiveCte(walk: Walk, node: Tree, home: Scope): Cte {
  const select = bodyOf(node['ctequery'], 'SelectStmt')
  const arm = select ? treeOf(select, 'larg') : null
  let made: QueryColumns | undefined
  let busy = false
  const walkOnce = (): QueryColumns => named(node, walk.query(node['ctequery'], home))
  return {
    columns: () => {
      if (made) return made
      // Asked for its own columns before the first arm is known: the server would refuse it.
      if (busy) return UNKNOWN_COLUMNS
      busy = true
      if (select && isTree(arm)) {
        made = named(node, walk.query({ SelectStmt: arm }, armScope(walk, select, home)))
        made = spread(walkOnce())
      }
      made = spread(walkOnce())
      return made
    },
  }
}

// WITH inside the recursive query belongs to both its arms.
function armScope(walk: Walk, select: Tree, home: Scope): Scope {
  return select['withClause'] === undefined ? home : openScope(walk, select, home)
}

function spread({ columns, rest }: QueryColumns): QueryColumns {
  const any = expression([...columns.map((column) => column.value), ...(rest ? [rest] : [])])
  return { columns: columns.map(({ name }) => ({ name, value: any })), rest: rest ? any : null }
}

// Column aliases, and the columns that SEARCH and CYCLE add.
function named(node: Tree, { columns, rest }: QueryColumns): QueryColumns {
  const aliases = names(listOf(node, 'aliascolnames'))
  const renamed: Column[] = columns.map(({ name, value }, index) => ({ name: aliases[index] ?? name, value }))
  for (const name of rest ? aliases.slice(columns.length) : []) renamed.push({ name, value: rest ?? expression([]) })
  const [search, cycle] = [treeOf(node, 'search_clause'), treeOf(node, 'cycle_clause')]
  const added = [
    textOf(search, 'search_seq_column'),
    textOf(cycle, 'cycle_mark_column'),
    textOf(cycle, 'cycle_path_column'),
  ].filter((name) => name !== '')
  if (added.length === 0) return { columns: renamed, rest }
  const any = expression(renamed.map((column) => column.value))
  return { columns: [...renamed, ...added.map((name) => ({ name, value: any }))], rest }
}
