import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from '#test/suite'
import { cordon, startCordon } from '../support/cli.ts'
import { answers, eventually, isAlive } from '../support/wait.ts'

interface Act {
  readonly act: string
  readonly expected: string
  readonly observed: string
  readonly ok: boolean
  readonly decision: string | null
}

const STORY = [
  'masked-patients',
  'masked-note',
  'denied-export',
  'session-usable',
  'fhir-read',
  'fhir-search',
  'fhir-bulk',
  'needs-approval',
  'agent-cannot-approve',
  'no-self-approval',
  'approved',
  'passes-once',
  'refused-again',
  'push-refused',
  'push-cleaned',
  'push-held',
  'push-approved',
  'verified',
  'tampered',
  'who-touched',
  'report',
]

describe('cordon demo', (test) => {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-demo-'))
  const stage = join(folder, 'stage')
  test.after(() => rmSync(folder, { recursive: true, force: true }))

  test('tells the whole story as JSON lines, and leaves nothing running', async () => {
    const { code, out, err } = await cordon(['demo', '--json', '--folder', stage])
    const acts = read(out)
    assert.deepEqual(
      acts.filter(({ ok }) => !ok),
      [],
    )
    assert.equal(code, 0, err)
    assert.equal(err, '')
    assert.deepEqual(
      acts.map(({ act }) => act),
      STORY,
    )
    for (const act of acts)
      assert.deepEqual(Object.keys(act).sort(), ['act', 'decision', 'expected', 'observed', 'ok'], act.act)
    for (const { act, decision } of acts.slice(0, 8)) assert.match(String(decision), /^dec_[0-9a-z]{26}$/, act)
    await nothingRuns(stage)
  })

  test('runs again in the same folder, in plain text where nobody watches', async () => {
    const { code, out, err } = await cordon(['demo', '--folder', stage])
    assert.equal(code, 0, `${out}\n${err}`)
    assert.ok(!`${out}${err}`.includes('\u001b'), 'escape codes went to a pipe')
    assert.match(out, /21 acts in \d+\.\d s, as expected/)
    assert.match(readFileSync(join(stage, 'report.html'), 'utf8'), /^<!doctype html>/i)
    await nothingRuns(stage)
  })

  test('a killed run leaves its database behind, and the next run stops it', async () => {
    const killed = startCordon(['demo', '--stay', '--folder', stage])
    await killed.said('It stays up.')
    const { postgres } = JSON.parse(readFileSync(join(stage, 'demo.json'), 'utf8')) as { postgres: number }
    await killed.signal('SIGKILL')
    assert.ok(isAlive(postgres), 'there is no orphan to look for')
    const { code, out } = await cordon(['demo', '--json', '--folder', stage])
    assert.equal(code, 0, out)
    assert.ok(!isAlive(postgres), 'the orphan still runs')
    await nothingRuns(stage)
  })

  test('a run killed while its database starts leaves nothing that the next run does not stop', async () => {
    const killed = startCordon(['demo', '--json', '--folder', stage])
    const pid = await starting(stage)
    await killed.signal('SIGKILL')
    const { code, out, err } = await cordon(['demo', '--json', '--folder', stage])
    assert.equal(code, 0, `${out}\n${err}`)
    assert.ok(!isAlive(pid), 'the orphan still runs')
  })

  test('a folder of somebody else, and one where a demo runs, are not touched', async () => {
    const foreign = mkdtempSync(join(folder, 'foreign-'))
    const { code, err } = await cordon(['demo', '--folder', foreign])
    assert.equal(code, 1)
    assert.match(err, /exists and is no demo's: it is not touched; choose another --folder/)
    assert.ok(existsSync(foreign))
    const running = startCordon(['demo', '--stay', '--folder', stage])
    await running.said('It stays up.')
    const second = await cordon(['demo', '--folder', stage])
    assert.equal(second.code, 1)
    assert.match(second.err, /a demo runs in .* already \(process \d+\): stop it/)
    assert.equal((await running.signal('SIGINT')).code, 0)
    await nothingRuns(stage)
  })
})

function read(out: string): readonly Act[] {
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Act)
}

// The moment when the server is spawned, well before it accepts connections.
async function starting(stage: string): Promise<number> {
  const file = join(stage, 'demo.json')
  return eventually('the database starts', () => {
    const { postgres } = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as { postgres?: number }
    return postgres !== undefined && postgres > 0 && postgres
  })
}

// The database's port stands in the configuration, everything else in the state file.
async function nothingRuns(stage: string): Promise<void> {
  const config = readFileSync(join(stage, 'cordon.yaml'), 'utf8')
  const database = Number(/host: 127\.0\.0\.1, port: (\d{2,5}), database/.exec(config)?.[1])
  assert.ok(database > 0)
  const state = JSON.parse(readFileSync(join(stage, 'data', 'state.json'), 'utf8')) as {
    readonly pid: number
    readonly socket: string
    readonly api: string
    readonly enforcers: readonly { readonly address: string }[]
  }
  const ports = [state.api, ...state.enforcers.map(({ address }) => address)].map((place) =>
    Number(/:(\d+)$/.exec(place)?.[1]),
  )
  assert.equal(ports.length, 4)
  for (const port of [database, ...ports]) assert.ok(!(await answers({ port })), `port ${port} still answers`)
  assert.ok(!existsSync(state.socket), 'the socket is still there')
  assert.ok(!isAlive(state.pid), 'the process still runs')
  assert.ok(!existsSync(join(stage, 'demo.json')), 'the run still names itself')
}
