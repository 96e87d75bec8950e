import { describe } from '#test/suite'
import { type Case, check } from './postgres-analyse-fixture.ts'

const WRITES: readonly Case[] = [
  [
    "insert into log (id, what) values (1, 'x')",
    {
      kinds: 'insert',
      effects: 'write',
      rel: 'log w',
      written: 'log.id:literal log.what:literal',
      out: '',
      limit: 0,
      filtered: true,
      complete: true,
    },
  ],
  ['insert into log values (1, $1, default)', { written: 'log.id:literal log.what:parameter log.who:default' }],
  [
    "insert into log (what) values ('a'), ($1), (default), (lower('b'))",
    { written: 'log.what:default log.what:derived log.what:literal log.what:parameter' },
  ],
  ["insert into log (what) values ('a' || 'b'), (-1), ('1'::text), (null)", { written: 'log.what:literal' }],
  ['insert into log default values', { written: 'log.*:default' }],
  [
    'insert into log select id, ssn from patients',
    { rel: 'log w, patients r', effects: 'read write', written: 'log.id:derived log.what:derived' },
  ],
  ['insert into log select * from patients', { written: 'log.id:derived log.what:derived log.who:derived' }],
  ["insert into log (what) select 'x' from patients", { written: 'log.what:literal' }],
  [
    'insert into log (what) values ((select ssn from patients))',
    { rel: 'log w, patients r', written: 'log.what:derived' },
  ],
  [
    "insert into log (id, what) values (1, 'x') returning id, what",
    { rel: 'log rw', effects: 'read write', out: 'log.id, log.what', limit: -1 },
  ],
  [
    "insert into log (id, what) values (1, 'x') on conflict (id) do update set what = excluded.what where log.who = 'me'",
    { rel: 'log rw', pred: 'log.id= log.who=', written: 'log.id:literal log.what:literal' },
  ],
  [
    'insert into log (id, what) values (1, $1) on conflict (id) do update set what = log.what || excluded.what',
    { written: 'log.id:literal log.what:derived log.what:parameter' },
  ],
  [
    'insert into log (id) values (1) on conflict (id) do update set what = excluded.what',
    { written: 'log.id:literal log.what:literal', complete: true },
  ],
  [
    'insert into log (id) select id from patients on conflict (id) do update set id = excluded.id',
    { written: 'log.id:derived' },
  ],
  ['insert into nowhere (a) values (1)', { rel: 'nowhere w', complete: false }],
  ['with x as (select 1 as id) insert into log (id) select id from x', { written: 'log.id:literal' }],
  ['with log as (select 1 as id) insert into log (id) select id from log', { rel: 'log w', written: 'log.id:literal' }],
  [
    "update log set what = 'x' where id = 1",
    {
      kinds: 'update',
      effects: 'read write',
      rel: 'log rw',
      written: 'log.what:literal',
      pred: 'log.id=',
      filtered: true,
    },
  ],
  ['update log set what = $1', { written: 'log.what:parameter', filtered: false }],
  ['update patients set visits = visits + 1 where id = 1', { rel: 'patients rw', written: 'patients.visits:derived' }],
  ["update log set (what, who) = ('a', what)", { written: 'log.what:literal log.who:derived' }],
  [
    'update log set (what, who) = (select ssn, mrn from patients where id = 1)',
    { rel: 'log rw, patients r', written: 'log.what:derived log.who:derived' },
  ],
  [
    'update log set what = p.ssn from patients p where p.id = log.id',
    { rel: 'log rw, patients r', written: 'log.what:derived', pred: 'log.id~ patients.id~', filtered: false },
  ],
  ['update log l set what = default where l.id = 1 returning l.*', { written: 'log.what:default', out: 'log.*' }],
  ['update log set what = now()', { written: 'log.what:literal' }],
  ['update log set what = 1 where current of c', { written: 'log.what:literal', filtered: true }],
  ['delete from log', { kinds: 'delete', effects: 'read write', rel: 'log rw', filtered: false }],
  ['delete from log where id = 1 returning *', { out: 'log.*', filtered: true }],
  [
    'delete from log using patients where log.id = patients.id and patients.ssn = $1',
    { rel: 'log rw, patients r', filtered: true, pred: 'log.id~ patients.id~ patients.ssn=' },
  ],
  [
    'update patients set name = $1 where id = 1 returning old.name, new.name',
    { out: 'patients.name, patients.name', complete: true },
  ],
  [
    'merge into log using patients p on p.id = log.id when matched then update set what = p.ssn',
    {
      kinds: 'merge',
      effects: 'read write',
      rel: 'log rw, patients r',
      written: 'log.what:derived',
      pred: 'log.id~ patients.id~',
    },
  ],
  [
    "merge into log using encounters e on e.id = log.id when matched and e.reason = 'x' then delete when not matched then insert (id, what) values (e.id, 'new')",
    { written: 'log.id:derived log.what:literal', pred: 'encounters.id~ encounters.reason? log.id~' },
  ],
  [
    'merge into log using encounters e on e.id = log.id when not matched then insert default values',
    { written: 'log.*:default' },
  ],
]

const HIDDEN: readonly Case[] = [
  [
    'with x as (delete from log returning *) select * from x',
    { kinds: 'select delete', effects: 'read write', rel: 'log rw' },
  ],
  [
    'with x as (insert into log (what) select ssn from patients returning id) select count(*) from x',
    { effects: 'read write', written: 'log.what:derived', out: 'count' },
  ],
  ['with x as (update log set what = 1) select 1', { effects: 'read write', rel: 'log rw' }],
  [
    'select ssn into stolen from patients',
    { effects: 'ddl read write', rel: 'patients r, stolen dw', written: 'stolen.*:derived' },
  ],
  ['select ssn into temp stolen from patients', { rel: 'patients r, pg_temp.stolen dw' }],
  [
    'create table stolen as select ssn from patients',
    {
      kinds: 'create-table-as select',
      effects: 'ddl read write',
      rel: 'patients r, stolen dw',
      written: 'stolen.*:derived',
    },
  ],
  ['create temp table stolen as table patients', { rel: 'patients r, pg_temp.stolen dw' }],
  [
    'create materialized view stolen as select ssn from patients',
    { kinds: 'create-materialized-view select', effects: 'ddl read write' },
  ],
  ['create table stolen as execute p', { complete: false }],
  [
    'create view v as select ssn from patients',
    { kinds: 'create-view select', effects: 'ddl read write', rel: 'patients r, v dw' },
  ],
  ['refresh materialized view m_patients', { effects: 'ddl write', rel: 'm_patients w' }],
  [
    'explain select ssn from patients',
    { kinds: 'explain select', effects: 'read', rel: 'patients r', out: 'expression', limit: -1 },
  ],
  ['explain delete from log', { kinds: 'explain delete', effects: 'read', rel: 'log rw' }],
  ['explain analyze delete from log', { effects: 'read write', rel: 'log rw' }],
  ['explain (analyze, buffers) delete from log', { effects: 'read write' }],
  ['explain (analyze false) delete from log', { effects: 'read' }],
  ['explain (analyze 0) delete from log', { effects: 'read' }],
  ['explain (analyze off, analyze on) delete from log', { effects: 'read write' }],
  ['explain (analyze maybe) delete from log', { effects: 'read write' }],
  [
    'explain analyze execute p',
    { complete: false, why: 'EXECUTE stands for a prepared statement; EXPLAIN of a prepared statement' },
  ],
  ['select ssn from patients where id = 1 for update', { effects: 'lock read' }],
  ['select 1 from (select ssn from patients for share) s', { effects: 'lock read' }],
  ["select nextval('numbers')", { effects: 'read write', functions: 'nextval' }],
  ["select setval('numbers', 1)", { effects: 'read write' }],
  ['select pg_advisory_lock(1)', { effects: 'lock read' }],
  ["select pg_notify('c', ssn) from patients", { effects: 'read session write' }],
  [
    "select lo_get(1), lo_import('/etc/passwd')",
    { effects: 'procedure read', complete: false, functions: 'lo_get lo_import' },
  ],
  ["select pg_read_file('/etc/passwd')", { effects: 'procedure read', complete: false, functions: 'pg_read_file' }],
  ["select * from pg_ls_dir('.')", { complete: false, functions: 'pg_ls_dir' }],
  ["select query_to_xml('select 1', true, true, '')", { effects: 'read unknown', complete: false }],
  ["select table_to_xml('patients', true, false, '')", { complete: false, functions: 'table_to_xml' }],
  ["select * from dblink('host=x', 'select 1') as t(a int)", { functions: 'public.dblink' }],
  ['select my_function(1)', { functions: 'public.my_function', complete: true }],
  ['select my_function(1)', { functions: 'my_function', complete: false }, ['s2']],
  ['select unknown_function(1)', { functions: 'unknown_function', complete: false }],
  ['select other.elsewhere(1)', { functions: 'other.elsewhere', complete: true }],
  ['select elsewhere(1)', { functions: 'elsewhere', complete: false }],
  ["select upper('x')", { functions: 'upper public.upper' }],
  ["select pg_catalog.upper('x')", { functions: 'upper' }],
  ["select upper('x')", { functions: 'upper' }, ['s2']],
  ['select 1 from patients where id <-> 5 = 1', { functions: 'operator public.<->', complete: false }],
  ['select 1 from patients where id operator(public.=) 5', { complete: false, pred: 'patients.id?' }],
  ['select 1 from patients where id operator(pg_catalog.=) 5', { complete: true, pred: 'patients.id?' }],
  ['select 1 ## 2', { functions: 'operator public.##', complete: false, out: 'expression' }],
  ['select 1 from patients order by ssn using operator(public.<)', { complete: false, pred: 'patients.ssn?' }],
  [
    'do $$ begin delete from log; end $$',
    { kinds: 'do', effects: 'procedure', complete: false, shape: 'do $1', literals: ' begin delete from log; end ' },
  ],
  ['call my_procedure(1)', { kinds: 'call', effects: 'procedure', complete: false }],
  ["load 'evil'", { effects: 'procedure', complete: false }],
]

const UTILITIES: readonly Case[] = [
  [
    'create table t (id int, p int references patients)',
    { kinds: 'create-table', effects: 'ddl', rel: 'patients d, t d', complete: true },
  ],
  ['create table t (like patients)', { rel: 'patients d, t d' }],
  ['create table t (id int default my_function(1))', { functions: 'public.my_function' }],
  ['create temp table patients (ssn text)', { rel: 'pg_temp.patients d' }],
  ['create foreign table t (a int) server s', { effects: 'ddl', kinds: 'create-foreign-table' }],
  ['drop table log, patients', { kinds: 'drop-table', effects: 'ddl', rel: 'log d, patients d' }],
  ['drop view v_patients', { kinds: 'drop-view', rel: 'v_patients d' }],
  ['drop schema public cascade', { kinds: 'drop', effects: 'ddl' }],
  ['alter table patients rename to p2', { kinds: 'rename', effects: 'ddl', rel: 'patients d' }],
  ['alter table patients add column x int', { kinds: 'alter-table', rel: 'patients d' }],
  ['alter table log set schema s2', { effects: 'ddl', rel: 'log d' }],
  ['truncate log, patients', { kinds: 'truncate', effects: 'write', rel: 'log w, patients w' }],
  ['lock table patients in share mode', { kinds: 'lock', effects: 'lock', rel: 'patients r' }],
  ['create index on patients (lower(name)) where id > 1', { effects: 'ddl', rel: 'patients d', functions: 'lower' }],
  ['grant select on patients to public', { kinds: 'grant', effects: 'ddl', rel: 'patients d' }],
  [
    "comment on table patients is 'John Smith'",
    { kinds: 'comment', effects: 'ddl', shape: 'comment on table patients is $1', literals: 'John Smith' },
  ],
  ['vacuum patients', { kinds: 'vacuum', effects: 'ddl', rel: 'patients d' }],
  ['analyze', { kinds: 'vacuum', effects: 'ddl' }],
  [
    'create function f() returns int language sql as $$ select 1 $$',
    { kinds: 'create-function', effects: 'ddl', complete: false },
  ],
  [
    'create function f() returns text language sql return (select ssn from patients)',
    { complete: false, rel: 'patients r' },
  ],
  ['create rule r as on insert to log do also delete from patients', { complete: false, rel: 'log d, patients rw' }],
  ['create trigger t before insert on log execute function my_function()', { complete: false, rel: 'log d' }],
  ['create extension dblink', { kinds: 'create-extension', complete: false }],
  ["create user x password 'secret'", { kinds: 'create-role', effects: 'ddl', shape: 'create user x password $1' }],
  ["alter role x set search_path = 's2'", { effects: 'ddl', kinds: 'alter-role-set' }],
  ['alter system set log_statement = 1', { effects: 'ddl' }],
  ['listen c', { kinds: 'listen', effects: 'session' }],
  ["notify c, 'payload'", { kinds: 'notify', effects: 'session write', shape: 'notify c, $1' }],
  ['checkpoint', { effects: 'ddl' }],
  ['reindex table patients', { effects: 'ddl', rel: 'patients d' }],
  ['cluster patients', { effects: 'ddl', rel: 'patients d' }],
  ['create publication p for table patients', { effects: 'ddl', rel: 'patients d' }],
  ['create statistics s on id, ssn from patients', { effects: 'ddl', rel: 'patients d' }],
  ['create policy p on patients using (true)', { complete: false, rel: 'patients d' }],
]

describe('what a statement does', (test) => {
  for (const [title, cases] of Object.entries({ WRITES, HIDDEN, UTILITIES })) {
    for (const one of cases) test(`${title.toLowerCase()}: ${one[0]}`, () => check(one))
  }
})
