/** The clinic's tables. The label catalogue in policies/data/phi.yaml speaks of these names. */
export const SCHEMA: string = `
create table departments (id int primary key, name text not null);
create table patients (
  id int primary key, mrn text not null unique, given_name text not null, family_name text not null,
  birth_date date not null, sex text not null, ssn text not null, phone text, email text,
  street text, city text, state text, zip text, created_at timestamptz not null);
create table encounters (
  id int primary key, patient_id int not null references patients, kind text not null, department text not null,
  started_at timestamptz not null, ended_at timestamptz, reason text, clinician text);
create table notes (
  id int primary key, encounter_id int not null references encounters, patient_id int not null references patients,
  author text not null, written_at timestamptz not null, body text not null);
create table observations (
  id int primary key, patient_id int not null references patients, encounter_id int not null references encounters,
  code text not null, display text not null, value numeric, unit text, observed_at timestamptz not null);
create table claims (
  id int primary key, patient_id int not null references patients, encounter_id int not null references encounters,
  payer text not null, member_id text not null, status text not null, amount numeric(10,2) not null,
  service_date date not null, submitted_at timestamptz not null);
create index on encounters (patient_id);
create index on notes (patient_id);
create index on observations (patient_id);
create index on claims (patient_id);
`

/** The role that Cordon logs in as: it may read and write rows, and nothing else. */
export const ROLE = 'cordon_clinic'

/** SQL that makes the role; `password` must be of [A-Za-z0-9_-] only, since DDL takes no parameters. */
export function roleSql(password: string): string {
  if (!/^[A-Za-z0-9_-]{16,128}$/.test(password))
    throw new TypeError('the role password must be 16 to 128 of [A-Za-z0-9_-]')
  return `
create role ${ROLE} login password '${password}' nosuperuser nocreatedb nocreaterole noreplication;
revoke create on schema public from public;
grant usage on schema public to ${ROLE};
grant select, insert, update, delete on all tables in schema public to ${ROLE};
alter role ${ROLE} set statement_timeout = '60s';
`
}
