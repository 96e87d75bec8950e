import type { ClinicDatabase } from '../services/clinic.ts'

/** What stands in the rows of one patient: it may reach nobody, and lie nowhere. */
export const PLANTED = {
  ssn: '531-77-4162',
  mrn: 'MRN-7731904',
  given: 'Xanthippella',
  family: 'Quillfeatherby',
  born: '1947-03-19',
  phone: '(607) 555-0148',
  email: 'xq.canary@hospital.example',
  street: '4471 Zephyrwick Lane',
} as const
/** What agent and officer write themselves: identifiers of somebody who is in no row. */
export const WRITTEN = {
  ssn: '402-81-9357',
  mrn: 'MRN-6628417',
  phone: '(312) 555-0193',
  email: 'zk.written@hospital.example',
  born: '1951-11-23',
} as const
/** Words that look like nothing: only that they are literals, parameters or comments keeps them out. No answer holds them. */
export const SECRET = {
  literal: 'zqliteralvk8215',
  parameter: 'zqparametervk3391',
  comment: 'zqcommentvk7742',
  dollar: 'zqdollarvk9904',
} as const

export const PATIENT = 17

/** Statements that read, compute, compare, fail, notify or export in as many ways as there is room for. */
export function attempts(): readonly string[] {
  const { ssn, mrn, email, phone } = WRITTEN
  const one = `from patients where id = ${PATIENT}`
  return [
    `select * ${one}`,
    `select id, mrn, given_name, family_name, birth_date, ssn, phone, email, street ${one}`,
    `select body from notes where patient_id = ${PATIENT}`,
    'select name from departments where id = 90',
    `select upper(ssn), reverse(family_name), md5(mrn), left(ssn, 3) ${one}`,
    `select encode(convert_to(ssn, 'UTF8'), 'base64'), encode(convert_to(email, 'UTF8'), 'hex') ${one}`,
    `select ssn::int ${one}`,
    `select family_name::date ${one}`,
    `select 1 / (length(ssn) - ${PLANTED.ssn.length}) ${one}`,
    `select patients ${one}`,
    `select row_to_json(patients) ${one}`,
    `select string_agg(ssn, ',') ${one}`,
    `select ssn, count(*) ${one} group by ssn`,
    `select id from patients where ssn = '${PLANTED.ssn}'`,
    `select id from patients where ssn like '${PLANTED.ssn.slice(0, 7)}%'`,
    `select id from patients where ssn = '${ssn}' or email = '${email}'`,
    `explain (analyze, verbose) select id from patients where ssn = '${ssn}'`,
    `select '${SECRET.literal}'::int`,
    `select '${ssn}'::int`,
    `select '${email}'::date, 'MRN ${mrn}'::text`,
    `select cast('${SECRET.literal}' as uuid) /* ${SECRET.comment} ${ssn} */ -- ${SECRET.comment} ${phone}`,
    `select 1 /* ${SECRET.comment}, patient with SSN ${ssn} */`,
    `select $zq$ ${SECRET.dollar} ${ssn} $zq$ = 'x'`,
    `select 1 as "SSN ${ssn}"`,
    `select 1 as "${ssn} ${'long '.repeat(20)}"`,
    `select "${ssn}" from patients where id = 1`,
    `select 1 from "patients of ${email}"`,
    `select "fn ${ssn}"()`,
    `insert into departments values (1, '${SECRET.literal} ${ssn}')`,
    `insert into departments values (1, '${SECRET.literal}') returning name`,
    `do $$ begin raise notice '%', '${ssn}'; end $$`,
    'begin',
    `savepoint "s ${ssn}"`,
    `rollback to "s ${ssn}"`,
    `release "no ${ssn}"`,
    'rollback',
    `prepare "p ${ssn}" as select length('${SECRET.literal}')`,
    `execute "p ${ssn}"`,
    `deallocate "p ${ssn}"`,
    `set application_name = 'report on ${ssn}'`,
    `set search_path = "${ssn}"`,
    'reset search_path',
    'show application_name',
    `select set_config('application_name', '${ssn}', false)`,
    `notify "c ${ssn}", '${email}'`,
    `comment on table patients is '${ssn}'`,
    `create table copied as select * from patients`,
    `select pg_read_file('/etc/passwd')`,
    `select query from pg_stat_activity where query like '%${SECRET.literal}%'`,
    'select most_common_vals from pg_stats where tablename = $$patients$$',
    `select '${ssn}' union select ssn ${one}`,
    `with copied as (select ssn as harmless ${one}) select harmless from copied`,
    `select (select ssn ${one}) as harmless`,
    `values ('${ssn}', '${email}')`,
    `select 'unterminated ${ssn}`,
  ]
}

export function withParameters(): readonly (readonly [string, readonly unknown[]])[] {
  return [
    [
      'select patients.id, ssn, body from patients join notes on patient_id = patients.id where ssn = $1',
      [PLANTED.ssn],
    ],
    ['select id, email from patients where ssn = $1 and email = $2', [WRITTEN.ssn, WRITTEN.email]],
    ['select $1::text', [`SSN ${WRITTEN.ssn}`]],
    ['select length($1::text)', [SECRET.parameter]],
    ['select $1::int', [WRITTEN.ssn]],
    ['select $1::int', [SECRET.parameter]],
    ['insert into departments values (1, $1)', [`${SECRET.parameter} ${WRITTEN.ssn}`]],
    ['update patients set ssn = $1 where id = 1', [WRITTEN.ssn]],
    ['select $1::jsonb', [`{"ssn": "${WRITTEN.ssn}"`]],
  ]
}

export async function plant({ asOwner }: ClinicDatabase): Promise<void> {
  const { ssn, mrn, given, family, born, phone, email, street } = PLANTED
  await asOwner(
    `update patients set mrn = $1, given_name = $2, family_name = $3, birth_date = $4, ssn = $5, phone = $6,
       email = $7, street = $8 where id = ${PATIENT}`,
    [mrn, given, family, born, ssn, phone, email, street],
  )
  const body = `Patient: ${given} ${family}, DOB 03/19/1947, MRN ${mrn}, SSN ${ssn}. Call ${phone} or write to ${email}.`
  await asOwner('update notes set body = $1 where patient_id = $2', [body, PATIENT])
  // Where nothing is labelled, only the scan of values stands between.
  await asOwner('insert into departments values (90, $1)', [`Ward of SSN ${ssn}, ${email}, ${phone}`])
}
