import pg from 'pg'
import { type Clinic, clinic, loadClinic, ROLE } from '#clinic'
import { startPostgres } from './postgres.ts'

const PATIENTS = 60
const DATABASE = 'clinic'

/** A hospital's own PostgreSQL: a database with the clinic's schema, its rows, and a limited role for Cordon. */
export interface ClinicDatabase {
  readonly host: string
  readonly port: number
  readonly database: string
  /** The limited role that Cordon logs in as, and its password. */
  readonly role: string
  readonly rolePassword: string
  readonly clinic: Clinic
  /** Runs SQL as the owner of the database, past Cordon; answers the rows of the last statement. */
  readonly asOwner: (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>
  readonly stop: () => Promise<void>
}

/** Starts it on a free port, with a cluster of its own: tests may break it. */
export async function startClinicDatabase(): Promise<ClinicDatabase> {
  // Settings of its own keep a shared server (CORDON_TEST_POSTGRES) out of it.
  const server = await startPostgres({ settings: { max_connections: '60' } })
  const { host, port, user, password } = server
  const connect = async (database: string): Promise<pg.Client> => {
    const client = new pg.Client({ host, port, user, password, database })
    await client.connect()
    return client
  }
  const rolePassword = 'role-password-of-the-clinic'
  const world = clinic(undefined, PATIENTS)
  try {
    const first = await connect(server.database)
    await first.query(`create database ${DATABASE}`)
    await first.end()
    const owner = await connect(DATABASE)
    await loadClinic(owner, world.tables, rolePassword)
    await owner.end()
  } catch (error) {
    await server.stop()
    throw error
  }
  return {
    host,
    port,
    database: DATABASE,
    role: ROLE,
    rolePassword,
    clinic: world,
    asOwner: async (sql, values = []) => {
      const client = await connect(DATABASE)
      try {
        const result: unknown = await client.query(sql, values.length > 0 ? [...values] : undefined)
        const last = Array.isArray(result) ? (result.at(-1) as pg.QueryResult) : (result as pg.QueryResult)
        return last.rows as Record<string, unknown>[]
      } finally {
        await client.end()
      }
    },
    stop: server.stop,
  }
}
