import assert from 'node:assert/strict'
import { createPhi } from '#phi'
import { parse } from '#schemas'
import { describe } from '#test/suite'
import type { RequestFacts } from '../../enforcers/postgres/analyst.ts'
import { translate } from '../../enforcers/postgres/translate.ts'
import { analysed } from './postgres-analyse-fixture.ts'

const commit = (domain: string, value: string | Uint8Array): string =>
  `${domain.length}${Buffer.from(value)
    .reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7)
    .toString(16)}`
const translating = { phi: createPhi(), commit, enforcer: 'clinic-db' }
const SSN = '523-45-6789'

const FACTS: RequestFacts = {
  phase: 'simple',
  session: 'ses_00000000000000000000000000',
  target: 'clinic',
  database: 'clinic',
  role: 'cordon_clinic',
  parameters: [],
}

describe('the access request for a statement', (test) => {
  test('is, once the engine has filled it in, what the schema says', () => {
    const statements = [
      `select name from patients where ssn = '${SSN}' limit 3`,
      'select * from nowhere n, patients p where n.x > 1',
      'begin; update log set what = $1 where id = 2 returning *; commit',
      "set application_name = 'x'",
      'do $$ begin end $$',
      'create table t as select ssn from patients',
      'explain analyze merge into log using patients p on p.id = log.id when matched then delete',
      'copy patients (id) to stdout',
      "execute p ('x')",
      Array.from({ length: 300 }, (_, index) => `select a${index}, unknown_f${index}() from t${index}`).join(';'),
    ]
    for (const sql of statements) {
      const request = translate(
        analysed(sql),
        { ...FACTS, parameters: [{ value: Buffer.from('x'), format: 0, oid: 25 }] },
        translating,
      )
      assert.deepEqual(parse('access-request', request), request)
      const { shape, ...circumstances } = request.context ?? {}
      assert.ok(typeof shape === 'string')
      const properties = { human: 'h', agent: 'a', groups: [], issuer: 'i', assurance: 'demo', session: 's', run: 'r' }
      const filled = {
        ...request,
        subject: { type: 'agent', id: 'a', properties },
        context: { time: '2026-01-01T00:00:00Z', ...circumstances },
      }
      parse('sql-query', filled)
    }
  })

  test('holds counts and commitments of literals and parameters, and no value', () => {
    const sql = `select id from patients where ssn = '${SSN}' and mrn = $1 and note = E'call 523\\x2d45\\x2d6789'`
    const parameters = [
      { value: Buffer.from(`SSN ${SSN}`), format: 0, oid: 25 },
      { value: null, format: 0, oid: 25 },
      { value: Buffer.from([0, 0, 0, 9]), format: 1, oid: 23 },
    ]
    const request = translate(analysed(sql), { ...FACTS, phase: 'execute', parameters }, translating)
    const text = JSON.stringify(request)
    assert.ok(!text.includes('6789'), text)
    const { findings, parameters: bound } = request.resource.properties as { findings: unknown; parameters: number }
    assert.deepEqual(findings, [{ class: 'ssn', count: 3 }])
    assert.equal(bound, 3)
    const commitments = (request.context as { commitments: readonly string[] }).commitments
    assert.equal(commitments.length, 5)
    assert.equal(commitments[3], 'null')
    assert.equal(commitments[0], commit('literal', SSN))
  })

  test('cleans names that the catalog does not know', () => {
    const sql = `select "${SSN}"() from "${SSN}"`
    const text = JSON.stringify(translate(analysed(sql), FACTS, translating))
    assert.ok(!text.includes(SSN), text)
    const setting = JSON.stringify(translate(analysed(`set x."${SSN}" = 1`), FACTS, translating))
    assert.ok(!setting.includes(SSN), setting)
  })

  test('differs where literals differ in order or number', () => {
    const contexts = ["select 'a', 'b'", "select 'b', 'a'", "select 'ab', ''"].map((sql) =>
      JSON.stringify(translate(analysed(sql), FACTS, translating).context),
    )
    assert.equal(new Set(contexts).size, 3)
  })

  test('binds all literals where there are more than the schema holds', () => {
    const insert = (last: string): string =>
      `insert into log (id) values ${Array.from({ length: 66_000 }, () => '(1)').join(',')}, (${last})`
    const [one, other] = ['1', '2'].map((last) => translate(analysed(insert(last)), FACTS, translating).context)
    const [first, second] = [one, other].map((context) => (context as { commitments: readonly string[] }).commitments)
    assert.equal(first?.length, 65_535)
    assert.notDeepEqual(first, second)
  })
})
