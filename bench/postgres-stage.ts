// A real PostgreSQL with the tables of the benchmark, and three doors to it: itself, a bare relay, Cordon.
import { type ChildProcess, execFile, fork, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { type ClinicPostgres, startClinicPostgres } from '#clinic'
import { openLocalIssuer } from '#engine'
import { cpuSeconds } from './cpu.ts'
import { GROUP, writeBenchBundle } from './postgres-policy.ts'
import type { RelayTarget } from './relay.ts'

/** What a client needs to log in. */
export interface Door {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
}

export interface PostgresStage {
  readonly direct: Door
  readonly relay: Door
  readonly cordon: Door
  /** Whether the tables of pgbench are there. */
  readonly pgbench: boolean
  /** CPU seconds that Cordon has used, or null where the system does not say. */
  readonly cordonCpu: () => number | null
  readonly stop: () => Promise<void>
}

export const ROWS = 1_000_000
const ROLE = 'cordon_bench'
const SCALE = 10
const TOKEN_SECONDS = 3600
const STOP_WITHIN_MS = 15_000

export async function setStage(): Promise<PostgresStage> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-bench-'))
  const flavour = existsSync('/usr/lib/postgresql/15/bin/initdb') ? 'debian' : 'embedded'
  const undo: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })]
  const stop = async (): Promise<void> => {
    for (const one of undo.reverse()) await one()
  }
  try {
    const server = await startClinicPostgres({ folder, flavour, settings: { shared_buffers: '512MB' } })
    undo.push(server.stop)
    const password = randomBytes(18).toString('base64url')
    const pgbench = await fill(server, password)
    const direct = { host: server.host, port: server.port, user: ROLE, password, database: server.database }
    const relay = await startRelay(direct)
    undo.push(relay.stop)
    const cordon = await startCordon(folder, direct)
    undo.push(cordon.stop)
    return {
      direct,
      relay: { ...direct, port: relay.port },
      cordon: { ...cordon.door, database: direct.database },
      pgbench,
      cordonCpu: cordon.cpu,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Tables of pgbench, where it is there, and a million synthetic rows of about 100 bytes, twice, and as numbers. */
async function fill(server: ClinicPostgres, password: string): Promise<boolean> {
  const own = { host: server.host, port: server.port, user: server.user, password: server.password }
  const pgbench = await run('pgbench', ['-i', '-q', '-s', String(SCALE)], { ...own, database: server.database })
    .then(() => true)
    .catch(() => false)
  const client = new pg.Client({ ...own, database: server.database })
  await client.connect()
  try {
    await client.query(tables())
    await client.query(`
      create role ${ROLE} login password '${password}' nosuperuser;
      grant usage on schema public to ${ROLE};
      grant select on all tables in schema public to ${ROLE};`)
    await client.query('vacuum analyze')
  } finally {
    await client.end()
  }
  return pgbench
}

// Names are of a name's form, numbers of a number's; no row is about anybody.
function tables(): string {
  return `
    create table bench_labelled as select
      n::int as id,
      (array['Ana','Omar','Mia','Liam','Noor','Ivan'])[1 + n % 6] || ' ' ||
        (array['Silva','Haddad','Berg','Okafor','Novak','Tanaka','Moreau'])[1 + n % 7] as name,
      lpad((900 + n % 100)::text, 3, '0') || '-' || lpad((n % 97 + 1)::text, 2, '0') || '-' ||
        lpad((n % 9999 + 1)::text, 4, '0') as ssn,
      date '1950-01-01' + (n % 20000)::int as date,
      (array['Seen for follow-up. BP 128/76, HR 72. ','Refill of metformin 500 mg given. ',
        'wound clean and dry, dressing changed, '])[1 + n % 3] || 'plan unchanged' as note
    from generate_series(1, ${ROWS}) n;
    create table bench_plain as select * from bench_labelled;
    create table bench_numbers as select
      id, id::bigint * 1000003 as a, id::bigint * 7919 as b, (id % 1000)::int as c, id * 0.25 as d,
      id::bigint * 104729 as e, id::bigint * 15485863 as f
    from bench_labelled;`
}

async function startRelay(target: RelayTarget): Promise<{ port: number; stop: () => Promise<void> }> {
  const child = fork(fileURLToPath(new URL('relay.ts', import.meta.url)))
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(message as number))
    child.once('exit', (code) => reject(new Error(`the relay ended with ${code}`)))
    child.send({ host: target.host, port: target.port } satisfies RelayTarget)
  })
  return { port, stop: () => end(child) }
}

interface RunningCordon {
  readonly door: Omit<Door, 'database'>
  readonly cpu: () => number | null
  readonly stop: () => Promise<void>
}

// As an operator runs it: the built command, in a process of its own, with its own folder, log and keys.
async function startCordon(folder: string, upstream: Door): Promise<RunningCordon> {
  const key = await writeBenchBundle(join(folder, 'bundle'))
  writeFileSync(join(folder, 'upstream.password'), upstream.password, { mode: 0o600 })
  writeFileSync(join(folder, 'cordon.yaml'), configuration(upstream, key))
  const command = fileURLToPath(new URL('../cli/cordon.js', import.meta.url))
  const flags = process.env['CORDON_BENCH_NODE_FLAGS']?.split(' ') ?? []
  const child = spawn(process.execPath, [...flags, command, 'up', '--quiet'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // A benchmark that dies takes it along.
  process.once('exit', () => child.kill('SIGKILL'))
  const port = await listening(child)
  const issuer = openLocalIssuer({ folder: join(folder, 'data/keys/issuer'), officers: false, now: Date.now })
  const password = await issuer.issueToken({
    human: 'ana@clinic.example',
    agent: 'bench',
    groups: [GROUP],
    audience: 'cordon:data',
    ttlSeconds: TOKEN_SECONDS,
  })
  return {
    door: { host: '127.0.0.1', port, user: 'agent', password },
    cpu: () => cpuSeconds(child.pid ?? 0),
    stop: () => end(child),
  }
}

function configuration({ host, port, database, user }: Door, key: string): string {
  return `version: 1
entity: Benchmark (synthetic)
data: data
policy: { bundle: bundle, keys: ["${key}"] }
identity: { local: { enabled: true } }
enforcers:
  - name: bench
    type: postgres
    host: 127.0.0.1
    port: 0
    target: bench
    upstream: { host: ${host}, port: ${port}, database: ${database}, user: ${user}, password: "file:upstream.password", tls: "off" }
`
}

async function listening(child: ChildProcess): Promise<number> {
  if (!child.stdout) throw new Error('Cordon has no output')
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^bench listens on .*:(\d+)$/.exec(line)?.[1]
    if (port === undefined) continue
    child.stdout.resume()
    return Number(port)
  }
  throw new Error('Cordon ended before it listened: run `npm run bench`, which builds it first')
}

/** Runs a program of libpq; the password is in its environment, never among its arguments. */
export async function run(program: string, args: readonly string[], door: Door): Promise<string> {
  const env = {
    ...process.env,
    PGHOST: door.host,
    PGPORT: String(door.port),
    PGUSER: door.user,
    PGPASSWORD: door.password,
    PGDATABASE: door.database,
    // All three doors alike: the server here offers no TLS.
    PGSSLMODE: 'disable',
  }
  const { stdout } = await promisify(execFile)(program, args, { env })
  return stdout
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
  await gone
  clearTimeout(timer)
}
