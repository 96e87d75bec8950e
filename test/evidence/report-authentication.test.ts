import * as assert from 'uvu/assert'
import { ANA, EventStream, SOURCES } from '#test/events'
import { control } from '#test/report'
import { describe } from '#test/suite'
import { exchanges } from './report-exchanges.ts'

describe('312(d): authentication', (test) => {
  const id = '312-d'

  test('is supported where an identity provider stands behind every session', async () => {
    const stream = exchanges().add('auth', { outcome: 'refused', reason: 'expired' }, { actor: null })
    const found = await control(id, stream)
    assert.is(found.status, 'supported')
    assert.match(found.finding, '1 accepted authentication, 1 refused')
  })

  test('pairs an authentication that was sealed after its session', async () => {
    const stream = new EventStream()
      .add('session.open', { enforcer: 'pg' }, { session: 'ses_9', source: SOURCES.enforcer })
      .add('auth', { outcome: 'accepted' }, { session: 'ses_9' })
    assert.is((await control(id, stream)).status, 'supported')
  })

  test('is insufficient with the demo issuer, and says why', async () => {
    const found = await control(id, new EventStream().open('ses_1', {}, { actor: { ...ANA, assurance: 'demo' } }))
    assert.is(found.status, 'insufficient')
    assert.match(found.finding, 'assurance demo')
  })

  test('is an exception where identity is asserted, or no authentication is on record', async () => {
    const asserted = new EventStream().open('ses_1', {}, { actor: { ...ANA, assurance: 'asserted' } })
    assert.is((await control(id, asserted)).status, 'exception')
    const stream = exchanges().add('session.open', { enforcer: 'pg' }, { session: 'ses_9', source: SOURCES.enforcer })
    assert.match((await control(id, stream)).exceptions[0]?.note ?? '', 'no accepted authentication')
  })

  test('is insufficient where nobody logged in', async () => {
    assert.is((await control(id, new EventStream())).status, 'insufficient')
  })
})

describe('312(e): transmission', (test) => {
  const id = '312-e-1'
  const came = (client: string, transport?: string) =>
    new EventStream().open('ses_1', { client, ...(transport === undefined ? {} : { transport }) })

  test('is supported over TLS, and for what never left the machine', async () => {
    for (const stream of [came('public', 'tls1.3'), came('loopback', 'plain'), came('unix', 'plain')])
      assert.is((await control(id, stream)).status, 'supported')
  })

  test('is an exception for a plain connection from elsewhere', async () => {
    const found = await control(id, came('private', 'plain'))
    assert.is(found.status, 'exception')
    assert.match(found.exceptions[0]?.note ?? '', 'plain connection from private')
  })

  test('is insufficient where a session does not say, or there was none', async () => {
    const silent = new EventStream().add('session.open', { enforcer: 'pg' }, { session: 'ses_1' })
    assert.is((await control(id, silent)).status, 'insufficient')
    assert.is((await control(id, new EventStream())).status, 'insufficient')
  })
})
