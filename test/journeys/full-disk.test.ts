import assert from 'node:assert/strict'
import { appendFileSync, mkdirSync, renameSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe } from '#test/suite'
import { inMountNamespace, testWhere } from '../evidence/kill/privileged.ts'
import { type ClinicDatabase, startClinicDatabase } from '../services/clinic.ts'
import { makeSite, type Site, type Up } from '../support/site.ts'
import { eventually } from '../support/wait.ts'
import { eventsIn, refusedLogin } from './raw-logins.ts'

// One running Cordon on a disk of its own, which fills up.
describe('a disk that fills up', (test) => {
  let database: ClinicDatabase
  let site: Site
  let up: Up
  let agent = ''

  test.before(async () => {
    database = await startClinicDatabase()
    site = await makeSite(database)
    up = await site.up()
    agent = await site.token({ human: 'ana', agent: 'my-agent', group: 'developers' })
  })
  test.after(async () => {
    await site.remove()
    await database.stop()
  })

  const withSmallDisk = testWhere(inMountNamespace !== null, 'needs root or user namespaces, to mount a small disk')
  withSmallDisk(test as never, 'a statement under way as the disk fills up is on record all the same', async () => {
    assert.equal((await up.process.signal('SIGTERM')).code, 0)
    up = await onSmallDisk(site)
    const ballast = join(`/proc/${up.process.pid}/root${site.folder}`, '.cordon', 'ballast')
    const client = new pg.Client(up.client(agent))
    client.on('error', () => undefined)
    await client.connect()
    const answer = client
      .query('select count(*) from observations a, observations b, observations c')
      .catch((error: pg.DatabaseError) => error)
    const running = "select pid from pg_stat_activity where usename = $1 and state = 'active'"
    const [{ pid }] = await eventually('it runs', async () => {
      const rows = await database.asOwner(running, [database.role])
      return rows.length > 0 && (rows as [{ pid: number }])
    })
    fill(ballast, 0)
    await database.asOwner('select pg_cancel_backend($1)', [pid])
    const error = await answer
    assert.ok(error instanceof Error)
    await client.end().catch(() => undefined)
    rmSync(ballast)
    const ended = await eventually('its effect is sealed', () =>
      /"error":"57014"[^\n]*"unrecorded":"full"/.test(sealedIn(up)),
    )
    assert.ok(ended)
    await eventually('its end is sealed', () => /"reason":"failed"/.test(sealedIn(up)))
    assert.equal((await up.process.signal('SIGTERM')).code, 0)
    up = await offSmallDisk(site)
  })

  withSmallDisk(test as never, 'on a full disk nothing passes, and it goes on when there is room', async () => {
    assert.equal((await up.process.signal('SIGTERM')).code, 0)
    up = await onSmallDisk(site)
    const ballast = join(`/proc/${up.process.pid}/root${site.folder}`, '.cordon', 'ballast')
    const client = new pg.Client(up.client(agent))
    await client.connect()
    const read = (): Promise<pg.QueryResult> => client.query('select id, ssn from patients where id = 17')
    assert.equal((await read()).rows.length, 1)
    fill(ballast, 8 * 1024 * 1024)
    await eventually('it is noticed', async () => (await fetch(`${up.state.api}/readyz`)).status === 503)
    assert.deepEqual(await (await fetch(`${up.state.api}/readyz`)).json(), { ready: false, reasons: ['disk_full'] })
    for (let turn = 0; turn < 3; turn++) {
      const error = await read().catch((refused: pg.DatabaseError) => refused)
      assert.ok(error instanceof Error, 'a statement passed')
      assert.match(`${error.message} ${(error as pg.DatabaseError).detail}`, /evidence_unavailable/)
    }
    const facts = await refusedLogin(up, { user: 'agent', database: 'clinic' }, agent)
    assert.equal(facts['C'], '53100')
    assert.match(String(facts['M']), /the log of evidence has no room/)
    rmSync(ballast)
    await eventually('it is ready again', async () => (await fetch(`${up.state.api}/readyz`)).status === 200)
    assert.equal((await read()).rows.length, 1)
    await client.end()
    assert.match(up.process.err(), /the disk is nearly full: nothing more is decided until there is room/)
  })
})

/** Every sealed event, where the store lies on a small disk of its own. */
function sealedIn({ process, state: { store, shard } }: Up): string {
  return eventsIn({ store: `/proc/${process.pid}/root${store}`, shard })
}

/** The site on a disk of 64 MB that this `cordon up` alone sees, with the keys that it had. */
async function onSmallDisk(site: Site): Promise<Up> {
  const data = join(site.folder, '.cordon')
  const before = `${data}.before`
  renameSync(data, before)
  mkdirSync(data, { mode: 0o700 })
  const script = 'mount -t tmpfs -o size=64m,mode=700 tmpfs "$0" && cp -a "$1/." "$0/" && shift && exec "$@"'
  return site.up({}, [...(inMountNamespace ?? []), 'sh', '-c', script, data, before])
}

/** Back on the disk that it was on before. */
async function offSmallDisk(site: Site): Promise<Up> {
  const data = join(site.folder, '.cordon')
  rmSync(data, { recursive: true })
  renameSync(`${data}.before`, data)
  return site.up()
}

/** Fills the disk with a file, and leaves so many bytes. */
function fill(path: string, leave: number): void {
  const { bavail, bsize } = statfsSync(join(path, '..'))
  try {
    appendFileSync(path, Buffer.alloc(Math.max(0, bavail * bsize - leave)))
  } catch (error) {
    // Cordon writes as well: what there was is taken all the same.
    if (leave > 0 || (error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
