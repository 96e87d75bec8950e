import type { LoadedConfig } from '../../config.ts'
import type { Logger } from '../logger.ts'

/** What a process that runs apart says of itself, in `part.json` of its own folder: how `cordon ready` finds it. */
export interface PartState {
  readonly pid: number
  readonly startedAt: string
  /** `enforce`, `seal`. */
  readonly role: string
  readonly name: string
  /** Where clients connect, for an enforcer. */
  readonly address?: string
  /** Unix socket of `/livez` and `/readyz`, and the TCP address where there is one. */
  readonly health: { readonly socket: string; readonly url: string | null }
}

/** A part that runs until it is stopped. */
export interface RunningPart {
  readonly state: PartState
  readonly stop: () => Promise<void>
}

/** What every part is composed from. */
export interface PartParts {
  readonly loaded: LoadedConfig
  readonly env: Readonly<Record<string, string | undefined>>
  readonly logger: Logger
  readonly now: () => number
  /** Key file that was enrolled, where the command line names it. */
  readonly keyFile: string | undefined
  readonly health: { readonly host: string; readonly port: number } | undefined
  /** Ends the wait for an engine that does not answer. */
  readonly signal: AbortSignal
  /** Told when a part died that nothing can go on without; the caller should stop. */
  readonly onDead: (part: string, error: unknown) => void
}
