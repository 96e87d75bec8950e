import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe } from '#test/suite'
import { rememberingAnalyse } from '../../enforcers/postgres/analysis-memory.ts'
import { plainForm } from '../../enforcers/postgres/statement/plain-form.ts'
import { judge } from './postgres-analyse-fixture.ts'

function counting(): ReturnType<typeof rememberingAnalyse> & { readonly parsed: () => number } {
  let parsed = 0
  const remembering = rememberingAnalyse((sql, path) => {
    parsed++
    return judge(sql, path)
  })
  return { ...remembering, parsed: () => parsed }
}

const TEMPLATES = [
  'select id from patients where id = ?',
  "select id from patients where id = ? and mrn = '?' limit ?",
  'select id, name from patients order by ?, ?',
  'select id from patients group by ?',
  'select id from patients limit ? offset ?',
  "insert into log (id, what) values (?, '?'), (?, '?')",
  "update log set what = '?' where id = ? returning *",
  "select set_config('?', 'x', false)",
  "explain (analyze '?') delete from log where id = ?",
  "select '?'\n'?'",
  "select '?' '?'",
  "select e'?', n'?', b'1', date '?'",
  'select ?.? from patients where id=? or id>?',
  'select "?" from patients where id = ?',
  'select a?, ?a, $?, $a$?$a$ from log',
  'select x from log where id = ? -- ?',
  "select U&'?' from patients where id<? and id>=?",
  'select id from patients where id in (?) and visits between ? and ?',
  "select 'a', 5 from patients fetch first ? rows only",
]
const VALUES = [
  '1',
  '2',
  '3',
  '0',
  '99',
  '007',
  '123456789',
  '1234567890',
  "''",
  "''''",
  "it''s",
  'off',
  'on',
  'role',
  '\\',
  '--',
  '/*',
  '$1',
  ' ',
  'é',
  '1e5',
  '1.5',
  '',
]

describe('analyses that are remembered', (test) => {
  test('are what the parser would have said, for any statement before', () => {
    const filled = fc
      .tuple(fc.constantFrom(...TEMPLATES), fc.infiniteStream(fc.constantFrom(...VALUES)))
      .map(([template, values]) => template.replaceAll('?', () => String(values.next().value)))
    fc.assert(
      fc.property(fc.array(filled, { minLength: 2, maxLength: 12 }), (statements) => {
        const { analyse } = counting()
        for (const sql of statements) assert.deepEqual(analyse(sql, ['public']), judge(sql), sql)
      }),
      { numRuns: 400 },
    )
  })

  test('are for any text what the parser would have said', () => {
    const pieces = fc.constantFrom(
      "'",
      "''",
      '"',
      '$',
      '$$',
      'e',
      'U&',
      '-',
      '--',
      '/*',
      '*/',
      '1',
      '.',
      ' ',
      '\n',
      '\\',
      'select',
      ',',
      '=',
      'id',
      'x',
    )
    const text = fc.array(pieces, { maxLength: 12 }).map((parts) => `select ${parts.join('')}`)
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 6 }), (statements) => {
        const { analyse } = counting()
        for (const sql of [...statements, ...statements]) assert.deepEqual(analyse(sql, ['public']), judge(sql), sql)
      }),
      { numRuns: 400 },
    )
  })

  test('spare the parser where only values differ', () => {
    const { analyse, parsed } = counting()
    for (const value of [1, 2, 3]) {
      const found = analyse(`select ssn from patients where id = ${value} and mrn = 'M${value}'`, ['public'])
      assert.ok(!('code' in found))
      assert.deepEqual(found.literals, [String(value), `M${value}`])
    }
    assert.equal(parsed(), 1)
  })

  test('are not shared between search paths, nor kept when forgotten', () => {
    const { analyse, forget, parsed } = counting()
    const names = [['public'], ['s2', 'public']].map((path) => {
      const found = analyse('select ssn from patients where id = 1', path)
      return 'code' in found ? '' : found.statement.relations[0]?.name
    })
    assert.deepEqual(names, ['public.patients', 's2.patients'])
    forget()
    analyse('select ssn from patients where id = 1', ['public'])
    assert.equal(parsed(), 3)
  })

  test('what is not plain takes the parser each time', () => {
    for (const sql of [
      "select e'x'",
      'select $a$x$a$',
      'select 1 -- x',
      'select /* */ 1',
      "select U&'x'",
      'select 1.5',
      'select 1e5',
      "select 'é'",
      'select a$1',
      "select '",
    ])
      assert.equal(plainForm(sql), null, sql)
    assert.deepEqual(plainForm('select "a""b", $1, x1 from t where y>=5 limit 5')?.literals, ['5', '5'])
  })

  test('are bounded in number', () => {
    const { analyse, parsed } = counting()
    for (let index = 0; index < 2100; index++) analyse(`select id as a${index} from patients`, ['public'])
    analyse('select id as a0 from patients', ['public'])
    analyse('select id as a2099 from patients', ['public'])
    assert.equal(parsed(), 2101)
  })
})
