import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { question } from './fixture.ts'
import { EVALUATION, endAll, served } from './served.ts'

describe('how the engine says that it is', (test) => {
  test.after.each(endAll)

  test('tells how it is, to everybody, and what it serves to nobody', async () => {
    const { open, post, get } = await served()
    const session = await open()
    await post(EVALUATION, question(session))
    assert.equal((await get('/livez')).json(), { live: true })
    assert.equal((await get('/readyz')).json(), { ready: true, reasons: [] })
    const metrics = (await get('/metrics')).text
    assert.match(metrics, 'cordon_decisions_total{effect="require_approval"} 1\n')
    assert.match(metrics, 'cordon_decision_seconds_bucket{le="+Inf"} 1\n')
    assert.match(metrics, 'cordon_sessions_open 1\n')
    assert.match(metrics, 'cordon_approvals_pending 1\n')
    assert.match(metrics, 'cordon_log_bytes 4096\n')
    assert.not.match(metrics, /coder|ana|clinic|pg/)
  })

  test('is not ready without a policy, or for a reason it is told', async () => {
    const { get, policy } = await served(['log_full'])
    policy.current = () => {
      throw new Error('nothing is active')
    }
    const answer = await get('/readyz')
    assert.is(answer.status, 503)
    assert.equal(answer.json(), { ready: false, reasons: ['log_full', 'policy_missing'] })
    assert.is((await get('/livez')).status, 200)
  })
})
