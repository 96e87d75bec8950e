import type { Table } from './data.ts'
import { roleSql, SCHEMA } from './schema.ts'

/** The slice of a database client that loading needs: `pg` fits. */
export interface Database {
  query(text: string, values?: unknown[]): Promise<unknown>
}

const ROWS_AT_ONCE = 200

/** Makes the clinic's tables and role, and fills them. The database must be empty. */
export async function loadClinic(database: Database, tables: readonly Table[], rolePassword: string): Promise<number> {
  await database.query(SCHEMA)
  let loaded = 0
  for (const table of tables) loaded += await fill(database, table)
  await database.query(roleSql(rolePassword))
  await database.query('analyze')
  return loaded
}

async function fill(database: Database, { name, columns, rows }: Table): Promise<number> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const part = rows.slice(start, start + ROWS_AT_ONCE)
    const places = part.map(
      (_, row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(',')})`,
    )
    await database.query(`insert into ${name} (${columns.join(',')}) values ${places.join(',')}`, part.flat())
  }
  return rows.length
}
