import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBinaries, type PostgresFlavour, publicPath, servant } from './postgres-binaries.ts'

export interface ClinicPostgresOptions {
  /** Folder that may hold the cluster; left empty again by `stop`. */
  readonly folder: string
  readonly log?: (line: string) => void
  /** Told of the server process and of the folder of its cluster before it is ready: who is killed meanwhile can clear up. */
  readonly onSpawn?: (server: { readonly pid: number; readonly data: string }) => void
  /** `embedded`: the npm package's own build. `debian`: /usr/lib/postgresql, where it is installed. */
  readonly flavour?: PostgresFlavour
  /** PEM texts: the server then offers TLS. */
  readonly tls?: { readonly certificate: string; readonly key: string }
  /** Server settings beside the usual ones. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface ClinicPostgres {
  readonly host: string
  readonly port: number
  /** The cluster's superuser: for loading data, never for Cordon's own login. */
  readonly user: string
  readonly password: string
  readonly database: string
  readonly pid: number
  /** Ends the server and removes the cluster. */
  stop(): Promise<void>
}

const READY = 'database system is ready to accept connections'
const START_TRIES = 3
const STOP_MS = 10_000

/**
 * Starts a real PostgreSQL with a cluster of its own on a free loopback port. Works as root, too: the server
 * refuses root, so it runs as an unprivileged user that exists already (no system user is made). fsync is
 * off: the data is synthetic and dies with it. Throws Error with what the server printed where it cannot start.
 */
export async function startClinicPostgres(options: ClinicPostgresOptions): Promise<ClinicPostgres> {
  const log = options.log ?? ((): void => undefined)
  const owner = servant()
  const binaries = await findBinaries(options.flavour ?? 'embedded', owner !== null)
  const data = makeDataFolder(options.folder, owner)
  const password = randomBytes(18).toString('base64url')
  try {
    await initialise({ binaries, data, password, owner })
    writeTls(data, options.tls, owner)
    const { child, port } = await startServer({ binaries, data, owner, log, options })
    const stop = (): Promise<void> => end(child, data)
    return { host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres', pid: child.pid ?? 0, stop }
  } catch (error) {
    rmSync(data, { recursive: true, force: true })
    throw error
  }
}

type Owner = ReturnType<typeof servant>

// A folder below one that others may not enter is of no use to an unprivileged server: then a temporary one.
function makeDataFolder(folder: string, owner: Owner): string {
  mkdirSync(folder, { recursive: true })
  const usable = owner === null || publicPath(folder)
  const data = mkdtempSync(join(usable ? folder : tmpdir(), 'postgres-'))
  if (owner !== null) chownSync(data, owner.uid, owner.gid)
  chmodSync(data, 0o700)
  return data
}

interface Initialise {
  readonly binaries: string
  readonly data: string
  readonly password: string
  readonly owner: Owner
}

async function initialise({ binaries, data, password, owner }: Initialise): Promise<void> {
  const file = mkdtempSync(join(tmpdir(), 'cordon-initdb-'))
  try {
    chmodSync(file, 0o711)
    const passwordFile = join(file, 'password')
    writeFileSync(passwordFile, password, { mode: 0o600 })
    if (owner !== null) chownSync(passwordFile, owner.uid, owner.gid)
    const child = spawn(
      join(binaries, 'initdb'),
      [
        `--pgdata=${join(data, 'cluster')}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
        '--no-instructions',
      ],
      { ...owner, cwd: data, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] },
    )
    const output = collect(child)
    const code = await exitCode(child)
    if (code !== 0) throw new Error(`initdb failed with ${code}: ${output().slice(-2000)}`)
  } finally {
    rmSync(file, { recursive: true, force: true })
  }
}

function writeTls(data: string, tls: ClinicPostgresOptions['tls'], owner: Owner): void {
  if (!tls) return
  for (const [name, text] of [
    ['server.crt', tls.certificate],
    ['server.key', tls.key],
  ] as const) {
    const path = join(data, 'cluster', name)
    writeFileSync(path, text, { mode: 0o600 })
    if (owner !== null) chownSync(path, owner.uid, owner.gid)
  }
}

interface Start {
  readonly binaries: string
  readonly data: string
  readonly owner: Owner
  readonly log: (line: string) => void
  readonly options: ClinicPostgresOptions
}

// A port found free may be taken a moment later by someone else: then another one.
async function startServer(start: Start): Promise<{ child: ChildProcess; port: number }> {
  let failure = ''
  for (let attempt = 0; attempt < START_TRIES; attempt++) {
    const port = await freePort()
    const child = launch(start, port)
    const output = collect(child, start.log)
    const outcome = await Promise.race([exitCode(child), ready(child)])
    if (outcome === 'ready') return { child, port }
    failure = output().slice(-2000)
    if (!failure.includes('already in use')) break
  }
  throw new Error(`PostgreSQL did not start: ${failure}`)
}

function launch({ binaries, data, owner, options }: Start, port: number): ChildProcess {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    ...(options.tls ? { ssl: 'on' } : {}),
    ...options.settings,
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(binaries, 'postgres'), ['-D', join(data, 'cluster'), '-p', String(port), ...flags], {
    ...owner,
    cwd: data,
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (child.pid !== undefined) options.onSpawn?.({ pid: child.pid, data })
  const kill = (): void => void child.kill('SIGQUIT')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  return child
}

function ready(child: ChildProcess): Promise<'ready'> {
  return new Promise((resolve) => {
    let seen = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      seen = (seen + chunk.toString('latin1')).slice(-4096)
      if (seen.includes(READY)) resolve('ready')
    })
  })
}

async function end(child: ChildProcess, data: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = exitCode(child)
    // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one.
    child.kill('SIGINT')
    const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_MS)
    await gone
    clearTimeout(timer)
  }
  rmSync(data, { recursive: true, force: true })
}

function exitCode(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'no code'))
  })
}

function collect(child: ChildProcess, log?: (line: string) => void): () => string {
  let text = ''
  const take = (chunk: Buffer): void => {
    text = (text + chunk.toString('utf8')).slice(-16_384)
    for (const line of chunk.toString('utf8').split('\n')) if (line !== '') log?.(line)
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  return () => text
}

// Nothing of the caller's environment but what the loader and the messages need.
function environment(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
