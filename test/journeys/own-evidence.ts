import assert from 'node:assert/strict'
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
import type { Test } from 'uvu'
import { type CliResult, cordon } from '../support/cli.ts'
import type { Site } from '../support/site.ts'
import { answers, eventually, isAlive } from '../support/wait.ts'
import { type Story, VOID } from './own-story.ts'

/** The second half of the story: what is on record of it, to the end of the process and beyond. */
export function evidenceOfStory(test: Test, story: () => Story): void {
  test('sessions are listed and replayed from sealed evidence', async () => {
    const rows = await eventually('the sessions are sealed', async () => {
      const { out } = await story().site.cordon(['sessions', 'list', '--json'])
      const sessions = JSON.parse(out) as { session: string; exchanges: number; masked: number; closedAt?: string }[]
      const found = sessions.filter(({ closedAt }) => closedAt !== undefined && closedAt !== null)
      return found.length >= 8 && sessions
    })
    const read = rows.find(({ masked, exchanges }) => masked > 0 && exchanges === 1)
    story().session = read?.session ?? ''
    assert.match(
      (await story().site.cordon(['sessions', 'list'])).out,
      new RegExp(`^${story().session} .*my-agent`, 'm'),
    )
    const replayed = await eventually('the recording is stored', async () => {
      const { code, out } = await story().site.cordon(['sessions', 'replay', story().session])
      return code === 0 && out.includes('[SSN]') && out
    })
    assert.match(replayed, /select id, ssn from patients order by id limit/)
    assert.match(replayed, /local\|ana@clinic\.example through my-agent/)
    const json = await story().site.cordon(['sessions', 'replay', '--json', story().session])
    const kinds = json.out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind)
    assert.deepEqual(kinds, ['open', 'exchange', 'close'])
    const unknown = await story().site.cordon(['sessions', 'replay', 'ses_00000000000000000000000000'])
    assert.equal(unknown.code, 1)
  })

  test('who touched a patient is answered, and a report is written', async () => {
    const found = await story().site.cordon(['evidence', 'find', '--patient', '17', '--json'])
    const trail = JSON.parse(found.out) as { humans: string[]; agents: string[]; counts: { effects: number } }
    assert.deepEqual(trail.agents, ['my-agent'])
    assert.deepEqual(trail.humans, ['local|ana@clinic.example'])
    assert.ok(trail.counts.effects >= 1)
    const nobody = await story().site.cordon(['evidence', 'find', '--patient', '59', '--json'])
    assert.equal((JSON.parse(nobody.out) as { counts: { effects: number } }).counts.effects, 0)
    const { code, out } = await story().site.cordon(['evidence', 'report', '--out', 'report.html'])
    assert.equal(code, 0, out)
    assert.match(out, /HIPAA controls, as the evidence shows them: Test Clinic/)
    const html = readFileSync(join(story().site.folder, 'report.html'), 'utf8')
    assert.match(html, /164\.312\(b\)/)
    assert.ok(!/<script|https?:\/\/(?!www\.w3\.org)/.test(html), 'the page reaches out')
  })

  test('a report is computed with the registers that cordon.yaml or the command line names', async () => {
    const { site, up } = story()
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
    const held = new pg.Client(story().up.client(story().agent))
    held.on('error', () => undefined)
    await held.connect()
    await held.query('select count(*) from departments')
    const { code, err } = await story().up.process.signal('SIGTERM')
    assert.equal(code, 0, err)
    assert.ok(!isAlive(story().up.state.pid))
    assert.ok(!(await answers({ port: story().up.port })))
    assert.ok(!existsSync(story().up.state.socket), 'the socket is still there')
    const verdict = await verified(story().site)
    assert.deepEqual([verdict.integrity, verdict.completeness, verdict.openSessions], ['intact', 'complete', 0])
    const log = join(story().up.state.data, 'log')
    const down = await story().site.cordon(['query', 'select 1'], { CORDON_TOKEN: story().agent })
    assert.equal(down.code, 1)
    assert.match(down.err, /is not running .*cordon up/)
    assert.ok(readdirSync(log).length > 0)
  })

  test('an auditor verifies a read-only copy with the public key alone', async () => {
    const desk = mkdtempSync(join(tmpdir(), 'cordon-audit-'))
    try {
      const copy = join(desk, 'store')
      cpSync(story().up.state.store, copy, { recursive: true })
      cpSync(story().up.state.publicKey, join(desk, 'sealer.pem'))
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
    const before = await verified(story().site)
    const up = await story().site.up()
    const { code } = await story().query('select count(*) from encounters')
    assert.equal(code, 0)
    const again = await story().query(VOID)
    assert.match(again.err, new RegExp(`Approval ${story().approval} was used at`))
    assert.equal((await up.process.signal('SIGTERM')).code, 0)
    const after = await verified(story().site)
    assert.deepEqual([after.integrity, after.completeness], ['intact', 'complete'])
    assert.ok(after.events > before.events)
  })

  test('keys rotate while it is stopped, and what was made with the former ones is still found and read', async () => {
    const keys = async (): Promise<Record<string, string[]>> =>
      JSON.parse((await story().site.cordon(['keys', 'list', '--json'])).out)
    const old = await keys()
    for (const name of ['engine', 'tenant']) {
      const { code, err } = await story().site.cordon(['keys', 'rotate', name])
      assert.equal(code, 0, err)
    }
    const held = await keys()
    for (const name of ['engine', 'tenant']) {
      assert.equal(held[name]?.length, 2)
      assert.deepEqual(held[name]?.slice(1), old[name])
    }
    const up = await story().site.up()
    const inUse = await story().site.cordon(['keys', 'rotate', 'engine'])
    assert.equal(inUse.code, 1)
    assert.match(inUse.err, /runs \(process \d+\) with that key: stop it/)
    // What was made with the former keys is still found, and still opens.
    const found = await story().site.cordon(['evidence', 'find', '--patient', '17', '--json'])
    const earlier = (JSON.parse(found.out) as { counts: { effects: number } }).counts.effects
    assert.ok(earlier >= 1, found.err)
    const replayed = await story().site.cordon(['sessions', 'replay', story().session])
    assert.equal(replayed.code, 0, replayed.err)
    assert.match(replayed.out, /\[SSN\]/)
    await story().query('select id, ssn from patients where id = 17')
    await eventually('both keys answer', async () => {
      const { out } = await story().site.cordon(['evidence', 'find', '--patient', '17', '--json'])
      return (JSON.parse(out) as { counts: { effects: number } }).counts.effects > earlier
    })
    assert.equal((await up.process.signal('SIGTERM')).code, 0)
    const { integrity, completeness } = await verified(story().site)
    assert.deepEqual([integrity, completeness], ['intact', 'complete'])
  })
}

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
