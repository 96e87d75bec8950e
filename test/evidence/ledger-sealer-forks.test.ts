import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import type { EventDraft } from '#schemas'
import { describe, rejects } from '#test/suite'
import { eventually } from '#test/wait'
import { segmentKeys } from '../../evidence/ledger/segment-keys.ts'
import type { ObjectStore } from '../../evidence/store/object-store.ts'
import { MemoryStore } from './contracts/memory-store.ts'
import { ScriptedSource } from './contracts/scripted-source.ts'
import { methods } from './failing-stores.ts'
import { SEALERS, SHARD, verify } from './sealers.ts'

for (const { where, sealAll } of SEALERS)
  describe(`the sealer and forks, ${where}`, (test) => {
    test('of two sealers on one shard one chain grows, and who loses stops', async () => {
      const store = new MemoryStore()
      const one = new ScriptedSource().session('one').head()
      const two = new ScriptedSource().session('two').head()
      // Both have looked where the shard stands before either writes: else the later one just goes on after the first.
      let looked = 0
      const both = (): Promise<true> => eventually('both have looked', () => looked === 2 || undefined)
      const watched = (): ObjectStore => {
        let isNew = true
        return {
          ...methods(store),
          list: (...given) => {
            if (isNew) looked++
            isNew = false
            return store.list(...given)
          },
          create: async (...given) => {
            await both()
            return store.create(...given)
          },
        }
      }
      const ends = await Promise.allSettled([sealAll(one, watched()), sealAll(two, watched())])
      const lost = ends.filter((end) => end.status === 'rejected')
      assert.deepEqual(
        lost.map(({ reason }) => reason.code),
        ['forked'],
      )
      assert.equal((await verify(store)).integrity, 'intact')
    })

    test('never signs lines that somebody planted at the tip', async () => {
      const source = new ScriptedSource().session('s1').head()
      const store = new MemoryStore()
      await sealAll(source, store)
      const forged = new MemoryStore()
      await sealAll(new ScriptedSource().session('forged'), forged)
      const planted = forged.objects.get(segmentKeys(SHARD, 0).lines) as Uint8Array
      store.objects.set(segmentKeys(SHARD, source.events.length).lines, planted)
      const alarms: EventDraft[] = []
      source.session('s2')
      await rejects(sealAll(source, store, { alarm: (draft) => alarms.push(draft) }), 'forked')
      assert.equal(alarms[0]?.data['code'], 'ledger.forked')
      assert.equal(store.objects.has(segmentKeys(SHARD, source.events.length - 4).header), false)
    })

    test('does not go on behind a header that another key signed, nor behind a gap', async () => {
      const store = new MemoryStore()
      const source = new ScriptedSource()
      await sealAll(source, store, { key: generateKeyPairSync('ed25519').privateKey })
      await rejects(sealAll(source, store), 'header')
      const gapped = new MemoryStore()
      gapped.objects.set(segmentKeys(SHARD, 7).lines, Buffer.from('x'))
      await rejects(sealAll(source, gapped), 'forked')
    })
  })
