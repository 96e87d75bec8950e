import type { PolicyResult, SqlStatement } from '#schemas'
import type { PolicyInput } from '../policy-input.ts'
import type { View } from './view.ts'

/** A statement: parsed effects, relations, columns, and what bounds its rows. */
export function showStatement(input: PolicyInput, result: PolicyResult): View {
  const facts = (input.resource.properties ?? {}) as Partial<SqlStatement>
  return {
    effects: (facts.effects ?? []).map(String),
    relations: (facts.relations ?? []).map(relationLine),
    columns: columnLines(facts),
    rows: rowsOf(facts, result),
    clipped: false,
  }
}

function relationLine({ name, kind, access, bases }: SqlStatement['relations'][number]): string {
  const beneath = bases.filter((base) => base !== name)
  return `${access.join(', ') || 'names'} ${name} (${kind}${beneath.length > 0 ? ` over ${beneath.join(', ')}` : ''})`
}

function columnLines({ columns }: Partial<SqlStatement>): string[] {
  if (!columns) return []
  return [
    ...columns.output.map(({ kind, relation, column }) =>
      kind === 'column' || kind === 'star'
        ? `returns ${relation}.${kind === 'star' ? '*' : column}`
        : `returns ${kind}`,
    ),
    ...columns.predicate.map(({ relation, column, form }) => `selects by ${relation}.${column} (${form})`),
    ...columns.written.map(({ relation, column, source }) => `writes ${relation}.${column} (${source})`),
  ]
}

function rowsOf({ limit = -1, filtered, effects = [] }: Partial<SqlStatement>, { obligations }: PolicyResult): string {
  const caps = obligations.flatMap((obligation) => (obligation.type === 'rows' ? [obligation.most] : []))
  const most = Math.min(...caps, limit < 0 ? Number.POSITIVE_INFINITY : limit)
  const bound = Number.isFinite(most) ? `at most ${most} rows come back` : 'nothing bounds the rows that come back'
  const narrowed = filtered ? 'narrowed by a WHERE clause' : 'not narrowed by a WHERE clause'
  return effects.includes('write') ? `${bound}; ${narrowed}; writes are not bounded by it` : `${bound}; ${narrowed}`
}
