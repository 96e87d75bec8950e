import assert from 'node:assert/strict'
import pg from 'pg'
import { createPhi } from '#phi'
import type { MaskedColumn, MaskObligation } from '#schemas'
import { describe } from '#test/suite'
import type { Analysis } from '../../enforcers/postgres/analysis.ts'
import type { Field } from '../../enforcers/postgres/analyst.ts'
import { loadCatalog } from '../../enforcers/postgres/catalog-loader.ts'
import { createAnalyst } from '../../enforcers/postgres/create-analyst.ts'
import { startPostgres, type TestPostgres } from '../services/postgres.ts'
import { RawPostgres, type RawResult } from './postgres-raw-client.ts'
import { allow, Counts, cellsOf, label, maskOf } from './postgres-rows-fixture.ts'

const LABELS: Readonly<Record<string, readonly MaskedColumn[]>> = {
  'public.patients': [
    ...['name', 'vname', 'cname', 'code', 'host', 'tags', 'doc', 'docb', 'raw', 'mood', 'money', 'amount', 'pair'].map(
      (column) => label(column, 'name'),
    ),
    label('ssn', 'ssn', 'pseudonym'),
    label('born', 'date', 'year'),
    label('seen', 'date', 'year'),
    label('zip', 'zip', 'zip3'),
    label('note', 'free-text'),
  ],
  'public.events': [label('who', 'name')],
}

// Every labelled value holds a run that nothing else in the answer can hold.
const CANARIES = [
  'Qanary',
  'qanary',
  '523-45',
  '987654',
  '7777.77',
  '-04-24',
  '10.9.8.7',
  '90210',
  'deadbeef',
  'sadqanary',
  'Qana',
  'ANARY',
]

const SETUP = `
create type mood as enum ('sadqanary', 'fine');
create type pair as (a text, b int);
create table patients (id int primary key, name text, vname varchar(20), cname char(12), ssn text, born date, seen timestamptz,
  zip text, note text, code int, host inet, tags text[], doc json, docb jsonb, raw bytea, mood mood, money money, amount numeric,
  pair pair, plain text);
insert into patients select i, 'Qanary' || i, 'Qanary', 'Qanary', '523-45-678' || i, '1980-04-24', '1981-04-24 10:00:00+00', '90210',
  'seen, SSN 523-45-678' || i || ' ok', 987654, '10.9.8.7', array['Qanary','b'], '{"a":"Qanary"}', '{"a":"Qanary"}', '\\xdeadbeef',
  'sadqanary', 7777.77, 7777.77, row('Qanary', 1)::pair, 'plain' from generate_series(1, 3) i;
create table events (id int, who text, at date) partition by range (at);
create table events_2024 (at date not null, id int, who text);
alter table events attach partition events_2024 for values from ('2024-01-01') to ('2025-01-01');
insert into events values (1, 'Qanary', '2024-05-05');
create table child_patients (extra text) inherits (patients);
insert into child_patients (id, name, extra) values (9, 'Qanary', 'x');
create view v1 as select id, name as label, upper(name) as shout, 7 as seven from patients;
create view v2 as select * from v1;
create materialized view mv as select id, name as ssn from patients;
create schema s2; create table s2.patients (id int, name text); insert into s2.patients values (1, 'innocent'), (2, 'Qanary2');
create function f_name(int) returns text language sql stable as 'select name from public.patients where id = $1';
create table dropping (a int, gone int, b int); alter table dropping drop column gone;
`

const QUERIES = [
  'select * from patients',
  'select name, vname, cname, ssn, born, seen, zip, note from patients',
  'select name as harmless, ssn as id from patients p',
  'select p from patients p',
  'select p.* from patients p',
  'select (p).name, (p).ssn from patients p',
  'select row(p.*), to_json(p), p::text from patients p',
  'select array_agg(p) from patients p',
  'select upper(name), lower(name), substr(name, 1, 4), reverse(reverse(name)) from patients',
  "select name || '', concat(name, ssn), format('%s', name) from patients",
  'select name::varchar, cast(name as bpchar), name collate "C" from patients',
  'select max(name), min(born), string_agg(name, $$,$$), json_agg(name), array_agg(name) from patients',
  'select coalesce(name, ssn), case when true then name end, greatest(name, ssn), nullif(name, $$$$) from patients',
  'select first_value(name) over (order by id), lag(name) over (order by id) from patients',
  'select distinct name from patients',
  'select name from patients group by name',
  'select name from patients union select name from patients',
  'select name from patients union all select plain from patients',
  'select (select name from patients limit 1), array(select name from patients)',
  'select x.n from (select name n from patients) x',
  'with x as (select name n, upper(name) u from patients) select n, u from x',
  'with x as materialized (select * from patients) select * from x',
  'with recursive t(n, i) as (select name, id from patients where id = 1 union all select name, patients.id from patients join t on patients.id = t.i + 1) select n from t',
  'select l.n from patients p, lateral (select p.name as n) l',
  'select u from patients p, unnest(array[p.name]) u',
  'select u from patients p, unnest(p.tags) u',
  'select key, value from patients p, json_each(p.doc)',
  "select doc->>'a', docb->'a', docb #>> '{a}' from patients",
  'select label, shout, seven, id from v1',
  'select * from v2',
  'select v from v2 v',
  'select ssn from mv',
  'select * from events',
  'select * from events_2024',
  'select who from only events_2024',
  'select name from child_patients',
  'select a.name, b.name from patients a join patients b using (id)',
  'select name from patients natural join s2.patients',
  'select id, name from patients a full join patients b using (id, name)',
  'values ((select name from patients limit 1), 1)',
  'select mood, money, amount, raw, host, code, pair, tags, doc, docb from patients',
  "select encode(convert_to(name, 'utf8'), 'escape'), length(name), ascii(name), md5(name) from patients",
  'select xmlelement(name x, name), xmlforest(name as n) from patients',
  'select json_build_object($$k$$, name), to_jsonb(name), row_to_json(p) from patients p',
  'select count(*), count(name), 1, $$constant$$ from patients',
  'select name, count(*) from patients group by name',
  'insert into patients (id, name) select 50, name from patients where id = 1 returning name, upper(name)',
  "update patients set plain = 'x' where id = 1 returning *",
  'delete from patients where id = 1 returning name, old.name',
  'with d as (delete from patients where id = 2 returning name) select name, upper(name) from d',
  'explain (verbose, costs off) select name from patients',
  'table patients',
  'select ctid, tableoid, name from patients',
  'select generate_series(1, 2), name from patients',
  'select extract(year from born), born + 1, age(born), to_char(born, $$YYYY-MM-DD$$) from patients where id = 1',
  'select name from public.patients tablesample system (100)',
  'select f_name(id) from patients',
] as const

/** Queries whose rows hold nothing of a labelled column even unmasked. */
const HARMLESS: ReadonlySet<string> = new Set([
  'select count(*), count(name), 1, $$constant$$ from patients',
  'explain (verbose, costs off) select name from patients',
])

describe('catalog and masks against a real PostgreSQL', (test) => {
  let server: TestPostgres
  let control: pg.Client
  let raw: RawPostgres
  let analyst: Awaited<ReturnType<typeof createAnalyst>>
  const phi = createPhi()
  const commit = (_: string, value: string | Uint8Array): string =>
    Buffer.from(value)
      .toString('base64')
      .toLowerCase()
      .replaceAll(/[^0-9a-f]/g, 'e')
  const query = async (sql: string): Promise<(string | null)[][]> =>
    (await control.query({ text: sql, rowMode: 'array', types: { getTypeParser: () => (text: string) => text } })).rows

  test.before(async () => {
    server = await startPostgres()
    control = new pg.Client(server)
    await control.connect()
    await control.query(SETUP)
    raw = await RawPostgres.connect(server)
    analyst = await createAnalyst({ enforcer: 'db', query, phi, commit, now: Date.now })
  })

  test.after(async () => {
    raw?.end()
    await control?.end()
    await server?.stop()
  })

  test('the catalog knows relations, columns, views at any depth, partitions and children', async () => {
    const catalog = await loadCatalog(query)
    const find = (name: string, path = ['public']) => catalog.relation(null, name, path)
    assert.equal(find('patients')?.kind, 'table')
    assert.deepEqual(find('patients')?.bases, ['public.patients'])
    assert.deepEqual(find('v2')?.bases, ['public.patients', 'public.v1', 'public.v2'])
    assert.deepEqual(find('mv')?.kind, 'materialized-view')
    assert.deepEqual(find('events')?.kind, 'partitioned-table')
    assert.deepEqual(find('events_2024')?.bases, ['public.events', 'public.events_2024'])
    assert.deepEqual(find('child_patients')?.bases, ['public.child_patients', 'public.patients'])
    assert.equal(find('patients', ['s2', 'public'])?.name, 's2.patients')
    assert.equal(find('pg_class')?.name, 'pg_catalog.pg_class')
    assert.equal(find('pg_class')?.kind, 'catalog')
    assert.equal(catalog.relation('information_schema', 'tables', [])?.kind, 'catalog')
    assert.deepEqual(
      [...(find('dropping')?.columns ?? [])],
      [
        [1, 'a'],
        [3, 'b'],
      ],
    )
    assert.equal(find('nowhere'), null)
    assert.equal(catalog.relationByOid(find('patients')?.oid ?? 0)?.name, 'public.patients')
    assert.deepEqual(catalog.schemasOf?.('function', 'f_name'), ['public'])
    assert.deepEqual(catalog.schemasOf?.('function', 'lower'), ['pg_catalog'])
    assert.deepEqual(catalog.schemasOf?.('operator', '='), ['pg_catalog'])
  })

  test('a relation made later is unknown until the catalog is read anew', async () => {
    const catalog = await loadCatalog(query)
    await control.query('create table later (x int)')
    assert.equal(catalog.relation(null, 'later', ['public']), null)
    await Promise.all([catalog.refresh(), catalog.refresh()])
    assert.equal(catalog.relation(null, 'later', ['public'])?.name, 'public.later')
    await control.query('drop table later')
  })

  test('temporary tables are those of the session that names them', async () => {
    await control.query('create temp table patients_tmp (a int)')
    const [[path = null] = []] = await query('select current_schemas(true)::text')
    const schemas = String(path).slice(1, -1).split(',')
    const catalog = await loadCatalog(query)
    assert.equal(catalog.relation(null, 'patients_tmp', schemas)?.kind, 'temporary')
    assert.equal(catalog.relation('pg_temp', 'patients_tmp', schemas)?.name, 'pg_temp.patients_tmp')
    assert.equal(catalog.relation(null, 'patients_tmp', ['pg_catalog', 'public']), null)
  })

  test('a catalog that cannot be read is an error, and the old one stays', async () => {
    let broken = false
    const catalog = await loadCatalog((sql) => (broken ? Promise.reject(new Error('gone')) : query(sql)))
    broken = true
    await assert.rejects(catalog.refresh(), /gone/)
    assert.equal(catalog.relation(null, 'patients', ['public'])?.name, 'public.patients')
  })

  for (const sql of QUERIES) {
    test(`no labelled value gets through: ${sql}`, async () => {
      const analysis = analyst.analyse(sql, ['pg_catalog', 'public'])
      if ('code' in analysis) throw new Error(analysis.code)
      for (const [format, result] of [
        [0, await raw.run(sql, 0)],
        [1, await raw.run(sql, 1)],
      ] as const) {
        if (result.error !== null) throw new Error(result.error)
        if (format === 0)
          assert.ok(HARMLESS.has(sql) || result.rows.some(holdsCanary), 'the query shows nothing to mask')
        checkMasked(analysis, result, format)
      }
    })
  }

  function checkMasked(analysis: Analysis, result: RawResult, format: number): void {
    const planner = analyst.planner(allow(obligationFor(analysis)), analysis)
    assert.ok(typeof planner === 'function')
    const plan = planner(result.fields)
    if ('refused' in plan) {
      assert.equal(plan.refused, 'obligation')
      assert.equal(format, 1, 'text is always masked, never refused')
      return
    }
    for (const row of result.rows) {
      const masked: Buffer = Buffer.from(plan.kind === 'pass' ? row : plan.apply(row, new Counts()))
      assert.equal(cellsOf(masked).length, result.fields.length)
      const seen = masked.toString('latin1')
      for (const canary of CANARIES) assert.ok(!seen.includes(canary), `${canary} in ${seen}`)
      checkTypes(cellsOf(row), cellsOf(masked), result.fields)
    }
  }

  // NULL stays NULL, and every other value keeps the size that its binary type asks for.
  function checkTypes(
    before: readonly (Buffer | null)[],
    after: readonly (Buffer | null)[],
    fields: readonly Field[],
  ): void {
    const width = new Map([
      [23, 4],
      [20, 8],
      [1082, 4],
      [1184, 8],
    ])
    for (const [index, field] of fields.entries()) {
      if (before[index] === null) assert.equal(after[index], null)
      const size = field.format === 1 ? width.get(field.type) : undefined
      if (size !== undefined && after[index]) assert.equal(after[index]?.length, size)
    }
  }
})

function holdsCanary(row: Buffer): boolean {
  const text = row.toString('latin1')
  return CANARIES.some((canary) => text.includes(canary))
}

// What the default policy obliges to: labels of every base of the relations that are named.
function obligationFor({ statement }: Analysis): MaskObligation {
  const relations: Record<string, readonly MaskedColumn[]> = {}
  for (const { name, bases } of statement.relations) {
    const columns = bases.flatMap((base) => LABELS[base] ?? [])
    if (columns.length > 0) relations[name] = columns
  }
  return maskOf(relations)
}
