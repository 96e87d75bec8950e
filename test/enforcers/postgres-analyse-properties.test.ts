import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe } from '#test/suite'
import { analysed, judge, parser } from './postgres-analyse-fixture.ts'

const WORDS = `select insert update delete merge with recursive as from where and or not in exists values into returning
  union all intersect join left lateral natural using on group by having order limit offset distinct case when then else
  end cast null default set reset prepare execute declare cursor fetch copy to stdin explain analyze create table view
  drop truncate do call begin commit patients encounters log ssn name id p e ( ) , ; . * = < > :: || + - [ ] $1 $2 1 2.5
  'x' 'it''s' E'a\\'b' $$z$$ U&'\\0041' "q" "Odd Name" count(*) lower nextval for update over partition row array any --
  /* */`.split(/\s+/)

const STATEMENTS = [
  "select name from patients where ssn = '#' and mrn in ('#', '#') limit 3",
  "insert into log (id, what) values (1, '#'), (2, E'\\x41#'), (3, $t$#$t$) on conflict (id) do update set what = '#'",
  "update patients set name = '#', note = 'a' || '#' where id = 1 returning '#' as x",
  "prepare p as select '#' from patients where ssn = '#'",
  "execute p ('#', '#')",
  "select set_config('application_name', '#', false), date '2020-01-01', '#'::text",
  "copy (select '#') to stdout with (delimiter '#')",
  "do $$ begin perform '#'; end $$",
  "comment on table patients is '#'; notify c, '#'",
  "create user x password '#'",
  "alter role x set application_name = '#'",
  "set application_name = '#'",
  'select "#" from (select 1 as "#") s /* # */ -- #',
  "explain select case when ssn = '#' then '#' end from patients order by '#'",
  "declare c cursor for select U&'#' uescape '!', n'#', '#'\n'#'",
  "select * from xmltable('#' passing '#' columns a text path '#')",
  "merge into log using patients p on p.ssn = '#' when matched then update set what = '#'",
  'lock table patients; savepoint "#"',
]

describe('the analysis holds for any text', (test) => {
  test('random words are judged or refused, and never throw', () => {
    const soup = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 25 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(soup, (sql) => {
        const found = judge(sql)
        if ('code' in found) return assert.ok(found.message.length > 0)
        assert.equal(found.steps.length, found.statement.statements)
        assert.equal(found.statement.complete, found.statement.incomplete.length === 0)
      }),
      { numRuns: 1500 },
    )
  })

  test('random bytes are judged or refused, and never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (sql) => {
        judge(sql)
      }),
      { numRuns: 500 },
    )
  })

  test('no literal, comment or unknown quoted name is in the facts or the shape', () => {
    const canary = fc.stringMatching(/^Zq[a-z0-9]{6,10}xJ$/)
    fc.assert(
      fc.property(fc.constantFrom(...STATEMENTS), canary, (statement, secret) => {
        const sql = statement.replaceAll('#', secret)
        const analysis = analysed(sql)
        const nested = analysis.steps.flatMap((step) => ('analysis' in step ? [step.analysis] : []))
        for (const { statement: facts, shape } of [analysis, ...nested])
          assert.ok(!`${JSON.stringify(facts)}${shape}`.includes(secret), `${sql} → ${shape}`)
        const quoted = statement.replace(/\/\*.*?\*\/|--.*$|"[^"]*"/g, '').includes('#')
        if (quoted)
          assert.ok(
            analysis.literals.some((literal) => literal.includes(secret)),
            sql,
          )
      }),
      { numRuns: 300 },
    )
  })

  test('literals are read as the server reads them', () => {
    const text = fc.string({ maxLength: 20 }).filter((value) => !value.includes('\0'))
    fc.assert(
      fc.property(text, (value) => {
        const plain = `'${value.replaceAll("'", "''")}'`
        const escaped = `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
        const points = [...value].map((char) => `\\+${(char.codePointAt(0) ?? 0).toString(16).padStart(6, '0')}`)
        const sql = `select ${plain}, ${escaped}, U&'${points.join('')}', $zq$${value}$zq$`
        const expected = serverLiterals(sql)
        assert.deepEqual(analysed(sql).literals, expected)
        assert.equal(expected[0], value)
      }),
      { numRuns: 300 },
    )
  })

  test('statements that differ in literals alone have one shape', () => {
    const one = analysed("select id from patients where ssn = '1' limit 5")
    const other = analysed("select id from patients where ssn = '222' limit 7")
    assert.equal(one.shape, other.shape)
    assert.equal(one.statement.statementShape, other.statement.statementShape)
  })
})

// What the parser itself read, taken from its tree.
function serverLiterals(sql: string): readonly string[] {
  const parsed = parser.read(sql)
  if ('code' in parsed) throw new Error(parsed.code)
  const text = JSON.stringify(parsed.statements)
  const literals: string[] = []
  JSON.parse(text, (key, value) => {
    if (key === 'A_Const') literals.push(value.sval.sval ?? '')
    return value
  })
  return literals
}
