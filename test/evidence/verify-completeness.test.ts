import assert from 'node:assert/strict'
import type { Event } from '#schemas'
import { describe } from '#test/suite'
import { Completeness, type CompletenessOptions, type CompletenessResult } from '../../evidence/verify/completeness.ts'
import { ScriptedSource } from './contracts/scripted-source.ts'

describe('completeness', (test) => {
  test('is whole where numbers, effects and sessions are', () => {
    const { gaps, openSessions } = judge(new ScriptedSource().session('s1', 3).session('s2').head())
    assert.deepEqual(gaps, [])
    assert.equal(openSessions, 0)
  })

  test('an empty ledger is not complete', () => {
    assert.deepEqual(kinds(new Completeness().finish()), ['empty'])
  })

  test('names the numbers that a source left out, with source and window', () => {
    const source = new ScriptedSource().session('s1', 2)
    const events = eventsOf(source).toSpliced(2, 2)
    const [gap] = judgeEvents(events).gaps
    assert.equal(gap?.text, `source ${source.id}: events 3 to 4 of epoch 1 are not in the ledger`)
    assert.deepEqual([gap?.source, gap?.from, gap?.to], [source.id, events[1]?.time, events[2]?.time])
  })

  test('names what is missing before the first event of a source, unless the walk began later', () => {
    const events = eventsOf(new ScriptedSource().head().head()).slice(2)
    assert.match(judgeEvents(events).gaps[0]?.text ?? '', /events 1 to 2 of epoch 1/)
    assert.deepEqual(judgeEvents(events, { partial: true }).gaps, [])
  })

  test('names the end of an epoch that its log recovered and nobody sealed', () => {
    const source = new ScriptedSource().head().head()
    const lost = source.events.length
    const events = eventsOf(source.open()).toSpliced(lost - 1, 1)
    assert.match(judgeEvents(events).gaps[0]?.text ?? '', /event 3 of epoch 1 are not/)
  })

  test('names whole epochs that are missing, and a log that was lost', () => {
    const source = new ScriptedSource()
    const { length } = source.events
    const skipped = eventsOf(source.open().head().open()).toSpliced(length, 2)
    assert.match(judgeEvents(skipped).gaps[0]?.text ?? '', /events 1 to 2 of epoch 2/)
    const [first, second] = eventsOf(new ScriptedSource().open()) as [Event, Event]
    const forgetful = { ...second, data: { ...second.data, previous: null } }
    assert.match(judgeEvents([first, forgetful]).gaps[0]?.text ?? '', /without its former log/)
  })

  test('a number twice is a conflict, also where an epoch is remembered shorter than it was sealed', () => {
    const events = eventsOf(new ScriptedSource().head())
    assert.deepEqual(kinds(judgeEvents([...events, events[1] as Event])), ['conflict'])
    const [first, second] = eventsOf(new ScriptedSource().open()) as [Event, Event]
    const short = {
      ...second,
      data: { ...second.data, previous: { epoch: 1, seq: 0, head: first.source.prev, torn: true } },
    }
    assert.deepEqual(kinds(judgeEvents([first, short])), ['conflict'])
  })

  test('an allow without effect is a gap once it is old; before that it may still come', () => {
    const source = new ScriptedSource().add('session.open', { enforcer: 'x' }, 's')
    source.add('decision', { id: 'd1', effect: 'allow' }, 's')
    assert.deepEqual(judge(source).gaps, [])
    source.seconds += 10_000
    const { gaps } = judge(source.head(), { silenceMs: 1e12 })
    assert.match(gaps[0]?.text ?? '', /decision d1 in session s allowed something/)
    assert.equal(gaps.length, 1)
  })

  test('a session that ends with a reason, or by crash of its process, explains what it owed', () => {
    for (const end of ['close', 'crash'] as const) {
      const source = new ScriptedSource().add('session.open', { enforcer: 'x' }, 's')
      source.add('decision', { id: 'd1', effect: 'allow' }, 's')
      if (end === 'close') source.add('session.close', { reason: 'client went' }, 's')
      else source.open()
      source.seconds += 10_000
      const result = judge(source.head(), { silenceMs: 1e12 })
      assert.deepEqual(result.gaps, [])
      assert.equal(result.abandonedByCrash, end === 'crash' ? 1 : 0)
    }
  })

  test('a crash of another process abandons no session', () => {
    const enforcer = new ScriptedSource().add('session.open', { enforcer: 'x' }, 's')
    const engine = new ScriptedSource().open()
    const result = judgeEvents([...eventsOf(enforcer), ...eventsOf(engine)])
    assert.deepEqual([result.abandonedByCrash, result.openSessions], [0, 1])
  })

  test('a refusal owes no effect, nor does a decision outside of a session', () => {
    const source = new ScriptedSource().add('decision', { id: 'd1', effect: 'allow' })
    source.add('session.open', { enforcer: 'x' }, 's').add('decision', { id: 'd2', effect: 'deny' }, 's')
    source.seconds += 10_000
    assert.deepEqual(judge(source.head(), { silenceMs: 1e12 }).gaps, [])
  })

  test('an effect may come before its decision, and twice; one without any decision is a gap', () => {
    const source = new ScriptedSource().add('session.open', { enforcer: 'x' }, 's')
    for (const decision of ['d1', 'd2']) source.add('effect', { decision, outcome: 'done' }, 's')
    source.add('decision', { id: 'd1', effect: 'allow' }, 's').add('effect', { decision: 'd1', outcome: 'done' }, 's')
    source.seconds += 10_000
    const { gaps } = judge(source.head(), { silenceMs: 1e12 })
    assert.deepEqual(
      gaps.map(({ kind, text }) => [kind, text.includes('d2')]),
      [['effect', true]],
    )
  })

  test('a session that closes and never opened is a gap, unless the walk began later', () => {
    const source = new ScriptedSource().add('session.close', { reason: 'x' }, 's')
    assert.deepEqual(kinds(judge(source)), ['session'])
    assert.deepEqual(judge(source, { partial: true }).gaps, [])
  })

  test('silence while running is a gap with its window; between two epochs it is none', () => {
    const source = new ScriptedSource()
    source.seconds += 300
    const { gaps } = judge(source.head('heartbeat'))
    assert.deepEqual(
      gaps.map(({ kind }) => kind),
      ['silence'],
    )
    assert.match(gaps[0]?.from ?? '', /^2026-02-03T08:00:01/)
    const restarted = new ScriptedSource()
    restarted.seconds += 300
    assert.deepEqual(judge(restarted.open()).gaps, [])
  })

  test('a source that never spoke again is a gap where the reader says how late it is', () => {
    const source = new ScriptedSource()
    const asOf = Date.parse('2026-02-03T09:00:00.000Z')
    assert.deepEqual(kinds(judge(source, { asOf })), ['silence'])
  })

  test('lists a thousand gaps and counts the rest', () => {
    const source = new ScriptedSource()
    for (let index = 0; index < 1500; index++) source.add('session.close', { reason: 'x' }, `s${index}`)
    const { gaps } = judge(source)
    assert.equal(gaps.length, 1001)
    assert.match(gaps.at(-1)?.text ?? '', /^500 more/)
  })
})

function eventsOf({ events }: ScriptedSource): Event[] {
  return events.map((bytes) => JSON.parse(Buffer.from(bytes).toString()) as Event)
}

function judge(source: ScriptedSource, options?: CompletenessOptions): CompletenessResult {
  return judgeEvents(eventsOf(source), options)
}

function judgeEvents(events: readonly Event[], options?: CompletenessOptions): CompletenessResult {
  const completeness = new Completeness(options)
  for (const event of events) completeness.add(event)
  return completeness.finish()
}

function kinds({ gaps }: CompletenessResult): string[] {
  return gaps.map(({ kind }) => kind)
}
