import type { Phi } from '#phi'
import type { AccessRequest, FindingCount, SqlRelation, SqlStatement } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import type { Analysis } from './analysis.ts'
import type { RequestFacts } from './analyst.ts'
import { parameterText } from './rows/parameter-text.ts'

export interface Translating {
  readonly phi: Phi
  readonly commit: EnforcerContext['commit']
  /** Name of the enforcement point. */
  readonly enforcer: string
}

const MOST_COMMITMENTS = 65_535
const MOST_CLASSES = 64

/**
 * The question for the engine: `sql.query` of `schemas/sql-query.schema.json`. The engine fills in who asks and
 * when. Literals and parameters become keyed commitments (they bind an approval) and counts of what they hold.
 */
export function translate(
  analysis: Analysis,
  facts: RequestFacts,
  { phi, commit, enforcer }: Translating,
): AccessRequest {
  const counts = new Map<string, number>()
  const commitments: string[] = []
  const note = (text: string | null): void => {
    if (text === null) return
    for (const { class: name } of phi.maskText(text).findings) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  for (const literal of analysis.literals) {
    commitments.push(commit('literal', literal))
    note(literal)
  }
  for (const { value, format, oid } of facts.parameters) {
    commitments.push(value === null ? 'null' : commit('literal', value))
    if (value !== null) note(parameterText(value, format, oid))
  }
  // Clipped, two statements would share one approval: so all that is beyond is one commitment more.
  if (commitments.length > MOST_COMMITMENTS) {
    const beyond = commitments.splice(MOST_COMMITMENTS - 1)
    commitments.push(commit('literal', beyond.join('\n')))
  }
  return {
    subject: { type: 'session', id: facts.session },
    action: { name: 'sql.query', properties: { phase: facts.phase } },
    resource: { type: 'postgresql', id: facts.target, properties: statementOf(analysis, facts, counts, phi) },
    // For the officer's eyes; the engine takes it out before policy judges.
    context: { enforcer, commitments, shape: phi.maskText(analysis.shape).text },
  }
}

function statementOf(
  { statement }: Analysis,
  facts: RequestFacts,
  counts: ReadonlyMap<string, number>,
  phi: Phi,
): Record<string, unknown> {
  const findings: FindingCount[] = [...counts].sort().map(([name, count]) => ({ class: name, count }))
  // Member by member: spreading an object of this size costs more than all the rest here.
  return {
    database: facts.database,
    role: facts.role,
    statements: statement.statements,
    kinds: statement.kinds,
    effects: statement.effects,
    complete: statement.complete,
    incomplete: statement.incomplete,
    // What the catalog does not know is the client's own word, and can be anything.
    relations: statement.relations.some(({ kind }) => kind === 'unknown')
      ? statement.relations.map((relation) => cleanRelation(relation, phi))
      : statement.relations,
    columns: statement.columns,
    functions: statement.functions.map((name) => (name.startsWith('pg_catalog.') ? name : clean(name, phi))),
    settings: statement.settings.map((name) => clean(name, phi)),
    filtered: statement.filtered,
    limit: statement.limit,
    statementShape: statement.statementShape,
    parameters: facts.parameters.length,
    findings: findings.slice(0, MOST_CLASSES),
  } satisfies SqlStatement
}

function cleanRelation(relation: SqlRelation, phi: Phi): SqlRelation {
  if (relation.kind !== 'unknown') return relation
  return { ...relation, name: clean(relation.name, phi), bases: relation.bases.map((base) => clean(base, phi)) }
}

function clean(name: string, phi: Phi): string {
  return phi.maskText(name).text.slice(0, 256) || '?'
}
