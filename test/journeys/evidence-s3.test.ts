import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, rejects, skip } from '#test/suite'
import { type ClinicDatabase, startClinicDatabase } from '../services/clinic.ts'
import type { S3Server } from '../services/s3-server.ts'
import { startVersitygw } from '../services/versitygw.ts'
import { cordon } from '../support/cli.ts'
import { makeSite, type Site, type Up } from '../support/site.ts'
import { eventually } from '../support/wait.ts'

const started = await startVersitygw()

// One story: each test goes on where the former ended.
describe('Cordon that keeps its evidence in a bucket', (test) => {
  if ('missing' in started) {
    skip(test, 'evidence in a bucket', started.missing)
    return
  }
  const server: S3Server = started
  const { accessKeyId: EVIDENCE_KEY, secretAccessKey: EVIDENCE_SECRET } = server
  let database: ClinicDatabase
  let site: Site
  let up: Up
  let place = ''
  let session = ''

  test.before(async () => {
    database = await startClinicDatabase()
    site = await makeSite(database)
    writeFileSync(join(site.folder, 'evidence.secret'), `${EVIDENCE_SECRET}\n`, { mode: 0o600 })
    point(`s3://${await server.bucket({ lock: false })}/clinic`, '.cordon/store')
  })
  test.after(async () => {
    await site.remove()
    await database.stop()
    await server.stop()
  })

  // Where the configuration keeps its evidence, in place of where it did.
  function point(to: string, from: string): void {
    const login = 'accessKeyId: "env:EVIDENCE_KEY", secretAccessKey: "file:evidence.secret"'
    const s3 = `s3: { region: us-east-1, endpoint: "${server.endpoint}", ${login} }`
    site.reconfigure(new RegExp(`store: ${from}( #.*)?`), `store: ${to}${from.startsWith('s3') ? '' : `\n  ${s3}`}`)
    place = to
  }

  test('it does not start without its keys, nor on a bucket without Object Lock', async () => {
    const keyless = await rejects(site.up())
    assert.match(keyless.message, /the secret env:EVIDENCE_KEY is not set/)
    const unlocked = await rejects(site.up({ EVIDENCE_KEY }))
    assert.match(unlocked.message, /cannot keep evidence: the bucket has no Object Lock/)
    assert.ok(!unlocked.message.includes(EVIDENCE_SECRET))
    point(`s3://${await server.bucket()}/clinic`, place)
  })

  test('what passes is sealed there, and `cordon evidence verify` finds it by the data folder', async () => {
    up = await site.up({ EVIDENCE_KEY })
    const token = await site.token({ human: 'ana@clinic.example', agent: 'my-agent', group: 'developers' })
    const query = await site.cordon(['query', 'select id, ssn from patients order by id limit 2'], {
      CORDON_TOKEN: token,
    })
    assert.deepEqual([query.code, query.err], [0, ''])
    session = await eventually('the session is sealed', async () => {
      const { out } = await site.cordon(['sessions', 'list', '--json'], { EVIDENCE_KEY })
      const [first] = JSON.parse(out || '[]') as { session: string; closedAt: string | null }[]
      return first?.closedAt ? first.session : undefined
    })
    const { code, out } = await site.cordon(['evidence', 'verify', '--json'], { EVIDENCE_KEY })
    const verdict = JSON.parse(out)
    assert.deepEqual([code, verdict.integrity, verdict.overlaid], [0, 'intact', []])
  })

  test('the recording is replayed from there, and who touched a patient is found', async () => {
    const replay = await site.cordon(['sessions', 'replay', session], { EVIDENCE_KEY })
    assert.deepEqual([replay.code, replay.err], [0, ''])
    assert.match(replay.out, /\[SSN\]/)
    const found = await site.cordon(['evidence', 'find', '--patient', '1', '--json'], { EVIDENCE_KEY })
    assert.match(found.out, /ana@clinic\.example/)
  })

  test('a report calls retention supported: the store itself refuses an early delete', async () => {
    const { code, out } = await site.cordon(['evidence', 'report', '--json'], { EVIDENCE_KEY })
    assert.equal(code, 0)
    const { controls } = JSON.parse(out) as { controls: { id: string; status: string; finding: string }[] }
    const status = (id: string): string | undefined => controls.find((control) => control.id === id)?.status
    assert.deepEqual([status('316-b-2-i'), status('312-c')], ['supported', 'supported'])
  })

  test('while the store is gone statements pass and events wait; when it is back they are sealed', async () => {
    await server.kill()
    const token = await site.token({ human: 'ben@clinic.example', agent: 'my-agent', group: 'developers' })
    const query = await site.cordon(['query', 'select id, ssn from patients order by id limit 2'], {
      CORDON_TOKEN: token,
    })
    assert.deepEqual([query.code, query.err], [0, ''])
    await up.process.said('it is tried again')
    await server.restart()
    await eventually('the session of the outage is sealed', async () => {
      const { out } = await site.cordon(['sessions', 'list', '--json'], { EVIDENCE_KEY })
      return (JSON.parse(out || '[]') as { human: string; closedAt: string | null }[]).some(
        ({ human, closedAt }) => human.endsWith('ben@clinic.example') && closedAt !== null,
      )
    })
  })

  test('an auditor elsewhere verifies it with a key file and credentials of the environment', async () => {
    await up.process.signal('SIGTERM')
    const desk = mkdtempSync(join(tmpdir(), 'cordon-auditor-'))
    copyFileSync(up.state.publicKey, join(desk, 'sealer.pem'))
    const { out } = await cordon(
      [
        'evidence',
        'verify',
        place,
        '--key',
        'sealer.pem',
        '--endpoint',
        server.endpoint,
        '--region',
        'us-east-1',
        '--json',
      ],
      { cwd: desk, env: { AWS_ACCESS_KEY_ID: EVIDENCE_KEY, AWS_SECRET_ACCESS_KEY: EVIDENCE_SECRET } },
    )
    const { integrity, completeness, gaps } = JSON.parse(out)
    assert.deepEqual([integrity, completeness, gaps], ['intact', 'complete', []])
    rmSync(desk, { recursive: true })
  })

  test('no secret of the store is in its state, its log or what it printed', () => {
    const { out, err } = { out: up.process.out(), err: up.process.err() }
    for (const text of [out, err, readFileSync(join(up.state.data, 'state.json'), 'utf8')])
      assert.ok(!text.includes(EVIDENCE_SECRET) && !text.includes(EVIDENCE_KEY))
  })
})
