import type { Decision } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import type { Analysis, Unreadable } from './analysis.ts'
import type { Analyst, BoundParameter, Planner } from './analyst.ts'
import { Exchange, type ExchangeSink } from './exchange.ts'
import { type Refusal, refuseDecision, refuseObligation } from './refuse.ts'

export interface AskParts {
  readonly analyst: Analyst
  readonly decide: EnforcerContext['decide']
  readonly sink: ExchangeSink
  /** Session handle. */
  readonly session: string
  readonly target: string
  readonly database: string
  readonly role: string
}

export interface Question {
  readonly analysis: Analysis
  readonly phase: 'simple' | 'parse' | 'execute'
  readonly parameters: readonly BoundParameter[]
  readonly sql: string
}

/** May go on: under this decision, with rows treated so. */
export interface Allowed {
  readonly exchange: Exchange
  readonly planner: Planner
}

export type Answer = { readonly allowed: Allowed } | { readonly refusal: Refusal; readonly decision: string }

/** Asks the engine about one message; a refusal is recorded as such before it is answered. */
export async function ask(parts: AskParts, question: Question): Promise<Answer> {
  const { analysis, phase, parameters, sql } = question
  const { session, target, database, role } = parts
  const request = parts.analyst.request(analysis, { phase, session, target, database, role, parameters })
  const decision = await parts.decide(request)
  const exchange = new Exchange({ decision, analysis, phase, parameters, sql }, parts.sink)
  // At Parse nothing runs yet: what needs a yes is asked for at Execute, with its parameters (decision 12).
  const waits = phase === 'parse' && decision.context.effect === 'require_approval'
  if (!isAllow(decision) && !waits) return refused(exchange, refuseDecision(decision))
  if (waits) exchange.finish('refused', { error: '42501' })
  if (phase === 'parse') return { allowed: { exchange, planner: noRows } }
  const planner = parts.analyst.planner(decision, analysis)
  if (typeof planner !== 'function') return refused(exchange, refuseObligation(decision, planner.message))
  return { allowed: { exchange, planner } }
}

/** A message that cannot be judged at all: asked about all the same, so that it is decided and recorded. */
export async function askUnreadable(
  parts: AskParts,
  unreadable: Unreadable,
  refusal: Refusal,
): Promise<{ refusal: Refusal; decision: string }> {
  const analysis = nothingKnown(unreadable.message)
  const question = { analysis, phase: 'simple', parameters: [], sql: '' } as const
  const answer = await ask(parts, question)
  if ('refusal' in answer) return { refusal, decision: answer.decision }
  answer.allowed.exchange.finish('refused', { error: refusal.code })
  return { refusal, decision: answer.allowed.exchange.decision.context.id }
}

/** A statement that holds nothing: it is not asked about, and the server answers it with EmptyQueryResponse. */
export const EMPTY: Analysis = { ...nothingKnown(''), steps: [{ kind: 'plain' }] }

function refused(exchange: Exchange, refusal: Refusal): Answer {
  exchange.finish('refused', { error: refusal.code })
  return { refusal, decision: exchange.decision.context.id }
}

function isAllow({ decision, context }: Decision): boolean {
  return decision === true && context.effect === 'allow'
}

function noRows(): ReturnType<Planner> {
  return { refused: 'obligation', message: 'no rows were expected here' }
}

function nothingKnown(why: string): Analysis {
  return {
    statement: {
      statements: 0,
      kinds: ['unknown'],
      effects: ['unknown'],
      complete: false,
      incomplete: [why],
      relations: [],
      columns: { output: [], predicate: [], written: [] },
      functions: [],
      settings: [],
      filtered: false,
      limit: -1,
      statementShape: '',
    },
    shape: '',
    literals: [],
    steps: [],
  }
}
