import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import type { RunningState } from '../../cli/state.ts'
import type { ClinicDatabase } from '../services/clinic.ts'
import { type CliResult, type CordonProcess, cordon, startCordon } from './cli.ts'

/** A folder in which somebody runs Cordon before their own database, through its command line alone. */
export interface Site {
  readonly folder: string
  /** The role's password, which nothing may print. */
  readonly secret: string
  /** `cordon ARGS` in that folder, with the role's password in the environment. */
  readonly cordon: (args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<CliResult>
  /** The same, while it runs. */
  readonly start: (args: readonly string[], env?: NodeJS.ProcessEnv) => CordonProcess
  /** `cordon up`, once it runs. */
  readonly up: (env?: NodeJS.ProcessEnv, within?: readonly string[]) => Promise<Up>
  /** Replaces a text of cordon.yaml that must be there. */
  readonly reconfigure: (from: string | RegExp, to: string) => void
  /** An agent's token, or with a role a person's. */
  readonly token: (who: TokenWishes) => Promise<string>
  readonly state: () => RunningState
  /** Kills what still runs, and removes the folder. */
  readonly remove: () => Promise<void>
}

export interface Up {
  readonly process: CordonProcess
  readonly state: RunningState
  /** Port of the first enforcer. */
  readonly port: number
  /** Connection options for node-postgres: a token for password, nothing else changed. */
  readonly client: (token: string) => ClientConfig
}

export interface TokenWishes {
  readonly human: string
  readonly agent?: string
  readonly role?: string
  readonly group: string
  readonly ttl?: string
  /** The agent's run (`sid`). */
  readonly run?: string
}

/** Makes the folder and `cordon init`s it; evidence is sealed every second. `at` moves the upstream elsewhere. */
export async function makeSite(database: ClinicDatabase, at: { readonly port?: number } = {}): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-site-'))
  const config = join(folder, 'cordon.yaml')
  const env = { CORDON_UPSTREAM_PASSWORD: database.rolePassword, CORDON_DATA: undefined, CORDON_TOKEN: undefined }
  const started: CordonProcess[] = []
  const keep = (process: CordonProcess): CordonProcess => {
    started.push(process)
    return process
  }
  const run: Site['cordon'] = (args, more = {}) => cordon(args, { cwd: folder, env: { ...env, ...more } })
  const reconfigure: Site['reconfigure'] = (from, to) => {
    const text = readFileSync(config, 'utf8')
    const changed = text.replace(from, to)
    if (changed === text) throw new Error(`cordon.yaml does not hold ${from}`)
    writeFileSync(config, changed)
  }
  const state = (root = ''): RunningState =>
    JSON.parse(readFileSync(join(`${root}${folder}`, '.cordon', 'state.json'), 'utf8'))
  const { host, database: name, role, port } = database
  const upstream = ['--host', host, '--port', String(at.port ?? port), '--database', name, '--user', role]
  const made = await run(['init', '--yes', '--entity', 'Test Clinic', ...upstream, '--listen', '0'])
  if (made.code !== 0) throw new Error(`cordon init failed: ${made.err}`)
  reconfigure('sealSeconds: 5', 'sealSeconds: 1')
  return {
    folder,
    secret: database.rolePassword,
    cordon: run,
    start: (args, more = {}) => keep(startCordon(args, { cwd: folder, env: { ...env, ...more } })),
    reconfigure,
    state: () => state(),
    up: async (more = {}, within = []) => {
      const process = keep(startCordon(['up'], { cwd: folder, env: { ...env, ...more }, within }))
      await process.said('the API is at ')
      // Where it has mounts of its own, its files are seen through it.
      const running = state(within.length > 0 ? `/proc/${process.pid}/root` : '')
      const port = Number(/:(\d+)$/.exec(running.enforcers[0]?.address ?? '')?.[1])
      const client = (password: string): ClientConfig => ({
        host: '127.0.0.1',
        port,
        database: name,
        user: 'agent',
        password,
      })
      return { process, state: running, port, client }
    },
    token: async ({ human, agent, role: wanted, group, ttl, run: of }) => {
      const purpose = agent === undefined ? ['--role', wanted ?? ''] : ['--agent', agent]
      const more = [...(ttl === undefined ? [] : ['--ttl', ttl]), ...(of === undefined ? [] : ['--run', of])]
      const { code, out, err } = await run(['token', 'issue', '--human', human, ...purpose, '--group', group, ...more])
      if (code !== 0) throw new Error(`cordon token issue failed: ${err}`)
      return out.trim()
    },
    remove: async () => {
      await Promise.all(started.map((process) => process.signal('SIGKILL')))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
