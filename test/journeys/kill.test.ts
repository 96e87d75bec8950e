import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe } from '#test/suite'
import { createApi, engineAtSocket } from '../../cli/api.ts'
import { openFolderStore, walkEvents } from '../../evidence/index.ts'
import type { Event } from '../../schemas/index.ts'
import { type ClinicDatabase, startClinicDatabase } from '../services/clinic.ts'
import { startCordon } from '../support/cli.ts'
import { makeSite, type Site, type Up } from '../support/site.ts'

const ROUNDS = 15
const STARTS_CUT = 3
const CLIENTS = 4

/** What clients were told: nothing of it may be lost, whatever is killed. */
interface Told {
  /** Ids of decisions that errors named. */
  readonly decisions: Set<string>
  /** Answers with rows, by run. */
  readonly rows: Map<string, number>
}

describe('kill -9 under load', (test) => {
  let database: ClinicDatabase
  let site: Site
  let agents: readonly { readonly run: string; readonly token: string }[] = []
  let officer = ''
  let starts = 0
  const told: Told = { decisions: new Set(), rows: new Map() }
  /** Approvals whose statement was answered with success, and those that were being used when all went dark. */
  const used = new Map<number, string>()
  const dark = new Map<number, string>()

  test.before(async () => {
    database = await startClinicDatabase()
    site = await makeSite(database)
    site.reconfigure('sealSeconds: 1', 'sealSeconds: 1\n  sealEvents: 48')
    // The state file is there from the first start on.
    const first = await site.up()
    starts++
    agents = await Promise.all(
      Array.from({ length: CLIENTS }, async (_, index) => {
        const run = `run_kill_${index}`
        return { run, token: await site.token({ human: 'ana', agent: 'my-agent', group: 'developers', run }) }
      }),
    )
    officer = await site.token({ human: 'omar', role: 'officer', group: 'security-officers' })
    await first.process.signal('SIGKILL')
  })
  test.after(async () => {
    await site.remove()
    await database.stop()
  })

  for (let round = 1; round <= ROUNDS; round++) {
    test(`round ${round}: what was answered is on record, and what was used stays used`, async () => {
      const up = await site.up()
      starts++
      try {
        assert.deepEqual(unrecorded(site, told), [])
        await spentStaysSpent(up)
        await load(up, round)
      } finally {
        await up.process.signal('SIGKILL')
      }
    })
  }

  for (let cut = 1; cut <= STARTS_CUT; cut++) {
    test(`a start is killed halfway, ${cut}`, async () => {
      const env = { CORDON_UPSTREAM_PASSWORD: database.rolePassword }
      const starting = startCordon(['up'], { cwd: site.folder, env })
      await pause(300 + cut * 250 * Math.random())
      await starting.signal('SIGKILL')
    })
  }

  test('in the end every event is sealed once, verified and complete', async () => {
    const up = await site.up()
    assert.equal((await up.process.signal('SIGTERM')).code, 0)
    const { out, code } = await site.cordon(['evidence', 'verify', '--json'])
    const verdict = JSON.parse(out)
    assert.deepEqual(
      [code, verdict.integrity, verdict.completeness, verdict.openSessions],
      [0, 'intact', 'complete', 0],
      out.slice(0, 2000),
    )
    assert.ok(verdict.abandonedByCrash > 0, 'no session was cut off: the kills came too late')
    assert.deepEqual(unrecorded(site, told), [])
    assert.ok(told.decisions.size > ROUNDS, `only ${told.decisions.size} refusals were seen`)
  })

  test('no event is sealed twice, no answer is missing, no approval was spent twice', async () => {
    const events = await sealed(site)
    const places = events.map(({ source: { id, epoch, seq } }) => `${id}/${epoch}/${seq}`)
    assert.equal(new Set(places).size, places.length)
    assert.ok(new Set(events.map(({ source }) => source.epoch)).size >= starts)
    for (const [run, rows] of told.rows) {
      const allowed = events.filter((event) => event.run === run && isAllow(event)).length
      assert.ok(allowed >= rows, `${run} saw ${rows} answers, and ${allowed} are on record`)
    }
    const spent = events.filter(isAllow).flatMap(approvalOf)
    assert.equal(new Set(spent).size, spent.length, 'an approval let two statements through')
    for (const id of used.values()) assert.ok(spent.includes(id), `${id} was used, and no decision says so`)
    assert.ok(used.size > 0, 'no approval was used before a kill')
  })

  test('sessions that were cut off are shown so', async () => {
    const { out } = await site.cordon(['sessions', 'list', '--json'])
    const sessions = JSON.parse(out) as { abandoned: boolean; closedAt: string | null; exchanges: number }[]
    assert.ok(sessions.some(({ abandoned }) => abandoned))
    assert.ok(sessions.every(({ abandoned, closedAt }) => abandoned || typeof closedAt === 'string'))
    assert.match((await site.cordon(['sessions', 'list'])).out, / cut off /)
  })

  /** Clients ask until the wire breaks; one of them spends an approval just then. */
  async function load(up: Up, round: number): Promise<void> {
    const clients = agents.map(({ run, token }) => ask(up, run, token, told))
    const spending = spend(up, round)
    // Every other time right after the answer, else wherever it happens to be.
    if (round % 2 === 0) await spending
    else await pause(100 + Math.random() * 400)
    await up.process.signal('SIGKILL')
    await Promise.all([...clients, spending])
  }

  async function spend(up: Up, round: number): Promise<void> {
    const client = await connect(up, agents[0]?.token ?? '')
    if (client === null) return
    const asked = await client.query(update(round)).catch((error: pg.DatabaseError) => error)
    const id =
      asked instanceof Error ? /cordon approvals approve (apr_[0-9a-z]+)/.exec(`${asked.hint}`)?.[1] : undefined
    if (id === undefined) return
    try {
      await createApi(engineAtSocket(up.state.socket), officer).call('POST', `/v1/approvals/${id}/approve`, {})
      dark.set(round, id)
      await client.query(update(round))
      told.rows.set('run_kill_0', (told.rows.get('run_kill_0') ?? 0) + 1)
      dark.delete(round)
      used.set(round, id)
    } catch {
      // Cut off: whether it was spent stands in the record.
    }
    await client.end().catch(() => undefined)
  }

  async function spentStaysSpent(up: Up): Promise<void> {
    const client = await connect(up, agents[0]?.token ?? '')
    assert.ok(client)
    for (const [round, id] of used) {
      const again = await client.query(update(round)).catch((error: pg.DatabaseError) => error)
      assert.ok(again instanceof Error, `${id} was spent, and spent again after a kill`)
      assert.match(`${again.hint}`, /cordon approvals approve apr_/)
      assert.ok(!`${again.hint}`.includes(`approve ${id}`))
    }
    // What went dark passes at most once more: the first try settles it.
    for (const [round, id] of dark) {
      const first = await client.query(update(round)).catch(() => null)
      if (first !== null) told.rows.set('run_kill_0', (told.rows.get('run_kill_0') ?? 0) + 1)
      const second = await client.query(update(round)).catch((error: pg.DatabaseError) => error)
      assert.ok(second instanceof Error, `${id} passed more than once`)
      dark.delete(round)
    }
    await client.end()
  }
})

function update(round: number): string {
  return `update claims set status = 'round ${round}' where id = ${round}`
}

async function connect(up: Up, token: string): Promise<pg.Client | null> {
  const client = new pg.Client(up.client(token))
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch {
    return null
  }
}

async function ask(up: Up, run: string, token: string, told: Told): Promise<void> {
  const client = await connect(up, token)
  if (client === null) return
  for (let turn = 0; ; turn++) {
    try {
      if (turn % 3 === 0) await client.query('select * from patients')
      else if (turn % 3 === 1) await client.query('select id, ssn from patients where id = $1', [(turn % 60) + 1])
      else await client.query('select count(*) from encounters')
      told.rows.set(run, (told.rows.get(run) ?? 0) + 1)
    } catch (error) {
      const decision = /dec_[0-9a-z]{26}/.exec(`${(error as pg.DatabaseError).detail}`)?.[0]
      if (decision === undefined) break
      told.decisions.add(decision)
    }
  }
  await client.end().catch(() => undefined)
}

/** Decisions that a client was told of and that stand neither in the log nor in a sealed segment. */
function unrecorded(site: Site, { decisions }: Told): readonly string[] {
  const { data, store, shard } = site.state()
  const folders = [join(data, 'log'), join(store, 'v1', shard, 'segments')]
  const text = folders
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => /\.(log|ndjson)$/.test(path))
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n')
  const recorded = new Set(text.match(/"id":"dec_[0-9a-z]{26}"/g))
  return [...decisions].filter((id) => !recorded.has(`"id":"${id}"`))
}

async function sealed(site: Site): Promise<readonly Event[]> {
  const { store, shard, publicKey } = site.state()
  const events: Event[] = []
  const options = {
    store: await openFolderStore(store, { access: 'read' }),
    shard,
    publicKey: createPublicKey(readFileSync(publicKey, 'utf8')),
  }
  for await (const { event } of walkEvents(options)) events.push(event)
  return events
}

function isAllow({ kind, data }: Event): boolean {
  return kind === 'decision' && data['effect'] === 'allow'
}

function approvalOf({ data }: Event): readonly string[] {
  const { id } = (data['approval'] ?? {}) as { readonly id?: string }
  return id === undefined ? [] : [id]
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
