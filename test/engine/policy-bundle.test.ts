import * as assert from 'uvu/assert'
import { canonicalBytes } from '#schemas'
import { describe, rejects } from '#test/suite'
import { makeSigningKey } from '#toolchain'
import { activationObjects } from '../../engine/policy/activation-objects.ts'
import { BUILT_IN_DIGEST } from '../../engine/policy/built-in.ts'
import { openBundle, readBundle } from '../../engine/policy/bundle.ts'
import type { Trust } from '../../engine/policy/trust.ts'
import { POLICIES, withFolder } from '../toolchain/projects.ts'
import { builtIn, type Files, key, manifest, resigned, text } from './policy-bundles.ts'

const refused = (files: Files, code: string, trust: Trust = { keys: [] }): Promise<Error> =>
  rejects(
    Promise.resolve().then(() => openBundle(files, trust)),
    code,
  )

const changed = (name: string, bytes: Uint8Array): Files => new Map([...builtIn, [name, bytes]])
const withManifest = (change: object): Files => changed('manifest.json', canonicalBytes({ ...manifest, ...change }))

describe('opening a bundle', (test) => {
  test('the built-in one is trusted by its digest', async () => {
    const bundle = await readBundle(`${POLICIES}/built`, { keys: [] })
    assert.is(bundle.trustedBy, 'built-in')
    assert.is(bundle.manifest.digest, BUILT_IN_DIGEST)
    assert.ok(bundle.golden.length >= 10)
  })

  test('a file that was changed by one byte is refused', async () => {
    for (const name of ['policy.wasm', 'data.json', 'golden.json', 'source.json']) {
      const bytes = Buffer.from(builtIn.get(name) ?? '')
      bytes[100] = (bytes[100] ?? 0) ^ 1
      const error = await refused(changed(name, bytes), 'bundle')
      assert.match(error.message, name)
    }
  })

  test('a file that is missing or empty is refused', async () => {
    for (const name of builtIn.keys()) {
      await refused(changed(name, Buffer.alloc(0)), 'bundle')
      await refused(new Map([...builtIn].filter(([known]) => known !== name)), 'bundle')
    }
    await withFolder(async (folder) => {
      await rejects(readBundle(folder, { keys: [] }), 'bundle')
    })
  })

  test('a manifest that names other digests without being re-made is refused', async () => {
    await refused(withManifest({ digests: { ...manifest.digests, 'data.json': '0'.repeat(64) } }), 'bundle')
    await refused(withManifest({ capabilities: '0'.repeat(64) }), 'bundle')
    await refused(withManifest({ entrypoints: ['cordon/sql/other'] }), 'bundle')
    await refused(withManifest({ digest: '0'.repeat(64), revision: '0'.repeat(12) }), 'bundle')
  })

  test('a manifest of another shape or version, or with a double key, is refused', async () => {
    await refused(withManifest({ version: 2 }), 'bundle')
    await refused(withManifest({ unheard: 1 }), 'bundle')
    const double = text(builtIn, 'manifest.json').replace('{', '{"sequence": 9,')
    await refused(changed('manifest.json', Buffer.from(double)), 'bundle')
  })

  test('any other bundle needs a signature by a key of the configuration', async () => {
    const trust = { keys: [makeSigningKey().publicKey, key.publicKey] }
    const signed = resigned(2)
    assert.match(openBundle(signed, { ...trust, builtIn: null }).trustedBy, /^[0-9a-f]{16}$/)
    await refused(signed, 'untrusted', { keys: [], builtIn: null })
    await refused(signed, 'untrusted', { keys: [makeSigningKey().publicKey], builtIn: null })
    const { signature: _, ...unsigned } = JSON.parse(text(signed, 'manifest.json')) as { signature: unknown }
    const bare = new Map([...signed, ['manifest.json', canonicalBytes(unsigned)]])
    await refused(bare, 'untrusted', { ...trust, builtIn: null })
  })

  test('a signature is of one manifest: another sequence or name breaks it', async () => {
    const signed = JSON.parse(text(resigned(2), 'manifest.json')) as object
    for (const change of [{ sequence: 3 }, { name: 'other' }]) {
      const files = changed('manifest.json', canonicalBytes({ ...signed, ...change }))
      await refused(files, 'untrusted', { keys: [key.publicKey], builtIn: null })
    }
  })

  test('keys of the configuration that are none are an error', async () => {
    await refused(resigned(2), 'untrusted', { keys: ['nonsense'], builtIn: null })
  })

  test('everything of it goes to the store under its digest', () => {
    const objects = activationObjects(openBundle(builtIn, { keys: [] }), Buffer.from('{}'))
    assert.equal(
      objects.map((object) => object.key).sort(),
      ['data.json', 'golden.json', 'manifest.json', 'policy.wasm', 'source.json', 'tests.json'].map(
        (name) => `policies/${BUILT_IN_DIGEST}/${name}`,
      ),
    )
    const source = objects.find((object) => object.key.endsWith('source.json'))
    assert.match(Buffer.from(source?.bytes ?? '').toString(), 'package cordon.sql')
  })
})
