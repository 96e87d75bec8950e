import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import type { Verdict } from '../support/enforcer-context.ts'
import { type Guard, startGuard, startGuarded, statementOf } from '../support/postgres-guard.ts'
import { type RawClient, say, sketch, type WireMessage } from '../support/postgres-wire.ts'

const server = await startGuarded()
// other.patients is out of bounds: whatever name it goes by, it must not be read.
const guard: Guard = await startGuard(server, {
  judge: (request): Verdict => {
    const { relations, complete } = statementOf(request)
    return { effect: complete && !relations.some(({ name }) => name === 'other.patients') ? 'allow' : 'deny' }
  },
})

async function talk(client: RawClient, ...parts: readonly Buffer[]): Promise<WireMessage[]> {
  client.send(...parts)
  return await client.untilReady()
}

const again = (): Buffer => Buffer.concat([say.bind('', 's'), say.execute(''), say.sync()])

describe('names of a PostgreSQL session', (test) => {
  test.after(async () => {
    await guard.stop()
    await server.stop()
  })

  test('follow search_path: a statement prepared under one path is judged anew under another', async () => {
    const client = await guard.client()
    await talk(client, say.parse('s', 'select name from patients where id = 1'), say.sync())
    assert.is(sketch(await talk(client, again())), '2 D(Person 1) C(SELECT 1) Z(I)')
    assert.is(sketch(await talk(client, say.query('set search_path = other'))), 'C(SET) Z(I)')
    assert.is(sketch(await talk(client, again())), '2 E(42501) Z(I)')
    assert.is(sketch(await talk(client, say.query('select name from patients'))), 'E(42501) Z(I)')
    assert.is(sketch(await talk(client, say.query('reset search_path'))), 'C(RESET) Z(I)')
    assert.is(sketch(await talk(client, again())), '2 D(Person 1) C(SELECT 1) Z(I)')
    client.close()
  })

  test('follow search_path inside one pipeline', async () => {
    const client = await guard.client()
    await talk(client, say.parse('s', 'select name from patients where id = 1'), say.sync())
    const answer = await talk(
      client,
      say.parse('', 'set search_path = other'),
      say.bind('', ''),
      say.execute(''),
      again(),
    )
    assert.is(sketch(answer), '1 2 C(SET) 2 E(42501) Z(I)')
    client.close()
  })

  test('follow SET LOCAL, its end, and ROLLBACK TO', async () => {
    const client = await guard.client()
    await talk(client, say.query('begin'))
    await talk(client, say.query('savepoint a'))
    await talk(client, say.query('set local search_path = other'))
    assert.is(sketch(await talk(client, say.query('select name from patients'))), 'E(42501) Z(E)')
    assert.is(sketch(await talk(client, say.query('rollback to a'))), 'C(ROLLBACK) Z(T)')
    assert.is(
      sketch(await talk(client, say.query('select name from patients where id = 2'))),
      'T D(Person 2) C(SELECT 1) Z(T)',
    )
    await talk(client, say.query('set local search_path = other'))
    await talk(client, say.query('commit'))
    assert.is(
      sketch(await talk(client, say.query('select name from patients where id = 2'))),
      'T D(Person 2) C(SELECT 1) Z(I)',
    )
    client.close()
  })

  test('see a temporary table before the one that it shadows', async () => {
    const client = await guard.client()
    assert.is(sketch(await talk(client, say.query('create temp table patients (name text)'))), 'C(CREATE TABLE) Z(I)')
    await talk(client, say.query('select name from patients'))
    const request = guard.engine.requests.at(-1)
    assert.ok(request)
    assert.equal(
      statementOf(request).relations.map(({ kind }) => kind),
      ['temporary'],
    )
    client.close()
  })

  test('are one table for Parse and SQL PREPARE', async () => {
    const client = await guard.client()
    assert.is(
      sketch(await talk(client, say.query('prepare p as select name from patients where id = 3'))),
      'C(PREPARE) Z(I)',
    )
    assert.is(
      sketch(await talk(client, say.bind('', 'p'), say.execute(''), say.sync())),
      '2 D(Person 3) C(SELECT 1) Z(I)',
    )
    assert.is(sketch(await talk(client, say.query('execute p'))), 'T D(Person 3) C(SELECT 1) Z(I)')
    await talk(client, say.parse('q', 'select name from patients where id = 4'), say.sync())
    assert.is(sketch(await talk(client, say.query('execute q'))), 'T D(Person 4) C(SELECT 1) Z(I)')
    assert.is(sketch(await talk(client, say.query('deallocate p'))), 'C(DEALLOCATE) Z(I)')
    assert.is(sketch(await talk(client, say.query('execute p'))), 'E(26000) Z(I)')
    client.close()
  })

  test('are judged by what EXECUTE stands for, in the same message, too', async () => {
    const client = await guard.client()
    await talk(client, say.query('prepare p as select 1'))
    const sql = 'deallocate p; prepare p as select name from other.patients; execute p'
    assert.is(sketch(await talk(client, say.query(sql))), 'E(42501) Z(I)')
    assert.is(sketch(await talk(client, say.query('execute p'))), 'T D(1) C(SELECT 1) Z(I)')
    client.close()
  })

  test('are not taken over by a Parse that the server did not do', async () => {
    const client = await guard.client()
    await talk(client, say.parse('s', 'select 1'), say.sync())
    assert.is(sketch(await talk(client, say.parse('s', 'select 2'), say.sync())), 'E(42P05) Z(I)')
    assert.is(sketch(await talk(client, again())), '2 D(1) C(SELECT 1) Z(I)')
    assert.is(sketch(await talk(client, say.query('execute s'))), 'T D(1) C(SELECT 1) Z(I)')
    client.close()
  })

  test('longer than the server compares are refused', async () => {
    const client = await guard.client()
    const name = 'a'.repeat(64)
    assert.is(sketch(await talk(client, say.parse(name, 'select 1'), say.sync())), 'E(42622) Z(I)')
    client.close()
  })

  test('of cursors are followed from DECLARE to FETCH and Execute', async () => {
    const client = await guard.client()
    await talk(client, say.query('begin'))
    await talk(client, say.query('declare c cursor for select name from patients order by id'))
    assert.is(sketch(await talk(client, say.query('fetch 2 from c'))), 'T D(Person 1) D(Person 2) C(FETCH 2) Z(T)')
    assert.is(sketch(await talk(client, say.execute('c', 1), say.sync())), 'D(Person 3) s Z(T)')
    assert.is(
      sketch(await talk(client, say.parse('', 'fetch 1 from c'), say.bind('', ''), say.execute(''), say.sync())),
      '1 2 D(Person 4) C(FETCH 1) Z(T)',
    )
    await talk(client, say.query('commit'))
    assert.is(sketch(await talk(client, say.query('fetch 1 from c'))), 'E(34000) Z(I)')
    client.close()
  })

  test('that nobody made are refused without asking the server', async () => {
    const client = await guard.client()
    assert.is(sketch(await talk(client, say.query('fetch all from nobody'))), 'E(34000) Z(I)')
    assert.is(sketch(await talk(client, say.bind('', 'nobody'), say.sync())), 'E(26000) Z(I)')
    assert.is(sketch(await talk(client, say.execute('nobody'), say.sync())), 'E(34000) Z(I)')
    client.close()
  })

  test('are not believed while the server may still skip what made them', async () => {
    const client = await guard.client()
    guard.judge((request): Verdict => {
      const { relations } = statementOf(request)
      const other = relations.some(({ name }) => name === 'other.patients')
      return { effect: other && request.action.properties?.['phase'] === 'execute' ? 'deny' : 'allow' }
    })
    const secret = say.parse('s', 'select upper(name) from other.patients')
    const harmless = say.parse('s', 'select 1')
    const fails = say.parse('', 'select no_such_column')
    const run = Buffer.concat([say.bind('', 's'), say.execute(''), say.sync()])
    await talk(client, secret, say.sync())
    // The server skips the new meaning, since an error comes before it: `s` still reads other.patients.
    client.send(fails, say.closeStatement('s'), harmless, say.sync(), run)
    assert.is(sketch(await client.untilReady(2)), 'E(42703) Z(I) 2 E(42501) Z(I)')
    // The other way round: a skipped harmless meaning, taken back late, must not cover the secret one behind it.
    await talk(client, say.closeStatement('s'), harmless, say.sync())
    client.send(fails, say.closeStatement('s'), harmless, say.sync())
    client.send(say.closeStatement('s'), secret, say.sync(), run)
    assert.is(sketch(await client.untilReady(3)), 'E(42703) Z(I) 3 1 Z(I) 2 E(42501) Z(I)')
    client.close()
  })
})
