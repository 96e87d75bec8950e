import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  DeleteObjectCommand,
  GetObjectRetentionCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { describe, rejects } from '#test/suite'
import type { EvidenceStore, Overlaid, Retention } from '../../../evidence/store/object-store.ts'
import { openStore } from '../../../evidence/store/open-store.ts'
import type { S3Access } from '../../../evidence/store/s3/s3-access.ts'
import type { S3Server } from '../../services/s3-server.ts'
import { freePort } from '../../support/wait.ts'

const DAY_MS = 86_400_000

/** What a store on S3 does beyond the contract of every store, on a real server. */
export function s3StoreContract(name: string, server: S3Server, bucket: string): void {
  const fresh = (): string => `s3://${bucket}/${randomBytes(6).toString('hex')}`
  const open = (
    place: string,
    s3: Partial<S3Access> = {},
    access: 'read' | 'write' = 'write',
  ): Promise<EvidenceStore> => openStore(place, { s3: { ...server.access, ...s3 }, access, now: Date.now })
  const inBucket = (place: string, key: string): { Bucket: string; Key: string } => ({
    Bucket: bucket,
    Key: `${place.slice(`s3://${bucket}/`.length)}/${key}`,
  })
  const versionsOf = async (place: string, key: string): Promise<string[]> => {
    const { Bucket, Key } = inBucket(place, key)
    const { Versions = [] } = await server.client.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }))
    return [...new Set(Versions.map(({ VersionId = '' }) => VersionId))]
  }

  describe(`${name} as a store of evidence`, (test) => {
    test('locks every object, to the second, with the mode that was asked for', async () => {
      const place = fresh()
      const store = await open(place)
      const until = new Date(Math.floor(Date.now() / 1000) * 1000 + 3 * DAY_MS + 1)
      for (const mode of ['compliance', 'governance'] as const) {
        await store.create(`v1/${mode}`, bytes('x'), { until, mode })
        const { Retention } = await server.client.send(new GetObjectRetentionCommand(inBucket(place, `v1/${mode}`)))
        assert.equal(Retention?.Mode, mode.toUpperCase())
        assert.equal(Retention?.RetainUntilDate?.getTime(), until.getTime() + 999)
        const kept = await store.kept(`v1/${mode}`)
        assert.deepEqual([kept.until?.getTime(), kept.isEnforced], [until.getTime() + 999, mode === 'compliance'])
      }
      await store.create('v1/unasked', bytes('x'))
      const { until: unasked } = await store.kept('v1/unasked')
      assert.ok(unasked && unasked.getTime() > Date.now() + 300 * DAY_MS)
      store.close()
    })

    test('its owner cannot delete what is locked', async () => {
      const place = fresh()
      const store = await open(place)
      await store.create('v1/k', bytes('x'), inDays(2, 'compliance'))
      const [VersionId] = await versionsOf(place, 'v1/k')
      for (const BypassGovernanceRetention of [false, true])
        await rejects(
          server.client.send(
            new DeleteObjectCommand({ ...inBucket(place, 'v1/k'), VersionId, BypassGovernanceRetention }),
          ),
        )
      assert.equal(String(await store.get('v1/k')), 'x')
      store.close()
    })

    test('a newer version on top changes nothing that is read, and is named', async () => {
      const place = fresh()
      const store = await open(place)
      for (const key of ['v1/a', 'v1/b', 'v1/c']) await store.create(key, bytes(`true ${key}`))
      for (let more = 0; more < 6; more++)
        await server.client.send(new PutObjectCommand({ ...inBucket(place, 'v1/b'), Body: `forged ${more}` }))
      const reader = await open(place, {}, 'read')
      for (const one of [store, reader]) {
        assert.equal(String(await one.get('v1/b')), 'true v1/b')
        assert.deepEqual(await all(one.list('v1/')), ['v1/a', 'v1/b', 'v1/c'])
        assert.deepEqual(await overlaid(one), [{ key: 'v1/b', versions: 7, isHidden: false }])
        assert.equal(String(await one.get('v1/b')), 'true v1/b')
      }
      assert.equal(await store.create('v1/b', bytes('true v1/b')), 'same')
      await rejects(store.create('v1/b', bytes('forged 5')), 'conflict')
      for (const one of [store, reader]) one.close()
    })

    test('a delete marker hides nothing, and is named; over it nothing else is created', async () => {
      const place = fresh()
      const store = await open(place)
      for (const key of ['v1/a', 'v1/b']) await store.create(key, bytes(`true ${key}`))
      await server.client.send(new DeleteObjectCommand(inBucket(place, 'v1/a')))
      const reader = await open(place, {}, 'read')
      for (const one of [store, reader]) {
        assert.equal(String(await one.get('v1/a')), 'true v1/a')
        assert.deepEqual(await all(one.list('')), ['v1/a', 'v1/b'])
        assert.deepEqual(await overlaid(one), [{ key: 'v1/a', versions: 1, isHidden: true }])
      }
      // A service may let the second put through, since the newest is a marker: it is not what counts.
      await rejects(store.create('v1/a', bytes('forged')), 'conflict')
      assert.equal(await store.create('v1/a', bytes('true v1/a')), 'same')
      assert.equal(String(await store.get('v1/a')), 'true v1/a')
      for (const one of [store, reader]) one.close()
    })

    test('an object that is there with less of a lock gets the one that was asked for', async () => {
      const place = fresh()
      const store = await open(place)
      await store.create('v1/policy', bytes('in force'), inDays(10, 'compliance'))
      assert.equal(await store.create('v1/policy', bytes('in force'), inDays(40, 'compliance')), 'same')
      const { until } = await store.kept('v1/policy')
      assert.ok(until && until.getTime() > Date.now() + 39 * DAY_MS)
      assert.equal(await store.create('v1/policy', bytes('in force'), inDays(5, 'compliance')), 'same')
      assert.deepEqual((await store.kept('v1/policy')).until, until)
      assert.equal((await versionsOf(place, 'v1/policy')).length, 1)
      store.close()
    })

    test('of twenty stores that race one wins, and one version is left', async () => {
      const place = fresh()
      const stores = await Promise.all(Array.from({ length: 20 }, () => open(place)))
      const ends = await Promise.allSettled(stores.map((store, racer) => store.create('v1/k', bytes(`${racer}`))))
      assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1)
      for (const end of ends) if (end.status === 'rejected') assert.equal(end.reason.code, 'conflict')
      assert.equal((await versionsOf(place, 'v1/k')).length, 1)
      for (const store of stores) store.close()
    })

    test('opened again and again it leaves one small object behind, which no list shows', async () => {
      const place = fresh()
      for (let opened = 0; opened < 3; opened++) (await open(place)).close()
      const { Bucket, Key: Prefix } = inBucket(place, '')
      const { Versions = [], DeleteMarkers = [] } = await server.client.send(
        new ListObjectVersionsCommand({ Bucket, Prefix }),
      )
      assert.deepEqual(
        [...new Set(Versions.map(({ Key, VersionId }) => `${Key} ${VersionId}`))].map((text) => text.split(' ')[0]),
        [`${Prefix}~probe`],
      )
      assert.deepEqual(DeleteMarkers, [])
      const store = await open(place, {}, 'read')
      assert.deepEqual([await all(store.list('')), await overlaid(store)], [[], []])
      await rejects(store.create('v1/k', bytes('x')), 'io')
      store.close()
    })

    test('lists more than a page, in order, from any key', async () => {
      const place = fresh()
      const store = await open(place)
      const keys = Array.from({ length: 1100 }, (_, index) => `v1/s/${String(index).padStart(20, '0')}.leaves`)
      for (let at = 0; at < keys.length; at += 50)
        await Promise.all(keys.slice(at, at + 50).map((key) => store.create(key, bytes(key))))
      assert.deepEqual(await all(store.list('v1/s/')), keys)
      assert.deepEqual(await all(store.list('v1/s/', keys[999])), keys.slice(1000))
      assert.equal(String(await store.get(keys[1050] ?? '')), keys[1050])
      store.close()
    })

    test('wrong credentials, no bucket, no lock and a dead endpoint are refused at the start, each with what to do', async () => {
      const place = fresh()
      const [unlocked, port] = [await server.bucket({ lock: false }), await freePort()]
      const { accessKeyId, secretAccessKey } = server
      const table: readonly (readonly [string, Partial<S3Access>, string, RegExp])[] = [
        [
          place,
          { credentials: () => ({ accessKeyId, secretAccessKey: 'wrong-secret-key' }) },
          'io',
          /access key is not/,
        ],
        [place, { credentials: () => ({ accessKeyId: 'nobody', secretAccessKey }) }, 'io', /access key is not/],
        ['s3://cordon-nowhere/x', {}, 'io', /no such bucket: make it with Object Lock/],
        [`s3://${unlocked}/x`, {}, 'unfit', /the bucket has no Object Lock/],
        [place, { endpoint: `http://127.0.0.1:${port}` }, 'io', /nobody answers there/],
        [place, { endpoint: 'http://nowhere.invalid' }, 'io', /nobody answers there/],
      ]
      for (const [at, s3, code, message] of table) {
        const error = await rejects(open(at, s3), code)
        assert.match(error.message, message)
        assert.doesNotMatch(error.message, /wrong-secret-key/)
        assert.ok(!error.message.includes(secretAccessKey))
      }
    })
  })
}

function bytes(text: string): Buffer {
  return Buffer.from(text)
}

function inDays(days: number, mode: Retention['mode']): Retention {
  return { until: new Date(Date.now() + days * DAY_MS), mode }
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

function overlaid(store: EvidenceStore): Promise<Overlaid[]> {
  assert.ok(store.overlaid)
  return all(store.overlaid(''))
}
