import { join } from 'node:path'
import { CAST } from '#clinic'
import { openLocalIssuer } from '#engine'
import { colours } from '../colour.ts'
import { EXIT, type Io } from '../io.ts'
import type { ActResult, Narrator } from './act.ts'
import { type ApprovalTokens, approvalActs } from './approval-acts.ts'
import { connectAgent } from './client.ts'
import { readingActs } from './data-acts.ts'
import { evidenceActs } from './evidence-acts.ts'
import { gitActs } from './git-acts.ts'
import { httpActs } from './http-acts.ts'
import { jsonLines, transcript } from './narrator.ts'
import { type Stage, setStage } from './stage.ts'
import { tellHowToConnect } from './stay.ts'

export interface StoryOptions {
  readonly folder: string
  readonly stay: boolean
  readonly json: boolean
}

/** The whole story; exit 0 when every act came out as expected. */
export async function tellStory({ folder, stay, json }: StoryOptions, io: Io): Promise<number> {
  const narrator = json ? jsonLines(io) : transcript(io)
  const startedAt = Date.now()
  narrator.chapter('A clinic of synthetic patients, and Cordon in front of it')
  const stage = await setStage(folder, io, narrator.step)
  try {
    introduce(stage, narrator)
    const acts = await perform(stage, narrator, io.colour)
    if (!json) conclude(acts, startedAt, io)
    if (stay) await tellHowToConnect(stage, io)
    return acts.every(({ ok }) => ok) ? EXIT.ok : EXIT.failure
  } finally {
    await stage.stop()
  }
}

function introduce({ running: { state } }: Stage, { step }: Narrator): void {
  const [enforcer] = state.enforcers
  step(`Cordon listens on ${enforcer?.address}; its API is ${state.api}`)
  step(`identity is the local issuer's (assurance: demo): an agent under this OS user could read its keys`)
}

async function perform(stage: Stage, narrator: Narrator, colour: boolean): Promise<readonly ActResult[]> {
  const tokens = await issueTokens(stage)
  const [enforcer] = stage.running.state.enforcers
  const agent = await connectAgent(enforcer?.address ?? '', enforcer?.database ?? '', tokens.agent)
  const acts: ActResult[] = []
  try {
    acts.push(...(await readingActs(stage, agent, narrator)))
    acts.push(...(await httpActs(stage, tokens.agent, narrator)))
    acts.push(...(await approvalActs(stage, agent, tokens, narrator, colour)))
    acts.push(...(await gitActs(stage, tokens, narrator, colour)))
  } finally {
    await agent.end()
  }
  acts.push(...(await evidenceActs(stage, narrator, colour)))
  return acts
}

async function issueTokens({ running: { state } }: Stage): Promise<ApprovalTokens> {
  const folder = join(state.data, 'keys', 'issuer')
  const issuer = openLocalIssuer({ folder, officers: true, now: Date.now })
  const ttlSeconds = 3600
  const officer = (human: string): Promise<string> =>
    issuer.issueToken({ human, groups: [CAST.officers], role: 'officer', audience: 'cordon:api', ttlSeconds })
  return {
    agent: await issuer.issueToken({
      human: CAST.human,
      agent: CAST.agent,
      groups: [CAST.group],
      audience: 'cordon:data',
      ttlSeconds,
    }),
    officer: await officer(CAST.officer),
    requester: await officer(CAST.human),
  }
}

function conclude(acts: readonly ActResult[], startedAt: number, io: Io): void {
  const { bold, green, red } = colours(io.colour)
  const failed = acts.filter(({ ok }) => !ok)
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  const verdict =
    failed.length === 0
      ? green('as expected')
      : red(`${failed.length} not as expected: ${failed.map(({ act }) => act).join(', ')}`)
  io.out(`\n${bold(`${acts.length} acts in ${seconds} s`)}, ${verdict}\n`)
}
