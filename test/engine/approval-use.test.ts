import * as assert from 'uvu/assert'
import { parse } from '#schemas'
import { describe, rejects } from '#test/suite'
import { CALLER, HOLD, PEER, question } from './fixture.ts'
import { held, idOf, OFFICER } from './held.ts'

describe('approvals', (test) => {
  test('a held request is pending, approved by an officer, passes once, and is then asked for anew', async () => {
    const { ask, engine, clock, end } = await held()
    const first = await ask()
    assert.equal(
      [first.decision, first.context.effect, first.context.approval?.state],
      [false, 'require_approval', 'pending'],
    )
    assert.equal(first.context.obligations, [])
    const again = await ask()
    assert.is(idOf(again), idOf(first))
    assert.is(engine.approvals.pending(), 1)

    const approved = parse(
      'approval',
      await engine.approvals.approve(idOf(first), OFFICER, { note: 'SSN 123-45-6789 ok' }),
    )
    assert.equal([approved.state, approved.decidedBy, approved.note], ['approved', 'local|omar', 'SSN [ssn] ok'])
    assert.equal(approved.authentication, { time: '2026-03-01T07:59:00.000Z', amr: ['otp'] })

    clock.now += 1000
    const passed = await ask()
    assert.equal([passed.decision, passed.context.effect, passed.context.approval?.state], [true, 'allow', 'used'])
    assert.equal(passed.context.obligations, HOLD.obligations)

    const third = await ask()
    assert.equal([third.decision, third.context.approval?.state], [false, 'pending'])
    assert.is.not(idOf(third), idOf(first))
    assert.is(third.context.approval?.previous, idOf(first))
    assert.is(third.context.approval?.previousUsedAt, new Date(clock.now).toISOString())
    end()
  })

  test('two uses that race: exactly one passes', async () => {
    const { ask, engine, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask()))
    assert.is(answers.filter(({ decision }) => decision).length, 1)
    assert.is(new Set(answers.filter(({ decision }) => !decision).map(idOf)).size, 1)
    end()
  })

  test('after a crash, what was used stays used', async () => {
    const { ask, engine, session, restarted, agentToken, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    assert.is((await ask()).decision, true)
    const next = await restarted()
    assert.is(next.approvals.get(id)?.state, 'used')
    // The session table is gone with the crash; the agent logs in again and asks the same.
    assert.is((await next.decide(question(session), CALLER)).context.reasons[0]?.rule, 'engine.subject_unknown')
    const { id: fresh } = await next.openSession(await agentToken(), PEER)
    const retried = await next.decide(question(fresh), CALLER)
    assert.equal([retried.decision, retried.context.approval?.previous], [false, id])
    end()
  })

  test('after a crash between the approval and its use, it can still be used, once', async () => {
    const { ask, engine, restarted, agentToken, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    const next = await restarted()
    const { id: fresh } = await next.openSession(await agentToken(), PEER)
    assert.is((await next.decide(question(fresh), CALLER)).decision, true)
    assert.is((await next.decide(question(fresh), CALLER)).decision, false)
    end()
  })

  test('a snapshot and any overlap of events give the same book', async () => {
    const { ask, engine, restarted, log, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    const before = engine.approvals.snapshot()
    await ask()
    await ask()
    const whole = engine.approvals.snapshot()
    for (const snapshot of [null, before, whole]) {
      const next = await restarted()
      await next.approvals.restore(JSON.parse(JSON.stringify(snapshot)), log.facts)
      assert.equal(next.approvals.snapshot(), whole)
      assert.is(next.approvals.pending(), 1)
    }
    end()
  })

  test('nothing is used when the decision that uses it cannot be recorded', async () => {
    const { ask, engine, log, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    log.fails = 'full'
    const refused = await ask()
    assert.equal([refused.decision, refused.context.reasons[0]?.rule], [false, 'engine.evidence_unavailable'])
    assert.is(engine.approvals.get(id)?.state, 'approved')
    log.fails = 'no'
    assert.is((await ask()).decision, true)
    end()
  })

  test('a use whose record does not become durable is a refusal, and burns the approval', async () => {
    const { ask, engine, log, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    log.fails = 'broken'
    const refused = await ask()
    assert.equal([refused.decision, refused.context.approval], [false, undefined])
    assert.is(engine.approvals.get(id)?.state, 'used')
    end()
  })

  test('a no holds until the request would have ended; then it may be asked again', async () => {
    const { ask, engine, clock, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.deny(id, OFFICER, { note: 'not now' })
    const denied = await ask()
    assert.equal([denied.context.effect, denied.context.reasons[0]?.rule], ['deny', 'engine.approval_denied'])
    assert.equal([denied.context.approval?.id, denied.context.approval?.state], [id, 'denied'])
    await rejects(engine.approvals.approve(id, OFFICER, {}), 'closed')
    clock.now += 900_000
    assert.is((await ask()).context.approval?.state, 'pending')
    end()
  })

  test('what has ended stays ended, also when the clock is set back', async () => {
    const { ask, engine, clock, log, end } = await held()
    const id = idOf(await ask())
    clock.now += 900_000
    assert.is(engine.approvals.get(id)?.state, 'expired')
    await rejects(engine.approvals.approve(id, OFFICER, {}), 'closed')
    clock.now -= 600_000
    assert.is(engine.approvals.get(id)?.state, 'expired')
    await rejects(engine.approvals.approve(id, OFFICER, {}), 'closed')
    assert.is(log.drafts.filter(({ data }) => data['transition'] === 'expired').length, 1)
    end()
  })

  test('an approved one ends too', async () => {
    const { ask, engine, clock, end } = await held()
    const id = idOf(await ask())
    await engine.approvals.approve(id, OFFICER, {})
    clock.now += 900_000
    assert.is.not(idOf(await ask()), id)
    end()
  })
})
