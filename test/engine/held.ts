import * as assert from 'uvu/assert'
import type { Officer } from '#engine'
import { type Decision, parse } from '#schemas'
import { CALLER, HOLD, PEER, question, type Rig, rig } from './fixture.ts'

export const OFFICER: Officer = {
  human: 'local|omar',
  subject: 'omar',
  agent: null,
  role: 'officer',
  groups: ['security-officers'],
  authentication: { time: '2026-03-01T07:59:00.000Z', amr: ['otp'] },
}

/** An engine whose policy asks for an approval of everything, and a session that asks. */
export interface Held extends Rig {
  readonly session: string
  readonly ask: (over?: Record<string, unknown>, context?: Record<string, unknown>) => Promise<Decision>
}

export async function held(over: { mostApprovals?: number } = {}): Promise<Held> {
  const parts = rig(HOLD, over)
  const { id: session } = await parts.engine.openSession(await parts.agentToken(), PEER)
  const ask: Held['ask'] = async (facts, context) =>
    parse('decision', await parts.engine.decide(question(session, facts, context), CALLER))
  return { ...parts, session, ask }
}

export function idOf({ context }: Decision): string {
  assert.ok(context.approval, `no approval in ${context.reasons[0]?.rule}`)
  return context.approval.id
}
