import * as assert from 'uvu/assert'
import type { EngineFailure, Patience } from '#enforcers'
import { type AccessRequest, type Decision, parse } from '#schemas'
import { ALLOW, question } from '../engine/fixture.ts'

/** A whole answer of an engine that allows. */
export const WHOLE: Decision = {
  decision: true,
  context: {
    id: 'dec_00000000000000000000000000',
    effect: 'allow',
    reasons: ALLOW.reasons,
    obligations: ALLOW.obligations,
    policy: { digest: 'a'.repeat(64), revision: 'test' },
  },
}
export const REQUEST: AccessRequest = question('ses_00000000000000000000000000')

export function patience(failures: EngineFailure[], deadlineMs = 10_000): Patience {
  return { deadlineMs, now: () => 0, onDead: (failure) => failures.push(failure) }
}

/** The decision is a whole deny of the enforcer's own, and was told once. */
export function refused(decision: Decision, kind: EngineFailure['kind'], failures: readonly EngineFailure[]): void {
  parse('decision', decision)
  const { effect, reasons, obligations, id } = decision.context
  assert.equal([decision.decision, effect, obligations], [false, 'deny', []])
  assert.is(reasons[0]?.rule, `enforcer.engine_${kind}`)
  assert.equal(
    failures.map((failure) => [failure.kind, failure.decision]),
    [[kind, id]],
  )
}
