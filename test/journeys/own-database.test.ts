import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe, skip } from '#test/suite'
import { evidenceOfStory } from './own-evidence.ts'
import { beginStory, type Story, VOID } from './own-story.ts'

const PSQL = '/usr/bin/psql'

// One story: each test goes on where the former ended.
describe('Cordon before one’s own database', (test) => {
  let story: Story

  test.before(async () => {
    story = await beginStory()
  })
  test.after(async () => {
    await story.site.remove()
    await story.database.stop()
  })

  test('what `cordon init` writes passes `cordon config check`, and holds no secret', async () => {
    const { code, out } = await story.site.cordon(['config', 'check', '--json'])
    assert.equal(code, 0)
    assert.deepEqual(JSON.parse(out).enforcers, [{ name: 'clinic', type: 'postgres', targets: ['clinic'] }])
    const config = join(story.site.folder, 'cordon.yaml')
    assert.ok(!readFileSync(config, 'utf8').includes(story.database.rolePassword))
    assert.equal(statSync(config).mode & 0o077, 0)
    assert.equal(statSync(story.up.state.data).mode & 0o077, 0)
  })

  test('`cordon up` prints where it listens, and is live and ready there', async () => {
    const api = /the API is at (\S+),/.exec(story.up.process.out())?.[1]
    assert.equal(api, story.up.state.api)
    assert.match(story.up.process.out(), new RegExp(`clinic listens on 127.0.0.1:${story.up.port}\n`))
    assert.deepEqual(await (await fetch(`${api}/livez`)).json(), { live: true })
    const ready = await fetch(`${api}/readyz`)
    assert.deepEqual([ready.status, await ready.json()], [200, { ready: true, reasons: [] }])
    assert.match(await (await fetch(`${api}/metrics`)).text(), /^cordon_ready 1$/m)
  })

  test('`cordon query` prints masked rows, and exits with 0', async () => {
    const plain = await story.query('select id, ssn from patients order by id limit 2')
    assert.deepEqual([plain.code, plain.err], [0, ''])
    assert.match(plain.out, /^1 +\[SSN\]\n2 +\[SSN\]\n\(2 rows\)$/m)
    const json = await story.query('select id, ssn from patients order by id limit 2', '--json')
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
    const denied = await story.query('select * from patients')
    assert.equal(denied.code, 10)
    assert.match(denied.err, /^42501: denied by policy: .*bulk/)
    assert.match(denied.err, /dec_[0-9a-z]{26}/)
    const json = await story.query('select * from patients', '--json')
    assert.deepEqual([json.code, JSON.parse(json.out).code], [10, '42501'])
    const waiting = await story.query(VOID, '--json')
    assert.equal(waiting.code, 11)
    story.approval = JSON.parse(waiting.out).approval
    assert.match(story.approval, /^apr_[0-9a-z]{26}$/)
    const wrong = await story.query('selec 1')
    assert.deepEqual([wrong.code, /^42601: /.test(wrong.err)], [1, true])
    assert.equal((await story.site.cordon(['query'])).code, 2)
  })

  test('a query without a token, or with one that is none, says what to do', async () => {
    const without = await story.site.cordon(['query', 'select 1'], { CORDON_TOKEN: '' })
    assert.equal(without.code, 1)
    assert.match(without.err, /no token: set CORDON_TOKEN/)
    const wrong = await story.site.cordon(['query', 'select 1'], { CORDON_TOKEN: 'no-token-at-all' })
    assert.equal(wrong.code, 1)
    assert.match(wrong.err, /^cordon: .*token/)
    assert.ok(!wrong.err.includes('no-token-at-all'))
  })

  const withPsql = existsSync(PSQL)
    ? test
    : (name: string, _: unknown): void => skip(test, name, 'psql is missing: apt-get install postgresql-client')

  withPsql('psql describes tables, reads masked rows, and can copy nothing in or out', async () => {
    const described = psql(story, '\\d patients')
    assert.deepEqual([described.status, described.stderr], [0, ''])
    assert.match(described.stdout, /ssn +\| text/)
    assert.match(described.stdout, /"patients_mrn_key" UNIQUE/)
    const read = psql(story, 'select id, ssn, given_name from patients where id = 17')
    assert.match(read.stdout, /17 \| \[SSN\] \| \[NAME\]/)
    for (const line of ["\\copy patients to '/dev/null'", "\\copy departments from '/etc/hostname'"]) {
      const copied = psql(story, line)
      assert.equal(copied.status, 1)
      assert.match(copied.stderr, /COPY is refused/)
    }
  })

  test('node-postgres reads masked rows, by text and by prepared statement, in one transaction', async () => {
    const client = new pg.Client(story.up.client(story.agent))
    await client.connect()
    try {
      await client.query('begin')
      const sql = 'select id, mrn, birth_date::text as born from patients where id = $1'
      for (const id of [3, 17]) {
        const { rows } = await client.query({ name: 'one', text: sql, values: [id] })
        assert.equal(rows.length, 1)
        assert.deepEqual([rows[0].id, rows[0].mrn], [id, '[MRN]'])
        const patient = story.database.clinic.patients.find((candidate) => candidate.id === id)
        assert.ok(!JSON.stringify(rows).includes(String(patient?.birthDate)))
      }
      await client.query('commit')
    } finally {
      await client.end()
    }
  })

  test('an officer sees what waits, and neither the asker nor an agent can approve it', async () => {
    const listed = await story.asOfficer(['list', '--json'])
    const waiting = JSON.parse(listed.out) as { id: string; human: string; agent: string; state: string }[]
    const [mine] = waiting.filter(({ id }) => id === story.approval)
    assert.deepEqual([mine?.human, mine?.agent, mine?.state], ['local|ana@clinic.example', 'my-agent', 'pending'])
    assert.match(
      (await story.asOfficer(['list'])).out,
      new RegExp(`^${story.approval} +pending +local\\|ana@clinic.example`, 'm'),
    )
    const shown = await story.asOfficer(['show', story.approval])
    assert.match(shown.out, /update claims set status = \$1 where id = \$2/)
    assert.match(shown.out, /public\.claims/)
    assert.ok(!shown.out.includes('void'), 'the officer saw a literal')
    const own = await story.asOfficer(['approve', story.approval], story.asker)
    assert.equal(own.code, 1)
    assert.match(own.err, /approval_forbidden/)
    const agents = await story.asOfficer(['approve', story.approval], story.agent)
    assert.equal(agents.code, 1)
    assert.match(agents.err, /caller_refused/)
    assert.equal((await story.query(VOID)).code, 11)
  })

  test('once approved it passes, once', async () => {
    const approved = await story.asOfficer(['approve', story.approval, '--note', 'agreed with billing'])
    assert.equal(approved.code, 0, approved.err)
    assert.match(approved.out, new RegExp(`${story.approval} is approved by local\\|omar@clinic.example`))
    assert.equal((await story.query(VOID)).code, 0)
    assert.deepEqual(await story.database.asOwner('select status from claims where id = 7'), [{ status: 'void' }])
    const again = await story.query(VOID)
    assert.equal(again.code, 11)
    assert.match(again.err, new RegExp(`Approval ${story.approval} was used at`))
    const all = JSON.parse((await story.asOfficer(['list', '--all', '--json'])).out) as { id: string; state: string }[]
    assert.equal(all.find(({ id }) => id === story.approval)?.state, 'used')
    const late = await story.asOfficer(['approve', story.approval])
    assert.equal(late.code, 1, 'a used approval was approved again')
  })

  evidenceOfStory(test, () => story)
})

function psql({ up, agent }: Story, command: string): { status: number | null; stdout: string; stderr: string } {
  const env = { PATH: '/usr/bin:/bin', PGPASSWORD: agent }
  const args = ['-X', '-h', '127.0.0.1', '-p', String(up.port), '-U', 'agent', 'clinic', '-c', command]
  return spawnSync(PSQL, args, { env, encoding: 'utf8' })
}
