import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import pg from 'pg'
import { describe } from '#test/suite'
import { type ClinicDatabase, startClinicDatabase } from '../services/clinic.ts'
import { fieldsOf, say } from '../support/postgres-wire.ts'
import { type Relay, startRelay } from '../support/relay.ts'
import { makeSite, type Site, type Up } from '../support/site.ts'
import { eventually } from '../support/wait.ts'
import { eventsIn, logIn, refusedLogin } from './raw-logins.ts'

interface Step {
  readonly kind: string
  readonly reason?: string
  readonly effect?: { readonly outcome: string } | null
}

// One running Cordon, and everything that goes wrong before and behind it.
describe('bad input to a running Cordon', (test) => {
  let database: ClinicDatabase
  let site: Site
  let wire: Relay
  let up: Up
  let agent = ''

  test.before(async () => {
    database = await startClinicDatabase()
    wire = await startRelay(database.port)
    site = await makeSite(database, { port: wire.port })
    up = await site.up()
    agent = await site.token({ human: 'ana', agent: 'my-agent', group: 'developers' })
  })
  test.after(async () => {
    await site.remove()
    await wire.cut()
    await database.stop()
  })

  test('no token, a forged one, an expired one, an officer’s: nobody is let in, and told why', async () => {
    const officer = await site.token({ human: 'omar', role: 'officer', group: 'security-officers' })
    const short = await site.token({ human: 'ana', agent: 'my-agent', group: 'developers', ttl: '1s' })
    // Clocks may differ by five seconds.
    await new Promise((resolve) => setTimeout(resolve, 6500))
    const [head, body, signature = ''] = agent.split('.')
    const claims = JSON.parse(Buffer.from(String(body), 'base64url').toString())
    const claimed = Buffer.from(JSON.stringify({ ...claims, groups: ['clinicians'] })).toString('base64url')
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
    const forged = `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
    const tokens = ['', 'x', forged, `${head}.${claimed}.${signature}`, `${unsigned}.${body}.`, officer, short]
    for (const token of tokens) {
      const facts = await refusedLogin(up, { user: 'agent', database: 'clinic' }, token)
      assert.deepEqual([facts['S'], facts['C']], ['FATAL', '28P01'], token.slice(0, 10))
      assert.match(String(facts['M']), /token .* was not accepted/)
      assert.match(String(facts['H']), /cordon token issue/)
    }
  })

  test('a database that is not guarded is refused by name; the user is a label only', async () => {
    const facts = await refusedLogin(up, { user: 'agent', database: 'payroll' }, agent)
    assert.deepEqual([facts['C'], /database "clinic"/.test(String(facts['M']))], ['3D000', true])
    const nobody = await refusedLogin(up, { database: 'clinic' }, agent)
    assert.equal(nobody['C'], '28000')
    const client = new pg.Client({ ...up.client(agent), user: 'postgres' })
    await client.connect()
    const { rows } = await client.query('select current_user::text as role')
    await client.end()
    assert.deepEqual(rows, [{ role: database.role }])
  })

  test('what cannot be read is refused, and the session goes on', async () => {
    const client = await logIn(up, agent)
    const cases: readonly (readonly [Buffer, string])[] = [
      [say.query('selec 1'), '42601'],
      [say.query("select 'unterminated"), '42601'],
      [say.query(`select ${'('.repeat(50_000)}1${')'.repeat(50_000)}`), '54001'],
      [say.query(`select '${'x'.repeat(2 * 1024 * 1024)}'`), '54000'],
      [say.raw('Q', Buffer.from('select 1\0; drop table patients\0')), '08P01'],
      [say.raw('Q', Buffer.from([0x73, 0xff, 0xfe, 0x00])), '22021'],
    ]
    for (const [message, code] of cases) {
      client.send(message)
      const answer = await client.untilReady()
      const error = answer.find(({ tag }) => tag === 'E')
      assert.ok(error, `no error for ${code}`)
      assert.equal(fieldsOf(error)['C'], code)
      assert.equal(answer.at(-1)?.tag, 'Z', `the session ended after ${code}`)
    }
    client.send(say.query('select count(*) from departments'))
    assert.ok((await client.untilReady()).some(({ tag }) => tag === 'D'))
    client.close()
  })

  test('a statement of 20 MB, and a message of an impossible length, end that session alone', async () => {
    const other = await logIn(up, agent)
    const huge = await logIn(up, agent)
    huge.send(say.query(`select '${'x'.repeat(20 * 1024 * 1024)}'`))
    const [told] = await huge.untilEnd()
    assert.ok(told)
    assert.deepEqual([fieldsOf(told)['S'], fieldsOf(told)['C']], ['FATAL', '54000'])
    huge.close()
    for (const bytes of [
      Buffer.from('51ffffffff', 'hex'),
      Buffer.from('5100000003', 'hex'),
      Buffer.from('ff00000004', 'hex'),
    ]) {
      const client = await logIn(up, agent)
      client.send(bytes)
      const last = await client.untilEnd()
      assert.ok(
        last.every(({ tag }) => tag === 'E'),
        last.map(({ tag }) => tag).join(''),
      )
      client.close()
    }
    other.send(say.query('select 1'))
    assert.ok((await other.untilReady()).some(({ tag }) => tag === 'D'))
    other.close()
  })

  test('an upstream that dies under a statement: a clear error, and the effect is on record', async () => {
    const client = new pg.Client(up.client(agent))
    const lost = new Promise<Error>((resolve) => client.on('error', resolve))
    await client.connect()
    await client.query('select count(*) from departments')
    const [{ pid } = { pid: 0 }] = await eventually('the statement runs', async () => {
      hung ??= client
        .query('select count(*) from observations a, observations b, observations c')
        .catch((error) => error)
      const rows = await database.asOwner("select pid from pg_stat_activity where usename = $1 and state = 'active'", [
        database.role,
      ])
      return rows.length > 0 && rows
    })
    await database.asOwner('select pg_terminate_backend($1)', [pid])
    const error = (await hung) as pg.DatabaseError
    hung = undefined
    assert.equal(error.code, '57P01', error.message)
    await lost
    await wire.cut()
    const facts = await refusedLogin(up, { user: 'agent', database: 'clinic' }, agent)
    assert.equal(facts['C'], '08006')
    assert.match(String(facts['M']), /the guarded database cannot be used/)
    assert.equal((await fetch(`${up.state.api}/livez`)).status, 200)
    const readiness = async (): Promise<unknown> => (await fetch(`${up.state.api}/readyz`)).json()
    const dead = { ready: false, reasons: ['upstream_dead:clinic'] }
    await eventually('it is not ready', async () => isDeepStrictEqual(await readiness(), dead))
    await wire.mend()
    await eventually('it is ready', async () => isDeepStrictEqual(await readiness(), { ready: true, reasons: [] }))
    const again = await logIn(up, agent)
    again.send(say.query('select id, ssn from patients where id = 17'))
    assert.ok((await again.untilReady()).some(({ tag }) => tag === 'D'))
    again.close()
    const steps = await cutShort(site)
    assert.ok(
      steps.some(({ effect }) => effect?.outcome === 'failed' || effect?.outcome === 'abandoned'),
      JSON.stringify(steps),
    )
  })
  let hung: Promise<unknown> | undefined

  test('a wire that is cut under a session: it ends, and why is on record', async () => {
    const client = await logIn(up, agent)
    client.send(say.query('select count(*) from departments'))
    await client.untilReady()
    await wire.cut()
    const rest = await client.untilEnd()
    await wire.mend()
    assert.ok(rest.every(({ tag }) => tag === 'E'))
    client.close()
    await eventually('its close is sealed', () =>
      /"reason":"the (server closed the connection|connection to the server was lost)"/.test(sealed(site)),
    )
  })
})

/** Every sealed event, as it stands in the store. */
function sealed(site: Site): string {
  return eventsIn(site.state())
}

/** Exchanges of the sessions in the sealed evidence, once one of them did not end well. */
async function cutShort(site: Site): Promise<readonly Step[]> {
  return eventually('the session is sealed', async () => {
    const { out } = await site.cordon(['sessions', 'list', '--json'])
    const steps: Step[] = []
    for (const { session } of JSON.parse(out) as { session: string }[]) {
      const replayed = await site.cordon(['sessions', 'replay', '--json', session])
      if (replayed.out.includes('observations a'))
        for (const line of replayed.out.trim().split('\n')) steps.push(JSON.parse(line))
    }
    return steps.some(({ kind }) => kind === 'close') && steps
  })
}
