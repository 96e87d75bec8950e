import { ACTS, CAST } from '#clinic'
import type { Approval } from '#schemas'
import { createApi, engineAtSocket } from '../api.ts'
import { renderApproval } from '../render-approval.ts'
import type { ActResult, Narrator } from './act.ts'
import type { AgentClient, Answer } from './client.ts'
import { again, type Judgement, perform, refusedBy } from './data-acts.ts'
import type { Stage } from './stage.ts'

/** Tokens of the people in this part of the story. */
export interface ApprovalTokens {
  readonly agent: string
  readonly officer: string
  /** An officer's token of the very human who asks through the agent. */
  readonly requester: string
}

/** A change that needs a person's yes: asked, approved, passed once, refused again. */
export async function approvalActs(
  stage: Stage,
  agent: AgentClient,
  tokens: ApprovalTokens,
  narrator: Narrator,
  colour: boolean,
): Promise<readonly ActResult[]> {
  const { socket } = stage.running.state
  const act = ACTS.update
  const asked = await perform(act, stage, agent, narrator, waiting)
  const id = stage.decisions.at(-1)?.context.approval?.id ?? ''
  const path = `/v1/approvals/${id}`

  narrator.chapter('A security officer decides')
  const refusals: ActResult[] = []
  for (const [name, token, who] of [
    ['agent-cannot-approve', tokens.agent, 'the agent'],
    ['no-self-approval', tokens.requester, 'the human who asks, as an officer'],
  ] as const) {
    refusals.push(await refusedApproval(createApi(engineAtSocket(socket), token), path, { name, who }, narrator))
  }
  const officer = createApi(engineAtSocket(socket), tokens.officer)
  const approval = (await officer.call('GET', path)) as Approval
  narrator.rows(renderApproval(approval, colour).trimEnd())
  const settled = (await officer.call('POST', `${path}/approve`, {
    shownDigest: approval.shownDigest,
    note: 'resubmission agreed with billing',
  })) as Approval
  const approved: ActResult = {
    act: 'approved',
    expected: 'the officer approves what is shown',
    observed: `cordon approvals approve ${id}: ${settled.state} by ${settled.decidedBy}`,
    ok: settled.state === 'approved' && settled.decidedBy?.endsWith(CAST.officer) === true,
    decision: null,
  }
  narrator.act(approved)

  narrator.chapter('The same statement passes, once')
  const passed = await again(
    { ...act, act: 'passes-once', expected: 'the approved statement passes' },
    stage,
    agent,
    narrator,
    (answer) => ({
      ok: answer.kind === 'rows' && answer.count === 1,
      observed:
        answer.kind === 'rows' ? `it ran: ${answer.count} row changed` : `error ${answer.code}: ${answer.message}`,
    }),
  )
  const spent = await again(
    { ...act, act: 'refused-again', expected: 'refused: the approval is spent, a new one is asked for' },
    stage,
    agent,
    narrator,
    (answer) => spentJudgement(answer, id),
  )
  return [asked, ...refusals, approved, passed, spent]
}

function waiting(answer: Answer): Judgement {
  const refused = refusedBy('apr_')(answer)
  return refused.ok ? { ok: true, observed: 'refused until a person approves; the error names the approval' } : refused
}

function spentJudgement(answer: Answer, former: string): Judgement {
  const refused = waiting(answer)
  const named = answer.kind === 'error' && `${answer.message} ${answer.detail} ${answer.hint}`.includes(former)
  return {
    ok: refused.ok && named,
    observed: refused.ok ? 'refused: that approval is used, a new one waits' : refused.observed,
  }
}

async function refusedApproval(
  api: ReturnType<typeof createApi>,
  path: string,
  { name, who }: { name: string; who: string },
  narrator: Narrator,
): Promise<ActResult> {
  let said = 'it was accepted'
  let ok = false
  try {
    await api.call('POST', `${path}/approve`, {})
  } catch (error) {
    said = (error as Error).message
    ok = true
  }
  const result: ActResult = {
    act: name,
    expected: `${who} cannot approve`,
    observed: ok ? `${who} cannot approve: ${said}` : `${who} approved`,
    ok,
    decision: null,
  }
  narrator.act(result)
  return result
}
