import { command, type Run } from '../command.ts'
import { CommandError, EXIT, type Io, UsageError } from '../io.ts'
import { requireRunning } from '../state.ts'
import { table } from '../table.ts'

export const run: Run = command({
  name: 'query',
  summary: 'Runs one SQL statement through a running Cordon, as an agent would: with a token for password.',
  usage: 'SQL',
  options: {
    enforcer: { type: 'string', value: 'NAME', help: 'which PostgreSQL enforcer (the only one)' },
    data: { type: 'string', value: 'FOLDER', help: 'data folder of the running Cordon' },
    json: { type: 'boolean', help: 'print rows as JSON lines, and an error as one JSON object' },
  },
  examples: [
    [
      'CORDON_TOKEN=$(cordon token issue --human ana --agent my-agent --group developers) cordon query "select id, ssn from patients limit 3"',
      'masked rows',
    ],
    ['cordon query --json "select count(*) from encounters"', 'the same as JSON, with the token in CORDON_TOKEN'],
  ],
  run: async ({ positionals, text, flag }, io) => {
    const [sql, ...rest] = positionals
    if (sql === undefined || rest.length > 0)
      throw new UsageError('one SQL statement is wanted, in quotes; see cordon query --help')
    const address = enforcerAddress(io, text('data'), text('enforcer'))
    const { default: pg } = await import('pg')
    const client = new pg.Client({
      ...address,
      password: token(io),
      user: 'agent',
      application_name: 'cordon query',
      ...(flag('json') ? {} : { types: AS_SENT }),
    })
    await client.connect()
    try {
      const result = await client.query({ text: sql, rowMode: 'array' })
      io.out(
        show(
          result.fields.map(({ name }) => name),
          result.rows as unknown[][],
          result.command ?? '',
          flag('json'),
        ),
      )
      return EXIT.ok
    } catch (error) {
      return refuse(error as RefusedError, flag('json'), io)
    } finally {
      await client.end()
    }
  },
})

// For people, values as they stand on the wire: a date stays a date.
const AS_SENT = { getTypeParser: () => (value: unknown) => value }

interface RefusedError extends Error {
  readonly code?: string
  readonly detail?: string
  readonly hint?: string
}

function enforcerAddress(
  io: Io,
  data: string | undefined,
  name: string | undefined,
): { host: string; port: number; database: string } {
  const { enforcers } = requireRunning(io, data)
  const postgres = enforcers.filter(({ type }) => type === 'postgres')
  const chosen = name === undefined ? postgres[0] : postgres.find((enforcer) => enforcer.name === name)
  if (!chosen)
    throw new CommandError(
      `no PostgreSQL enforcer${name ? ` is called ${name}` : ' runs'}; there are: ${postgres.map((enforcer) => enforcer.name).join(', ') || 'none'}`,
    )
  const split = chosen.address.lastIndexOf(':')
  return {
    host: chosen.address.slice(0, split),
    port: Number(chosen.address.slice(split + 1)),
    database: chosen.database ?? 'postgres',
  }
}

function token(io: Io): string {
  const value = io.env['CORDON_TOKEN']
  if (!value)
    throw new CommandError(
      'no token: set CORDON_TOKEN to what `cordon token issue --human … --agent … --group …` prints',
    )
  return value
}

function show(names: readonly string[], rows: readonly (readonly unknown[])[], tag: string, json: boolean): string {
  if (json)
    return rows
      .map((row) => `${JSON.stringify(Object.fromEntries(names.map((name, index) => [name, row[index]])))}\n`)
      .join('')
  if (names.length === 0) return `${tag}\n`
  return `${table(
    names,
    rows.map((row) => row.map(cell)),
  )}\n(${rows.length} rows)\n`
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

// 42501 is Cordon's refusal; the hint of one that waits for a person names the approval.
function refuse(error: RefusedError, json: boolean, io: Io): number {
  const waiting = /\bapr_[0-9a-z]+/.exec(`${error.detail ?? ''} ${error.hint ?? ''} ${error.message}`)?.[0]
  const exit = error.code !== '42501' ? EXIT.failure : waiting ? EXIT.approvalNeeded : EXIT.denied
  const facts = { code: error.code, message: error.message, detail: error.detail, hint: error.hint, approval: waiting }
  if (json) io.out(`${JSON.stringify(facts)}\n`)
  else
    io.err(`${[`${error.code ?? 'error'}: ${error.message}`, error.detail, error.hint].filter(Boolean).join('\n  ')}\n`)
  return exit
}
