import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import type { Test } from 'uvu'
import { cordon } from '#test/cli'
import { describe, skip } from '#test/suite'
import { runSealer } from '../../evidence/ledger/sealer.ts'
import { segmentKeys } from '../../evidence/ledger/segment-keys.ts'
import { openStore } from '../../evidence/store/open-store.ts'
import type { Verdict } from '../../evidence/verify/verify-ledger.ts'
import { startMinio } from '../services/minio.ts'
import type { S3Server } from '../services/s3-server.ts'
import { startVersitygw } from '../services/versitygw.ts'
import { ScriptedSource } from './contracts/scripted-source.ts'

const SHARD = 'main'
const { privateKey, publicKey } = generateKeyPairSync('ed25519')

const source = new ScriptedSource().session('s1', 4).head()

// Both run before the first suite is defined: uvu starts what it knows of when this file first waits.
const servers = [
  { name: 'versitygw', server: await startVersitygw() },
  { name: 'MinIO', server: await startMinio() },
]

for (const { name, server } of servers)
  describe(`a ledger in a bucket of ${name}`, (test) => {
    if ('missing' in server) skip(test, `a ledger in a bucket of ${name}`, server.missing)
    else ledgerTests(test, server)
  })

function ledgerTests(test: Test, server: S3Server): void {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-auditor-'))
  writeFileSync(join(folder, 'sealer.pem'), publicKey.export({ type: 'spki', format: 'pem' }))
  test.after(async () => {
    await server.stop()
    rmSync(folder, { recursive: true })
  })

  test('is verified by the command from the bucket alone, and what is put over it is named', async () => {
    const bucket = await server.bucket()
    const place = `s3://${bucket}/hospital`
    await seal(place, server)
    const intact = await verify(place, server)
    assert.deepEqual([intact.code, intact.verdict?.integrity, intact.verdict?.overlaid], [0, 'intact', []])

    const { lines, header } = segmentKeys(SHARD, 5)
    await server.client.send(new PutObjectCommand({ Bucket: bucket, Key: `hospital/${lines}`, Body: 'forged' }))
    await server.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: `hospital/${header}` }))
    const touched = await verify(place, server)
    assert.deepEqual([touched.code, touched.verdict?.integrity, touched.verdict?.events], [1, 'intact', 12])
    assert.deepEqual(touched.verdict?.overlaid, [
      { key: header, versions: 1, isHidden: true },
      { key: lines, versions: 2, isHidden: false },
    ])
    const told = await verify(place, server, [])
    assert.match(told.out, /overlaid.*2 objects have a newer version or a delete marker on top/)
    await seal(place, server)
    assert.equal((await verify(place, server)).verdict?.events, 12)
  })

  test('the command says what is wrong with its keys, and takes none in its arguments', async () => {
    const place = `s3://${await server.bucket()}/x`
    const line = ['evidence', 'verify', place, '--key', 'sealer.pem', '--endpoint', server.endpoint]
    const run = (more: readonly string[], env: NodeJS.ProcessEnv = {}) =>
      cordon([...line, ...more], { cwd: folder, env: { ...NO_KEYS, AWS_EC2_METADATA_DISABLED: 'true', ...env } })
    const none = await run([])
    assert.match(none.err, /CredentialsProviderError\): the access key is not known, wrong or expired/)
    const literal = await run(['--access-key', 'AKIAEXAMPLE', '--secret-key', 'very-secret'])
    assert.match(literal.err, /a secret must be a reference/)
    assert.doesNotMatch(literal.err, /very-secret/)
    const half = await run(['--access-key', 'env:KEY'])
    assert.match(half.err, /go together/)
    const { accessKeyId: KEY, secretAccessKey: SECRET } = server
    const good = await run(['--access-key', 'env:KEY', '--secret-key', 'env:SECRET'], { KEY, SECRET })
    assert.deepEqual([good.code, good.err], [0, ''])
  })
}

const NO_KEYS = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
}

async function seal(place: string, { access }: S3Server): Promise<void> {
  const store = await openStore(place, { s3: access, now: Date.now })
  await runSealer({
    source,
    store,
    shard: SHARD,
    key: privateKey,
    assurance: 'demo',
    separation: 'combined',
    sealEvery: { events: 5 },
    retention: (sealedAt) => ({ until: new Date(sealedAt + 86_400_000), mode: 'compliance' }),
    onSealed: () => undefined,
    alarm: () => undefined,
    now: Date.now,
    signal: AbortSignal.abort(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  store.close()
}

async function verify(
  place: string,
  { endpoint, accessKeyId, secretAccessKey }: S3Server,
  more: readonly string[] = ['--json'],
): Promise<{ code: number | null; out: string; verdict: Verdict | undefined }> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-key-'))
  const key = join(folder, 'sealer.pem')
  writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }))
  const env = { ...NO_KEYS, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
  const line = ['evidence', 'verify', place, '--key', key, '--endpoint', endpoint, '--region', 'us-east-1', ...more]
  const { code, out, err } = await cordon(line, { env })
  rmSync(folder, { recursive: true })
  assert.equal(err, '')
  return { code, out, verdict: more.includes('--json') ? JSON.parse(out) : undefined }
}
