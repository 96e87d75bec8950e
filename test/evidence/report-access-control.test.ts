import * as assert from 'uvu/assert'
import { EventStream, SOURCES } from '#test/events'
import { control, verdict } from '#test/report'
import { describe } from '#test/suite'
import { exchanges } from './report-exchanges.ts'

describe('312(a)(1): decisions are enforced', (test) => {
  const id = '312-a-1-enforcement'

  test('is supported where every effect follows its decision', async () => {
    const found = await control(id, exchanges())
    assert.is(found.status, 'supported')
    assert.is(found.population, 2)
    assert.is(found.sample.length, 2)
    assert.match(found.finding, '2 effects were recorded, 1 of them a refusal')
  })

  test('is an exception where a denied statement was carried out', async () => {
    const found = await control(id, exchanges().decision('dec_3', 'deny').effect('dec_3', 'done'))
    assert.is(found.status, 'exception')
    assert.equal(found.exceptions, [{ n: 7, note: 'done although dec_3 (event 6) says deny' }])
  })

  test('is an exception where a failed statement under a deny sent rows', async () => {
    const found = await control(id, exchanges().decision('dec_3', 'deny').effect('dec_3', 'failed', { rows: 3 }))
    assert.is(found.status, 'exception')
  })

  test('is an exception where something was done before its approval came', async () => {
    const found = await control(id, exchanges().decision('dec_3', 'require_approval').effect('dec_3', 'done'))
    assert.match(found.exceptions[0]?.note ?? '', 'says require_approval')
  })

  test('is an exception where no decision is on record', async () => {
    const found = await control(id, exchanges().effect('dec_9', 'done'))
    assert.equal(found.exceptions, [{ n: 6, note: 'done under dec_9, which no event records' }])
  })

  test('joins an effect that was sealed before its decision, and takes the order from the clocks', async () => {
    const late = exchanges().effect('dec_3', 'done', {}, { at: 20 }).decision('dec_3', 'allow', {}, { at: 18 })
    assert.is((await control(id, late)).status, 'supported')
    const wrong = exchanges().effect('dec_3', 'done', {}, { at: 20 }).decision('dec_3', 'allow', {}, { at: 60 })
    const found = await control(id, wrong)
    assert.is(found.status, 'exception')
    assert.match(found.exceptions[0]?.note ?? '', 'stands before its decision')
  })

  test('takes the order within one source from its sequence', async () => {
    const source = SOURCES.engine
    const wrong = exchanges().effect('dec_3', 'done', {}, { source }).decision('dec_3', 'allow', {}, { source })
    assert.is((await control(id, wrong)).status, 'exception')
  })

  test('is insufficient where nothing happened', async () => {
    const found = await control(id, new EventStream())
    assert.is(found.status, 'insufficient')
    assert.match(found.finding, 'nothing to judge')
  })
})

describe('312(a)(1): doubt is a refusal', (test) => {
  const id = '312-a-1-default-deny'

  test('is supported where errors were refused', async () => {
    const found = await control(id, exchanges().decision('dec_3', 'deny', { error: 'evaluation timed out' }))
    assert.is(found.status, 'supported')
    assert.match(found.finding, 'In 1 case policy could not answer; it was refused.')
  })

  test('says where the refusal on error was not exercised', async () => {
    assert.match((await control(id, exchanges())).finding, 'was not exercised')
  })

  test('is an exception where an error or a deny was let through', async () => {
    const broken = exchanges()
      .decision('dec_3', 'allow', { error: 'undefined' })
      .decision('dec_4', 'allow', { policyEffect: 'deny' })
    const found = await control(id, broken)
    assert.is(found.status, 'exception')
    assert.is(found.exceptions.length, 2)
  })

  test('is insufficient without decisions', async () => {
    assert.is((await control(id, new EventStream())).status, 'insufficient')
  })
})

describe('312(a)(2)(i): unique identification', (test) => {
  const id = '312-a-2-i'

  test('is supported where everybody has a name', async () => {
    const found = await control(id, exchanges())
    assert.is(found.status, 'supported')
    assert.match(found.finding, '1 human and 1 agent')
  })

  for (const [human, agent] of [
    ['clinic|admin', 'claude-code'],
    ['clinic|Test-02@clinic.example', 'claude-code'],
    ['clinic|ana', 'bot'],
    ['', 'claude-code'],
    ['clinic|ana', ' '],
  ] as const) {
    test(`is an exception for the human "${human}" and the agent "${agent}"`, async () => {
      const stream = exchanges()
      const actor = { human, agent, assurance: 'idp' } as const
      stream.decision('dec_3', 'allow', {}, { actor }).decision('dec_4', 'allow', {}, { actor })
      const found = await control(id, stream)
      assert.is(found.status, 'exception')
      assert.is(found.exceptions.length, 1, 'one line an identity, however often it acted')
    })
  }

  test('is an exception where nobody is named at all', async () => {
    const found = await control(id, exchanges().decision('dec_3', 'allow', {}, { actor: null }))
    assert.equal(
      found.exceptions.map(({ note }) => note),
      ['no human is named', 'no agent is named'],
    )
  })

  test('is insufficient where nobody acted', async () => {
    assert.is((await control(id, new EventStream())).status, 'insufficient')
  })
})

describe('312(a)(2)(ii): emergency access', (test) => {
  const id = '312-a-2-ii'

  test('is not applicable where there was none', async () => {
    assert.is((await control(id, exchanges())).status, 'not-applicable')
  })

  test('is supported where it was opened with a reason and closed', async () => {
    const stream = exchanges().add('breakglass.open', { id: 'bg1', reason: 'identity provider down' })
    assert.is((await control(id, stream.add('breakglass.close', { id: 'bg1' }))).status, 'supported')
  })

  test('is an exception where it has no reason, or was not closed', async () => {
    const found = await control(id, exchanges().add('breakglass.open', { id: 'bg1' }))
    assert.is(found.status, 'exception')
    assert.is(found.exceptions.length, 2)
  })

  test('is an exception where one that was opened before the period is still open', async () => {
    const stream = new EventStream().add('breakglass.open', { id: 'bg1', reason: 'drill' }, { at: -60 })
    const found = await control(id, stream)
    assert.is(found.status, 'exception')
    assert.is(found.population, 1)
  })

  test('is insufficient where a gap could hide one', async () => {
    const gaps = ['source 1 fell silent']
    const found = await control(id, exchanges(), { verdict: verdict({ completeness: 'incomplete', gaps }) })
    assert.is(found.status, 'insufficient')
  })
})

describe('312(a)(2)(iii): automatic logoff', (test) => {
  const id = '312-a-2-iii'
  const close = (reason: string, at: number, kind: 'session.close' | 'session.abandoned' = 'session.close') =>
    exchanges().add(kind, { reason }, { session: 'ses_1', source: SOURCES.enforcer, at })

  test('is supported where a session ended in time, and says how', async () => {
    const found = await control(id, close('idle', 600))
    assert.is(found.status, 'supported')
    assert.match(found.finding, '1 closed for idleness')
  })

  test('does not hold against a session that a crash was found late', async () => {
    assert.is((await control(id, close('crash', 90_00, 'session.abandoned'))).status, 'supported')
  })

  test('is an exception where a session closed after its end, or never', async () => {
    assert.is((await control(id, close('expired', 3700))).status, 'exception')
    const found = await control(id, exchanges())
    assert.match(found.exceptions[0]?.note ?? '', 'still stood open')
  })

  test('is an exception where a session acted after its end', async () => {
    const stream = exchanges().decision('dec_3', 'allow', {}, { at: 4000 }).effect('dec_3', 'done')
    const found = await control(id, stream.add('session.abandoned', { reason: 'crash' }, { session: 'ses_1' }))
    assert.match(found.exceptions[0]?.note ?? '', 'acted after its end')
  })

  test('is an exception where a session has no end', async () => {
    const stream = new EventStream().add('session.open', { enforcer: 'pg' }, { session: 'ses_2' })
    assert.is((await control(id, stream)).status, 'exception')
  })

  test('is insufficient without sessions', async () => {
    assert.is((await control(id, new EventStream())).status, 'insufficient')
  })
})

describe('312(a)(2)(iv): encryption of recorded content', (test) => {
  const id = '312-a-2-iv'
  const payload = { exchange: 0, digest: 'b'.repeat(64), bytes: 10, truncated: false }
  const recorded = () => exchanges().decision('dec_3', 'allow').effect('dec_3', 'done', { payload })

  test('is supported where every frame opened under the key', async () => {
    const found = await control(id, recorded(), { recordings: { frames: 1, opened: 1, bad: [] } })
    assert.is(found.status, 'supported')
    assert.is(found.population, 1)
  })

  test('is an exception where a frame lies in the clear', async () => {
    const bad = [{ session: 'ses_1', exchange: 0, why: 'not encrypted' }]
    assert.is((await control(id, recorded(), { recordings: { frames: 1, opened: 0, bad } })).status, 'exception')
  })

  test('is insufficient where nobody opened them, or some are gone', async () => {
    assert.is((await control(id, recorded())).status, 'insufficient')
    assert.is((await control(id, recorded(), { recordings: { frames: 0, opened: 0, bad: [] } })).status, 'insufficient')
  })
})
