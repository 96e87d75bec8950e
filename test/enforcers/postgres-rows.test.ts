import { createHash } from 'node:crypto'
import pg from 'pg'
import * as assert from 'uvu/assert'
import type { AccessRequest, Decision, MaskedColumn, MaskObligation } from '#schemas'
import { describe } from '#test/suite'
import type { Verdict } from '../support/enforcer-context.ts'
import { allow, asAdmin, type Guard, startGuard, startGuarded, statementOf } from '../support/postgres-guard.ts'
import { cellsOf, fieldsOf, type RawClient, say, sketch, type WireMessage } from '../support/postgres-wire.ts'

type MaskedRelation = MaskObligation['relations'][number]
type Obligations = Decision['context']['obligations']

const server = await startGuarded()
const guard: Guard = await startGuard(server)

const LABELS: MaskedColumn[] = [
  { column: 'name', class: 'name', transform: 'redact' },
  { column: 'ssn', class: 'ssn', transform: 'redact' },
  { column: 'born', class: 'date', transform: 'year' },
]

const MASK: Obligations = [
  {
    type: 'mask',
    relations: [
      {
        relation: 'public.patients',
        columns: LABELS,
        subject: 'id',
      },
    ],
    derived: 'mask',
    scan: true,
    rules: ['sql.mask'],
  },
]

const CLEAR: Obligations = [
  {
    type: 'mask',
    relations: [{ relation: 'public.patients', columns: [], released: LABELS, subject: 'id' }],
    derived: 'pass',
    scan: true,
    rules: ['sql.clear'],
  },
]

function swapped({ columns, released = [], ...rest }: MaskedRelation): MaskedRelation {
  return { ...rest, columns: released, released: columns }
}

/** A message as it was sent. */
function whole({ tag, body }: WireMessage): Buffer {
  const head = Buffer.from(`${tag}0000`, 'latin1')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

async function talk(client: RawClient, ...parts: readonly Buffer[]): Promise<WireMessage[]> {
  client.send(...parts)
  return await client.untilReady()
}

const masked = (request: AccessRequest): Verdict => {
  const labelled = statementOf(request).relations.some(({ name }) => name === 'public.patients')
  return { effect: 'allow', obligations: labelled ? MASK : [] }
}
const capped = (most: number) => (): Verdict => ({ effect: 'allow', obligations: [{ type: 'rows', most }] })

describe('rows through a PostgreSQL session', (test) => {
  test.before.each(() => guard.judge(allow))
  test.after(async () => {
    await guard.stop()
    await server.stop()
  })

  test('are masked by the portal, in every way of asking', async () => {
    guard.judge(masked)
    const client = await guard.client()
    const sql = 'select id, ssn as number, born from patients where id = 7'
    const shown: string[] = []
    shown.push(sketch(await talk(client, say.query(sql))))
    shown.push(sketch(await talk(client, say.parse('s', sql), say.describeStatement('s'), say.sync())))
    shown.push(sketch(await talk(client, say.bind('', 's'), say.execute(''), say.sync())))
    shown.push(sketch(await talk(client, say.query('execute s'))))
    await talk(client, say.query('begin'), say.query(`declare c cursor for ${sql}`))
    await client.untilReady()
    shown.push(sketch(await talk(client, say.query('fetch all from c'))))
    for (const text of shown) {
      assert.not.match(text, '000-00-0007')
      assert.not.match(text, '1970-01-08')
    }
    assert.match(shown[0] ?? '', /D\(7,/)
    assert.match(shown[2] ?? '', /D\(7,/)
    assert.match(shown[4] ?? '', /D\(7,/)
    client.close()
  })

  test('in binary are masked validly or refused before anything runs', async () => {
    guard.judge(masked)
    const client = await guard.client()
    await talk(client, say.parse('s', 'select id, ssn, born from patients where id = 7'), say.sync())
    client.send(say.bind('', 's', [], [1]), say.execute(''), say.sync())
    const answer = await client.untilReady()
    const bytes = Buffer.concat(answer.map(({ body }) => body))
    assert.is(bytes.includes('000-00-0007'), false)
    // 1970-01-08 as PostgreSQL's days since 2000-01-01.
    const days = Buffer.alloc(4)
    days.writeInt32BE(-10950)
    assert.is(bytes.includes(days), false)
    assert.is(sketch(answer.slice(-1)), 'Z(I)')
    client.close()
  })

  test('leave an account: counts, references to patients, digest, recording', async () => {
    guard.judge(masked)
    const client = await guard.client({ application_name: 'care plan' })
    await talk(client, say.query('select id, name, ssn from patients where id < 4 order by id'))
    const effect = guard.engine.effects().at(-1)
    assert.is(effect?.outcome, 'done')
    assert.is(effect?.rows, 3)
    assert.is(effect?.command, 'SELECT 3')
    assert.is(effect?.phi?.subjects.length, 3)
    assert.is(effect?.phi?.masked.find((one) => one.class === 'ssn')?.count, 3)
    assert.is(effect?.purpose, 'care plan')
    assert.is(effect?.recipient, 'test-agent (loopback)')
    assert.match(effect?.digest ?? '', /^[0-9a-f]{64}$/)
    const payload = guard.engine.payloads.at(-1)
    assert.equal(payload?.['columns'], ['id', 'name', 'ssn'])
    assert.is((payload?.['rows'] as string[][] | undefined)?.length, 3)
    assert.not.match(JSON.stringify(payload), 'Person 1')
    assert.not.match(JSON.stringify(guard.engine.events), '000-00-')
    client.close()
  })

  test('seen in the clear are recorded masked; the digest is of what was sent', async () => {
    for (const [sql, names] of [
      ['select id, name, born, upper(name), 7, note from patients order by id limit 3', 3],
      // Longer than what is hashed at the end.
      ['select p.id, p.name from patients p, generate_series(1, 40) order by 1', 2000],
    ] as const) {
      guard.judge(() => ({ effect: 'allow', obligations: CLEAR }))
      const client = await guard.client({ application_name: 'care' })
      const rows = (await talk(client, say.query(sql))).filter(({ tag }) => tag === 'D')
      assert.is(rows.length, names)
      assert.is(cellsOf(rows[0] as WireMessage)[1], 'Person 1')
      const plain = createHash('sha256')
        .update(Buffer.concat(rows.map(whole)))
        .digest()
      const effect = guard.engine.effects().at(-1)
      assert.is(effect?.digest, guard.engine.context.commit('content', plain))
      assert.is(effect?.phi?.released.find((one) => one.class === 'name')?.count, names)
      const payload = guard.engine.payloads.at(-1)
      assert.is(payload?.['maskedBeyondSent'], true)
      assert.is((payload?.['rows'] as unknown[] | undefined)?.length, names)
      assert.not.match(JSON.stringify(payload), /person 1/i)
      assert.not.match(JSON.stringify(payload), '1970-01-02')
      client.close()
    }
    const rows = guard.engine.payloads.at(-2)?.['rows'] as string[][]
    assert.equal(rows[0], ['1', '[NAME]', '1970-01-01', '[ID]', '7', 'note 1'])
  })

  test('of relations whose labels nobody told are not recorded in the clear', async () => {
    const untold = CLEAR.map((one) =>
      one.type === 'mask' ? { ...one, relations: [{ relation: 'public.patients', columns: [], subject: null }] } : one,
    )
    for (const obligations of [[], untold]) {
      guard.judge(() => ({ effect: 'allow', obligations }))
      const client = await guard.client()
      const [, row] = await talk(client, say.query('select id, name, 7 from patients where id = 1'))
      assert.equal(cellsOf(row as WireMessage), ['1', 'Person 1', '7'])
      assert.equal(guard.engine.payloads.at(-1)?.['rows'], [[null, '[ID]', '7']])
      client.close()
    }
  })

  test('whose recording is lost are accounted for all the same, and the session ends', async () => {
    guard.judge(masked)
    const client = await guard.client()
    guard.engine.fillRecordings(true)
    client.send(say.query('select id, ssn from patients where id < 3 order by id'))
    const told = await client.untilEnd()
    guard.engine.fillRecordings(false)
    assert.is(told.at(-1)?.tag, 'E')
    const effect = guard.engine.effects().at(-1)
    assert.equal([effect?.outcome, effect?.rows, effect?.unrecorded], ['done', 2, 'full'])
    assert.is(effect?.payload, undefined)
    assert.is(effect?.phi?.subjects.length, 2)
    client.close()
  })

  test('masked as they are sent are recorded as they are sent', async () => {
    const hidden = CLEAR.map((one) =>
      one.type === 'mask' ? { ...one, derived: 'mask' as const, relations: one.relations.map(swapped) } : one,
    )
    guard.judge(() => ({ effect: 'allow', obligations: hidden }))
    const client = await guard.client()
    await talk(client, say.query('select id, name from patients where id = 1'))
    assert.is(guard.engine.payloads.at(-1)?.['maskedBeyondSent'], undefined)
    assert.equal(guard.engine.payloads.at(-1)?.['rows'], [['1', '[NAME]']])
    assert.equal(guard.engine.effects().at(-1)?.phi?.released, [])
    client.close()
  })

  test('stop at the cap of a simple query, and the session goes on', async () => {
    guard.judge(capped(3))
    const client = await guard.client()
    const answer = await talk(client, say.query('select id from patients order by id'))
    assert.is(sketch(answer), 'T D(1) D(2) D(3) E(54000) Z(I)')
    assert.match(fieldsOf(answer[4] as WireMessage)['M'] ?? '', /at most 3 rows/)
    assert.is(guard.engine.effects().at(-1)?.outcome, 'refused')
    assert.is(guard.engine.effects().at(-1)?.rows, 3)
    assert.is(sketch(await talk(client, say.query('select 1'))), 'T D(1) C(SELECT 1) Z(I)')
    client.close()
  })

  test('stop at the cap of a long query, which is cancelled', async () => {
    guard.judge(capped(2))
    const client = await guard.client()
    const answer = await talk(client, say.query('select generate_series(1, 100000000)'))
    assert.is(sketch(answer), 'T D(1) D(2) E(54000) Z(I)')
    for (let round = 0; round < 20; round++)
      assert.is(sketch(await talk(client, say.query('select 1'))), 'T D(1) C(SELECT 1) Z(I)', 'the cancel hit another')
    client.close()
  })

  test('at exactly the cap are whole', async () => {
    guard.judge(capped(2))
    const client = await guard.client()
    assert.is(
      sketch(await talk(client, say.query('select id from patients order by id limit 2'))),
      'T D(1) D(2) C(SELECT 2) Z(I)',
    )
    client.close()
  })

  test('over the cap take back what the same pipeline wrote, and keep what follows from running', async () => {
    guard.judge(capped(2))
    const client = await guard.client()
    const run = (sql: string): Buffer => Buffer.concat([say.parse('', sql), say.bind('', ''), say.execute('')])
    const answer = await talk(
      client,
      run('update counters set n = n + 1'),
      run('select id from patients order by id'),
      run('update counters set n = n + 10'),
      say.sync(),
    )
    assert.is(sketch(answer), '1 2 C(UPDATE 1) 1 2 D(1) D(2) E(54000) Z(I)')
    assert.equal(await asAdmin(server, 'select n from counters'), [{ n: 0 }])
    client.close()
  })

  test('of large results pass whole, and slowly read ones are held back', async () => {
    const client = new pg.Client(guard.pg)
    await client.connect()
    const { rows } = await client.query(`select i, repeat('x', 1000) as text from generate_series(1, 20000) i`)
    assert.is(rows.length, 20000)
    assert.is((rows as { text: string }[]).at(-1)?.text.length, 1000)
    await client.end()
  })

  test('have one digest, however they were sent', async () => {
    const digest = async (sql: string): Promise<string | undefined> => {
      const client = await guard.client()
      await talk(client, say.query(sql))
      client.close()
      return guard.engine.effects().at(-1)?.digest
    }
    const sql = "select 'row ' || i from generate_series(1, 5000) i"
    const rows = Array.from({ length: 5000 }, (_, index) => {
      const text = Buffer.from(`row ${index + 1}`)
      const head = Buffer.from([0x44, 0, 0, 0, 10 + text.length, 0, 1, 0, 0, 0, text.length])
      return Buffer.concat([head, text])
    })
    const plain = createHash('sha256').update(Buffer.concat(rows)).digest()
    const expected = guard.engine.context.commit('content', plain)
    assert.is(await digest(sql), expected)
    guard.judge(() => ({
      effect: 'allow',
      obligations: [{ type: 'mask', relations: [], derived: 'pass', scan: true, rules: [] }],
    }))
    assert.is(await digest(sql), expected)
  })
})
