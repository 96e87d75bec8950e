import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe } from '#test/suite'
import { eventually } from '#test/wait'
import { openHeader } from '../../evidence/ledger/header.ts'
import { segmentKeys } from '../../evidence/ledger/segment-keys.ts'
import { openFolderStore } from '../../evidence/store/folder-store.ts'
import { openEventLog } from '../../evidence/stream/event-log.ts'
import { MemoryStore } from './contracts/memory-store.ts'
import { ScriptedSource } from './contracts/scripted-source.ts'
import { logOptions } from './kill/log-options.ts'
import { SEALER_KEY, SEALERS, SHARD, sealedOnce, verify } from './sealers.ts'

for (const { where, start, sealAll } of SEALERS)
  describe(`the sealer, ${where}`, (test) => {
    test('seals everything once, in segments of the size asked for, and tells the last cursor', async () => {
      const source = new ScriptedSource().session('s1', 4).head()
      const store = new MemoryStore()
      const { released } = await sealAll(source, store, { sealEvery: { events: 5 } })
      assert.deepEqual(released, ['5', '10', '12'])
      const verdict = await verify(store)
      assert.deepEqual([verdict.integrity, verdict.completeness, verdict.gaps], ['intact', 'complete', []])
      assert.deepEqual([verdict.events, verdict.segments], [12, 3])
      await sealedOnce(store, source)
    })

    test('seals after some time what does not fill a segment, and nothing when nothing comes', async () => {
      const source = new ScriptedSource()
      const store = new MemoryStore()
      const running = start(source, store, { sealEvery: { ms: 20 } })
      await eventually('a first segment is sealed', () => running.released.length === 1)
      await sleep(60)
      assert.equal(store.objects.size, 3)
      source.session('late')
      await eventually('all is sealed', () => running.released.at(-1) === String(source.events.length))
      await running.stop()
      assert.equal(store.objects.size, 6)
    })

    test('goes on where the store says, not where it remembers', async () => {
      const source = new ScriptedSource().session('s1')
      const store = new MemoryStore()
      await sealAll(source, store)
      source.open().session('s2').head()
      const { released } = await sealAll(source, store)
      assert.deepEqual(released, ['5', '11'])
      const verdict = await verify(store)
      assert.deepEqual([verdict.completeness, verdict.gaps], ['complete', []])
      await sealedOnce(store, source)
    })

    test('writes the retention that is asked for on all three objects', async () => {
      const store = new MemoryStore()
      const until = new Date('2032-01-01T00:00:00Z')
      await sealAll(new ScriptedSource(), store, { retention: () => ({ until, mode: 'compliance' }) })
      assert.deepEqual(
        [...store.retention.keys()],
        Object.values(segmentKeys(SHARD, 0)).toSorted((a, b) => order(a) - order(b)),
      )
    })

    test('names the cursor and watermarks in its header', async () => {
      const source = new ScriptedSource().session('s1')
      const store = new MemoryStore()
      await sealAll(source, store)
      const bytes = store.objects.get(segmentKeys(SHARD, 0).header) as Uint8Array
      const facts = openHeader(bytes, createPublicKey(SEALER_KEY))
      assert.equal(facts.cursor, '5')
      assert.deepEqual(facts.watermarks, [{ source: source.id, epoch: 1, seq: 5, head: source.prev }])
    })

    test('seals a real log into a folder, releases it, and the files verify', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'cordon-sealer-'))
      try {
        const store = await openFolderStore(join(folder, 'store'))
        for (let life = 0; life < 2; life++) {
          const log = await openEventLog(logOptions(join(folder, 'log'), { key: SEALER_KEY, segmentBytes: 64 * 1024 }))
          const held = log.status().heldBytes
          const running = start(log, store, {
            sealEvery: { events: 100, ms: 20 },
            onSealed: (cursor) => log.release(cursor),
          })
          for (let index = 0; index < 250; index++) await log.append({ kind: 'config', data: { index } }).durable
          await log.sign()
          await running.stop()
          assert.ok(log.status().heldBytes <= held + 64 * 1024)
          await log.close()
        }
        const verdict = await verify(store)
        assert.deepEqual([verdict.integrity, verdict.completeness, verdict.gaps], ['intact', 'complete', []])
        assert.ok(verdict.events >= 502)
        assert.equal(verdict.sources[0]?.signedSeq, (verdict.sources[0]?.seq ?? 0) - 1)
      } finally {
        rmSync(folder, { recursive: true })
      }
    })
  })

function order(name: string): number {
  return ['.ndjson', '.leaves', '.header.json'].findIndex((end) => name.endsWith(end))
}
