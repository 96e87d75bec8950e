import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { parse } from '#schemas'
import { describe, rejects, skip } from '#test/suite'
import {
  type BuiltPolicy,
  buildPolicy,
  makeSigningKey,
  readProject,
  signManifest,
  ToolchainError,
  withManifest,
  writeBundle,
} from '#toolchain'
import { BUILT_IN_DIGEST } from '../../engine/policy/built-in.ts'
import { openBundle, readBundle } from '../../engine/policy/bundle.ts'
import { loadPolicyModule } from '../../engine/policy/wasm.ts'
import { NO_OPA, opaOrNull, POLICIES, withFolder, withProject } from './projects.ts'

const opa = await opaOrNull()

describe('building policy', (test) => {
  if (!opa) return skip(test, 'building policy', NO_OPA)
  const build = (changes: Readonly<Record<string, string | null>>): Promise<BuiltPolicy> =>
    withProject(changes, async (folder) => await buildPolicy(opa, await readProject(folder)))

  test('the same sources give the same bytes in another folder', async () => {
    const [one, two] = [await build({}), await build({})]
    assert.equal([...one.files.keys()].sort(), [...two.files.keys()].sort())
    for (const [name, bytes] of one.files)
      assert.ok(Buffer.from(bytes).equals(two.files.get(name) ?? Buffer.alloc(0)), name)
  })

  test('the built-in bundle is what its sources give, and what the engine trusts', async () => {
    const built = await buildPolicy(opa, await readProject(POLICIES))
    assert.is(built.manifest.digest, BUILT_IN_DIGEST, 'run `npm run policies` and commit the result')
    for (const [name, bytes] of built.files) {
      const committed = await readFile(join(POLICIES, 'built', name))
      assert.ok(committed.equals(bytes), `policies/built/${name} is stale: run \`npm run policies\``)
    }
  })

  test('another sequence is the same content, another rule or datum is not', async () => {
    const base = (await build({})).manifest
    const settings = 'policy:\n  name: small\n  sequence: 9\n  entrypoints: [cordon/sql/decision]\n'
    const later = (await build({ 'policy.yaml': settings })).manifest
    assert.is(later.sequence, 9)
    assert.is(later.digests['policy.wasm'], base.digests['policy.wasm'])
    assert.is.not((await build({ 'data/open.yaml': 'open:\n  x: true\n' })).manifest.digest, base.digest)
    assert.is.not((await build({ 'sql/x.rego': 'package cordon.sql\n\nx := 1\n' })).manifest.digest, base.digest)
  })

  test('tests are not compiled, so that none becomes an entrypoint', async () => {
    const { files } = await build({})
    const { entrypoints } = loadPolicyModule({ wasm: fileOf(files, 'policy.wasm'), data: {} })
    assert.equal(entrypoints, ['cordon/sql/decision'])
  })

  test('data is never baked into the module: what is set at load counts', async () => {
    const { files } = await build({
      'sql/data.json': '{"open": {"other": true}}',
      'sql/data.yaml': 'open: {other: true}',
    })
    const wasm = fileOf(files, 'policy.wasm')
    const asked = JSON.stringify({ resource: { properties: { database: 'other' } } })
    const answer = (data: object): string => loadPolicyModule({ wasm, data }).evaluate('cordon/sql/decision', asked)
    assert.match(answer({}), '"deny"')
    assert.match(answer({ open: { other: true } }), '"allow"')
  })

  test('a rule that can not run in the engine fails the build with file and line', async () => {
    try {
      await build({ 'sql/late.rego': 'package cordon.sql\n\nlate := time.now_ns()\n' })
      assert.unreachable()
    } catch (error) {
      assert.instance(error, ToolchainError)
      const { code, findings } = error as ToolchainError
      assert.is(code, 'build')
      assert.match(JSON.stringify(findings), 'sql/late.rego:3')
    }
  })

  test('an entrypoint that is not there fails the build', async () => {
    const settings = 'policy:\n  name: small\n  sequence: 1\n  entrypoints: [cordon/sql/other]\n'
    await rejects(build({ 'policy.yaml': settings }), 'build')
  })

  test('a bundle is written whole and read back by the engine', async () => {
    const built = await build({})
    await withFolder(async (folder) => {
      const target = join(folder, 'bundle')
      await writeBundle(target, built)
      await writeBundle(target, built)
      const bundle = await readBundle(target, { keys: [], builtIn: built.manifest.digest })
      assert.equal(bundle.manifest, built.manifest)
      await writeFile(join(target, 'notes.txt'), 'mine')
      await rejects(writeBundle(target, built), 'build')
    })
  })

  test('a signed manifest is trusted by its key, and by that key alone', async () => {
    const built = await build({})
    const [key, other] = [makeSigningKey(), makeSigningKey()]
    const signed = withManifest(built.files, signManifest(built.manifest, key.privateKey))
    const { signature } = parse('policy-manifest', signed.manifest)
    assert.is(openBundle(signed.files, { keys: [other.publicKey, key.publicKey] }).trustedBy, signature?.key)
    assert.throws(() => openBundle(signed.files, { keys: [other.publicKey] }), /policy.keys does not list/)
    const again = signManifest(signed.manifest, key.privateKey)
    assert.equal(again, signed.manifest)
  })

  test('keys that are none, or of another kind, sign nothing and are not quoted', async () => {
    const { manifest } = await build({})
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    for (const text of [
      'nonsense',
      pem,
      createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString(),
    ]) {
      const error = await rejects(
        Promise.resolve().then(() => signManifest(manifest, text)),
        'key',
      )
      assert.not.match(error.message, 'BEGIN')
    }
  })
})

function fileOf(files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = files.get(name)
  if (!bytes) throw new Error(`no ${name}`)
  return bytes
}
