import assert from 'node:assert/strict'
import { describe } from '#test/suite'
import { storeFaults } from '../../cli/check-store.ts'
import { isLoopback } from '../../cli/config.ts'

type Evidence = NonNullable<Parameters<typeof storeFaults>[0]['evidence']>

describe('the store of a configuration', (test) => {
  test('a folder, a bucket, a bucket behind TLS or on this machine are taken', () => {
    const good: readonly Evidence[] = [
      {},
      { store: './store' },
      { store: 's3://evidence' },
      { store: 's3://evidence/hospital/one', s3: { region: 'eu-central-1' } },
      { store: 's3://evidence', s3: { region: 'r', endpoint: 'https://s3.hospital.example' } },
      { store: 's3://evidence', s3: { region: 'r', endpoint: 'http://127.0.0.1:9000' } },
      { store: 's3://evidence', s3: { region: 'r', endpoint: 'http://[::1]:9000' } },
      { store: 's3://evidence', s3: { region: 'r', endpoint: 'http://s3:9000', withoutTls: true } },
      { store: 's3://evidence', s3: { region: 'r', accessKeyId: 'env:A', secretAccessKey: 'file:b' } },
    ]
    for (const evidence of good) assert.deepEqual(storeFaults({ evidence }, isLoopback), [])
  })

  test('what can be no store, or no safe one, is named with its place', () => {
    const bad: readonly (readonly [Evidence, string, RegExp])[] = [
      [{ store: 's3://E' }, '/evidence/store', /a bucket of 3-63 characters/],
      [{ store: 's3://evidence/../x' }, '/evidence/store', /at most 4 parts/],
      [{ store: 's3://evidence/a/b/c/d/e' }, '/evidence/store', /at most 4 parts/],
      [{ store: './store', s3: { region: 'r' } }, '/evidence/s3', /is no s3:\/\/ place/],
      [{ store: 's3://evidence', s3: { region: 'r', accessKeyId: 'env:A' } }, '/evidence/s3', /both/],
      [
        { store: 's3://evidence', s3: { region: 'r', endpoint: 'http://s3:9000' } },
        '/evidence/s3/endpoint',
        /without TLS/,
      ],
      [{ store: 's3://evidence', s3: { region: 'r', endpoint: 'ftp://s3' } }, '/evidence/s3/endpoint', /no address/],
      [{ store: 's3://evidence', s3: { region: 'r', endpoint: 's3' } }, '/evidence/s3/endpoint', /no address/],
    ]
    for (const [evidence, path, message] of bad) {
      const faults = storeFaults({ evidence }, isLoopback)
      assert.equal(faults.length, 1)
      assert.equal(faults[0]?.path, path)
      assert.match(faults[0]?.message ?? '', message)
    }
  })

  test('a login in an address is refused without being quoted', () => {
    const s3 = { region: 'r', endpoint: 'https://key:hunter2@s3.example' }
    const [fault] = storeFaults({ evidence: { store: 's3://evidence', s3 } }, isLoopback)
    assert.match(fault?.message ?? '', /holds a login/)
    assert.doesNotMatch(JSON.stringify(fault), /hunter2/)
  })
})
