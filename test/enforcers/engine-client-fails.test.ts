import * as assert from 'uvu/assert'
import { type Ask, type EngineFailure, failClosed } from '#enforcers'
import type { Decision } from '#schemas'
import { describe } from '#test/suite'
import { patience, REQUEST, refused, WHOLE } from './engine-answers.ts'

describe('an engine that fails', (test) => {
  test('passes what it said where it said it whole', async () => {
    const failures: EngineFailure[] = []
    const decide = failClosed(async () => WHOLE, patience(failures))
    assert.is(await decide(REQUEST), WHOLE)
    assert.equal(failures, [])
  })

  const unreachable: Readonly<Record<string, Ask>> = {
    rejects: () => Promise.reject(new Error('ECONNREFUSED')),
    'throws at once': () => {
      throw new Error('no')
    },
    'rejects with nothing': () => Promise.reject(undefined),
    'answers with no promise': () => WHOLE as unknown as Promise<unknown>,
  }
  for (const [what, ask] of Object.entries(unreachable)) {
    test(`refuses when it ${what}`, async () => {
      const failures: EngineFailure[] = []
      refused(await failClosed(ask, patience(failures))(REQUEST), 'unreachable', failures)
    })
  }

  const nonsense: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    null: null,
    true: true,
    'a string': 'allow',
    'a bare decision': { decision: true },
    'no context': { decision: true, context: {} },
    'an effect nobody knows': { ...WHOLE, context: { ...WHOLE.context, effect: 'permit' } },
    'true for a deny': { ...WHOLE, context: { ...WHOLE.context, effect: 'deny' } },
    'true for a pending approval': { ...WHOLE, context: { ...WHOLE.context, effect: 'require_approval' } },
    'false for an allow': { ...WHOLE, decision: false },
    'a decision in words': { ...WHOLE, decision: 'true' },
    'a member too many': { ...WHOLE, override: true },
    'an obligation nobody knows': { ...WHOLE, context: { ...WHOLE.context, obligations: [{ type: 'hope' }] } },
    'no obligations': { ...WHOLE, context: { ...WHOLE.context, obligations: undefined } },
    'an id that is none': { ...WHOLE, context: { ...WHOLE.context, id: 'x' } },
    'a list of decisions': [WHOLE],
  }
  for (const [what, answer] of Object.entries(nonsense)) {
    test(`refuses when it answers ${what}`, async () => {
      const failures: EngineFailure[] = []
      refused(await failClosed(async () => answer, patience(failures))(REQUEST), 'nonsense', failures)
    })
  }

  test('refuses at the deadline, once, and tells the asking to stop', async () => {
    const failures: EngineFailure[] = []
    let aborted = false
    const ask: Ask = (_request, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true
          reject(new Error('aborted'))
        })
      })
    refused(await failClosed(ask, patience(failures, 5))(REQUEST), 'late', failures)
    await new Promise((resolve) => setImmediate(resolve))
    assert.is(aborted, true)
    assert.is(failures.length, 1)
  })

  test('is too late with an allow after the deadline', async () => {
    const failures: EngineFailure[] = []
    let answer: (decision: Decision) => void = () => undefined
    const decide = failClosed(() => new Promise((resolve) => (answer = resolve)), patience(failures, 5))
    const decision = await decide(REQUEST)
    answer(WHOLE)
    await new Promise((resolve) => setImmediate(resolve))
    refused(decision, 'late', failures)
  })

  test('refuses also when telling of it fails', async () => {
    const onDead = (): void => {
      throw new Error('the log is full')
    }
    const decide = failClosed(() => Promise.reject(new Error('no')), { deadlineMs: 1000, now: () => 0, onDead })
    assert.is((await decide(REQUEST)).decision, false)
  })
})
