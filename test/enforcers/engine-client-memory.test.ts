import * as assert from 'uvu/assert'
import { type AuthenticationError, type EngineFailure, memoryClient } from '#enforcers'
import { describe, rejects } from '#test/suite'
import { PEER, question, rig } from '../engine/fixture.ts'
import { patience } from './engine-answers.ts'

describe('a client in memory', (test) => {
  test('logs in, asks, and closes, under its own name alone', async () => {
    const { engine, agentToken, end } = rig()
    const failures: EngineFailure[] = []
    const client = memoryClient({ engine, enforcer: 'pg', ...patience(failures) })
    const session = await client.authenticate(await agentToken(), PEER)
    assert.is((await client.decide(question(session.id))).decision, true)
    const other = memoryClient({ engine, enforcer: 'git', ...patience(failures) })
    assert.is((await other.decide(question(session.id))).decision, false)
    await client.closeSession(session.id)
    assert.is((await client.decide(question(session.id))).context.reasons[0]?.rule, 'engine.subject_unknown')
    assert.equal(failures, [])
    end()
  })

  test('tells a bad credential from an engine that lets nobody in', async () => {
    const { engine, agentToken, log, end } = rig()
    const client = memoryClient({ engine, enforcer: 'pg', ...patience([]) })
    const error = (await rejects(client.authenticate('guess', PEER), 'refused')) as AuthenticationError
    assert.is(error.name, 'AuthenticationError')
    log.fails = 'broken'
    await rejects(client.authenticate(await agentToken(), PEER), 'unavailable')
    log.fails = 'full'
    await rejects(client.authenticate(await agentToken(), PEER), 'full')
    end()
  })
})
