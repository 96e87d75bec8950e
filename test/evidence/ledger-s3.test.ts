import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import type { Test } from 'uvu'
import { cordon } from '#test/cli'
import { describe, rejects, skip } from '#test/suite'
import { renderVerdict } from '../../cli/evidence/verify.ts'
import { runSealer } from '../../evidence/ledger/sealer.ts'
import { segmentKeys } from '../../evidence/ledger/segment-keys.ts'
import { openStore } from '../../evidence/store/open-store.ts'
import { type Verdict, verifyLedger } from '../../evidence/verify/verify-ledger.ts'
import { startMinio } from '../services/minio.ts'
import type { S3Server } from '../services/s3-server.ts'
import { startVersitygw } from '../services/versitygw.ts'
import { ScriptedSource } from './contracts/scripted-source.ts'

const SHARD = 'main'
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const folder = mkdtempSync(join(tmpdir(), 'cordon-auditor-'))
writeFileSync(join(folder, 'sealer.pem'), publicKey.export({ type: 'spki', format: 'pem' }))

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
  test('is verified from the bucket alone, and what is put over it is named', async () => {
    const bucket = await server.bucket()
    const place = `s3://${bucket}/hospital`
    await seal(place, server)
    const intact = await verify(place, server)
    assert.deepEqual([intact.integrity, intact.completeness, intact.overlaid], ['intact', 'complete', []])

    const { lines, header } = segmentKeys(SHARD, 5)
    await server.client.send(new PutObjectCommand({ Bucket: bucket, Key: `hospital/${lines}`, Body: 'forged' }))
    await server.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: `hospital/${header}` }))
    const touched = await verify(place, server)
    assert.deepEqual([touched.integrity, touched.events, touched.segments], ['intact', 12, 3])
    assert.deepEqual(touched.overlaid, [
      { key: header, versions: 1, isHidden: true },
      { key: lines, versions: 2, isHidden: false },
    ])
    assert.match(
      renderVerdict(touched, false),
      /! overlaid {2}2 objects have a newer version or a delete marker on top/,
    )
    // The next sealer goes on from what is true, and seals nothing twice.
    await seal(place, server)
    assert.deepEqual(await verify(place, server), touched)
  })

  test('stops a sealer where somebody put other lines under its next key', async () => {
    const bucket = await server.bucket()
    const store = await openStore(`s3://${bucket}/x`, { s3: server.access, now: Date.now })
    await store.create(segmentKeys(SHARD, 0).lines, Buffer.from('planted\n'))
    const alarms: string[] = []
    await rejects(seal(`s3://${bucket}/x`, server, alarms), 'forked')
    assert.deepEqual(alarms, ['ledger.forked'])
    // Nothing was signed on the word of the store.
    assert.equal((await verify(`s3://${bucket}/x`, server)).events, 0)
    store.close()
  })

  test('the command exits with 1 where something was put over the ledger', async () => {
    const bucket = await server.bucket()
    await seal(`s3://${bucket}/x`, server)
    const run = (): ReturnType<typeof cordon> =>
      cordon(['evidence', 'verify', `s3://${bucket}/x`, '--key', 'sealer.pem', '--endpoint', server.endpoint], {
        cwd: folder,
        env: { ...NO_KEYS, AWS_ACCESS_KEY_ID: server.accessKeyId, AWS_SECRET_ACCESS_KEY: server.secretAccessKey },
      })
    const good = await run()
    assert.deepEqual([good.code, good.err], [0, ''])
    const Key = `x/${segmentKeys(SHARD, 0).header}`
    await server.client.send(new DeleteObjectCommand({ Bucket: bucket, Key }))
    const touched = await run()
    assert.deepEqual([touched.code, touched.err], [1, ''])
    assert.match(touched.out, /✓ intact/)
    assert.match(touched.out, /! overlaid {2}an object has a newer version or a delete marker on top/)
  })
}

// One server is enough for what has nothing to do with servers.
describe('`cordon evidence verify` of a bucket', (test) => {
  const server = servers.flatMap(({ server: one }) => ('missing' in one ? [] : [one]))[0]
  if (server === undefined) {
    skip(test, 'keys of the command', 'no S3 server is built')
    return
  }
  test.after(async () => {
    await Promise.all(servers.map(({ server: one }) => ('missing' in one ? undefined : one.stop())))
    rmSync(folder, { recursive: true })
  })

  test('`cordon evidence doctor` tries a bucket, and says why one will not do', async () => {
    const { endpoint, accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY } = server
    const env = { ...NO_KEYS, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }
    const doctor = (bucket: string): ReturnType<typeof cordon> =>
      cordon(['evidence', 'doctor', `s3://${bucket}/x`, '--endpoint', endpoint], { env })
    const good = await doctor(await server.bucket())
    assert.deepEqual([good.code, good.err], [0, ''])
    assert.match(good.out, /keeps what evidence needs/)
    const bad = await doctor(await server.bucket({ lock: false }))
    assert.equal(bad.code, 1)
    assert.match(bad.err, /cannot keep evidence: the bucket has no Object Lock/)
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
})

const NO_KEYS = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
}

async function seal(place: string, { access }: S3Server, alarms: string[] = []): Promise<void> {
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
    alarm: ({ data }) => void alarms.push(String(data['code'])),
    now: Date.now,
    signal: AbortSignal.abort(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  }).finally(store.close.bind(store))
}

async function verify(place: string, { access }: S3Server): Promise<Verdict> {
  const store = await openStore(place, { s3: access, access: 'read', now: Date.now })
  const verdict = await verifyLedger({ store, shard: SHARD, publicKey })
  store.close()
  return verdict
}
