import * as assert from 'uvu/assert'
import { createPhi } from '#phi'
import { describe } from '#test/suite'
import { scrubFields } from '../../enforcers/postgres/scrub.ts'
import { asAdmin, type Guard, startGuard, startGuarded } from '../support/postgres-guard.ts'
import { fieldsOf, say, type WireMessage } from '../support/postgres-wire.ts'

const server = await startGuarded()
const guard: Guard = await startGuard(server)
const CANARY = '000-00-0042'

/** What comes back of one statement, all of it, as text. */
async function all(sql: string): Promise<{ readonly messages: WireMessage[]; readonly text: string }> {
  const client = await guard.client()
  client.send(say.query(sql))
  const messages = await client.untilReady()
  client.close()
  return { messages, text: Buffer.concat(messages.map(({ body }) => body)).toString('latin1') }
}

describe('what is not a row', (test) => {
  test.after(async () => {
    await guard.stop()
    await server.stop()
  })

  test('leaks no value through an error', async () => {
    const ssn = '(select ssn from patients where id = 42)'
    const before = guard.engine.events.length
    for (const sql of [
      `select ${ssn}::int`,
      `select ${ssn}::date`,
      `select ${ssn}::regclass`,
      `select ('<' || ${ssn})::xml`,
      `select ${ssn}::json`,
      `select ${ssn}::inet`,
      `insert into patients (id, name, ssn, born) select 42, name, ssn, born from patients where id = 42`,
      `update patients set born = null where id = 42`,
      `update counters set n = -1`,
      `select set_config(ssn, 'x', false) from patients where id = 42`,
      `select jsonb_path_query('{}', ssn::jsonpath) from patients where id = 42`,
      `select regexp_replace('a', '(' || ssn, '') from patients where id = 42`,
    ]) {
      const { messages, text } = await all(sql)
      const told = messages.find(({ tag }) => tag === 'E')
      assert.ok(told, sql)
      assert.not.match(text, CANARY, sql)
      const fields = fieldsOf(told)
      for (const code of ['D', 'H', 'W', 'q', 'F', 'R']) assert.is(fields[code], undefined, `${sql} ${code}`)
    }
    assert.not.match(JSON.stringify(guard.engine.events.slice(before)), CANARY)
    assert.not.match(JSON.stringify(guard.engine.payloads), CANARY)
  })

  test('keeps what a developer needs of an error', async () => {
    const { messages } = await all(
      'insert into patients (id, name, ssn, born) values (1, $$x$$, $$y$$, $$2000-01-01$$)',
    )
    const fields = fieldsOf(messages[0] as WireMessage)
    assert.is(fields['C'], '23505')
    assert.is(fields['n'], 'patients_pkey')
    assert.is(fields['M'], 'duplicate key value violates unique constraint "patients_pkey"')
    const missing = fieldsOf((await all('select nam from patients')).messages[0] as WireMessage)
    assert.is(missing['M'], 'column "nam" does not exist')
    assert.is(missing['P'], '8')
  })

  test('leaks no value through notices, parameters or notifications', async () => {
    await asAdmin(
      server,
      `create function tell() returns int language plpgsql security definer as $$
       declare s text; begin select ssn into s from patients where id = 42;
       raise notice 'it is %', s; perform set_config('application_name', s, false); perform pg_notify('x', s); return 1; end $$`,
    )
    const { messages, text } = await all('select tell()')
    assert.not.match(text, CANARY)
    assert.equal(
      messages.map(({ tag }) => tag),
      ['T', 'D', 'C', 'Z'],
    )
    const raised = await all(`do $$ begin raise exception 'it is %', (select ssn from patients where id = 42); end $$`)
    assert.not.match(raised.text, CANARY)
  })

  test('ends the session where the encoding or the strings change', async () => {
    const client = await guard.client()
    client.send(say.query("select set_config('client_encoding', 'LATIN1', false)"))
    const last = (await client.untilEnd()).at(-1) as WireMessage
    assert.is(fieldsOf(last)['C'], '42501')
  })

  test('is scrubbed by a pure rule', () => {
    const phi = createPhi()
    const scrub = (fields: Record<string, string>, sql = ''): Record<string, string> =>
      Object.fromEntries(scrubFields(new Map(Object.entries(fields)), sql, phi))
    assert.is(
      scrub({ C: '22P02', M: 'invalid input syntax for type integer: "123-45-6789"' })['M'],
      'invalid input syntax for type integer: "…"',
    )
    assert.is(
      scrub({ C: '42P01', M: 'relation "visits" does not exist' }, 'select * from visits')['M'],
      'relation "visits" does not exist',
    )
    assert.is(
      scrub({ C: '42P01', M: 'relation "Ann Lee" does not exist' }, 'select name::regclass')['M'],
      'relation "…" does not exist',
    )
    assert.not.match(scrub({ C: 'P0001', M: 'Ann Lee is not allowed' })['M'] ?? '', 'Ann')
    assert.is(scrub({ C: '22012', M: 'half a quote "Ann Lee' })['M'], 'half a quote "…')
  })
})
