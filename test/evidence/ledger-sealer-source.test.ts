import assert from 'node:assert/strict'
import type { EventDraft } from '#schemas'
import { describe, rejects } from '#test/suite'
import type { EventSource } from '../../evidence/stream/seams.ts'
import { MemoryStore } from './contracts/memory-store.ts'
import { ScriptedSource } from './contracts/scripted-source.ts'
import { dying } from './failing-stores.ts'
import { SEALERS, sealedOnce, verify } from './sealers.ts'

for (const { where, sealAll } of SEALERS)
  describe(`the sealer and its source, ${where}`, (test) => {
    test('drops an event that comes again, and seals two of one number, with an alarm', async () => {
      const source = new ScriptedSource().session('s1')
      const fork = new ScriptedSource()
      Object.assign(fork, { events: source.events })
      source.events.push(...source.events.slice(1, 3))
      const other = Buffer.from(
        Buffer.from(source.events[4] as Uint8Array)
          .toString()
          .replace('client', 'killed'),
      )
      source.events.push(other, other)
      const store = new MemoryStore()
      const alarms: EventDraft[] = []
      await sealAll(source, store, { alarm: (draft) => alarms.push(draft) })
      const verdict = await verify(store)
      assert.deepEqual(
        alarms.map(({ data }) => data['code']),
        ['ledger.conflict'],
      )
      assert.deepEqual([verdict.integrity, verdict.events, verdict.completeness], ['intact', 6, 'incomplete'])
      assert.match(verdict.gaps.join(), /event 5 of epoch 1 was sealed more than once/)
    })

    test('finds in the store what it no longer remembers: the same is dropped, another is sealed with an alarm', async () => {
      const source = new ScriptedSource().session('s1', 10).session('s2', 10)
      const store = new MemoryStore()
      await sealAll(source, store, { sealEvery: { events: 8 } })
      const alarms: EventDraft[] = []
      source.events.push(...source.events.slice(0, 40))
      await sealAll(source, store, { alarm: (draft) => alarms.push(draft) })
      assert.deepEqual([alarms, (await verify(store)).events], [[], 45])
      const other = Buffer.from(source.events[4] as Uint8Array).toString()
      source.events.push(Buffer.from(other.replace('s1-', 's9-')), ...source.events.slice(0, 40))
      await sealAll(source, store, { alarm: (draft) => alarms.push(draft) })
      assert.deepEqual(
        alarms.map(({ data }) => data['code']),
        ['ledger.conflict'],
      )
      assert.equal((await verify(store)).events, 46)
    })

    test('seals behind the others, with an alarm, what was left out and comes late', async () => {
      const source = new ScriptedSource().session('s1', 10)
      const late = source.events.splice(3, 2)
      const store = new MemoryStore()
      await sealAll(source, store, { sealEvery: { events: 4 } })
      const alarms: EventDraft[] = []
      source.events.push(...late)
      await sealAll(source, store, { alarm: (draft) => alarms.push(draft) })
      assert.deepEqual(
        alarms.map(({ data }) => data['code']),
        ['ledger.late'],
      )
      await sealedOnce(store, source)
    })

    test('confirms unsealed lines of several sources in whatever order these come again', async () => {
      const one = new ScriptedSource().session('one', 3).head()
      const two = new ScriptedSource().session('two', 3).head()
      const mixed = (first: ScriptedSource, second: ScriptedSource): ScriptedSource => {
        const source = new ScriptedSource()
        const events = first.events.flatMap((event, at) => [event, second.events[at] as Uint8Array])
        return Object.assign(source, { events })
      }
      const store = new MemoryStore()
      await rejects(sealAll(mixed(one, two), dying(store, 1, 'after'), { sealEvery: { events: 7 } }))
      await sealAll(mixed(two, one), store)
      const { integrity, events, gaps } = await verify(store)
      assert.deepEqual([integrity, events, gaps], ['intact', one.events.length + two.events.length, []])
    })

    test('seals no event that is not in canonical form, and says why it stops', async () => {
      const source = new ScriptedSource()
      source.events.push(Buffer.from('{"v": 1}'))
      const alarms: EventDraft[] = []
      await rejects(sealAll(source, new MemoryStore(), { alarm: (draft) => alarms.push(draft) }), 'event')
      assert.equal(alarms[0]?.data['code'], 'ledger.event')
    })

    test('a source that fails or breaks its word ends it', async () => {
      const failing: EventSource = { fetch: () => Promise.reject(new Error('no log')) }
      await rejects(sealAll(failing, new MemoryStore()), 'source')
      const endless: EventSource = { fetch: async () => ({ events: new ScriptedSource().events, cursor: null }) }
      await rejects(sealAll(endless, new MemoryStore()), 'source')
    })

    test('seals to the end also where the source brings less than was asked for', async () => {
      const source = new ScriptedSource().session('s1', 4).head()
      const store = new MemoryStore()
      const sparing: EventSource = {
        fetch: (cursor, options) => source.fetch(cursor, { ...options, most: Math.min(2, options.most) }),
      }
      await rejects(sealAll(sparing, dying(store, 3, 'before'), { sealEvery: { events: 5 } }))
      await sealAll(sparing, store, { sealEvery: { events: 5 } })
      await sealedOnce(store, source)
    })
  })
