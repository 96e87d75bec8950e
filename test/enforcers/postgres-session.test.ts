import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import type { Verdict } from '../support/enforcer-context.ts'
import { allow, asAdmin, type Guard, startGuard, startGuarded, statementOf } from '../support/postgres-guard.ts'
import { fieldsOf, type RawClient, say, sketch, type WireMessage } from '../support/postgres-wire.ts'

const server = await startGuarded()
const guard: Guard = await startGuard(server)

const refuseOther = (request: Parameters<typeof statementOf>[0]): Verdict =>
  statementOf(request).relations.some(({ name }) => name === 'other.patients')
    ? { effect: 'deny' }
    : { effect: 'allow' }
const DENIED = 'select name from other.patients'

async function counter(): Promise<unknown> {
  return (await asAdmin(server, 'select n from counters where id = 1'))[0]?.['n']
}

async function talk(client: RawClient, ...parts: readonly Buffer[]): Promise<WireMessage[]> {
  client.send(...parts)
  return await client.untilReady()
}

/** Parse, Bind, Describe, Execute of the unnamed statement, as most drivers send it. */
function run(sql: string): Buffer {
  return Buffer.concat([say.parse('', sql), say.bind('', ''), say.describePortal(''), say.execute('')])
}

describe('a PostgreSQL session', (test) => {
  test.before.each(async () => {
    guard.judge(refuseOther)
    await asAdmin(server, 'update counters set n = 0')
  })
  test.after(async () => {
    await guard.stop()
    await server.stop()
  })

  test('answers simple queries, several statements, empty ones', async () => {
    const client = await guard.client()
    assert.is(sketch(await talk(client, say.query('select 1 as one'))), 'T D(1) C(SELECT 1) Z(I)')
    assert.is(sketch(await talk(client, say.query('select 1; select 2'))), 'T D(1) C(SELECT 1) T D(2) C(SELECT 1) Z(I)')
    assert.is(sketch(await talk(client, say.query(''))), 'I Z(I)')
    assert.is(sketch(await talk(client, say.query(' -- nothing'))), 'I Z(I)')
    assert.is(sketch(await talk(client, say.query('begin'))), 'C(BEGIN) Z(T)')
    assert.is(sketch(await talk(client, say.query('select * from missing'))), 'E(42P01) Z(E)')
    assert.is(sketch(await talk(client, say.query('select 1'))), 'E(25P02) Z(E)')
    assert.is(sketch(await talk(client, say.query('rollback'))), 'C(ROLLBACK) Z(I)')
    client.close()
  })

  test('refuses a simple query in the words of policy, and goes on', async () => {
    const client = await guard.client()
    const answer = await talk(client, say.query(DENIED))
    assert.is(sketch(answer), 'E(42501) Z(I)')
    const fields = fieldsOf(answer[0] as WireMessage)
    assert.match(fields['M'] ?? '', /denied by policy: because the test says so/)
    assert.match(fields['D'] ?? '', /Decision dec_[0-9a-z]+/)
    assert.is(fields['P'], undefined)
    assert.is(sketch(await talk(client, say.query('select 1'))), 'T D(1) C(SELECT 1) Z(I)')
    client.close()
  })

  test('refuses all statements of a message where one is denied', async () => {
    const client = await guard.client()
    const sql = `update counters set n = n + 1; ${DENIED}`
    assert.is(sketch(await talk(client, say.query(sql))), 'E(42501) Z(I)')
    assert.is(await counter(), 0)
    client.close()
  })

  test('fails the transaction that a refused query is in', async () => {
    const client = await guard.client()
    await talk(client, say.query('begin'))
    assert.is(sketch(await talk(client, say.query('update counters set n = 5'))), 'C(UPDATE 1) Z(T)')
    assert.is(sketch(await talk(client, say.query(DENIED))), 'E(42501) Z(E)')
    assert.is(sketch(await talk(client, say.query('commit'))), 'C(ROLLBACK) Z(I)')
    assert.is(await counter(), 0)
    client.close()
  })

  test('rolls a pipeline back that holds a refused statement', async () => {
    const client = await guard.client()
    const answer = await talk(client, run('update counters set n = 7'), run(DENIED), run('select 1'), say.sync())
    assert.is(sketch(answer), '1 2 n C(UPDATE 1) E(42501) Z(I)')
    assert.is(await counter(), 0)
    assert.is(sketch(await talk(client, run('select 2'), say.sync())), '1 2 T D(2) C(SELECT 1) Z(I)')
    client.close()
  })

  test('keeps the error-to-Sync rule, and the pipelines behind it', async () => {
    const client = await guard.client()
    client.send(run('select 1 / 0'), run('update counters set n = 9'), say.sync(), run('select 3'), say.sync())
    assert.is(sketch(await client.untilReady(2)), '1 E(22012) Z(I) 1 2 T D(3) C(SELECT 1) Z(I)')
    assert.is(await counter(), 0)
    client.close()
  })

  test('skips a simple query and everything else until Sync after an error', async () => {
    const client = await guard.client()
    client.send(run('select 1 / 0'), say.query('update counters set n = 9'), say.flush(), say.sync())
    assert.is(sketch(await client.untilReady()), '1 E(22012) Z(I)')
    assert.is(await counter(), 0)
    client.close()
  })

  test('executes again without Describe, and says no column twice', async () => {
    const client = await guard.client()
    await talk(client, say.parse('s', 'select id from patients where id = $1'), say.describeStatement('s'), say.sync())
    const again = (id: string): Buffer => Buffer.concat([say.bind('', 's', [id]), say.execute(''), say.sync()])
    assert.is(sketch(await talk(client, again('4'))), '2 D(4) C(SELECT 1) Z(I)')
    assert.is(sketch(await talk(client, again('5'))), '2 D(5) C(SELECT 1) Z(I)')
    client.close()
  })

  test('follows suspended portals under one decision', async () => {
    const client = await guard.client()
    await talk(client, say.query('begin'))
    const before = guard.engine.requests.length
    const first = await talk(
      client,
      say.parse('', 'select id from patients order by id limit 5'),
      say.bind('p', ''),
      say.execute('p', 2),
      say.sync(),
    )
    assert.is(sketch(first), '1 2 D(1) D(2) s Z(T)')
    assert.is(sketch(await talk(client, say.execute('p', 2), say.sync())), 'D(3) D(4) s Z(T)')
    assert.is(sketch(await talk(client, say.execute('p', 2), say.sync())), 'D(5) C(SELECT 1) Z(T)')
    assert.is(guard.engine.requests.length - before, 2, 'one at Parse, one for all Executes')
    const effect = guard.engine.effects().at(-1)
    assert.is(effect?.rows, 5)
    assert.is(effect?.outcome, 'done')
    client.close()
  })

  test('ends portals with their transaction', async () => {
    const client = await guard.client()
    await talk(client, say.parse('s', 'select 1'), say.bind('p', 's'), say.sync())
    assert.is(sketch(await talk(client, say.execute('p'), say.sync())), 'E(34000) Z(I)')
    client.close()
  })

  test('destroys the unnamed statement by a simple query, a refused one too', async () => {
    const client = await guard.client()
    await talk(client, say.parse('', 'select 1'), say.sync())
    await talk(client, say.query(DENIED))
    assert.is(sketch(await talk(client, say.bind('', ''), say.execute(''), say.sync())), 'E(26000) Z(I)')
    client.close()
  })

  test('leaves the unnamed statement alone where an Execute is refused', async () => {
    const client = await guard.client()
    guard.judge((request) => ({ effect: request.action.properties?.['phase'] === 'execute' ? 'deny' : 'allow' }))
    assert.is(sketch(await talk(client, run('select 1'), say.sync())), '1 2 T E(42501) Z(I)')
    guard.judge(allow)
    assert.is(sketch(await talk(client, say.bind('', ''), say.execute(''), say.sync())), '2 D(1) C(SELECT 1) Z(I)')
    client.close()
  })

  test('asks for an approval at Execute, never at Parse, and says how to give it', async () => {
    const client = await guard.client()
    guard.judge(() => ({ effect: 'require_approval' }))
    const answer = await talk(client, run('update counters set n = 1'), say.sync())
    assert.is(sketch(answer), '1 2 n E(42501) Z(I)')
    const fields = fieldsOf(answer[3] as WireMessage)
    assert.match(fields['M'] ?? '', /approval needed/)
    assert.match(fields['H'] ?? '', /cordon approvals approve apr_/)
    assert.is(await counter(), 0)
    client.close()
  })

  test('refuses COPY, function calls, LISTEN, and keeps the session', async () => {
    const client = await guard.client()
    for (const sql of [
      'copy patients to stdout',
      'copy patients from stdin',
      "copy (select 1) to '/tmp/x'",
      'listen x',
      'notify x',
    ])
      assert.is(sketch(await talk(client, say.query(sql))), 'E(42501) Z(I)', sql)
    assert.is(sketch(await talk(client, run('copy patients to stdout'), say.sync())), 'E(42501) Z(I)')
    // 3826 is pg_read_file(text): no statement says so.
    assert.is(sketch(await talk(client, say.functionCall(3826))), 'E(42501) Z(I)')
    client.send(say.raw('d', Buffer.from('row')), say.raw('c', Buffer.alloc(0)))
    assert.is(sketch(await talk(client, say.query('select 1'))), 'T D(1) C(SELECT 1) Z(I)')
    client.close()
  })

  test('refuses what it cannot read, and records that it did', async () => {
    const client = await guard.client()
    const before = guard.engine.requests.length
    assert.is(sketch(await talk(client, say.query('selekt 1'))), 'E(42601) Z(I)')
    assert.is(sketch(await talk(client, say.parse('', 'select (('), say.sync())), 'E(42601) Z(I)')
    assert.is(sketch(await talk(client, say.raw('Q', Buffer.from('select 1\0; select 2\0')))), 'E(08P01) Z(I)')
    assert.is(sketch(await talk(client, say.raw('Q', Buffer.from([0xff, 0xfe, 0])))), 'E(22021) Z(I)')
    assert.is(guard.engine.requests.length - before, 4)
    for (const request of guard.engine.requests.slice(before)) assert.is(statementOf(request).complete, false)
    assert.equal(
      guard.engine
        .effects()
        .slice(-4)
        .map(({ outcome }) => outcome),
      Array(4).fill('refused'),
    )
    client.close()
  })

  test('ends a session over an unknown message or an impossible length', async () => {
    for (const bytes of [say.raw('y', Buffer.alloc(0)), Buffer.from([0x51, 0, 0, 0, 3]), say.password('again')]) {
      const client = await guard.client()
      client.send(bytes)
      assert.is(sketch(await client.untilEnd()), 'E(08P01)')
    }
  })

  test('gives a late simple query its own answer after extended messages without Sync', async () => {
    const client = await guard.client()
    client.send(run('select 1'), say.query('select 2'))
    // PostgreSQL 15 says I here, 18 says T: Cordon passes on what the server says.
    assert.match(sketch(await client.untilReady()), /^1 2 T D\(1\) C\(SELECT 1\) T D\(2\) C\(SELECT 1\) Z\([IT]\)$/)
    client.close()
  })
})
