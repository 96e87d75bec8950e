import type { Decision } from '#schemas'
import type { Analysis, Key, Touch } from './analysis.ts'
import type { BoundParameter, Tally } from './analyst.ts'
import { parameterText } from './rows/parameter-text.ts'
import { type SubjectText, subjectText } from './rows/subject-text.ts'
import { familyOf, TYPE } from './rows/types-by-oid.ts'

export interface Touching {
  readonly decision: Decision
  readonly analysis: Analysis
  readonly parameters: readonly BoundParameter[]
  readonly outcome: 'done' | 'failed' | 'refused' | 'abandoned'
  /** Rows that were sent. */
  readonly rows: number
}

/**
 * Whose data an exchange touched, where its rows do not say: patients are named by what the statement compares their
 * id with, or writes as one. Says so where it touched rows that nothing names. Rows that show a patient's id speak
 * for one group of relations only, since nobody knows which they came from. A join is taken to stay with its patient.
 */
export function noteTouched(tally: Tally, { decision, analysis, parameters, outcome, rows }: Touching): void {
  const { statement, touches } = analysis
  // Statements before the one that failed may have been committed.
  const wrote = statement.effects.includes('write') && (outcome !== 'failed' || statement.statements > 1)
  if (touches === undefined || (rows === 0 && !wrote)) return
  const subjects = subjectColumns(decision, analysis)
  if (subjects.size === 0) return
  let unnamed = tally.listed ? -1 : 0
  const spelled = (key: Key): SubjectText | null => spelling(key, analysis.literals, parameters)
  for (const touch of touches) if (!nameThose(tally, touch, subjects, spelled)) unnamed++
  if (unnamed > 0 && (wrote || isDisclosing(analysis))) tally.unlisted()
}

// Answers whether every patient is named whose rows are touched here.
function nameThose(
  tally: Tally,
  { relations, keys }: Touch,
  subjects: ReadonlyMap<string, ReadonlySet<string>>,
  spelled: (key: Key) => SubjectText | null,
): boolean {
  let named = !relations.some((relation) => subjects.has(relation))
  let doubtful = false
  for (const key of keys) {
    if (!subjects.get(key.relation)?.has(key.column)) continue
    const value = spelled(key)
    if (value === null) continue
    if (value.exact) named = true
    else doubtful = true
    if (value.text !== '') tally.subject(value.text)
  }
  return named && !doubtful
}

/** Columns that hold the patient's id, by relation of the statement. */
function subjectColumns(decision: Decision, { statement }: Analysis): ReadonlyMap<string, ReadonlySet<string>> {
  const columns = new Map<string, Set<string>>()
  for (const obligation of decision.context.obligations) {
    if (obligation.type !== 'mask') continue
    for (const { relation, subject } of obligation.relations) {
      if (subject === null) continue
      for (const { name, bases } of statement.relations) {
        if (name !== relation && !bases.includes(relation)) continue
        columns.set(name, (columns.get(name) ?? new Set()).add(subject))
      }
    }
  }
  return columns
}

// How many rows there are says nothing of one patient.
function isDisclosing({ statement }: Analysis): boolean {
  return statement.columns.output.some(({ kind }) => kind !== 'count' && kind !== 'constant')
}

const UNREADABLE: SubjectText = { text: '', exact: false }

// Null where it is NULL: no row is compared as equal to that, and nobody's is written.
function spelling(key: Key, literals: readonly string[], parameters: readonly BoundParameter[]): SubjectText | null {
  if ('literal' in key) {
    const literal = literals[key.literal]
    return literal === undefined ? UNREADABLE : subjectText(literal, key.type)
  }
  const bound = parameters[key.parameter - 1]
  if (bound === undefined) return UNREADABLE
  if (bound.value === null) return null
  const oid = bound.oid === 0 && key.bare ? key.type : bound.oid
  const readable = bound.format === 0 || familyOf(oid) === 'text' || BINARY.has(oid)
  const text = readable ? parameterText(bound.value, bound.format, oid) : null
  return text === null ? UNREADABLE : subjectText(text, key.type)
}

const BINARY: ReadonlySet<number> = new Set([TYPE.int2, TYPE.int4, TYPE.int8, TYPE.uuid])
