import assert from 'node:assert/strict'
import { describe, rejects } from '#test/suite'
import { eventually } from '#test/wait'
import type { ObjectStore } from '../../evidence/store/object-store.ts'
import { StoreError } from '../../evidence/store/store-error.ts'
import { MemoryStore } from './contracts/memory-store.ts'
import { ScriptedSource } from './contracts/scripted-source.ts'
import { dying, methods } from './failing-stores.ts'
import { SEALERS, sealedOnce, verify } from './sealers.ts'

for (const { where, start, sealAll, step } of SEALERS)
  describe(`the sealer and its store, ${where}`, (test) => {
    test('loses and doubles nothing wherever it dies, whether the store did what it did not say or not', async () => {
      for (const when of ['before', 'after'] as const)
        for (let at = 1; at <= 9; at += step) {
          const source = new ScriptedSource().session('s1', 4).head()
          const store = new MemoryStore()
          await rejects(sealAll(source, dying(store, at, when), { sealEvery: { events: 5 } }))
          source.session('s2').head()
          await sealAll(source, store, { sealEvery: { events: 7 } })
          const { integrity, gaps } = await verify(store)
          assert.deepEqual([integrity, gaps], ['intact', []], `died ${when} create ${at}`)
          await sealedOnce(store, source)
        }
    })

    test('waits while the store is out of reach, and seals in order when it is back', async () => {
      const source = new ScriptedSource().session('s1', 6).head()
      const store = new MemoryStore()
      let calls = 0
      const flaky: ObjectStore = {
        create: async (...given) => {
          if (++calls % 3 !== 0) throw new StoreError('io', 'out of reach')
          return store.create(...given)
        },
        get: async (name) => {
          if (++calls % 2 === 0) throw new StoreError('io', 'out of reach')
          return store.get(name)
        },
        list: (...given) => store.list(...given),
      }
      const running = start(source, flaky, { sealEvery: { events: 4, ms: 10 } })
      await eventually('all is sealed', () => running.released.at(-1) === String(source.events.length))
      await running.stop()
      assert.equal((await verify(store)).completeness, 'complete')
      assert.ok(running.warnings.length > 0)
      await sealedOnce(store, source)
    })

    test('stops at once when it is told to while the store is out of reach, and loses nothing', async () => {
      const source = new ScriptedSource()
      const store = new MemoryStore()
      const broken: ObjectStore = {
        ...methods(store),
        create: () => Promise.reject(new StoreError('io', 'out of reach')),
      }
      const running = start(source, broken, { sealEvery: { ms: 1 }, firstPauseMs: 20_000 })
      await eventually('it warns', () => running.warnings.length > 0)
      await running.stop()
      assert.deepEqual(running.released, [])
      await sealAll(source, store)
      await sealedOnce(store, source)
    })

    test('does not release the log when what it stored reads back otherwise', async () => {
      const store = new MemoryStore()
      const lying: ObjectStore = {
        ...methods(store),
        get: async (name) => (name.endsWith('.ndjson') ? Buffer.from('lost') : store.get(name)),
      }
      const running = start(new ScriptedSource(), lying, { sealEvery: { ms: 1 } })
      await rejects(running.end, 'forked')
      assert.deepEqual(running.released, [])
    })

    test('a release that fails does not stop it', async () => {
      const store = new MemoryStore()
      const source = new ScriptedSource().session('s1')
      await sealAll(source, store, { onSealed: () => Promise.reject(new Error('disk')) })
      await sealedOnce(store, source)
    })
  })
