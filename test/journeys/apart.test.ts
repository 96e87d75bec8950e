import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { STORY_PATIENT } from '#clinic'
import { describe, skip } from '#test/suite'
import { type AgentClient, connectAgent } from '../../cli/demo/client.ts'
import { missingKafka } from '../services/kafka.ts'
import { startVersitygw } from '../services/versitygw.ts'
import { type ApartSite, makeApartSite } from '../support/apart-site.ts'
import { eventually } from '../support/wait.ts'

const HUMAN = 'ana'
const started = await startVersitygw()
const missing = 'missing' in started ? started.missing : missingKafka()

// The story of `npm start` once more, each part a process: each test goes on where the former ended.
describe('Cordon with its parts apart, over Kafka, S3 and an OpenID provider', (test) => {
  if ('missing' in started || missing !== null) {
    skip(test, 'the story with parts apart', missing ?? '')
    return
  }
  let site: ApartSite
  let token = ''
  let agent: AgentClient
  let approval = ''

  test.before(async () => {
    site = await makeApartSite(started)
    token = await site.agentToken(HUMAN, ['developers'])
  })
  test.after(async () => {
    await site.stop()
    await started.stop()
  })

  const ready = async (args: readonly string[]): Promise<unknown> =>
    JSON.parse((await site.cordon(['ready', '--json', '--data', join(site.folder, 'data'), ...args])).out)

  test('an enforcer waits for its engine, and says so', async () => {
    const waiting = site.start('clinic-db')
    await eventually('it says what it waits for', async () => {
      const { out } = await site.cordon(['ready', '--json', 'clinic-db', '--data', join(site.folder, 'data')])
      return out.includes('engine_not_answered')
    })
    await site.start('engine')
    await waiting
  })

  test('every part becomes ready once the sealer is there', async () => {
    await Promise.all([site.start('sealer'), site.start('git'), site.start('fhir')])
    for (const part of [[], ['sealer'], ['clinic-db'], ['git'], ['fhir']])
      await eventually(`${part[0] ?? 'engine'} is ready`, async () => {
        const answer = (await ready(part)) as { ready: boolean }
        return answer.ready
      })
  })

  test('SQL: rows come back masked, a bulk export is refused, the session goes on', async () => {
    agent = await connectAgent(`127.0.0.1:${site.port('clinic-db')}`, site.database.database, token)
    const [patient] = site.database.clinic.patients.filter(({ id }) => id === STORY_PATIENT)
    const read = await agent.ask(
      `select id, family_name, ssn, mrn, birth_date from patients where id = ${STORY_PATIENT}`,
    )
    assert.equal(read.kind, 'rows')
    for (const value of [patient?.family, patient?.ssn, patient?.mrn, patient?.birthDate])
      assert.ok(!JSON.stringify(read).includes(String(value)))
    const bulk = await agent.ask('select * from patients')
    assert.ok(bulk.kind === 'error' && bulk.code === '42501' && /dec_[0-9a-z]+/.test(JSON.stringify(bulk)))
    assert.equal((await agent.ask('select count(*) from patients')).kind, 'rows')
  })

  test('FHIR: a read is masked and valid, a bulk export is refused with a problem document', async () => {
    const get = (path: string): Promise<Answer> => getJson(site, `/fhir${path}`, token)
    const read = await get(`/Patient/${STORY_PATIENT}`)
    const body = read.text
    assert.equal(read.status, 200, body)
    assert.equal((JSON.parse(body) as { resourceType: string }).resourceType, 'Patient')
    const [patient] = site.database.clinic.patients.filter(({ id }) => id === STORY_PATIENT)
    for (const value of [patient?.ssn, patient?.mrn, patient?.birthDate]) assert.ok(!body.includes(String(value)))
    const bulk = await get('/Patient/$export')
    assert.equal(bulk.status, 403)
    assert.match(bulk.text, /dec_[0-9a-z]+/)
    assert.ok(!site.fhir.requests.some((line) => line.includes('$export')))
  })

  test('git: a push with identifiers is refused with file and line, the cleaned one passes', async () => {
    const work = join(site.folder, 'work')
    mkdirSync(work)
    const [patient] = site.database.clinic.patients.filter(({ id }) => id === STORY_PATIENT)
    const git = runGit(work, token, join(site.folder, 'engine.pem'))
    await git('init', '-q', '-b', 'main')
    writeFileSync(join(work, 'notes.txt'), `Patient: ${patient?.given} ${patient?.family}, SSN ${patient?.ssn}\n`)
    await git('add', '.')
    await git('commit', '-qm', 'Add notes')
    const url = `https://127.0.0.1:${site.port('git')}/app.git`
    const refused = await git('push', url, 'main')
    assert.notEqual(refused.code, 0)
    assert.match(refused.err, /notes\.txt.*1/)
    assert.ok(!refused.err.includes(String(patient?.ssn)), 'the value was told')
    writeFileSync(join(work, 'notes.txt'), 'Patient: see the record.\n')
    await git('commit', '-qa', '--amend', '--no-edit')
    const passed = await git('push', url, 'main')
    assert.equal(passed.code, 0, passed.err)
  })

  test('an approval is asked, given by an officer of the provider, and used once', async () => {
    const sql = "update claims set status = 'void' where id = 7"
    const asked = await agent.ask(sql)
    approval = /apr_[0-9a-z]+/.exec(JSON.stringify(asked))?.[0] ?? ''
    assert.notEqual(approval, '')
    const data = ['--data', join(site.folder, 'data')]
    const officer = await site.officerToken('omar')
    for (const [who, code] of [
      [token, 1],
      [await site.officerToken(HUMAN), 1],
      [officer, 0],
    ] as const) {
      const { code: got, err } = await site.cordon(['approvals', 'approve', approval, ...data], {
        CORDON_OFFICER_TOKEN: who,
      })
      assert.equal(got, code, err)
    }
    const passed = await agent.ask(sql)
    assert.ok(passed.kind === 'rows' && passed.count === 1, JSON.stringify(passed))
    assert.match(JSON.stringify(await agent.ask(sql)), /apr_[0-9a-z]+/)
  })

  test('a restarted engine keeps sessions and approvals', async () => {
    const sql = "update claims set status = 'void' where id = 9"
    const id = /apr_[0-9a-z]+/.exec(JSON.stringify(await agent.ask(sql)))?.[0] ?? ''
    await site.part('engine').signal('SIGKILL')
    const refused = await agent.ask('select count(*) from patients')
    assert.ok(refused.kind === 'error' && refused.message.includes('engine cannot be reached'), JSON.stringify(refused))
    await site.start('engine')
    const again = await agent.ask('select count(*) from patients')
    assert.equal(again.kind, 'rows', JSON.stringify(again))
    const data = ['--data', join(site.folder, 'data')]
    const token = { CORDON_OFFICER_TOKEN: await site.officerToken('omar') }
    const { code, err } = await site.cordon(['approvals', 'approve', id, ...data], token)
    assert.equal(code, 0, err)
    assert.equal((await agent.ask(sql)).kind, 'rows')
  })

  test('the evidence in the bucket is whole: every source sealed, recordings there, patients found across SQL and HTTP', async () => {
    await agent.end()
    const key = join(site.folder, 'data', 'sealer', 'sealer.pub.pem')
    const data = ['--data', join(site.folder, 'data')]
    const verdict = async (): Promise<Verdict> => {
      const { out, err } = await site.cordon(['evidence', 'verify', '--json', '--key', key, ...data])
      assert.notEqual(out, '', err)
      return JSON.parse(out) as Verdict
    }
    await eventually('everything is sealed', async () => (await verdict()).completeness === 'complete', 30_000)
    assert.equal((await verdict()).integrity, 'intact')
    const found = await site.cordon(['evidence', 'find', '--json', '--patient', String(STORY_PATIENT), ...data])
    const trail = JSON.parse(found.out) as { humans: string[]; agents: string[]; sessions: string[] }
    assert.deepEqual(trail.humans, [`clinic|${HUMAN}`])
    assert.deepEqual(trail.agents, ['coding-agent'])
    assert.ok(trail.sessions.length >= 2, 'SQL and HTTP')
    for (const session of trail.sessions) {
      const { code, out, err } = await site.cordon(['sessions', 'replay', session, ...data])
      assert.equal(code, 0, `${out}${err}`)
    }
  })

  test('every part stops in order when it is told to', async () => {
    for (const part of ['clinic-db', 'git', 'fhir', 'engine', 'sealer'] as const) {
      const { code, err } = await site.part(part).signal('SIGTERM')
      assert.equal(code, 0, `${part}: ${err.slice(-2000)}`)
    }
  })
})

interface Verdict {
  readonly integrity: string
  readonly completeness: string
}

interface Answer {
  readonly status: number
  readonly text: string
}

function getJson(site: ApartSite, path: string, token: string): Promise<Answer> {
  const ca = readFileSync(join(site.folder, 'engine.pem'))
  const options = {
    host: '127.0.0.1',
    port: site.port('fhir'),
    path,
    ca,
    headers: { authorization: `Bearer ${token}` },
  }
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...options, agent: false }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

function runGit(cwd: string, token: string, ca: string) {
  const run = promisify(execFile)
  const env = {
    PATH: process.env['PATH'],
    HOME: cwd,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Agent',
    GIT_AUTHOR_EMAIL: 'agent@clinic.example',
    GIT_COMMITTER_NAME: 'Agent',
    GIT_COMMITTER_EMAIL: 'agent@clinic.example',
    GIT_SSL_CAINFO: ca,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`agent:${token}`).toString('base64')}`,
  }
  return async (...args: string[]): Promise<{ code: number; err: string }> => {
    try {
      const { stderr } = await run('git', args, { cwd, env })
      return { code: 0, err: stderr }
    } catch (error) {
      const { code = 1, stderr = '' } = error as { code?: number; stderr?: string }
      return { code, err: stderr }
    }
  }
}
