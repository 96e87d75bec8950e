import * as assert from 'uvu/assert'
import type { IdentityError } from '#engine'
import { type Event, type EventDraft, parse } from '#schemas'
import { describe, rejects } from '#test/suite'
import { PEER, rig } from './fixture.ts'

async function* events(drafts: readonly EventDraft[]): AsyncGenerator<Event> {
  for (const draft of drafts) yield draft as Event
}

describe('sessions', (test) => {
  test('open for an agent of a human, and are recorded before they are answered', async () => {
    const { engine, agentToken, log, end } = rig()
    const session = parse('session', await engine.openSession(await agentToken(), PEER))
    assert.equal([session.human, session.agent, session.run], ['local|ana', 'coder', 'run-1'])
    assert.equal(log.drafts, [
      {
        kind: 'auth',
        session: session.id,
        run: 'run-1',
        actor: { human: 'local|ana', agent: 'coder', groups: ['developers'], assurance: 'demo' },
        data: {
          outcome: 'accepted',
          enforcer: 'pg',
          issuer: 'local',
          expiresAt: session.expiresAt,
          transport: 'loopback',
          target: 'clinic',
        },
      },
    ])
    end()
  })

  test('go on after a restart, from a snapshot or from the log alone, until their token ends', async () => {
    const { engine, agentToken, log, clock, restarted, end } = rig()
    const first = await engine.openSession(await agentToken({ ttlSeconds: 60 }), PEER)
    const kept = JSON.parse(JSON.stringify(engine.sessions.snapshot()))
    const second = await engine.openSession(await agentToken({ ttlSeconds: 600 }), PEER)
    const again = await restarted()
    assert.is(again.sessions.find(first.id), undefined)
    await again.sessions.restore(kept, events(log.drafts))
    for (const { id } of [first, second]) {
      assert.equal(again.sessions.find(id)?.session, engine.sessions.find(id)?.session)
      assert.equal(again.sessions.find(id)?.subject, engine.sessions.find(id)?.subject)
      assert.equal(again.sessions.find(id)?.peer, PEER)
    }
    clock.now += 60_000
    assert.is(again.sessions.find(first.id), undefined)
    const late = await restarted()
    await late.sessions.restore(kept, events(log.drafts))
    assert.is(late.sessions.find(first.id), undefined)
    assert.is(late.sessions.find(second.id)?.session.human, 'local|ana')
    end()
  })

  test('do not outlive their issuer: who takes it out of the configuration is rid of them', async () => {
    const { engine, agentToken, restarted, end } = rig()
    const { id } = await engine.openSession(await agentToken(), PEER)
    const [kept] = engine.sessions.snapshot()
    assert.ok(kept)
    const again = await restarted()
    await again.sessions.restore([{ ...kept, session: { ...kept.session, issuer: 'gone' } }], events([]))
    assert.is(again.sessions.find(id), undefined)
    await again.sessions.restore([kept], events([]))
    assert.is(again.sessions.find(id)?.session.issuer, 'local')
    end()
  })

  test('each opening is a session of its own, of the same run', async () => {
    const { engine, agentToken, end } = rig()
    const token = await agentToken()
    const [one, two] = [await engine.openSession(token, PEER), await engine.openSession(token, PEER)]
    assert.is.not(one.id, two.id)
    assert.is(one.run, two.run)
    end()
  })

  test('take no credential over a plain connection, however good', async () => {
    const { engine, agentToken, log, end } = rig()
    await rejects(engine.openSession(await agentToken(), { ...PEER, transport: 'plain' }), 'refused')
    assert.equal(log.drafts[0]?.data, {
      outcome: 'refused',
      enforcer: 'pg',
      reason: 'credential came over a plain connection',
      transport: 'plain',
    })
    end()
  })

  test('refuse people and enforcers: the data path is for agents', async () => {
    const { engine, personToken, enforcerToken, end } = rig()
    await rejects(engine.openSession(await personToken('omar', 'officer'), PEER), 'refused')
    await rejects(engine.openSession(await enforcerToken('pg'), PEER), 'refused')
    end()
  })

  test('record every refusal, and never what was shown', async () => {
    const { engine, log, end } = rig()
    for (const credential of ['', 'hunter2', 'a.b.c']) await rejects(engine.openSession(credential, PEER), 'refused')
    assert.is(log.drafts.length, 3)
    assert.not.match(JSON.stringify(log.drafts), 'hunter2')
    end()
  })

  test('count a flood of refusals instead of filling the disk with it', async () => {
    const { engine, log, clock, end } = rig()
    for (let count = 0; count < 1000; count++) await rejects(engine.openSession('guess', PEER), 'refused')
    assert.is(log.drafts.length, 100)
    clock.now += 1000
    await rejects(engine.openSession('guess', PEER), 'refused')
    assert.match(String(log.drafts.at(-1)?.data['reason']), 'and 900 refusals before it')
    end()
  })

  test('end with their token', async () => {
    const { engine, agentToken, clock, end } = rig()
    const { id } = await engine.openSession(await agentToken({ ttlSeconds: 60 }), PEER)
    clock.now += 59_999
    assert.ok(engine.sessions.find(id))
    clock.now += 1
    assert.is(engine.sessions.find(id), undefined)
    end()
  })

  test('are bounded: when all are taken nobody else is let in, until some end', async () => {
    const { engine, agentToken, clock, end } = rig(undefined, { mostSessions: 2 })
    const token = await agentToken({ ttlSeconds: 60 })
    await engine.openSession(token, PEER)
    await engine.openSession(await agentToken({ human: 'ben', ttlSeconds: 60 }), PEER)
    await rejects(engine.openSession(await agentToken({ human: 'eva' }), PEER), 'crowded')
    clock.now += 60_000
    await engine.openSession(await agentToken(), PEER)
    assert.is(engine.sessions.count(), 1)
    end()
  })

  test('are shared: one human gets at most half of them, through however many agents', async () => {
    const { engine, agentToken, end } = rig(undefined, { mostSessions: 8 })
    for (let at = 0; at < 4; at++) await engine.openSession(await agentToken({ agent: `agent-${at}` }), PEER)
    const error = await rejects(engine.openSession(await agentToken({ agent: 'agent-5' }), PEER), 'crowded')
    assert.match(error.message, 'this human has 4 sessions open')
    for (let at = 0; at < 4; at++) await engine.openSession(await agentToken({ human: `human-${at}` }), PEER)
    await rejects(engine.openSession(await agentToken({ human: 'eva' }), PEER), 'crowded')
    end()
  })

  for (const fails of ['full', 'broken'] as const) {
    test(`do not open when the log is ${fails}`, async () => {
      const { engine, agentToken, log, end } = rig()
      log.fails = fails
      const code = fails === 'full' ? 'full' : 'unavailable'
      const error = (await rejects(engine.openSession(await agentToken(), PEER), code)) as IdentityError
      assert.match(error.message, fails === 'full' ? 'evidence has no room' : 'evidence cannot be written')
      assert.is(engine.sessions.count(), 0)
      end()
    })
  }
})
