// Real statements through the real parser, the analysis, and the built-in policy: what an agent meets.

import * as assert from 'uvu/assert'
import type { SqlQueryInput } from '#schemas'
import { parse } from '#schemas'
import { describe } from '#test/suite'
import { analyse } from '../../enforcers/postgres/analyse.ts'
import type { Catalog, CatalogRelation } from '../../enforcers/postgres/catalog.ts'
import { loadParser } from '../../enforcers/postgres/parser.ts'
import { makeActive } from '../../engine/policy/active.ts'
import { openBundle } from '../../engine/policy/bundle.ts'
import { builtIn } from '../engine/policy-bundles.ts'

const TABLES: Readonly<Record<string, string>> = {
  patients: 'id mrn given_name family_name birth_date sex ssn phone email street city state zip created_at',
  encounters: 'id patient_id kind department started_at ended_at reason clinician',
  notes: 'id encounter_id patient_id author written_at body',
  observations: 'id patient_id encounter_id code display value unit observed_at',
  claims: 'id patient_id encounter_id payer member_id status amount service_date submitted_at',
  departments: 'id name',
}
const CATALOGS: Readonly<Record<string, string>> = {
  'pg_catalog.pg_class': 'oid relname relnamespace relkind relowner relam relchecks relpersistence reltablespace',
  'pg_catalog.pg_namespace': 'oid nspname',
  'pg_catalog.pg_am': 'oid amname',
  'pg_catalog.pg_database': 'oid datname datdba encoding datlocprovider datcollate datctype datacl',
  'pg_catalog.pg_attribute':
    'attrelid attname atttypid atttypmod attnum attnotnull atthasdef attcollation attidentity attgenerated attisdropped',
  'pg_catalog.pg_attrdef': 'adrelid adnum adbin',
  'pg_catalog.pg_collation': 'oid collname',
  'pg_catalog.pg_type': 'oid typcollation',
  'pg_catalog.pg_statistic_ext': 'oid stxrelid stxnamespace stxname stxkind stxstattarget',
  'pg_catalog.pg_stats': 'tablename most_common_vals',
  'pg_catalog.pg_stat_activity': 'pid query',
  'pg_catalog.pg_authid': 'rolname rolpassword',
  'pg_catalog.pg_settings': 'name setting',
}

const relations: readonly CatalogRelation[] = [
  ...Object.entries(TABLES).map(([name, columns], index) => made(index + 1, `public.${name}`, columns, 'table')),
  ...Object.entries(CATALOGS).map(([name, columns], index) => made(index + 100, name, columns, 'catalog')),
  made(200, 'public.patient_overview', 'id who social', 'view', ['public.patients', 'public.encounters']),
]

function made(
  oid: number,
  name: string,
  columns: string,
  kind: CatalogRelation['kind'],
  bases: string[] = [],
): CatalogRelation {
  const numbered = new Map(columns.split(' ').map((column, index) => [index + 1, column]))
  return { oid, name, kind, bases: [name, ...bases].sort(), columns: numbered }
}

const catalog: Catalog = {
  relation: (schema, name, path) =>
    (schema === null ? ['pg_catalog', ...path] : [schema])
      .map((one) => relations.find((known) => known.name === `${one}.${name}`))
      .find((known) => known !== undefined) ?? null,
  relationByOid: (oid) => relations.find((known) => known.oid === oid) ?? null,
  schemasOf: (_, name) => (name.startsWith('my_') ? ['public'] : ['pg_catalog']),
}

const parser = await loadParser()
const policy = makeActive(openBundle(builtIn, { keys: [] }), 1)

function inputOf(sql: string, group: string): SqlQueryInput {
  const read = parser.read(sql)
  if ('code' in read) throw new Error(`${sql}: ${read.code}`)
  const analysis = analyse(read, { catalog, searchPath: ['public'] })
  if ('code' in analysis) throw new Error(`${sql}: ${analysis.code}`)
  return parse('sql-query', {
    subject: {
      type: 'agent',
      id: 'agent:coder',
      properties: {
        human: 'local|dana',
        agent: 'agent:coder',
        groups: [group],
        issuer: 'local',
        assurance: 'demo',
        session: 'ses_1',
        run: 'run-1',
      },
    },
    action: { name: 'sql.query', properties: { phase: 'simple' } },
    resource: {
      type: 'postgresql',
      id: 'clinic',
      properties: { ...analysis.statement, database: 'clinic', role: 'cordon', parameters: 0, findings: [] },
    },
    context: { time: '2026-11-02T10:00:00.000Z', enforcer: 'postgres', commitments: [] },
  })
}

type Case = readonly [sql: string, answer: string, group?: string]

const ALLOWED: readonly Case[] = [
  ['SELECT id, given_name, ssn, birth_date FROM patients WHERE id = 7', 'allow sql.mask'],
  ['SELECT * FROM patients ORDER BY id LIMIT 20', 'allow sql.mask'],
  ["SELECT * FROM patients WHERE ssn = '123-45-6789'", 'allow sql.mask'],
  ['SELECT body FROM notes WHERE patient_id = $1', 'allow sql.mask'],
  ['SELECT body FROM notes WHERE patient_id = 7', 'allow sql.clear', 'clinicians'],
  ['SELECT count(*) FROM patients', 'allow sql.mask'],
  ['SELECT kind, count(*) FROM encounters GROUP BY kind LIMIT 50', 'allow sql.mask'],
  ['SELECT p.id, e.kind FROM patients p JOIN encounters e ON e.patient_id = p.id WHERE p.id = 3', 'allow sql.mask'],
  ['SELECT lower(family_name) FROM patients WHERE id = 1', 'allow sql.mask'],
  ['SELECT social FROM patient_overview LIMIT 5', 'allow sql.mask'],
  ['SELECT * FROM departments', 'allow sql.plain'],
  ["UPDATE departments SET name = 'Cardiology' WHERE id = 1", 'allow sql.plain'],
  ['SELECT 1', 'allow sql.plain'],
  ['SELECT version(), current_database(), current_user', 'allow sql.plain'],
  ['BEGIN', 'allow sql.plain'],
  ['COMMIT', 'allow sql.plain'],
  ['ROLLBACK', 'allow sql.plain'],
  ['SAVEPOINT a', 'allow sql.plain'],
  ['SHOW server_version', 'allow sql.plain'],
  ["SET application_name = 'psql'", 'allow sql.plain'],
  ['SET search_path TO public', 'allow sql.plain'],
  ['SET extra_float_digits = 3', 'allow sql.plain'],
  ['DISCARD ALL', 'allow sql.plain'],
]

const PSQL: readonly Case[] = [
  [
    `SELECT n.nspname as "Schema", c.relname as "Name",
       CASE c.relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' END as "Type", pg_catalog.pg_get_userbyid(c.relowner) as "Owner"
     FROM pg_catalog.pg_class c
       LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
     WHERE c.relkind IN ('r','p','') AND n.nspname <> 'pg_catalog' AND n.nspname !~ '^pg_toast'
       AND n.nspname <> 'information_schema' AND pg_catalog.pg_table_is_visible(c.oid)
     ORDER BY 1,2`,
    'allow sql.plain',
  ],
  [
    `SELECT d.datname as "Name", pg_catalog.pg_get_userbyid(d.datdba) as "Owner", pg_catalog.pg_encoding_to_char(d.encoding) as "Encoding",
       CASE WHEN pg_catalog.array_length(d.datacl, 1) = 0 THEN '(none)' ELSE pg_catalog.array_to_string(d.datacl, E'\\n') END AS "Access privileges"
     FROM pg_catalog.pg_database d ORDER BY 1`,
    'allow sql.plain',
  ],
  [
    `SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
       (SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid, true) FROM pg_catalog.pg_attrdef d
        WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef),
       a.attnotnull,
       (SELECT c.collname FROM pg_catalog.pg_collation c, pg_catalog.pg_type t
        WHERE c.oid = a.attcollation AND t.oid = a.atttypid AND a.attcollation <> t.typcollation) AS attcollation,
       a.attidentity, a.attgenerated
     FROM pg_catalog.pg_attribute a WHERE a.attrelid = '16384' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    'allow sql.plain',
  ],
  [
    `SELECT oid, stxrelid::pg_catalog.regclass, stxnamespace::pg_catalog.regnamespace::pg_catalog.text AS nsp, stxname,
       pg_catalog.pg_get_statisticsobjdef_columns(oid) AS columns, 'd' = any(stxkind) AS ndist_enabled, stxstattarget
     FROM pg_catalog.pg_statistic_ext WHERE stxrelid = '16384' ORDER BY nsp, stxname`,
    'allow sql.plain',
  ],
]

const REFUSED: readonly Case[] = [
  ['SELECT * FROM patients', 'deny sql.bulk_export'],
  ['SELECT string_agg(ssn, chr(44)) FROM patients', 'deny sql.bulk_export'],
  ['TABLE patient_overview', 'deny sql.bulk_export'],
  ["SELECT id FROM patients WHERE ssn LIKE '1%' LIMIT 1", 'deny sql.labelled_predicate'],
  ['SELECT id FROM patients ORDER BY ssn LIMIT 1', 'deny sql.labelled_predicate'],
  ["SELECT id FROM patient_overview WHERE social > '1' LIMIT 1", 'deny sql.labelled_predicate'],
  ['INSERT INTO departments (name) SELECT ssn FROM patients WHERE id = 1', 'deny sql.derived_write'],
  ['SELECT most_common_vals FROM pg_stats', 'deny sql.statistics_catalog'],
  ['SELECT query FROM pg_stat_activity', 'deny sql.statistics_catalog'],
  ['SELECT rolpassword FROM pg_authid', 'deny sql.statistics_catalog'],
  ['LISTEN channel', 'deny sql.forbidden_effect'],
  ["NOTIFY channel, 'x'", 'deny sql.forbidden_effect'],
  ['SET ROLE postgres', 'deny sql.setting_not_allowed'],
  ["SET client_encoding = 'LATIN1'", 'deny sql.setting_not_allowed'],
  ['SET SESSION AUTHORIZATION postgres', 'deny sql.setting_not_allowed'],
  ['SELECT body FROM notes WHERE id = 1', 'deny sql.relation_not_granted', 'analysts'],
  ['SELECT 1', 'deny sql.no_group', 'strangers'],
]

/** Refused by several rules, of which this one must be among them. */
const REFUSED_ALSO: readonly Case[] = [
  ['DROP TABLE patients', 'sql.forbidden_effect'],
  ['COPY patients TO STDOUT', 'sql.forbidden_effect'],
  ['DO $$ BEGIN PERFORM 1; END $$', 'sql.incomplete'],
  ['CREATE TEMP TABLE t AS SELECT * FROM patients WHERE id = 1', 'sql.forbidden_effect'],
  ['SELECT * FROM patients WHERE id = 1 FOR UPDATE', 'sql.forbidden_effect'],
  ["SELECT pg_read_file('/etc/passwd')", 'sql.function_not_allowed'],
  ["SELECT query_to_xml('select * from patients', true, true, '')", 'sql.function_not_allowed'],
  ["SELECT set_config('role', 'postgres', false)", 'sql.function_not_allowed'],
  ['SELECT my_function(1)', 'sql.function_not_allowed'],
  ["UPDATE pg_settings SET setting = 'x' WHERE name = 'role'", 'sql.catalog_write'],
  ['SELECT * FROM nowhere', 'sql.unknown_relation'],
  ['SELECT 1; SELECT * FROM patients', 'sql.bulk_export'],
]

const HELD: readonly Case[] = [
  ["UPDATE patients SET phone = '555-0100' WHERE id = 7", 'require_approval sql.write_needs_approval'],
  ['DELETE FROM claims WHERE id = 7', 'require_approval sql.write_needs_approval'],
  [
    "INSERT INTO notes (id, patient_id, body) VALUES (1, 2, 'x')",
    'require_approval sql.write_needs_approval',
    'clinicians',
  ],
]

describe('what an agent meets', (test) => {
  for (const [sql, answer, group = 'developers'] of [...ALLOWED, ...PSQL, ...REFUSED, ...HELD]) {
    test(`${answer.split(' ')[0]} ${group}: ${sql.replace(/\s+/g, ' ').slice(0, 80)}`, () => {
      const { effect, reasons } = policy.evaluate('sql.query', inputOf(sql, group))
      assert.is(`${effect} ${reasons.map(({ rule }) => rule).join(' ')}`, answer)
    })
  }

  for (const [sql, rule] of REFUSED_ALSO) {
    test(`deny by ${rule}: ${sql.slice(0, 80)}`, () => {
      const { effect, reasons } = policy.evaluate('sql.query', inputOf(sql, 'developers'))
      assert.is(effect, 'deny')
      assert.ok(
        reasons.some((reason) => reason.rule === rule),
        JSON.stringify(reasons),
      )
    })
  }
})
