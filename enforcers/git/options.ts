import { isIP } from 'node:net'
import type { GitEnforcerConfig, GitLimits } from '#schemas'
import type { ServerIdentity } from '../wire/certificate.ts'
import type { CommandLine } from './hook-scripts.ts'

/** The listener's part of cordon.yaml, with what it refers to already read: nothing here looks at files or variables. */
export interface GitOptions {
  readonly config: GitEnforcerConfig
  /** What clients are shown; null: self-made, or none on loopback. */
  readonly tls: ServerIdentity | null
  /** Folder of bare repositories, absolute; null where there is an upstream. */
  readonly repositories: string | null
  /** The upstream's password, and PEM of its authority. */
  readonly password: string | null
  readonly ca: string | null
  /** Folder of our own (0700) for sockets, hooks and quarantines; absolute. */
  readonly scratch: string
  /** How a hook calls `cordon`: absolute paths. */
  readonly cordon: CommandLine
  /** PATH on which git is found. */
  readonly path: string
}

export const DEFAULT_HOST = '127.0.0.1'

const DEFAULT_LIMITS: Required<GitLimits> = {
  connections: 100,
  pushBytes: 256 * 1024 * 1024,
  headerMs: 10_000,
  idleMs: 120_000,
}

export function limitsOf({ limits }: GitEnforcerConfig): Required<GitLimits> {
  return { ...DEFAULT_LIMITS, ...limits }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
