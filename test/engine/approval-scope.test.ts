import * as assert from 'uvu/assert'
import { describe, rejects } from '#test/suite'
import { ALLOW, CALLER, DENY, PEER, question } from './fixture.ts'
import { held, idOf, OFFICER } from './held.ts'

describe('what an approval is for', (test) => {
  for (const [what, over, context] of [
    ['another literal', {}, { commitments: ['c0ffee', 'dead'] }],
    ['the same literals in another order', {}, { commitments: ['beef', 'c0ffee'] }],
    ['another column', { columns: { output: [], predicate: [], written: [] } }, {}],
    ['another role', { role: 'other' }, {}],
    ['another statement shape', { statementShape: '4f2b' }, {}],
    ['a comment more in the text', {}, { shape: 'UPDATE patients SET phone = $1 WHERE id = $2 -- x' }],
    [
      'another relation behind the same name',
      { relations: [{ name: 'public.patients', kind: 'view', access: ['read', 'write'], bases: ['a.b'] }] },
      {},
    ],
  ] as const) {
    test(`an approval is not for ${what}`, async () => {
      const { ask, engine, end } = await held()
      const id = idOf(await ask())
      await engine.approvals.approve(id, OFFICER, {})
      assert.is.not(idOf(await ask(over, context)), id)
      assert.is(engine.approvals.get(id)?.state, 'approved')
      end()
    })
  }

  test('an approval is not for another human or agent, but for every session of the same', async () => {
    const { ask, engine, agentToken, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    for (const who of [{ human: 'eve' }, { agent: 'other-bot' }]) {
      const { id: other } = await engine.openSession(await agentToken(who), PEER)
      assert.is((await engine.decide(question(other), CALLER)).decision, false)
    }
    const { id: same } = await engine.openSession(await agentToken(), PEER)
    assert.is((await engine.decide(question(same), CALLER)).context.approval?.id, id)
    end()
  })

  test('when policy changes between the yes and the use, the yes is worth nothing', async () => {
    const { ask, engine, policy, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    policy.digest = 'b'.repeat(64)
    const retried = await ask()
    assert.equal([retried.decision, retried.context.approval?.state], [false, 'pending'])
    assert.is.not(idOf(retried), id)
    end()
  })

  test('when policy changes between the question and the yes, there is no yes', async () => {
    const { ask, engine, policy, end } = await held()
    const id = idOf(await ask())
    policy.digest = 'b'.repeat(64)
    await rejects(engine.approvals.approve(id, OFFICER, {}), 'changed')
    end()
  })

  test('when policy no longer asks, or denies, the approval changes nothing', async () => {
    const { ask, engine, policy, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    policy.answer = () => DENY
    assert.is((await ask()).context.effect, 'deny')
    policy.answer = () => ALLOW
    assert.is((await ask()).context.approval, undefined)
    assert.is(engine.approvals.get(id)?.state, 'approved')
    end()
  })
})
