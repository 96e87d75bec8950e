import assert from 'node:assert/strict'
import { describe, rejects } from '#test/suite'
import type { ObjectStore } from '../../../evidence/store/object-store.ts'

export interface StoreUnderTest {
  readonly store: ObjectStore
  readonly close: () => Promise<void>
}

/** What every ObjectStore must do; `open` answers an empty one each time. */
export function objectStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the contract of a store`, (test) => {
    const on = (sentence: string, act: (store: ObjectStore) => Promise<void>): void =>
      test(sentence, async () => {
        const { store, close } = await open()
        try {
          await act(store)
        } finally {
          await close()
        }
      })

    on('it gives back what was created', async (store) => {
      assert.equal(await store.create('v1/a/b.json', bytes('one')), 'created')
      assert.deepEqual(Buffer.from((await store.get('v1/a/b.json')) ?? ''), bytes('one'))
    })

    on('a retry with the same bytes is the same', async (store) => {
      await store.create('k', bytes('one'))
      assert.equal(await store.create('k', bytes('one')), 'same')
    })

    on('other bytes under the same key are a conflict, and the first stay', async (store) => {
      await store.create('k', bytes('one'))
      await rejects(store.create('k', bytes('two')), 'conflict')
      await rejects(store.create('k', bytes('')), 'conflict')
      assert.deepEqual(Buffer.from((await store.get('k')) ?? ''), bytes('one'))
    })

    on('of fifty who race with different bytes one wins, whole', async (store) => {
      const racers = Array.from({ length: 50 }, (_, index) => bytes(`${index}-`.repeat(20_000)))
      const ends = await Promise.allSettled(racers.map((racer) => store.create('race/k', racer)))
      const winners = ends.flatMap((end, index) => (end.status === 'fulfilled' ? [index] : []))
      assert.equal(winners.length, 1)
      for (const end of ends) if (end.status === 'rejected') assert.equal(end.reason.code, 'conflict')
      const [winner = -1] = winners
      assert.deepEqual(Buffer.from((await store.get('race/k')) ?? ''), racers[winner])
    })

    on('of fifty who race with the same bytes all are content and one created', async (store) => {
      const ends = await Promise.all(Array.from({ length: 50 }, () => store.create('race/k', bytes('equal'))))
      assert.equal(ends.filter((end) => end === 'created').length, 1)
    })

    on('a missing key is null, also below an object and as the name of a folder', async (store) => {
      await store.create('a/b', bytes('x'))
      for (const key of ['b', 'a', 'a/b/c', 'a/c']) assert.equal(await store.get(key), null, key)
    })

    on('keys that leave, hide or surprise are refused everywhere', async (store) => {
      const long = 'a'.repeat(201)
      const odd = [
        '',
        '/',
        '/a',
        'a/',
        'a//b',
        '.',
        '..',
        'a/../b',
        '../a',
        'a/.',
        'a b',
        'é',
        'a\0',
        'a\\b',
        '~x',
        long,
      ]
      const deep = ['a/a/a/a/a/a/a/a/a', `${'a'.repeat(180)}/${'b'.repeat(180)}/${'c'.repeat(180)}`]
      for (const key of [...odd, ...deep]) {
        await rejects(store.create(key, bytes('x')), 'key')
        await rejects(store.get(key), 'key')
      }
      for (const prefix of ['../', '/', 'a//', '~', 'a b']) await rejects(all(store.list(prefix)), 'key')
    })

    on('keys with dots and dashes, and the deepest and longest, work', async (store) => {
      const keys = ['.hidden', '...', '-', 'a.b-c_D/0', 'a/a/a/a/a/a/a/a', 'x'.repeat(200)]
      for (const key of keys) assert.equal(await store.create(key, bytes(key)), 'created', key)
      for (const key of keys) assert.deepEqual(Buffer.from((await store.get(key)) ?? ''), bytes(key))
      assert.deepEqual(await all(store.list('')), [...keys].sort())
    })

    on('an empty object and one of five million bytes come back whole', async (store) => {
      const big = Buffer.alloc(5_000_000, 'cordon')
      await store.create('empty', Buffer.alloc(0))
      await store.create('big', big)
      assert.equal((await store.get('empty'))?.length, 0)
      assert.ok(Buffer.from((await store.get('big')) ?? '').equals(big))
    })

    on('lists what begins with a prefix, ascending as whole keys, after a key', async (store) => {
      const keys = ['a-b', 'a.b', 'a/b', 'a/b.c', 'a/c/d', 'a0', 'b/0', 'b/1']
      for (const key of [...keys].reverse()) await store.create(key, bytes('x'))
      assert.deepEqual(await all(store.list('')), keys)
      assert.deepEqual(await all(store.list('a/')), ['a/b', 'a/b.c', 'a/c/d'])
      assert.deepEqual(await all(store.list('a')), keys.slice(0, 6))
      assert.deepEqual(await all(store.list('a/b')), ['a/b', 'a/b.c'])
      assert.deepEqual(await all(store.list('', 'a/b')), keys.slice(3))
      assert.deepEqual(await all(store.list('', 'a/b.z')), keys.slice(4))
      assert.deepEqual(await all(store.list('b/', 'a0')), ['b/0', 'b/1'])
      assert.deepEqual(await all(store.list('a/', 'b')), [])
      assert.deepEqual(await all(store.list('nothing/')), [])
    })

    on('a create with retention is a create', async (store) => {
      const retention = { until: new Date('2032-01-01T00:00:00Z'), mode: 'governance' as const }
      assert.equal(await store.create('v1/kept', bytes('x'), retention), 'created')
      assert.equal(await store.create('v1/kept', bytes('x'), retention), 'same')
      assert.equal(await store.create('x'.repeat(200), bytes('x'), retention), 'created')
      assert.deepEqual(await all(store.list('')), ['v1/kept', 'x'.repeat(200)])
    })
  })
}

function bytes(text: string): Buffer {
  return Buffer.from(text)
}

async function all(keys: AsyncIterable<string>): Promise<string[]> {
  const list: string[] = []
  for await (const key of keys) list.push(key)
  return list
}
