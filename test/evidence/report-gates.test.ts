import fc from 'fast-check'
import * as assert from 'uvu/assert'
import type { Event, EventKind } from '#schemas'
import { EventStream, phi, query, SOURCES, START } from '#test/events'
import { control, PERIOD, report, verdict } from '#test/report'
import { describe, rejects } from '#test/suite'
import { controls } from '../../evidence/report/controls.ts'
import type { GapDetail, Verdict } from '../../evidence/report/inputs.ts'

const GAP = 'source e… fell silent for 9 minutes'

function gap(changes: Partial<GapDetail> = {}): Verdict {
  const detail = { text: GAP, source: SOURCES.engine, from: START, to: START, ...changes }
  return verdict({ completeness: 'incomplete', gaps: [GAP], gapDetails: [detail] })
}

function exchanges(): EventStream {
  return new EventStream().open('ses_1').decision('dec_1', 'allow').effect('dec_1', 'done')
}

describe('completeness', (test) => {
  const id = '312-a-1-default-deny'
  const status = async (found: Verdict) => (await control(id, exchanges(), { verdict: found })).status

  test('makes a control insufficient where its source has a gap in the period, and says which', async () => {
    const found = await control(id, exchanges(), { verdict: gap() })
    assert.is(found.status, 'insufficient')
    assert.match(found.finding, GAP)
  })

  test('leaves a control alone that rests on another source', async () => {
    assert.is(await status(gap({ source: SOURCES.enforcer })), 'supported')
    const found = await control('312-a-1-enforcement', exchanges(), { verdict: gap({ source: SOURCES.enforcer }) })
    assert.is(found.status, 'insufficient', 'effects rest on the enforcer and on the engine')
  })

  test('leaves a control alone whose period lies outside the gap', async () => {
    assert.is(await status(gap({ from: '2026-05-01T00:00:00Z', to: '2026-05-02T00:00:00Z' })), 'supported')
    assert.is(await status(gap({ from: PERIOD.to, to: null })), 'supported')
    assert.is(await status(gap({ from: null, to: null })), 'insufficient')
  })

  test('touches everything where the gap has no place', async () => {
    assert.is(await status(verdict({ completeness: 'incomplete', gaps: [GAP] })), 'insufficient')
    assert.is(await status(verdict({ completeness: 'incomplete' })), 'insufficient')
    assert.is(await status(gap({ source: null })), 'insufficient')
    assert.is(await status(gap({ source: null, from: 'yesterday' })), 'insufficient')
  })

  test('does not soften an exception', async () => {
    const stream = exchanges().decision('dec_2', 'allow', { error: 'timeout' })
    assert.is((await control(id, stream, { verdict: gap() })).status, 'exception')
  })

  test('counts an event that does not fit its schema as missing', async () => {
    const stream = exchanges().add('decision', { id: 'dec_2', effect: 'perhaps' }, { session: 'ses_1' })
    const found = await report(stream)
    assert.is(found.ledger.completeness, 'incomplete')
    assert.match(found.ledger.gaps[0] ?? '', 'event 4 (decision) does not fit')
    assert.is((await control(id, stream)).status, 'insufficient')
  })
})

describe('a report', (test) => {
  test('names what it was computed from', async () => {
    const found = await report(exchanges(), { systems: [{ name: 'clinic', phi: true }] })
    assert.is(found.entity, 'Riverside Community Clinic')
    assert.equal(found.period, PERIOD)
    assert.equal(found.systems, ['clinic'])
    assert.equal(found.policies, ['a'.repeat(64)])
    assert.is(found.controls.length, controls.length)
    assert.is(new Set(controls.map(({ id }) => id)).size, controls.length)
  })

  test('judges what lies in the period and nothing else', async () => {
    const stream = exchanges().decision('dec_2', 'allow', { error: 'x' }, { at: 90_000 })
    assert.is((await control('312-a-1-default-deny', stream)).population, 1)
    const before = new EventStream().decision('dec_0', 'allow', { error: 'x' }, { at: -1 })
    assert.is((await control('312-a-1-default-deny', before)).status, 'insufficient')
  })

  test('asks for the verdict after the last event', async () => {
    let read = false
    async function* events(): AsyncGenerator<{ n: number; event: Event }> {
      yield* exchanges()
      read = true
    }
    const found = await report(events(), {
      verdict: () => {
        assert.ok(read)
        return verdict({ integrity: 'broken' })
      },
    })
    assert.is(found.ledger.integrity, 'broken')
  })

  test('is refused for a period that is empty, or a zone that is none', async () => {
    await rejects(report(exchanges(), { period: { from: PERIOD.to, to: PERIOD.from } }), 'period')
    await rejects(report(exchanges(), { period: { from: 'May', to: PERIOD.to } }), 'period')
    await rejects(report(exchanges(), { timeZone: 'Mars/Olympus' }), 'time-zone')
  })

  test('keeps at most as many exceptions as its schema takes, and counts the rest', async () => {
    const stream = new EventStream()
    for (let n = 0; n < 300; n++) stream.decision(`dec_${n}`, 'allow', { error: 'x' })
    const found = await control('312-a-1-default-deny', stream)
    assert.is(found.exceptions.length, 256)
    assert.match(found.finding, '44 more exceptions are counted')
  })

  test('draws the same sample from the same events', async () => {
    const stream = new EventStream()
    for (let n = 0; n < 200; n++) stream.decision(`dec_${n}`, 'deny')
    const first = await control('312-a-1-default-deny', stream)
    assert.is(first.sample.length, 5)
    assert.equal(first.sample, (await control('312-a-1-default-deny', stream)).sample)
    assert.ok(
      first.sample.some(({ n }) => n > 20),
      'it is drawn from the whole population',
    )
  })
})

const word = fc.constantFrom(
  '',
  'ses_1',
  'ses_2',
  'dec_1',
  'dec_2',
  'allow',
  'deny',
  'require_approval',
  'admin',
  'idle',
)
const time = fc.constantFrom(START, PERIOD.to, '2026-05-04T09:00:00.000Z', 'never')
const effect = fc.constantFrom('allow', 'deny', 'require_approval')
const whole = fc.constantFrom({ reason: 'drill', by: 'omar', id: 'bg1' }, { id: 'bg1' }, { reason: '' })
/** Each kind with data of its own shape; one kind now and then with another's, which no schema takes. */
const shapes: readonly (readonly [readonly EventKind[], fc.Arbitrary<Event['data']>])[] = [
  [
    ['decision'],
    fc.record({ id: word, policyEffect: effect, effect, failed: fc.boolean() }).map(({ failed, ...part }) => ({
      ...part,
      ...(failed ? { error: 'timeout' } : {}),
      reasons: [],
      obligations: [],
      policy: { digest: 'a'.repeat(64), revision: 'r' },
      input: query({ filtered: false }),
    })),
  ],
  [
    ['effect'],
    fc
      .record({ decision: word, outcome: fc.constantFrom('done', 'refused', 'failed', 'abandoned'), rows: fc.nat(9) })
      .map((part) => ({ ...part, phi: phi({ ssn: 1 }, part.rows > 5 ? { zip: 1 } : {}, part.rows > 3 ? ['p1'] : []) })),
  ],
  [['approval'], fc.record({ id: word, transition: fc.constantFrom('requested', 'approved', 'denied'), by: word })],
  [
    ['session.open'],
    fc.record({ enforcer: word, target: word, transport: fc.constantFrom('plain', 'tls1.3'), expiresAt: time }),
  ],
  [['session.close', 'session.abandoned'], fc.record({ reason: word })],
  [['auth'], fc.record({ outcome: fc.constantFrom('accepted', 'refused') })],
  [['alarm'], fc.record({ code: word, message: word })],
  [['heartbeat'], fc.constant({ seq: 1, head: '0'.repeat(64), signature: 'c2ln' })],
  [['review', 'breakglass.open', 'breakglass.close'], whole],
]
const place = {
  session: word,
  at: fc.integer({ min: -100, max: 100_000 }),
  source: fc.constantFrom(...Object.values(SOURCES)),
}
const sound = fc.oneof(...shapes.map(([kinds, data]) => fc.record({ kind: fc.constantFrom(...kinds), data, ...place })))
const unsound = fc.record({ kind: fc.constant<EventKind>('decision'), data: fc.dictionary(word, word), ...place })
const drafts = fc.array(fc.oneof({ arbitrary: sound, weight: 60 }, { arbitrary: unsound, weight: 1 }), {
  maxLength: 40,
})
const registers = fc.record({
  systems: fc.constantFrom(null, [], [{ name: 'clinic', phi: true }], [{ name: 'wiki', phi: false }]),
  retention: fc.constantFrom(null, { objects: 0, short: [], enforcedBy: 'store' as const }),
  recordings: fc.constantFrom(null, { frames: 0, opened: 0, bad: [] }),
  responses: fc.constantFrom(null, []),
  reviewEveryDays: fc.constantFrom(null, 1),
})
const verdicts = fc.record({
  integrity: fc.constantFrom('intact' as const, 'broken' as const),
  completeness: fc.constantFrom('complete' as const, 'incomplete' as const),
  gaps: fc.constantFrom([], [GAP]),
  events: fc.constantFrom(0, 30),
})

describe('whatever the events are', (test) => {
  const seen = new Map<string, number>()

  test('nothing is supported over an empty population, or from a broken ledger', async () => {
    await fc.assert(
      fc.asyncProperty(drafts, registers, verdicts, async (events, handed, found) => {
        const stream = new EventStream()
        for (const { kind: name, data: facts, ...options } of events) stream.add(name, facts, options)
        const { controls: results } = await report(stream, { ...handed, verdict: verdict(found) })
        assert.is(results.length, controls.length)
        for (const { exceptions, id, population, status } of results) {
          seen.set(status, (seen.get(status) ?? 0) + 1)
          if (population === 0) assert.is.not(status, 'supported', `${id} judged nothing`)
          if (found.integrity === 'broken')
            assert.ok(['exception', 'insufficient'].includes(status), `${id}: ${status}`)
          if (status === 'supported') assert.is(exceptions.length, 0, `${id} has exceptions`)
          if (status === 'exception') assert.ok(exceptions.length > 0, `${id} names no exception`)
          if (found.completeness === 'incomplete' && found.gaps.length > 0 && status === 'supported')
            assert.ok(['312-c', '316-b-2-i'].includes(id), `${id} is supported across a gap`)
        }
      }),
      { numRuns: 200 },
    )
    assert.is(seen.size, 4, 'the events were rich enough to reach every status')
  })
})
