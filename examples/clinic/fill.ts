// Fills an empty PostgreSQL with the clinic: node dist/examples/clinic/fill.js
// PGHOST, PGPORT, PGUSER, PGDATABASE and PGPASSWORD name its owner; CORDON_ROLE_PASSWORD is for Cordon's limited role.
// PGPASSWORD_FILE and CORDON_ROLE_PASSWORD_FILE name files instead, as container secrets come.
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { clinic } from './data.ts'
import { loadClinic } from './load.ts'

const password = secret('PGPASSWORD')
const client = new pg.Client(password === undefined ? {} : { password })
await client.connect()
try {
  const { rows } = await client.query("select to_regclass('public.patients') is not null as filled")
  if ((rows[0] as { filled: boolean }).filled) console.log('the clinic is there already')
  else {
    const { tables } = clinic()
    await loadClinic(client, tables, secret('CORDON_ROLE_PASSWORD') ?? '')
    console.log(`the clinic is filled: ${tables.map(({ name, rows: all }) => `${all.length} ${name}`).join(', ')}`)
  }
} finally {
  await client.end()
}

function secret(name: string): string | undefined {
  const file = process.env[`${name}_FILE`]
  return file === undefined ? process.env[name] : readFileSync(file, 'utf8').trim()
}
