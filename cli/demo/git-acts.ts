import { join } from 'node:path'
import { CAST, GIT_ACTS, type GitAct, type Patient, REPOSITORY } from '#clinic'
import type { Approval } from '#schemas'
import { createApi, engineAtSocket } from '../api.ts'
import { renderApproval } from '../render-approval.ts'
import type { ActResult, Narrator } from './act.ts'
import type { ApprovalTokens } from './approval-acts.ts'
import type { Judgement } from './data-acts.ts'
import { cloneAsAgent, type GitClient, type GitSaid } from './git-client.ts'
import type { Stage } from './stage.ts'

const WHO = `${CAST.human} through ${CAST.agent} runs`

/** A push with patients in it, the cleaned one, and one that a person must approve; with the machine's own git. */
export async function gitActs(
  stage: Stage,
  tokens: Pick<ApprovalTokens, 'agent' | 'officer'>,
  narrator: Narrator,
  colour: boolean,
): Promise<readonly ActResult[]> {
  const address = stage.running.state.enforcers.find(({ type }) => type === 'git')?.address ?? ''
  const copy = await cloneAsAgent(`${address}/${REPOSITORY}`, join(stage.folder, 'agent', 'claims'), tokens.agent)
  const { patients } = stage.clinic
  const { phi, clean, release } = GIT_ACTS
  const refused = await push(phi, { stage, copy, narrator }, (said) => refusedPush(said, patients.slice(0, 3)))
  const cleaned = await push(clean, { stage, copy, narrator }, passed)
  const held = await push(release, { stage, copy, narrator }, heldPush)
  const id = stage.decisions.at(-1)?.context.approval?.id ?? ''
  const officer = createApi(engineAtSocket(stage.running.state.socket), tokens.officer)
  const approval = (await officer.call('GET', `/v1/approvals/${id}`)) as Approval
  narrator.rows(renderApproval(approval, colour).trimEnd())
  await officer.call('POST', `/v1/approvals/${id}/approve`, { shownDigest: approval.shownDigest })
  narrator.step(`${CAST.officer} approves what is shown, and the same push is run again`)
  const again = { ...release, act: 'push-approved', expected: 'the same push passes after the officer’s yes' }
  return [refused, cleaned, held, await run(again, { stage, copy, narrator }, passed)]
}

interface Scene {
  readonly stage: Stage
  readonly copy: GitClient
  readonly narrator: Narrator
}

async function push(act: GitAct, scene: Scene, judge: (said: GitSaid) => Judgement): Promise<ActResult> {
  const { copy, stage, narrator } = scene
  narrator.chapter(act.title)
  copy.write(act.files(stage.clinic.patients))
  await copy.run('add', '--all')
  await copy.run('commit', '--quiet', ...(act.amend ? ['--amend'] : []), '--message', act.message)
  return run(act, scene, judge)
}

async function run(
  act: GitAct,
  { copy, stage, narrator }: Scene,
  judge: (said: GitSaid) => Judgement,
): Promise<ActResult> {
  narrator.statement(WHO, `git push origin HEAD:refs/heads/${act.branch}`)
  const said = await copy.run('push', 'origin', `HEAD:refs/heads/${act.branch}`)
  if (said.code === 0) narrator.rows(said.said)
  else narrator.refusal(said.said)
  const { ok, observed } = judge(said)
  const decision = stage.decisions.at(-1)?.context.id ?? null
  const result: ActResult = { act: act.act, expected: act.expected, observed, ok, decision }
  narrator.act(result)
  return result
}

function refusedPush({ code, said }: GitSaid, patients: readonly Patient[]): Judgement {
  const leaked = patients.flatMap(({ ssn, mrn, family }) => [ssn, mrn, family]).filter((value) => said.includes(value))
  const named =
    /test\/fixtures\/patients\.csv: .*ssn × 3 \(lines 2, 3, 4\)/.test(said) && said.includes('git.phi_in_push')
  const ok = code !== 0 && named && leaked.length === 0 && /dec_[0-9a-z]+/.test(said)
  return {
    ok,
    observed: ok
      ? "refused in git's own output: file, lines and class, no value"
      : `exit ${code}, ${named ? 'named' : 'not named'}, ${leaked.length} true values in it`,
  }
}

function heldPush({ code, said }: GitSaid): Judgement {
  const ok = code !== 0 && /apr_[0-9a-z]+/.test(said)
  return { ok, observed: ok ? 'held until a person approves; git names the approval' : `exit ${code}` }
}

function passed({ code }: GitSaid): Judgement {
  return { ok: code === 0, observed: code === 0 ? 'the push went through' : `exit ${code}` }
}
