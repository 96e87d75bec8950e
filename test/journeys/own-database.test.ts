import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, skip } from '#test/suite'
import { type ClinicDatabase, startClinicDatabase } from '../services/clinic.ts'
import { type CliResult, cordon } from '../support/cli.ts'
import { makeSite, type Site, type Up } from '../support/site.ts'
import { answers, eventually, isAlive } from '../support/wait.ts'

const PSQL = '/usr/bin/psql'
const VOID = "update claims set status = 'void' where id = 7"

interface World {
  readonly database: ClinicDatabase
  readonly site: Site
  readonly up: Up
  readonly agent: string
  readonly officer: string
  /** An officer's token of the human who asks. */
  readonly asker: string
}

// One story: each test goes on where the former ended.
describe('Cordon before one’s own database', (test) => {
  let world: World
  let approval = ''
  let session = ''

  test.before(async () => {
    const database = await startClinicDatabase()
    const site = await makeSite(database)
    site.reconfigure('timeZone: UTC', 'timeZone: UTC\nreports: { reviewEveryDays: 30, responses: responses.yaml }')
    writeFileSync(join(site.folder, 'responses.yaml'), '[]')
    const up = await site.up()
    const [agent, officer, asker] = await Promise.all([
      site.token({ human: 'ana@clinic.example', agent: 'my-agent', group: 'developers' }),
      site.token({ human: 'omar@clinic.example', role: 'officer', group: 'security-officers' }),
      site.token({ human: 'ana@clinic.example', role: 'officer', group: 'security-officers' }),
    ])
    world = { database, site, up, agent, officer, asker }
  })
  test.after(async () => {
    await world.site.remove()
    await world.database.stop()
  })

  const query = (sql: string, ...more: string[]): ReturnType<Site['cordon']> =>
    world.site.cordon(['query', ...more, sql], { CORDON_TOKEN: world.agent })
  const asOfficer = (args: readonly string[], token = world.officer): ReturnType<Site['cordon']> =>
    world.site.cordon(['approvals', ...args], { CORDON_OFFICER_TOKEN: token })

  test('what `cordon init` writes passes `cordon config check`, and holds no secret', async () => {
    const { code, out } = await world.site.cordon(['config', 'check', '--json'])
    assert.equal(code, 0)
    assert.deepEqual(JSON.parse(out).enforcers, [{ name: 'clinic', type: 'postgres', targets: ['clinic'] }])
    const config = join(world.site.folder, 'cordon.yaml')
    assert.ok(!readFileSync(config, 'utf8').includes(world.database.rolePassword))
    assert.equal(statSync(config).mode & 0o077, 0)
    assert.equal(statSync(world.up.state.data).mode & 0o077, 0)
  })

  test('`cordon up` prints where it listens, and is live and ready there', async () => {
    const api = /the API is at (\S+),/.exec(world.up.process.out())?.[1]
    assert.equal(api, world.up.state.api)
    assert.match(world.up.process.out(), new RegExp(`clinic listens on 127.0.0.1:${world.up.port}\n`))
    assert.deepEqual(await (await fetch(`${api}/livez`)).json(), { live: true })
    const ready = await fetch(`${api}/readyz`)
    assert.deepEqual([ready.status, await ready.json()], [200, { ready: true, reasons: [] }])
    assert.match(await (await fetch(`${api}/metrics`)).text(), /^cordon_ready 1$/m)
  })

  test('`cordon query` prints masked rows, and exits with 0', async () => {
    const plain = await query('select id, ssn from patients order by id limit 2')
    assert.deepEqual([plain.code, plain.err], [0, ''])
    assert.match(plain.out, /^1 +\[SSN\]\n2 +\[SSN\]\n\(2 rows\)$/m)
    const json = await query('select id, ssn from patients order by id limit 2', '--json')
    assert.deepEqual(
      json.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
      [
        { id: 1, ssn: '[SSN]' },
        { id: 2, ssn: '[SSN]' },
      ],
    )
  })

  test('a refusal is exit 10, an approval that is needed exit 11, a mistake 1', async () => {
    const denied = await query('select * from patients')
    assert.equal(denied.code, 10)
    assert.match(denied.err, /^42501: denied by policy: .*bulk/)
    assert.match(denied.err, /dec_[0-9a-z]{26}/)
    const json = await query('select * from patients', '--json')
    assert.deepEqual([json.code, JSON.parse(json.out).code], [10, '42501'])
    const waiting = await query(VOID, '--json')
    assert.equal(waiting.code, 11)
    approval = JSON.parse(waiting.out).approval
    assert.match(approval, /^apr_[0-9a-z]{26}$/)
    const wrong = await query('selec 1')
    assert.deepEqual([wrong.code, /^42601: /.test(wrong.err)], [1, true])
    assert.equal((await world.site.cordon(['query'])).code, 2)
  })

  test('a query without a token, or with one that is none, says what to do', async () => {
    const without = await world.site.cordon(['query', 'select 1'], { CORDON_TOKEN: '' })
    assert.equal(without.code, 1)
    assert.match(without.err, /no token: set CORDON_TOKEN/)
    const wrong = await world.site.cordon(['query', 'select 1'], { CORDON_TOKEN: 'no-token-at-all' })
    assert.equal(wrong.code, 1)
    assert.match(wrong.err, /^cordon: .*token/)
    assert.ok(!wrong.err.includes('no-token-at-all'))
  })

  const withPsql = existsSync(PSQL)
    ? test
    : (name: string, _: unknown): void => skip(test, name, 'psql is missing: apt-get install postgresql-client')

  withPsql('psql describes tables, reads masked rows, and can copy nothing in or out', async () => {
    const described = psql(world, '\\d patients')
    assert.deepEqual([described.status, described.stderr], [0, ''])
    assert.match(described.stdout, /ssn +\| text/)
    assert.match(described.stdout, /"patients_mrn_key" UNIQUE/)
    const read = psql(world, 'select id, ssn, given_name from patients where id = 17')
    assert.match(read.stdout, /17 \| \[SSN\] \| \[NAME\]/)
    for (const line of ["\\copy patients to '/dev/null'", "\\copy departments from '/etc/hostname'"]) {
      const copied = psql(world, line)
      assert.equal(copied.status, 1)
      assert.match(copied.stderr, /COPY is refused/)
    }
  })

  test('node-postgres reads masked rows, by text and by prepared statement, in one transaction', async () => {
    const client = new pg.Client(world.up.client(world.agent))
    await client.connect()
    try {
      await client.query('begin')
      const sql = 'select id, mrn, birth_date::text as born from patients where id = $1'
      for (const id of [3, 17]) {
        const { rows } = await client.query({ name: 'one', text: sql, values: [id] })
        assert.equal(rows.length, 1)
        assert.deepEqual([rows[0].id, rows[0].mrn], [id, '[MRN]'])
        const patient = world.database.clinic.patients.find((candidate) => candidate.id === id)
        assert.ok(!JSON.stringify(rows).includes(String(patient?.birthDate)))
      }
      await client.query('commit')
    } finally {
      await client.end()
    }
  })

  test('an officer sees what waits, and neither the asker nor an agent can approve it', async () => {
    const listed = await asOfficer(['list', '--json'])
    const waiting = JSON.parse(listed.out) as { id: string; human: string; agent: string; state: string }[]
    const [mine] = waiting.filter(({ id }) => id === approval)
    assert.deepEqual([mine?.human, mine?.agent, mine?.state], ['local|ana@clinic.example', 'my-agent', 'pending'])
    assert.match((await asOfficer(['list'])).out, new RegExp(`^${approval} +pending +local\\|ana@clinic.example`, 'm'))
    const shown = await asOfficer(['show', approval])
    assert.match(shown.out, /update claims set status = \$1 where id = \$2/)
    assert.match(shown.out, /public\.claims/)
    assert.ok(!shown.out.includes('void'), 'the officer saw a literal')
    const own = await asOfficer(['approve', approval], world.asker)
    assert.equal(own.code, 1)
    assert.match(own.err, /approval_forbidden/)
    const agents = await asOfficer(['approve', approval], world.agent)
    assert.equal(agents.code, 1)
    assert.match(agents.err, /caller_refused/)
    assert.equal((await query(VOID)).code, 11)
  })

  test('once approved it passes, once', async () => {
    const approved = await asOfficer(['approve', approval, '--note', 'agreed with billing'])
    assert.equal(approved.code, 0, approved.err)
    assert.match(approved.out, new RegExp(`${approval} is approved by local\\|omar@clinic.example`))
    assert.equal((await query(VOID)).code, 0)
    assert.deepEqual(await world.database.asOwner('select status from claims where id = 7'), [{ status: 'void' }])
    const again = await query(VOID)
    assert.equal(again.code, 11)
    assert.match(again.err, new RegExp(`Approval ${approval} was used at`))
    const all = JSON.parse((await asOfficer(['list', '--all', '--json'])).out) as { id: string; state: string }[]
    assert.equal(all.find(({ id }) => id === approval)?.state, 'used')
    const late = await asOfficer(['approve', approval])
    assert.equal(late.code, 1, 'a used approval was approved again')
  })

  test('sessions are listed and replayed from sealed evidence', async () => {
    const rows = await eventually('the sessions are sealed', async () => {
      const { out } = await world.site.cordon(['sessions', 'list', '--json'])
      const sessions = JSON.parse(out) as { session: string; exchanges: number; masked: number; closedAt?: string }[]
      const found = sessions.filter(({ closedAt }) => closedAt !== undefined && closedAt !== null)
      return found.length >= 8 && sessions
    })
    const read = rows.find(({ masked, exchanges }) => masked > 0 && exchanges === 1)
    session = read?.session ?? ''
    assert.match((await world.site.cordon(['sessions', 'list'])).out, new RegExp(`^${session} .*my-agent`, 'm'))
    const replayed = await eventually('the recording is stored', async () => {
      const { code, out } = await world.site.cordon(['sessions', 'replay', session])
      return code === 0 && out.includes('[SSN]') && out
    })
    assert.match(replayed, /select id, ssn from patients order by id limit/)
    assert.match(replayed, /local\|ana@clinic\.example through my-agent/)
    const json = await world.site.cordon(['sessions', 'replay', '--json', session])
    const kinds = json.out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind)
    assert.deepEqual(kinds, ['open', 'exchange', 'close'])
    const unknown = await world.site.cordon(['sessions', 'replay', 'ses_00000000000000000000000000'])
    assert.equal(unknown.code, 1)
  })

  test('who touched a patient is answered, and a report is written', async () => {
    const found = await world.site.cordon(['evidence', 'find', '--patient', '17', '--json'])
    const trail = JSON.parse(found.out) as { humans: string[]; agents: string[]; counts: { effects: number } }
    assert.deepEqual(trail.agents, ['my-agent'])
    assert.deepEqual(trail.humans, ['local|ana@clinic.example'])
    assert.ok(trail.counts.effects >= 1)
    const nobody = await world.site.cordon(['evidence', 'find', '--patient', '59', '--json'])
    assert.equal((JSON.parse(nobody.out) as { counts: { effects: number } }).counts.effects, 0)
    const { code, out } = await world.site.cordon(['evidence', 'report', '--out', 'report.html'])
    assert.equal(code, 0, out)
    assert.match(out, /HIPAA controls, as the evidence shows them: Test Clinic/)
    const html = readFileSync(join(world.site.folder, 'report.html'), 'utf8')
    assert.match(html, /164\.312\(b\)/)
    assert.ok(!/<script|https?:\/\/(?!www\.w3\.org)/.test(html), 'the page reaches out')
  })

  test('a report is computed with the registers that cordon.yaml or the command line names', async () => {
    const { site, up } = world
    const reported = (...args: string[]): ReturnType<Site['cordon']> => site.cordon(['evidence', 'report', ...args])
    assert.equal(up.state.reviewEveryDays, 30)
    assert.equal(await incidents(await reported('--json')), 'not-applicable')
    const { store, publicKey } = up.state
    assert.equal(await incidents(await reported(store, '--key', publicKey, '--json')), 'insufficient')
    const own = ['--responses', 'responses.yaml', '--review-every', '30']
    assert.equal(await incidents(await reported(store, '--key', publicKey, ...own, '--json')), 'not-applicable')
    writeFileSync(join(site.folder, 'bad.yaml'), '- { n: 1, by: "", acknowledgedAt: 2026-01-01T00:00:00Z }')
    const bad = await reported('--responses', 'bad.yaml')
    assert.equal(bad.code, 1)
    assert.match(bad.err, /bad\.yaml cannot be used: .*0\/by/)
    assert.equal((await reported('--review-every', '0')).code, 2)
  })

  test('SIGTERM ends it cleanly, with everything sealed and complete', async () => {
    const held = new pg.Client(world.up.client(world.agent))
    held.on('error', () => undefined)
    await held.connect()
    await held.query('select count(*) from departments')
    const { code, err } = await world.up.process.signal('SIGTERM')
    assert.equal(code, 0, err)
    assert.ok(!isAlive(world.up.state.pid))
    assert.ok(!(await answers({ port: world.up.port })))
    assert.ok(!existsSync(world.up.state.socket), 'the socket is still there')
    const verdict = await verified(world.site)
    assert.deepEqual([verdict.integrity, verdict.completeness, verdict.openSessions], ['intact', 'complete', 0])
    const log = join(world.up.state.data, 'log')
    const down = await world.site.cordon(['query', 'select 1'], { CORDON_TOKEN: world.agent })
    assert.equal(down.code, 1)
    assert.match(down.err, /is not running .*cordon up/)
    assert.ok(readdirSync(log).length > 0)
  })

  test('an auditor verifies a read-only copy with the public key alone', async () => {
    const desk = mkdtempSync(join(tmpdir(), 'cordon-audit-'))
    try {
      const copy = join(desk, 'store')
      cpSync(world.up.state.store, copy, { recursive: true })
      cpSync(world.up.state.publicKey, join(desk, 'sealer.pem'))
      rmSync(join(copy, '~incoming'), { recursive: true })
      const before = tree(copy)
      lock(copy)
      const verify = await cordon(['evidence', 'verify', 'store', '--key', 'sealer.pem', '--json'], { cwd: desk })
      assert.equal(verify.code, 0, verify.err)
      assert.deepEqual(verdictOf(verify.out), ['intact', 'complete'])
      const report = await cordon(['evidence', 'report', 'store', '--key', 'sealer.pem', '--json'], { cwd: desk })
      assert.equal(report.code, 0, report.err)
      const find = await cordon(['evidence', 'find', 'store', '--key', 'sealer.pem', '--patient', '17'], { cwd: desk })
      assert.equal(find.code, 1)
      assert.match(find.err, /references are keyed/)
      assert.deepEqual(tree(copy), before)
    } finally {
      unlock(desk)
      rmSync(desk, { recursive: true, force: true })
    }
  })

  test('it starts again on the same folder, and the ledger goes on', async () => {
    const before = await verified(world.site)
    const up = await world.site.up()
    const { code } = await query('select count(*) from encounters')
    assert.equal(code, 0)
    const again = await query(VOID)
    assert.match(again.err, new RegExp(`Approval ${approval} was used at`))
    assert.equal((await up.process.signal('SIGTERM')).code, 0)
    const after = await verified(world.site)
    assert.deepEqual([after.integrity, after.completeness], ['intact', 'complete'])
    assert.ok(after.events > before.events)
  })

  test('keys rotate while it is stopped, and what was made with the former ones is still found and read', async () => {
    const keys = async (): Promise<Record<string, string[]>> =>
      JSON.parse((await world.site.cordon(['keys', 'list', '--json'])).out)
    const old = await keys()
    for (const name of ['engine', 'tenant']) {
      const { code, err } = await world.site.cordon(['keys', 'rotate', name])
      assert.equal(code, 0, err)
    }
    const held = await keys()
    for (const name of ['engine', 'tenant']) {
      assert.equal(held[name]?.length, 2)
      assert.deepEqual(held[name]?.slice(1), old[name])
    }
    const up = await world.site.up()
    const inUse = await world.site.cordon(['keys', 'rotate', 'engine'])
    assert.equal(inUse.code, 1)
    assert.match(inUse.err, /runs \(process \d+\) with that key: stop it/)
    // What was made with the former keys is still found, and still opens.
    const found = await world.site.cordon(['evidence', 'find', '--patient', '17', '--json'])
    const earlier = (JSON.parse(found.out) as { counts: { effects: number } }).counts.effects
    assert.ok(earlier >= 1, found.err)
    const replayed = await world.site.cordon(['sessions', 'replay', session])
    assert.equal(replayed.code, 0, replayed.err)
    assert.match(replayed.out, /\[SSN\]/)
    await query('select id, ssn from patients where id = 17')
    await eventually('both keys answer', async () => {
      const { out } = await world.site.cordon(['evidence', 'find', '--patient', '17', '--json'])
      return (JSON.parse(out) as { counts: { effects: number } }).counts.effects > earlier
    })
    assert.equal((await up.process.signal('SIGTERM')).code, 0)
    const { integrity, completeness } = await verified(world.site)
    assert.deepEqual([integrity, completeness], ['intact', 'complete'])
  })
})

interface Verdict {
  readonly integrity: string
  readonly completeness: string
  readonly events: number
  readonly openSessions: number
}

/** Status of the control on incidents in a report that was printed as JSON. */
async function incidents({ out }: CliResult): Promise<string | undefined> {
  const { controls } = JSON.parse(out) as { controls: { id: string; status: string }[] }
  return controls.find(({ id }) => id === '308-a-6-ii')?.status
}

async function verified(site: Site): Promise<Verdict> {
  const { out, err } = await site.cordon(['evidence', 'verify', '--json'])
  assert.equal(err, '')
  return JSON.parse(out) as Verdict
}

function verdictOf(out: string): readonly string[] {
  const { integrity, completeness } = JSON.parse(out) as Verdict
  return [integrity, completeness]
}

function psql({ up, agent }: World, command: string): { status: number | null; stdout: string; stderr: string } {
  const env = { PATH: '/usr/bin:/bin', PGPASSWORD: agent }
  const args = ['-X', '-h', '127.0.0.1', '-p', String(up.port), '-U', 'agent', 'clinic', '-c', command]
  return spawnSync(PSQL, args, { env, encoding: 'utf8' })
}

function tree(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
}

function lock(folder: string): void {
  for (const name of ['', ...tree(folder)]) chmodSync(join(folder, name), modeOf(join(folder, name)) & 0o555)
}

function unlock(folder: string): void {
  chmodSync(folder, 0o700)
  for (const name of tree(folder)) if (statSync(join(folder, name)).isDirectory()) chmodSync(join(folder, name), 0o700)
}

function modeOf(path: string): number {
  return statSync(path).mode
}
