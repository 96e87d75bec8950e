import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe, skip } from '#test/suite'
import { openStore, walkEvents } from '../../evidence/index.ts'
import type { Event } from '../../schemas/index.ts'
import { missingKafka } from '../services/kafka.ts'
import { startVersitygw } from '../services/versitygw.ts'
import { type ApartSite, makeApartSite, type PartName } from '../support/apart-site.ts'
import { eventually } from '../support/wait.ts'

// CORDON_KILL_POINTS explores further, or less.
const POINTS = Number(process.env['CORDON_KILL_POINTS'] ?? (process.env['CI'] ? 200 : 40))
const CLIENTS = 3
const started = await startVersitygw()
const missing = 'missing' in started ? started.missing : missingKafka()

/** What clients were told: nothing of it may be lost, whatever is killed. */
interface Told {
  /** Ids of decisions that errors named: the engine's, and an enforcer's own refusals. */
  readonly decisions: Set<string>
  rows: number
}

type Victim = PartName | 'broker'

describe('kill -9 of every part, and of the broker, under load', (test) => {
  if ('missing' in started || missing !== null) {
    skip(test, 'kill -9 with parts apart', missing ?? '')
    return
  }
  let site: ApartSite
  const told: Told = { decisions: new Set(), rows: 0 }
  const killed = new Map<Victim, number>()
  const end = new AbortController()
  let clients: readonly Promise<void>[] = []

  test.before(async () => {
    site = await makeApartSite(started)
    for (const part of ['engine', 'sealer', 'clinic-db'] as const) await site.start(part)
    const token = await site.agentToken('ana', ['developers'], { ttlSeconds: 3600 })
    clients = Array.from({ length: CLIENTS }, () => ask(site, token, told, end.signal))
  })
  test.after(async () => {
    end.abort()
    await site.stop()
    await started.stop()
  })

  test(`${POINTS} kills at random points, several parts at once`, async () => {
    let left = POINTS
    const turn = async (victim: Victim, most: number, kill: () => Promise<unknown>): Promise<void> => {
      while (left > 0) {
        left--
        await pause(Math.random() * most)
        await kill()
        killed.set(victim, (killed.get(victim) ?? 0) + 1)
      }
    }
    // A part is killed again before it is ready as often as after: its start is as good a moment as any.
    const restarted = (part: PartName) => async (): Promise<void> => {
      await site.part(part).signal('SIGKILL')
      site.spawn(part)
    }
    const { kafka } = site
    const broker = async (): Promise<void> => {
      await kafka.kill?.()
      await kafka.restart()
    }
    await Promise.all([
      turn('engine', 3000, restarted('engine')),
      turn('clinic-db', 3500, restarted('clinic-db')),
      turn('sealer', 3000, restarted('sealer')),
      ...(kafka.kill === null ? [] : [turn('broker', 12_000, broker)]),
    ])
    assert.equal(
      [...killed.values()].reduce((sum, count) => sum + count, 0),
      POINTS,
    )
  })

  test('everything comes back by itself, and what was told is sealed once, in order, and complete', async () => {
    for (const args of [[], ['sealer'], ['clinic-db']])
      await eventually(`${args[0] ?? 'engine'} is ready`, async () => (await ready(site, args)).ready, 90_000)
    const rows = told.rows
    await eventually('clients are answered again', () => told.rows > rows + 10, 30_000)
    end.abort()
    await Promise.all(clients)
    let verdict: Verdict | undefined
    await eventually(
      'everything is sealed',
      async () => {
        verdict = await verify(site)
        return verdict.completeness === 'complete' && verdict.openSessions === 0
      },
      90_000,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}: ${JSON.stringify(verdict).slice(0, 3000)}`)
    })
    assert.equal(verdict?.integrity, 'intact')
    const events = await sealed(site, started.access)
    const places = events.map(({ source: { id, epoch, seq } }) => `${id}/${epoch}/${seq}`)
    assert.equal(new Set(places).size, places.length, 'an event is sealed twice')
    const text = new Set(events.flatMap((event) => JSON.stringify(event.data).match(/dec_[0-9a-z]{26}/g) ?? []))
    assert.deepEqual(
      [...told.decisions].filter((id) => !text.has(id)),
      [],
      'clients were told of decisions that are lost',
    )
    const allowed = events.filter(({ kind, data }) => kind === 'decision' && data['effect'] === 'allow').length
    assert.ok(allowed >= told.rows, `${told.rows} answers were given, and ${allowed} are on record`)
    assert.ok(told.rows > 0 && told.decisions.size > 0)
    assert.ok(
      !events.some(({ kind, data }) => kind === 'alarm' && /conflict|poison|gap|lost/.test(String(data['code']))),
    )
  })
})

interface Verdict {
  readonly integrity: string
  readonly completeness: string
  readonly openSessions: number
}

async function verify(site: ApartSite): Promise<Verdict> {
  const key = join(site.folder, 'data', 'sealer', 'sealer.pub.pem')
  const { out, err } = await site.cordon([
    'evidence',
    'verify',
    '--json',
    '--key',
    key,
    '--data',
    join(site.folder, 'data'),
  ])
  if (out === '') throw new Error(err)
  return JSON.parse(out) as Verdict
}

async function ready(site: ApartSite, args: readonly string[]): Promise<{ readonly ready: boolean }> {
  const { out } = await site.cordon(['ready', '--json', '--data', join(site.folder, 'data'), ...args])
  return out === '' ? { ready: false } : (JSON.parse(out) as { ready: boolean })
}

async function sealed(site: ApartSite, s3: Parameters<typeof openStore>[1]['s3']): Promise<readonly Event[]> {
  const store = await openStore(site.store, { access: 'read', ...(s3 === undefined ? {} : { s3 }), now: Date.now })
  const key = readFileSync(join(site.folder, 'data', 'sealer', 'sealer.pub.pem'), 'utf8')
  const events: Event[] = []
  for await (const { event } of walkEvents({ store, shard: 'main', publicKey: createPublicKey(key) }))
    events.push(event)
  store.close()
  return events
}

// Asks on and on, over as many connections as it takes; every third is refused, so that its decision is named.
async function ask(site: ApartSite, token: string, told: Told, signal: AbortSignal): Promise<void> {
  for (let turn = 0; !signal.aborted; ) {
    const client = new pg.Client({
      host: '127.0.0.1',
      port: site.port('clinic-db'),
      database: site.database.database,
      user: 'agent',
      password: token,
      connectionTimeoutMillis: 5000,
    })
    client.on('error', () => undefined)
    try {
      await client.connect()
      for (; !signal.aborted; turn++) {
        try {
          if (turn % 3 === 0) await client.query('select * from patients')
          else await client.query('select id, ssn from patients where id = $1', [(turn % 60) + 1])
          told.rows++
        } catch (error) {
          const id = /dec_[0-9a-z]{26}/.exec(`${(error as pg.DatabaseError).detail}`)?.[0]
          if (id === undefined) throw error
          told.decisions.add(id)
        }
        await pause(20)
      }
      await client.end()
    } catch {
      await client.end().catch(() => undefined)
      await pause(100)
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
