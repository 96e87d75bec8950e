import { ACTS, CAST, type Patient, type SqlAct, STORY_PATIENT } from '#clinic'
import type { Decision, MaskObligation } from '#schemas'
import { table } from '../table.ts'
import type { ActResult, Narrator } from './act.ts'
import type { AgentClient, Answer } from './client.ts'
import type { Stage } from './stage.ts'

const WHO = `${CAST.human} through ${CAST.agent} asks`
const WIDE = 72

/** Reads: masked rows, a masked note, a refused export, and the session that goes on. */
export async function readingActs(stage: Stage, agent: AgentClient, narrator: Narrator): Promise<readonly ActResult[]> {
  const patients = await perform(ACTS.patients, stage, agent, narrator, (answer) =>
    maskedRows(answer, stage.clinic.patients.slice(0, 5), 5),
  )
  const patient = stage.clinic.patients.filter(({ id }) => id === STORY_PATIENT)
  const note = await perform(ACTS.note, stage, agent, narrator, (answer) => maskedRows(answer, patient, 1))
  const denied = await perform(ACTS.exportAll, stage, agent, narrator, refusedBy('sql.'))
  const usable = await perform(ACTS.stillUsable, stage, agent, narrator, (answer) => ({
    ok: answer.kind === 'rows' && answer.count > 0,
    observed:
      answer.kind === 'rows' ? `the same session answers: ${answer.count} rows` : `the session failed: ${answer.code}`,
  }))
  return [patients, note, denied, usable]
}

/** What an answer shows, and whether that is what the story wants. */
export interface Judgement {
  readonly ok: boolean
  readonly observed: string
}

/** Asks, tells what came back, and judges it. */
export async function perform(
  act: SqlAct,
  stage: Stage,
  agent: AgentClient,
  narrator: Narrator,
  judge: (answer: Answer) => Judgement,
): Promise<ActResult> {
  narrator.chapter(act.title)
  return again(act, stage, agent, narrator, judge)
}

/** The same within a chapter that is open already. */
export async function again(
  act: SqlAct,
  stage: Stage,
  agent: AgentClient,
  narrator: Narrator,
  judge: (answer: Answer) => Judgement,
): Promise<ActResult> {
  narrator.statement(WHO, act.sql)
  const answer = await agent.ask(act.sql)
  const decision = stage.decisions.at(-1)
  if (answer.kind === 'rows' && answer.names.length > 0)
    narrator.rows(table(answer.names, answer.rows.slice(0, 6), WIDE))
  if (answer.kind === 'error')
    narrator.refusal([`ERROR ${answer.code}: ${answer.message}`, answer.detail, answer.hint].filter(Boolean).join('\n'))
  if (answer.kind === 'rows' && decision) tellMasking(decision, narrator)
  const { ok, observed } = judge(answer)
  const result: ActResult = {
    act: act.act,
    expected: act.expected,
    observed,
    ok,
    decision: decision?.context.id ?? null,
  }
  narrator.act(result)
  return result
}

/** Refused with 42501, and the rule that did it is in the client's own error. */
export function refusedBy(rulePrefix: string): (answer: Answer) => Judgement {
  return (answer) => {
    if (answer.kind === 'rows') return { ok: false, observed: `it was let through: ${answer.count} rows` }
    const text = `${answer.message} ${answer.detail} ${answer.hint}`
    const ok = answer.code === '42501' && text.includes(rulePrefix) && /dec_[0-9a-z]+/.test(text)
    return {
      ok,
      observed: ok
        ? `refused in the client's own error, with rule and decision id`
        : `error ${answer.code}: ${answer.message}`,
    }
  }
}

function tellMasking({ context }: Decision, narrator: Narrator): void {
  const masks = context.obligations.filter((obligation): obligation is MaskObligation => obligation.type === 'mask')
  const columns = masks.flatMap(({ relations }) =>
    relations.flatMap(({ columns: labelled }) => labelled.map(({ column }) => column)),
  )
  if (columns.length === 0) return
  const rules = [...new Set(masks.flatMap(({ rules: named = [] }) => named))]
  narrator.step(
    `masked by ${rules.join(', ')} of policy ${context.policy.revision.slice(0, 12)}: ${columns.length} labelled columns, the rest scanned`,
  )
}

// No true value of these patients may stand anywhere in the answer.
function maskedRows(answer: Answer, patients: readonly Patient[], least: number): Judgement {
  if (answer.kind === 'error') return { ok: false, observed: `error ${answer.code}: ${answer.message}` }
  const text = answer.rows.flat().join('\n')
  const secrets = patients.flatMap(({ given, family, ssn, mrn, phone, email, birthDate }) => [
    family,
    given,
    ssn,
    mrn,
    mrn.slice(4),
    phone,
    email,
    birthDate,
  ])
  const leaked = secrets.filter((secret) => text.includes(secret)).length
  const ok = answer.count >= least && leaked === 0
  return {
    ok,
    observed: ok
      ? `${answer.count} rows, none of ${secrets.length} true values in them`
      : `${answer.count} rows, ${leaked} true values leaked`,
  }
}
