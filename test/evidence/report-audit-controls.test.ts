import * as assert from 'uvu/assert'
import { EventStream, query, SOURCES, START } from '#test/events'
import { control, verdict } from '#test/report'
import { describe } from '#test/suite'
import { exchanges, OMAR } from './report-exchanges.ts'

describe('312(b): audit controls', (test) => {
  const id = '312-b'
  const clinic = { name: 'clinic', phi: true }

  test('is insufficient without a register, and names who emitted events', async () => {
    const found = await control(id, exchanges())
    assert.is(found.status, 'insufficient')
    assert.match(found.finding, 'Events came from clinic')
  })

  test('is supported where every system in scope recorded decisions and effects', async () => {
    const systems = [clinic, { name: 'wiki', phi: false }]
    const found = await control(id, exchanges(), { systems })
    assert.is(found.status, 'supported')
    assert.is(found.population, 1)
  })

  test('is supported where an idle system shows heartbeats of its enforcer', async () => {
    const head = { seq: 1, head: '0'.repeat(64), signature: 'c2ln' }
    const idle = new EventStream()
      .open('ses_1', {}, { at: -100 })
      .add('heartbeat', head, { source: SOURCES.enforcer, at: 10, actor: null })
    assert.is((await control(id, idle, { systems: [clinic] })).status, 'supported')
  })

  test('is an exception where a system is silent, or half recorded', async () => {
    const found = await control(id, exchanges(), { systems: [clinic, { name: 'billing', phi: true }] })
    assert.equal(
      found.exceptions.map(({ note }) => note),
      ['billing: no event in the period'],
    )
    const half = new EventStream().open('ses_1').decision('dec_1', 'allow')
    assert.match((await control(id, half, { systems: [clinic] })).exceptions[0]?.note ?? '', 'no effect')
  })

  test('is an exception where a system outside the register emits events', async () => {
    const input = query() as { resource: { id: string } }
    input.resource.id = 'shadow'
    const found = await control(id, exchanges().decision('dec_3', 'deny', { input }), { systems: [clinic] })
    assert.match(found.exceptions[0]?.note ?? '', 'shadow emits events')
  })
})

describe('312(c): integrity', (test) => {
  const id = '312-c'

  test('is what the verifier says', async () => {
    assert.is((await control(id, exchanges())).status, 'supported')
    const broken = verdict({ integrity: 'broken', gaps: ['event 3 does not hash to its leaf'] })
    const found = await control(id, exchanges(), { verdict: broken })
    assert.is(found.status, 'exception')
    assert.match(found.exceptions[0]?.note ?? '', 'event 3')
  })

  test('is insufficient for an empty ledger', async () => {
    assert.is((await control(id, new EventStream(), { verdict: verdict({ events: 0 }) })).status, 'insufficient')
  })

  test('does not suffer from a gap: integrity is not completeness', async () => {
    const gaps = ['source 1 fell silent']
    const found = await control(id, exchanges(), { verdict: verdict({ completeness: 'incomplete', gaps }) })
    assert.is(found.status, 'supported')
  })
})

describe('308(a)(1)(ii)(D): activity review', (test) => {
  const id = '308-a-1-ii-d'
  const reviewed = (actor: typeof OMAR | null = OMAR) =>
    exchanges().add('review', { query: 'denied', sampled: 20 }, { actor, at: 3600 })

  test('is insufficient without a review, or without a declared interval', async () => {
    assert.is((await control(id, exchanges(), { reviewEveryDays: 7 })).status, 'insufficient')
    const found = await control(id, reviewed())
    assert.is(found.status, 'insufficient')
    assert.match(found.finding, 'not declared')
  })

  test('is supported where reviews came as often as declared', async () => {
    assert.is((await control(id, reviewed(), { reviewEveryDays: 1 })).status, 'supported')
  })

  test('is an exception where one came late, or names nobody', async () => {
    assert.is((await control(id, reviewed(), { reviewEveryDays: 0.5 })).status, 'exception')
    assert.is((await control(id, reviewed(null), { reviewEveryDays: 7 })).status, 'exception')
  })
})

describe('308(a)(5)(ii)(C): log-in monitoring', (test) => {
  const id = '308-a-5-ii-c'
  const burst = () => {
    const stream = exchanges()
    for (let n = 0; n < 10; n++) stream.add('auth', { outcome: 'refused', enforcer: 'clinic-pg' }, { actor: null })
    return stream
  }

  test('is supported where log-ins are on record and refusals are few', async () => {
    assert.is((await control(id, exchanges())).status, 'supported')
  })

  test('is an exception where a burst of refusals met no answer', async () => {
    const found = await control(id, burst())
    assert.is(found.status, 'exception')
    assert.match(found.exceptions[0]?.note ?? '', 'clinic-pg')
  })

  test('is supported where an alarm followed the burst', async () => {
    const answered = burst().add('alarm', { code: 'login-burst', message: 'Ten refused log-ins.' })
    assert.is((await control(id, answered)).status, 'supported')
  })

  test('is insufficient where sessions opened and no log-in is on record', async () => {
    const stream = new EventStream().add('session.open', { enforcer: 'pg' }, { session: 'ses_1' })
    assert.is((await control(id, stream)).status, 'insufficient')
  })
})

describe('308(a)(6)(ii): incidents', (test) => {
  const id = '308-a-6-ii'
  const alarmed = () => exchanges().add('alarm', { code: 'source-conflict', message: 'Two events, one sequence.' })

  test('is insufficient without a register of responses', async () => {
    assert.is((await control(id, alarmed())).status, 'insufficient')
    assert.is((await control(id, exchanges())).status, 'insufficient')
  })

  test('is not applicable where a register is kept and no alarm was raised', async () => {
    assert.is((await control(id, exchanges(), { responses: [] })).status, 'not-applicable')
  })

  test('is supported or an exception by what the register answers', async () => {
    const responses = [{ n: 6, by: 'clinic|omar', acknowledgedAt: START }]
    assert.is((await control(id, alarmed(), { responses })).status, 'supported')
    assert.is((await control(id, alarmed(), { responses: [] })).status, 'exception')
  })
})

describe('316(b)(2)(i): retention', (test) => {
  const id = '316-b-2-i'

  test('rests on what the store says', async () => {
    const held = { objects: 12, short: [], enforcedBy: 'store' } as const
    assert.is((await control(id, exchanges(), { retention: held })).status, 'supported')
    const short = [{ key: 'v1/main/segments/0.ndjson', until: '2027-01-01T00:00:00Z' }]
    assert.is((await control(id, exchanges(), { retention: { ...held, short } })).status, 'exception')
  })

  test('is insufficient where nothing is handed in, nothing enforces it, or nothing is there', async () => {
    assert.is((await control(id, exchanges())).status, 'insufficient')
    const declared = { objects: 12, short: [], enforcedBy: 'declared' } as const
    assert.is((await control(id, exchanges(), { retention: declared })).status, 'insufficient')
    const empty = { objects: 0, short: [], enforcedBy: 'store' } as const
    assert.is((await control(id, exchanges(), { retention: empty })).status, 'insufficient')
  })
})
