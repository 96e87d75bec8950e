import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Clinic,
  type ClinicFhir,
  type ClinicPostgres,
  clinic,
  loadClinic,
  makeClinicRepositories,
  ROLE,
  startClinicFhir,
  startClinicPostgres,
} from '#clinic'
import type { Decision } from '#schemas'
import { compose, type Running } from '../compose/compose.ts'
import { createLogger } from '../compose/logger.ts'
import { loadConfig } from '../config.ts'
import { CommandError, type Io } from '../io.ts'
import { isAlive } from '../state.ts'
import { readTrace, removeTrace, stopOrphan, writeTrace } from './trace.ts'

/** The clinic's database and FHIR service, and a Cordon in front of both, all real, in one folder. */
export interface Stage {
  readonly folder: string
  readonly clinic: Clinic
  readonly database: ClinicPostgres
  readonly fhir: ClinicFhir
  readonly running: Running
  /** Decisions as they are made, newest last. */
  readonly decisions: readonly Decision[]
  readonly stop: () => Promise<void>
}

const MOST_DECISIONS = 1000

/** Sets the stage; `say` tells of what takes time. Everything of a former run in the folder is removed. */
export async function setStage(folder: string, io: Io, say: (text: string) => void): Promise<Stage> {
  await clear(folder)
  const world = clinic()
  const database = await startClinicPostgres({
    folder: join(folder, 'database'),
    onSpawn: ({ pid, data }) => writeTrace(folder, { pid: process.pid, postgres: pid, data }),
  })
  const authorization = `Bearer ${randomBytes(18).toString('base64url')}`
  const fhir = await startClinicFhir({ clinic: world, authorization })
  try {
    const password = randomBytes(18).toString('base64url')
    const { version, rows } = await fill(database, world, password)
    say(`PostgreSQL ${version} on ${database.host}:${database.port}, ${rows.toLocaleString('en')} synthetic rows`)
    writeFileSync(join(folder, 'upstream.password'), password, { mode: 0o600 })
    writeFileSync(join(folder, 'fhir.authorization'), authorization, { mode: 0o600 })
    makeClinicRepositories(join(folder, 'repositories'))
    writeFileSync(join(folder, 'cordon.yaml'), configuration(database, fhir), { mode: 0o600 })
    const log = join(folder, 'cordon.log')
    const decisions: Decision[] = []
    const running = await compose({
      loaded: loadConfig(join(folder, 'cordon.yaml')),
      env: io.env,
      logger: createLogger((line) => writeFileSync(log, line, { flag: 'a', mode: 0o600 }), Date.now),
      now: Date.now,
      onDead: (part, error) =>
        io.err(`cordon: ${part} died: ${error instanceof Error ? error.message : String(error)}; see ${log}\n`),
      onDecision: (decision) => {
        decisions.push(decision)
        if (decisions.length > MOST_DECISIONS) decisions.shift()
      },
    })
    const stop = async (): Promise<void> => {
      await running.stop()
      await fhir.stop()
      await database.stop()
      removeTrace(folder)
    }
    return { folder, clinic: world, database, fhir, running, decisions, stop }
  } catch (error) {
    await fhir.stop()
    await database.stop()
    throw error
  }
}

async function fill(
  database: ClinicPostgres,
  { tables }: Clinic,
  password: string,
): Promise<{ version: string; rows: number }> {
  const { default: pg } = await import('pg')
  const { host, port, user, password: own, database: name } = database
  const client = new pg.Client({ host, port, user, password: own, database: name })
  await client.connect()
  try {
    const rows = await loadClinic(client, tables, password)
    const { rows: settings } = await client.query<{ server_version: string }>('show server_version')
    return { rows, version: settings[0]?.server_version ?? 'of unknown version' }
  } finally {
    await client.end()
  }
}

// A run that was killed leaves its database running.
async function clear(folder: string): Promise<void> {
  const trace = readTrace(folder)
  if (trace !== null) {
    if (isAlive(trace.pid))
      throw new CommandError(
        `a demo runs in ${folder} already (process ${trace.pid}): stop it, or choose another --folder`,
      )
    await stopOrphan(trace)
  }
  const known = ['demo.json', 'cordon.yaml', 'state.json']
  if (existsSync(folder) && !known.some((name) => existsSync(join(folder, name)))) {
    throw new CommandError(`${folder} exists and is no demo's: it is not touched; choose another --folder`)
  }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  // The database's unprivileged user must be able to walk through it, whatever the umask says.
  chmodSync(folder, 0o711)
  writeTrace(folder, { pid: process.pid, postgres: 0, data: '' })
}

function configuration({ host, port, database }: ClinicPostgres, { url }: ClinicFhir): string {
  return `version: 1
entity: Example Clinic (synthetic)
timeZone: UTC
data: data
systems:
  - { name: clinic, owner: health information management, phi: true }
  - { name: fhir, owner: health information management, phi: true }
  - { name: source, owner: engineering, phi: false }
engine: { host: 127.0.0.1, port: 0 }
identity: { local: { enabled: true, officers: true } }
evidence: { sealSeconds: 1 }
enforcers:
  - name: clinic
    type: postgres
    host: 127.0.0.1
    port: 0
    target: clinic
    upstream: { host: ${host}, port: ${port}, database: ${database}, user: ${ROLE}, password: "file:upstream.password", tls: "off" }
  - name: fhir
    type: http
    port: 0
    limits: { sessionMs: 500 }
    services:
      - { target: fhir, kind: fhir, phi: true, upstream: { url: "${url}", authorization: "file:fhir.authorization" } }
  - { name: source, type: git, port: 0, target: source, repositories: repositories }
`
}
