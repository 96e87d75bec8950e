import assert from 'node:assert/strict'
import { describe, rejects } from '#test/suite'
import { selfMadeIdentity } from '../../enforcers/wire/certificate.ts'
import type { EvidenceStore } from '../../evidence/store/object-store.ts'
import { openStore } from '../../evidence/store/open-store.ts'
import type { S3Access } from '../../evidence/store/s3/s3-access.ts'
import { type S3Double, type S3DoubleOptions, startS3Double } from '../services/s3-double.ts'
import type { Fault } from '../services/s3-double-objects.ts'
import { objectStoreContract } from './contracts/object-store.ts'

const doubles: S3Double[] = []

// The double that is made bad below must be good where it is not told otherwise.
objectStoreContract('a store on the S3 double', async () => {
  const double = await start()
  const store = await open(double)
  return { store, close: () => closeAll(double, store) }
})

const REFUSED: readonly (readonly [Fault, string, RegExp])[] = [
  ['creates-twice', 'unfit', /stored a second object under a key that was taken: it does not honour If-None-Match/],
  ['takes-any-bytes', 'unfit', /took bytes that do not match their SHA-256/],
  ['deletes-locked', 'unfit', /an object could be deleted that a COMPLIANCE lock holds/],
  ['shortens-locks', 'unfit', /a COMPLIANCE lock could be shortened/],
  ['forgets-locks', 'unfit', /does not keep the lock that an object was stored with/],
  ['has-no-lock', 'unfit', /the bucket has no Object Lock: make one with it/],
  ['keeps-no-versions', 'unfit', /the bucket keeps no versions/],
  ['lists-no-versions', 'unfit', /does not list the versions of an object that it has just stored/],
  ['is-busy', 'io', /the service is busy or ill/],
  ['is-full', 'io', /the store is full: make room/],
]

describe('a service that speaks S3 and breaks its promises', (test) => {
  test.after(async () => {
    for (const double of doubles) await double.stop()
  })

  for (const [fault, code, message] of REFUSED)
    test(`is refused at the start where it ${fault.replaceAll('-', ' ')}`, async () => {
      const double = await start()
      double.faults.add(fault)
      const error = await rejects(open(double), code)
      assert.match(error.message, message)
    })

  test('is refused at the start where it began to fail open after it was good', async () => {
    for (const fault of ['creates-twice', 'deletes-locked', 'shortens-locks'] as const) {
      const double = await start()
      for (let opened = 0; opened < 2; opened++) (await open(double)).close()
      double.faults.add(fault)
      await rejects(open(double), 'unfit')
    }
  })

  test('is refused at the start where its clock is an hour away, either way', async () => {
    for (const clockMs of [3_600_000, -3_600_000]) {
      const double = await start({ clockMs })
      const error = await rejects(open(double), 'unfit')
      assert.match(error.message, /clock and the store's differ by 3[56]\d\d s: set it \(NTP\)/)
      // A reader writes no times: it goes on with the clock of the store.
      ;(await open(double, {}, 'read')).close()
    }
  })

  test('is not talked to where its certificate is not trusted; with its CA it is', async () => {
    const tls = selfMadeIdentity(['127.0.0.1'], Date.now())
    const double = await start({ tls })
    const error = await rejects(open(double), 'io')
    assert.match(error.message, /certificate is not trusted: name its CA in evidence\.s3\.ca/)
    assert.equal(double.requests(), 0)
    ;(await open(double, { ca: tls.certificate })).close()
    const other = selfMadeIdentity(['127.0.0.1'], Date.now()).certificate
    await rejects(open(double, { ca: other }), 'io')
  })

  test('lists out of order, or without end: that is said, not read', async () => {
    for (const [fault, prefix, message] of [
      ['lists-backwards', 'v1/', /lists keys out of order/],
      ['lists-without-end', 'v1/b', /does not get past evidence\/v1\/b/],
    ] as const) {
      const { double, store } = await opened()
      for (const key of ['v1/a', 'v1/b']) await store.create(key, bytes('x'))
      double.faults.add(fault)
      const error = await rejects(all(store.list(prefix)), 'io')
      assert.match(error.message, message)
      await closeAll(double, store)
    }
  })

  test('gives other bytes, half of them, or far too many: none of them are taken', async () => {
    for (const fault of ['flips-a-bit', 'cuts-bodies', 'claims-a-terabyte'] as const) {
      const { double, store } = await opened()
      await store.create('v1/a', bytes('some bytes'))
      double.faults.add(fault)
      await rejects(store.get('v1/a'), 'io')
      double.faults.delete(fault)
      assert.equal(String(await store.get('v1/a')), 'some bytes')
      await closeAll(double, store)
    }
  })

  test('says nothing, or is busy without end: three tries, then an error that may pass', async () => {
    for (const fault of ['is-silent', 'is-busy'] as const) {
      const { double, store } = await opened({ timeoutMs: 200 })
      const before = double.requests()
      double.faults.add(fault)
      const error = await rejects(store.create('v1/a', bytes('x')), 'io')
      assert.match(error.message, /creating v1\/a failed on S3/)
      assert.ok(double.requests() - before <= 3)
      double.faults.delete(fault)
      assert.ok(['created', 'same'].includes(await store.create('v1/a', bytes('x'))))
      await closeAll(double, store)
    }
  })

  test('loses the answer to a put that it did: the retry finds it, and nothing is stored twice', async () => {
    const { double, store } = await opened()
    double.faults.add('loses-answers')
    assert.equal(await store.create('v1/a', bytes('x')), 'same')
    assert.equal(double.objects.keys.get('evidence/v1/a')?.length, 1)
    await closeAll(double, store)
  })

  test('answers nonsense: nothing of it reaches a message', async () => {
    const { double, store } = await opened()
    double.faults.add('speaks-nonsense')
    const error = await rejects(store.create('v1/a', bytes('x')), 'io')
    assert.doesNotMatch(error.message, /patient|123|\[2J/)
    assert.match(error.message, /HTTP 418/)
    await closeAll(double, store)
  })

  test('holds thousands of versions of one key: the first is found below them', async () => {
    const { double, store } = await opened()
    await store.create('v1/a', bytes('true'))
    await store.create('v1/b', bytes('after'))
    for (let more = 0; more < 2500; more++)
      double.objects.put({ key: 'evidence/v1/a', bytes: bytes(`forged ${more}`), header: () => undefined })
    const reader = await open(double, {}, 'read')
    assert.equal(String(await reader.get('v1/a')), 'true')
    assert.deepEqual(await all(reader.list('')), ['v1/a', 'v1/b'])
    assert.ok(reader.overlaid)
    assert.deepEqual(await all(reader.overlaid('')), [{ key: 'v1/a', versions: 1000, isHidden: false }])
    reader.close()
    await closeAll(double, store)
  })

  test('holds keys that no store makes: they are passed over, and pose as no other', async () => {
    const { double, store } = await opened()
    await store.create('v1/a', bytes('true'))
    for (const key of ['v1/%61', 'v1/a b', 'v1/\u0001', 'v1//a', 'v1/ä', 'v1/b/', 'v1/../a', '../x'])
      double.objects.put({ key: `evidence/${key}`, bytes: bytes('forged'), header: () => undefined })
    assert.deepEqual(await all(store.list('')), ['v1/a'])
    assert.ok(store.overlaid)
    assert.deepEqual(await all(store.overlaid('')), [])
    await closeAll(double, store)
  })
})

async function start(options: S3DoubleOptions = {}): Promise<S3Double> {
  const double = await startS3Double(options)
  doubles.push(double)
  return double
}

async function opened(s3: Partial<S3Access> = {}): Promise<{ double: S3Double; store: EvidenceStore }> {
  const double = await start()
  return { double, store: await open(double, s3) }
}

function open(
  { access }: S3Double,
  s3: Partial<S3Access> = {},
  mode: 'read' | 'write' = 'write',
): Promise<EvidenceStore> {
  return openStore('s3://double/evidence', { s3: { ...access, ...s3 }, access: mode, now: Date.now })
}

async function closeAll(double: S3Double, store: EvidenceStore): Promise<void> {
  store.close()
  await double.stop()
  doubles.splice(doubles.indexOf(double), 1)
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

function bytes(text: string): Buffer {
  return Buffer.from(text)
}
