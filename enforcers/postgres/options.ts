import type { PostgresEnforcerConfig, PostgresLimits } from '#schemas'
import type { ServerIdentity } from '../wire/certificate.ts'
import type { UpstreamTarget } from './upstream.ts'

/** The listener's part of cordon.yaml, with what it refers to already read: nothing here looks at files. */
export interface PostgresOptions {
  readonly config: PostgresEnforcerConfig
  /** Of the upstream role. */
  readonly password: string | null
  /** What clients are shown; null: self-made at the start. */
  readonly tls: ServerIdentity | null
  /** PEM of the upstream's authority; null: the system's. */
  readonly ca: string | null
}

export const DEFAULT_HOST = '127.0.0.1'

const DEFAULT_LIMITS: Required<PostgresLimits> = {
  connections: 100,
  startupMs: 10_000,
  probeMs: 5000,
  idleMs: 15 * 60_000,
  statementBytes: 1_048_576,
  messageBytes: 16 * 1_048_576,
  rowBytes: 64 * 1_048_576,
}

export function limitsOf({ limits }: PostgresEnforcerConfig): Required<PostgresLimits> {
  return { ...DEFAULT_LIMITS, ...limits }
}

export function targetOf({ config: { upstream }, password, ca }: PostgresOptions): UpstreamTarget {
  const { host, port, user, database, tls = 'off' } = upstream
  return { host, port, user, database, password, tls, ca }
}
