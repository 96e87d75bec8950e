import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventDraft } from '#schemas'
import { describe, rejects } from '#test/suite'
import { openHeader } from '../../evidence/ledger/header.ts'
import { runSealer, type SealerOptions } from '../../evidence/ledger/sealer.ts'
import { runSealerThread } from '../../evidence/ledger/sealer-thread.ts'
import { segmentKeys } from '../../evidence/ledger/segment-keys.ts'
import { openFolderStore } from '../../evidence/store/folder-store.ts'
import type { ObjectStore } from '../../evidence/store/object-store.ts'
import { StoreError } from '../../evidence/store/store-error.ts'
import { openEventLog } from '../../evidence/stream/event-log.ts'
import type { EventSource } from '../../evidence/stream/seams.ts'
import { type Verdict, verifyLedger } from '../../evidence/verify/verify-ledger.ts'
import { walkEvents } from '../../evidence/verify/walk-events.ts'
import { MemoryStore } from './contracts/memory-store.ts'
import { ScriptedSource } from './contracts/scripted-source.ts'
import { logOptions } from './kill/log-options.ts'

const { privateKey: key, publicKey } = generateKeyPairSync('ed25519')
const SHARD = 'test'

for (const { where, run, step } of [
  { where: 'in the thread of its caller', run: runSealer, step: 1 },
  // A thread takes its time to start: it dies at fewer places.
  { where: 'in a thread of its own', run: inThread, step: 4 },
])
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
      await until(() => running.released.length === 1)
      await sleep(60)
      assert.equal(store.objects.size, 3)
      source.session('late')
      await until(() => running.released.at(-1) === String(source.events.length))
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
      await until(() => running.released.at(-1) === String(source.events.length))
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
      await until(() => running.warnings.length > 0)
      await running.stop()
      assert.deepEqual(running.released, [])
      await sealAll(source, store)
      await sealedOnce(store, source)
    })

    test('of two sealers on one shard one chain grows, and who loses stops', async () => {
      const store = new MemoryStore()
      const one = new ScriptedSource().session('one').head()
      const two = new ScriptedSource().session('two').head()
      // Both have looked where the shard stands before either writes: else the later one just goes on after the first.
      let looked = 0
      const both = (): Promise<void> => until(() => looked === 2)
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

    test('a release that fails does not stop it', async () => {
      const store = new MemoryStore()
      const source = new ScriptedSource().session('s1')
      await sealAll(source, store, { onSealed: () => Promise.reject(new Error('disk')) })
      await sealedOnce(store, source)
    })

    test('names the cursor and watermarks in its header', async () => {
      const source = new ScriptedSource().session('s1')
      const store = new MemoryStore()
      await sealAll(source, store)
      const bytes = store.objects.get(segmentKeys(SHARD, 0).header) as Uint8Array
      const facts = openHeader(bytes, createPublicKey(key))
      assert.equal(facts.cursor, '5')
      assert.deepEqual(facts.watermarks, [{ source: source.id, epoch: 1, seq: 5, head: source.prev }])
    })

    test('seals a real log into a folder, releases it, and the files verify', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'cordon-sealer-'))
      try {
        const store = await openFolderStore(join(folder, 'store'))
        for (let life = 0; life < 2; life++) {
          const log = await openEventLog(logOptions(join(folder, 'log'), { key, segmentBytes: 64 * 1024 }))
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

    function start(source: EventSource, store: ObjectStore, more: Partial<SealerOptions> = {}): Running {
      const released: string[] = []
      const warnings: string[] = []
      const stop = new AbortController()
      const end = run({
        source,
        store,
        shard: SHARD,
        key,
        assurance: 'demo',
        separation: 'combined',
        onSealed: (cursor) => {
          released.push(cursor)
        },
        alarm: () => undefined,
        now: Date.now,
        signal: stop.signal,
        log: { info: () => undefined, warn: (message) => warnings.push(message), error: () => undefined },
        firstPauseMs: 1,
        ...more,
      })
      // Looked at by whoever awaits the end; until then it must not count as unhandled.
      end.catch(() => undefined)
      return {
        released,
        warnings,
        end,
        stop: () => {
          stop.abort()
          return end
        },
      }
    }

    /** Runs a sealer over what the source has, to its end. */
    async function sealAll(
      source: EventSource,
      store: ObjectStore,
      more: Partial<SealerOptions> = {},
    ): Promise<Running> {
      const running = start(source, store, { signal: AbortSignal.abort(), ...more })
      await running.end
      return running
    }
  })

interface Running {
  readonly released: string[]
  readonly warnings: string[]
  readonly end: Promise<void>
  readonly stop: () => Promise<void>
}

// Its clock is its own, so that how long comes as a number.
function inThread({ retention, now: _, ...options }: SealerOptions): Promise<void> {
  return runSealerThread({ ...options, ...(retention ? { retention: { ms: 1000, mode: 'compliance' } } : {}) })
}

function verify(store: ObjectStore): Promise<Verdict> {
  return verifyLedger({ store, shard: SHARD, publicKey })
}

async function sealedOnce(store: ObjectStore, { events }: ScriptedSource): Promise<void> {
  const sealed: string[] = []
  for await (const { bytes } of walkEvents({ store, shard: SHARD, publicKey }))
    sealed.push(Buffer.from(bytes).toString())
  assert.deepEqual(
    sealed,
    events.map((event) => Buffer.from(event).toString()),
  )
}

/** A store that dies at the create number `at`, before or after doing it. */
function dying(store: MemoryStore, at: number, when: 'before' | 'after'): ObjectStore {
  let creates = 0
  return {
    ...methods(store),
    create: async (...given) => {
      const dies = ++creates === at
      if (dies && when === 'before') throw new Error('killed')
      const end = await store.create(...given)
      if (dies) throw new Error('killed')
      return end
    },
  }
}

function methods(store: ObjectStore): ObjectStore {
  return {
    create: (...given) => store.create(...given),
    get: (name) => store.get(name),
    list: (...given) => store.list(...given),
  }
}

function order(name: string): number {
  return ['.ndjson', '.leaves', '.header.json'].findIndex((end) => name.endsWith(end))
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000; turn++) {
    if (holds()) return
    await sleep(5)
  }
  assert.fail('it did not come about in ten seconds')
}
