import pg from 'pg'
import type { Phi } from '#phi'
import type { AccessRequest, Session, SqlStatement } from '#schemas'
import { type PostgresOptions, postgres } from '../../enforcers/postgres/index.ts'
import { startPostgres, type TestPostgres, type TestPostgresOptions } from '../services/postgres.ts'
import { type FakeEngine, fakeEngine, logTo, TOKEN, type Verdict } from './enforcer-context.ts'
import { RawClient, say, startup } from './postgres-wire.ts'

/** Role that Cordon logs in as in tests. */
export const ROLE = 'guard'
export const ROLE_PASSWORD = 'guard-password-0123456789'

const SCHEMA = `
create role ${ROLE} login password '${ROLE_PASSWORD}' nosuperuser;
create table patients (id int primary key, name text not null, ssn text not null, born date not null, note text);
insert into patients select i, 'Person ' || i, '000-00-' || lpad(i::text, 4, '0'), date '1970-01-01' + i, 'note ' || i
  from generate_series(1, 50) i;
create table counters (id int primary key, n int not null, check (n >= 0));
insert into counters values (1, 0);
create schema other;
create table other.patients (id int primary key, name text not null, ssn text not null, born date not null, note text);
insert into other.patients values (1, 'Other One', '999-99-9999', '2000-01-01', 'other');
grant all on all tables in schema public, other to ${ROLE};
grant usage on schema other to ${ROLE};
grant create on schema public to ${ROLE};
grant create on database postgres to ${ROLE};
`

/** A real PostgreSQL with a small schema of synthetic patients. */
export async function startGuarded(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const server = await startPostgres(options)
  await asAdmin(server, SCHEMA)
  return server
}

/** Runs SQL as the server's superuser, past Cordon. */
export async function asAdmin(server: TestPostgres, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(server)
  await client.connect()
  try {
    const result: unknown = await client.query(sql)
    const last = Array.isArray(result) ? (result.at(-1) as pg.QueryResult) : (result as pg.QueryResult)
    return last.rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

export interface Guard {
  readonly port: number
  readonly engine: FakeEngine
  /** Replaces what the engine says from now on. */
  judge(next: (request: AccessRequest) => Verdict): void
  /** A raw client that is logged in. */
  client(parameters?: Readonly<Record<string, string>>): Promise<RawClient>
  /** Connection options for node-postgres. */
  readonly pg: pg.ClientConfig
  stop(): Promise<void>
}

export interface GuardOptions {
  readonly judge?: (request: AccessRequest) => Verdict
  readonly session?: Partial<Session>
  readonly config?: Partial<PostgresOptions['config']>
  readonly upstream?: Partial<PostgresOptions['config']['upstream']>
  readonly password?: string
  readonly ca?: string
  /** The shipped one where absent. */
  readonly phi?: Phi
  /** What the enforcer tells the operator goes here. */
  readonly logged?: unknown[]
}

/** What a request says about its statement. */
export function statementOf(request: AccessRequest): SqlStatement {
  return request.resource.properties as unknown as SqlStatement
}

export const allow = (): Verdict => ({ effect: 'allow' })

/** The real enforcer before a real server; only the engine is the test's. */
export async function startGuard(server: TestPostgres, options: GuardOptions = {}): Promise<Guard> {
  let judge = options.judge ?? allow
  const engine = fakeEngine((request) => judge(request), options.session)
  const { host, port: upstreamPort, database } = server
  const running = postgres.run(
    {
      config: {
        name: 'clinic',
        type: 'postgres',
        port: 0,
        target: 'clinic-db',
        upstream: { host, port: upstreamPort, database, user: ROLE, ...options.upstream },
        ...options.config,
      },
      password: options.password ?? ROLE_PASSWORD,
      tls: null,
      ca: options.ca ?? null,
    },
    {
      ...engine.context,
      ...(options.phi && { phi: options.phi }),
      ...(options.logged && { log: logTo(options.logged) }),
    },
  )
  const address = await Promise.race([engine.ready, running.then(() => '')])
  const port = Number(address.slice(address.lastIndexOf(':') + 1))
  return {
    port,
    engine,
    judge: (next) => {
      judge = next
    },
    client: async (parameters = {}) => {
      const client = await RawClient.open(port)
      await logInRaw(client, TOKEN, { user: 'agent', database, ...parameters })
      return client
    },
    pg: { host: '127.0.0.1', port, user: 'agent', password: TOKEN, database },
    stop: async () => {
      engine.stop()
      await running
    },
  }
}

/** Startup and password; throws with the SQLSTATE where the server says no. */
export async function logInRaw(
  client: RawClient,
  password: string,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  client.send(startup(parameters))
  const asked = await client.next()
  if (asked?.tag !== 'R') throw new Error(`expected to be asked for a password, got ${asked?.tag}`)
  client.send(say.password(password))
  const messages = await client.untilReady()
  if (messages.at(-1)?.tag !== 'Z') throw new Error(`not let in: ${messages.map(({ tag }) => tag).join(' ')}`)
}
