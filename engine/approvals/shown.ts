import { createHash } from 'node:crypto'
import { canonical, type PolicyResult, type Shown, type SqlStatement } from '#schemas'
import type { PolicyInput } from '../policy-input.ts'
import { visible } from './visible.ts'

const MOST_NAME = 256
const MOST_LINE = 512
const MOST_STATEMENT = 16_384
const MOST_EFFECTS = 32
const MOST_RELATIONS = 256
const MOST_COLUMNS = 512
const MOST_REASON = 1024

/**
 * What the officer is shown of a request: parsed effects, relations, columns, row bound, reasons and the statement
 * without its literals. `clipped` where anything did not fit, or where there is no statement: nobody may approve what
 * they could not see.
 */
export function shownOf(input: PolicyInput, result: PolicyResult, shape: string): Shown {
  const clip = new Clip()
  const facts = (input.resource.properties ?? {}) as Partial<SqlStatement>
  const statement = clip.text(shape, MOST_STATEMENT)
  // The analyser cuts at the same length: a shape that long may have lost its end.
  if (shape === '' || shape.length >= MOST_STATEMENT) clip.happened = true
  return {
    action: clip.text(input.action.name, MOST_NAME),
    target: clip.text(input.resource.id, MOST_NAME),
    effects: clip.list((facts.effects ?? []).map(String), MOST_EFFECTS, MOST_NAME),
    relations: clip.list((facts.relations ?? []).map(relationLine), MOST_RELATIONS, MOST_LINE),
    columns: clip.list(columnLines(facts), MOST_COLUMNS, MOST_LINE),
    rows: rowsOf(facts, result),
    reasons: result.reasons.map(({ rule, message }) => ({
      rule: clip.text(rule, MOST_NAME),
      message: clip.text(message, MOST_REASON),
    })),
    statement,
    clipped: clip.happened,
  }
}

/** SHA-256 of the canonical bytes of `shown`, hex: what an officer's verdict is bound to. */
export function shownDigest(shown: Shown): string {
  return createHash('sha256').update(canonical(shown)).digest('hex')
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

/** Makes text visible and cuts it; remembers that it had to. */
class Clip {
  happened = false

  text(text: string, most: number): string {
    const shown = visible(text)
    if (shown.length <= most) return shown
    this.happened = true
    return `${shown.slice(0, most - 1)}…`
  }

  list(lines: readonly string[], most: number, longest: number): string[] {
    if (lines.length > most) this.happened = true
    return lines.slice(0, most).map((line) => this.text(line, longest))
  }
}
