import { canonical } from '#schemas'
import type { EngineKey } from '../components.ts'
import type { PolicyInput } from '../policy-input.ts'

const DOMAIN = 'cordon-approval-fingerprint-v1'

/**
 * What exactly is asked, as 64 hex digits: HMAC-SHA-256 under the engine key over the canonical tuple
 * `[action, resource, context, human, agent, shape]`. All that policy saw goes in (target, database, role, resolved
 * relations and their access, columns, commitments to every value), so that no fact can be left out by mistake;
 * left out are only the time, and what differs from one session to the next. `shape` is the text that the officer
 * reads: what was shown is what passes.
 */
export function fingerprint(key: EngineKey, input: PolicyInput, shape: string): string {
  const { subject, action, resource, context } = input
  const { time: _, ...circumstances } = context
  const { human, agent } = subject.properties
  return key.digest(DOMAIN, canonical([action, resource, circumstances, human, agent, shape]))
}
