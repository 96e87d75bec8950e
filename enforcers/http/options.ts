import type { HttpEnforcerConfig, HttpLimits, HttpService } from '#schemas'
import type { ServerIdentity } from '../wire/certificate.ts'

/** The listener's part of cordon.yaml, with what it refers to already read: nothing here looks at files. */
export interface HttpOptions {
  readonly config: HttpEnforcerConfig
  /** What clients are shown; null: plain HTTP, on loopback only. */
  readonly tls: ServerIdentity | null
  /** In the order of the configuration. */
  readonly services: readonly ServiceOptions[]
}

export interface ServiceOptions {
  readonly config: HttpService
  /** Value of the `authorization` header towards the service; null: none is sent. */
  readonly authorization: string | null
  /** PEM of the service's authority; null: the system's. */
  readonly ca: string | null
}

export const DEFAULT_HOST = '127.0.0.1'

const MEGABYTE = 1_048_576

const DEFAULT_LIMITS: Required<HttpLimits> = {
  connections: 500,
  headerBytes: 16_384,
  bodyBytes: 256 * MEGABYTE,
  inspectBytes: MEGABYTE / 4,
  headerMs: 10_000,
  idleMs: 60_000,
  upstreamMs: 60_000,
  sessions: 1000,
  sessionMs: 60_000,
}

export function limitsOf({ limits }: HttpEnforcerConfig): Required<HttpLimits> {
  return { ...DEFAULT_LIMITS, ...limits }
}
