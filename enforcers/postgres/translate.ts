import type { Phi } from '#phi'
import { type AccessRequest, type FindingCount, remember, type SqlRelation, type SqlStatement } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import type { Analysis } from './analysis.ts'
import type { RequestFacts } from './analyst.ts'
import { parameterText } from './rows/parameter-text.ts'

export interface Translating {
  readonly phi: Phi
  readonly commit: EnforcerContext['commit']
  /** Name of the enforcement point. */
  readonly enforcer: string
  /** Where it is given, requests share what does not differ between them. */
  readonly usual?: UsualRequests
}

const MOST_COMMITMENTS = 65_535
const MOST_CLASSES = 64

/**
 * The question for the engine: `sql.query` of `schemas/sql-query.schema.json`. The engine fills in who asks and
 * when. Literals and parameters become keyed commitments (they bind an approval) and counts of what they hold.
 */
export function translate(analysis: Analysis, facts: RequestFacts, translating: Translating): AccessRequest {
  const { phi, commit, enforcer } = translating
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
  const { resource, shape } =
    counts.size === 0 ? usual(analysis, facts, translating) : described(analysis, facts, counts, phi)
  return {
    subject: { type: 'session', id: facts.session },
    action: ACTIONS[facts.phase],
    resource,
    // For the officer's eyes; the engine takes it out before policy judges.
    context: { commitments, enforcer, shape },
  }
}

const ACTIONS: Readonly<Record<RequestFacts['phase'], AccessRequest['action']>> = {
  simple: remember({ name: 'sql.query', properties: { phase: 'simple' } }),
  parse: remember({ name: 'sql.query', properties: { phase: 'parse' } }),
  execute: remember({ name: 'sql.query', properties: { phase: 'execute' } }),
}

interface Described {
  readonly resource: AccessRequest['resource']
  /** The statement's text, masked. */
  readonly shape: string
}

/** What is asked again and again in one form, values apart: said once. It lives as long as the analysis. */
export type UsualRequests = WeakMap<Analysis['statement'], Usual>

interface Usual extends Described {
  readonly given: readonly unknown[]
}

function usual(analysis: Analysis, facts: RequestFacts, { phi, usual: known }: Translating): Described {
  // No value: only what the description is made of.
  const given = [analysis.shape, facts.target, facts.database, facts.role, facts.parameters.length]
  const before = known?.get(analysis.statement)
  if (before?.given.every((one, index) => one === given[index])) return before
  const { resource, shape } = described(analysis, facts, NO_FINDINGS, phi)
  if (known === undefined) return { resource, shape }
  remember(resource.properties ?? {})
  const entry = { resource: remember(resource), shape, given }
  known.set(analysis.statement, entry)
  return entry
}

const NO_FINDINGS: ReadonlyMap<string, number> = new Map()

function described(analysis: Analysis, facts: RequestFacts, counts: ReadonlyMap<string, number>, phi: Phi): Described {
  const properties = statementOf(analysis, facts, counts, phi)
  return {
    resource: { type: 'postgresql', id: facts.target, properties },
    shape: phi.maskText(analysis.shape).text,
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
