import type { Analysis, Unreadable } from './analysis.ts'
import { plainForm } from './statement/plain-form.ts'

type Analyse = (sql: string, searchPath: readonly string[]) => Analysis | Unreadable

/** `analyse` that remembers; to be forgotten whenever the catalog is read anew. */
export interface RememberingAnalyse {
  analyse: Analyse
  forget(): void
}

const MOST_FORMS = 2048
// Longer lists of keys are for statements with a row of values after the other: they would fill the memory.
const MOST_KEYS = 256
// Kinds whose analysis reads no literal's value. SET, EXPLAIN options, cursors and prepared statements stay out.
const REMEMBERED: ReadonlySet<string> = new Set([
  'select',
  'insert',
  'update',
  'delete',
  'begin',
  'start',
  'commit',
  'rollback',
])

/**
 * Spares the parser where a statement differs from an earlier one in plain values alone, as those of most programs
 * do. The first of a form is parsed, and remembered only if the server's own scanner saw the very same literals.
 */
export function rememberingAnalyse(analyse: Analyse): RememberingAnalyse {
  const known = new Map<string, Analysis>()
  return {
    analyse(sql, searchPath) {
      const plain = plainForm(sql)
      if (plain === null) return analyse(sql, searchPath)
      const key = `${searchPath.join('\n')}\n\n${plain.form}`
      const before = known.get(key)
      if (before) return { ...before, literals: plain.literals }
      const analysis = analyse(sql, searchPath)
      if (!('code' in analysis) && isRemembered(analysis, plain.literals)) {
        const [oldest] = known.size < MOST_FORMS ? [] : known.keys()
        if (oldest !== undefined) known.delete(oldest)
        known.set(key, { ...analysis, literals: [] })
      }
      return analysis
    },
    forget: () => known.clear(),
  }
}

function isRemembered({ statement, literals, touches = [] }: Analysis, plain: readonly string[]): boolean {
  return (
    statement.complete &&
    statement.settings.length === 0 &&
    statement.kinds.every((kind) => REMEMBERED.has(kind)) &&
    literals.length === plain.length &&
    touches.reduce((sum, { relations, keys }) => sum + relations.length + keys.length, 0) <= MOST_KEYS &&
    literals.every((literal, index) => literal === plain[index])
  )
}
