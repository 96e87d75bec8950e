import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { S3Config } from '#schemas'
import { CommandError, type Io } from './io.ts'

/** What a running system says of itself, in `state.json` of its data folder: how other commands find it. */
export interface RunningState {
  readonly pid: number
  readonly startedAt: string
  readonly data: string
  readonly socket: string
  readonly api: string
  /** A folder, or `s3://bucket/prefix`. */
  readonly store: string
  /** How S3 is reached, with references to secrets, where the store is there. */
  readonly s3?: S3Config
  readonly shard: string
  /** PEM file of the key that signs segments. */
  readonly publicKey: string
  readonly enforcers: readonly {
    readonly name: string
    readonly type: string
    readonly address: string
    readonly database?: string
    /** Where its vault's tokens are opened, where it serves one. */
    readonly vault?: string
  }[]
  /** How the local issuer is set, or null where it is off. */
  readonly issuer: { readonly officers: boolean; readonly mostSeconds: number } | null
  readonly entity: string
  readonly timeZone: string
  /** Days between two reviews of activity; null where none are decreed. */
  readonly reviewEveryDays: number | null
  /** File with the register of responses to alarms; null where there is none. */
  readonly responses: string | null
  readonly systems: readonly { readonly name: string; readonly phi: boolean; readonly owner?: string }[]
}

/** Where commands look for a data folder, in this order: `--data`, CORDON_DATA, ./.cordon, ./.cordon/demo/data. */
export function dataFolders(io: Io, given: string | undefined): readonly string[] {
  if (given !== undefined) return [resolve(io.cwd, given)]
  const named = io.env['CORDON_DATA']
  if (named) return [resolve(io.cwd, named)]
  return [join(io.cwd, '.cordon'), join(io.cwd, '.cordon', 'demo', 'data')]
}

/** The state of the system that uses one of these folders, running or not. Throws CommandError where there is none. */
export function readState(io: Io, given: string | undefined): RunningState {
  const folders = dataFolders(io, given)
  const states = folders.map((folder) => join(folder, 'state.json')).filter((file) => existsSync(file))
  const found = states.map((file) => JSON.parse(readFileSync(file, 'utf8')) as RunningState)
  const state = found.find(({ pid }) => isAlive(pid)) ?? found[0]
  if (state) return state
  throw new CommandError(
    `no Cordon was found in ${folders.join(' or ')}: start one with \`cordon up\` or \`npm start -- --stay\`, or name its folder with --data`,
  )
}

/** The same, but it must be running. */
export function requireRunning(io: Io, given: string | undefined): RunningState {
  const state = readState(io, given)
  if (isAlive(state.pid)) return state
  throw new CommandError(
    `the Cordon of ${state.data} is not running (process ${state.pid} has ended): start it with \`cordon up\` or \`npm start -- --stay\``,
  )
}

export function isAlive(pid: number): boolean {
  // Zero and below mean groups of processes, our own among them.
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
