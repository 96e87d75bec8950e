import pg from 'pg'
import * as assert from 'uvu/assert'
import type { AccessRequest, Decision, EffectData } from '#schemas'
import { describe } from '#test/suite'
import type { Verdict } from '../support/enforcer-context.ts'
import { asAdmin, type Guard, ROLE, startGuard, startGuarded, statementOf } from '../support/postgres-guard.ts'
import { say } from '../support/postgres-wire.ts'

const SUBJECTS = {
  'public.notes': 'patient_id',
  'public.claims': 'patient_id',
  'public.people': 'code',
  'public.guests': 'guest',
}

const server = await startGuarded()
await asAdmin(
  server,
  `create table notes (id int primary key, patient_id int, body text);
   insert into notes select i, i % 40, 'note ' || i from generate_series(1, 400) i;
   create table claims (id int primary key, patient_id bigint not null, status text not null);
   insert into claims select i, i, 'open' from generate_series(1, 20) i;
   create table people (id int primary key, code text not null, word text);
   insert into people values (1, '017', 'a'), (2, '17', 'b');
   create table guests (guest uuid primary key, word text);
   insert into guests values ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a');
   grant all on all tables in schema public to ${ROLE};`,
)
const guard: Guard = await startGuard(server)

const labelled = (request: AccessRequest): Verdict => {
  const relations = statementOf(request).relations.flatMap(({ name }) => {
    const subject = Object.entries(SUBJECTS).find(([relation]) => relation === name)?.[1]
    return subject === undefined ? [] : [{ relation: name, columns: [], subject }]
  })
  const obligations: Decision['context']['obligations'] = [
    { type: 'mask', relations, derived: 'pass', scan: false, rules: ['sql.mask'] },
  ]
  return { effect: 'allow', obligations }
}

const reference = (id: string): string => guard.engine.context.commit('patient', id)

describe('who was touched, by a real server', (test) => {
  let client: pg.Client

  test.before(async () => {
    guard.judge(labelled)
    client = new pg.Client(guard.pg)
    await client.connect()
  })
  test.after(async () => {
    await client.end()
    await guard.stop()
    await server.stop()
  })

  /** What the effect of the last of these says. */
  async function touched(query: string | pg.QueryConfig, values?: unknown[]): Promise<EffectData['phi']> {
    await client.query(query, values)
    return guard.engine.effects().at(-1)?.phi
  }

  async function lists(ids: readonly string[], query: string | pg.QueryConfig, values?: unknown[]): Promise<void> {
    const phi = await touched(query, values)
    assert.equal(phi?.subjects, ids.map(reference), JSON.stringify(query))
    assert.is(phi?.subjectsOverflow, false, JSON.stringify(query))
  }

  async function flags(ids: readonly string[], query: string | pg.QueryConfig, values?: unknown[]): Promise<void> {
    const phi = await touched(query, values)
    assert.equal(phi?.subjects, ids.map(reference), JSON.stringify(query))
    assert.is(phi?.subjectsOverflow, true, JSON.stringify(query))
  }

  test('is listed where the patient’s id is shown, and just so where it is only compared', async () => {
    await lists(['17'], 'select patient_id from notes where patient_id = 17')
    await lists(['17'], 'select body from notes where patient_id = 17')
    await lists(['18'], 'select body from notes where patient_id = 18')
    await lists(['17'], "select body from notes where patient_id = ' +017'")
    await lists(['17'], 'select body from notes where patient_id in (17) and id < 100')
    await lists(['17'], 'select count(*) from notes where patient_id = 17')
  })

  test('is listed by parameters, in text and in binary', async () => {
    const text = 'select body from notes where patient_id = $1'
    await lists(['17'], text, [17])
    await lists(['17'], { text, values: ['017'], binary: true } as pg.QueryConfig)
    const bytes = Buffer.alloc(4)
    bytes.writeInt32BE(17)
    await lists(['17'], text, [bytes])
    await lists(['17'], { name: 'by-patient', text, values: [17] })
    await lists(['18'], { name: 'by-patient', text, values: [18] })
    await lists([], text, [null])
    // Bytes of a type that nothing says: somebody, not to be named.
    await flags([], 'select body from notes where patient_id = $1::int8', [Buffer.concat([Buffer.alloc(4), bytes])])
  })

  test('is spelled as rows would show it, in columns of other types', async () => {
    const id = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'
    await lists([id], `select guest from guests where guest = '${id}'`)
    await lists([id], { text: 'select guest from guests', binary: true } as pg.QueryConfig)
    await lists([id], `select word from guests where guest = '{${id.toUpperCase()}}'`)
    await lists(['017'], "select word from people where code = '017'")
    await flags(['0x11'], "select body from notes where patient_id = '0x11'")
  })

  test('is said to be more than is listed where nothing names whose rows they are', async () => {
    await flags([], 'select body from notes where id = 3')
    await flags(['17'], 'select body from notes where patient_id = 17 union all select body from notes where id = 3')
    await flags(['3'], 'select patient_id from notes where id = 3; select body from notes where id = 4')
    await lists(['17', '18'], 'select body from notes where patient_id in (17, 18)')
    await lists(['3'], 'select patient_id, body from notes where id = 3')
  })

  test('is nobody’s name where only rows are counted, or none came', async () => {
    await lists([], 'select count(*) from notes')
    await lists([], 'select 1 from notes where id = 3')
    await lists([], 'select body from notes where id = -1')
    await lists([], 'select body from notes where patient_id = 4711')
    await lists([], 'explain select body from notes where id = 3')
  })

  test('is told of writes', async () => {
    await flags([], "update claims set status = 'resubmitted' where id = 5")
    await lists(['5'], "update claims set status = 'resubmitted' where id = 5 returning patient_id")
    await lists(['5'], "update claims set status = 'closed' where patient_id = $1", [5])
    await lists(['21', '22'], "insert into claims values (21, 21, 'x'), (22, $1, 'y')", [22])
    await flags(['23'], "insert into claims values (23, 23, 'x'), (24, -5, 'y')")
    await lists(['21'], 'delete from claims where patient_id = 21')
    await flags([], 'delete from claims where id = 22')
  })

  test('is told of what runs under a name', async () => {
    await lists([], 'prepare named as select body from notes where patient_id = 17')
    await lists(['17'], 'execute named')
    await lists([], 'prepare bound as select body from notes where patient_id = $1')
    await flags([], 'execute bound (17)')
    await client.query('begin')
    await lists([], 'declare c cursor for select body from notes where patient_id = 19')
    await lists(['19'], 'fetch 2 from c')
    await client.query('rollback')
  })

  test('is told of portals that go on, once for all their rows', async () => {
    const raw = await guard.client()
    const sql = 'select body from notes where patient_id = $1'
    raw.send(say.query('begin'))
    await raw.untilReady()
    raw.send(say.parse('', sql), say.bind('p', '', ['17']), say.execute('p', 2), say.execute('p', 2), say.sync())
    await raw.untilReady()
    raw.send(say.query('commit'))
    await raw.untilReady()
    const effect = guard.engine.effects().findLast(({ rows }) => rows === 4)
    assert.equal(effect?.phi?.subjects, [reference('17')])
    raw.close()
  })
})
