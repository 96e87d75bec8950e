import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { CALLER, HOLD, PEER, question } from './fixture.ts'
import { held } from './held.ts'

describe('requests for approval', (test) => {
  test('are bounded: when too many are pending, the next is a deny', async () => {
    const { ask, end } = await held({ mostApprovals: 3 })
    for (let count = 0; count < 3; count++) await ask({}, { commitments: [`${count}`] })
    const refused = await ask({}, { commitments: ['3'] })
    assert.equal([refused.context.effect, refused.context.reasons[0]?.rule], ['deny', 'engine.approvals_full'])
    assert.is((await ask({}, { commitments: ['2'] })).context.approval?.state, 'pending')
    end()
  })

  test('one human cannot take all the room', async () => {
    const { ask, engine, agentToken, end } = await held()
    for (let count = 0; count < 50; count++) await ask({}, { commitments: [`${count}`] })
    assert.is((await ask({}, { commitments: ['50'] })).context.reasons[0]?.rule, 'engine.approvals_full')
    const { id: other } = await engine.openSession(await agentToken({ human: 'eve' }), PEER)
    assert.is((await engine.decide(question(other), CALLER)).context.approval?.state, 'pending')
    end()
  })

  test('nobody is asked where policy names nobody', async () => {
    const { ask, policy, end } = await held()
    policy.answer = () => ({ ...HOLD, approval: { groups: [], ttlSeconds: 60 } })
    assert.is((await ask()).context.reasons[0]?.rule, 'engine.approvers_missing')
    end()
  })

  test('nothing is asked for at Parse, where nothing runs', async () => {
    const { engine, session, end } = await held()
    const parsed = { ...question(session), action: { name: 'sql.query', properties: { phase: 'parse' } } }
    const decision = await engine.decide(parsed, CALLER)
    assert.equal([decision.context.effect, decision.context.approval], ['require_approval', undefined])
    assert.is(engine.approvals.pending(), 0)
    end()
  })
})
