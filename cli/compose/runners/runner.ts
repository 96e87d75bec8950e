import type { EnforcerContext } from '#enforcers'
import type { LoadedConfig } from '../../config.ts'

/** One listener, ready to run. */
export interface Runner {
  readonly run: (context: EnforcerContext) => Promise<void>
  /** What clients must name to reach it, where the protocol has such a name. */
  readonly database?: string
  /** Path under which it serves the vault. */
  readonly vault?: string
}

/** What options are made from: files relative to the configuration, secrets of the environment. */
export interface RunnerParts {
  readonly loaded: LoadedConfig
  readonly env: Readonly<Record<string, string | undefined>>
}
