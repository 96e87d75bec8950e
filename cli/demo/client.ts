import pg from 'pg'

/** One answer of the database, as an unmodified client saw it. */
export type Answer =
  | {
      readonly kind: 'rows'
      readonly names: readonly string[]
      readonly rows: readonly (readonly string[])[]
      readonly count: number
    }
  | {
      readonly kind: 'error'
      readonly code: string
      readonly message: string
      readonly detail: string
      readonly hint: string
    }

export interface AgentClient {
  readonly ask: (sql: string) => Promise<Answer>
  readonly end: () => Promise<void>
}

/** A session through Cordon with node-postgres: a token for password, nothing else changed. */
export async function connectAgent(address: string, database: string, token: string): Promise<AgentClient> {
  const split = address.lastIndexOf(':')
  // Values as text, as they stand on the wire: what is printed is what was sent.
  const types = { getTypeParser: () => (value: unknown) => value }
  const client = new pg.Client({
    host: address.slice(0, split),
    port: Number(address.slice(split + 1)),
    database,
    user: 'agent',
    password: token,
    application_name: 'cordon demo',
    types,
  })
  await client.connect()
  return { ask: (sql) => ask(client, sql), end: () => client.end() }
}

async function ask(client: pg.Client, sql: string): Promise<Answer> {
  try {
    const { fields, rows, rowCount } = await client.query<(string | null)[]>({ text: sql, rowMode: 'array' })
    return {
      kind: 'rows',
      names: fields.map(({ name }) => name),
      rows: rows.map((row) => row.map((cell) => cell ?? '∅')),
      count: rowCount ?? 0,
    }
  } catch (error) {
    const {
      code = '',
      message,
      detail = '',
      hint = '',
    } = error as Error & { code?: string; detail?: string; hint?: string }
    return { kind: 'error', code, message, detail, hint }
  }
}
