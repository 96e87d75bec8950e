import type { EnforcerContext } from '#enforcers'
import type { Config } from '#schemas'
import type { LoadedConfig } from '../config.ts'
import { CommandError } from '../io.ts'
import type { RunningState } from '../state.ts'
import { runnerOf } from './runners/table.ts'

const STOP_WITHIN_MS = 10_000

export interface RunningEnforcer {
  readonly description: RunningState['enforcers'][number]
  readonly stop: () => Promise<void>
}

export interface EnforcerParts {
  readonly config: Config['enforcers'][number]
  readonly loaded: LoadedConfig
  readonly env: Readonly<Record<string, string | undefined>>
  readonly context: (signal: AbortSignal, ready: (address: string) => void) => EnforcerContext
  readonly onDead: (error: unknown) => void
}

/** Starts one listener; resolves when it accepts connections, throws where it cannot. */
export async function startEnforcer({ config, loaded, env, context, onDead }: EnforcerParts): Promise<RunningEnforcer> {
  const end = new AbortController()
  const { promise: address, resolve: ready } = withResolvers<string>()
  const { run, database, vault } = runnerOf(config, { loaded, env })
  const running = run(context(end.signal, ready))
  const first = await Promise.race([address, running.then(() => null)]).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CommandError(`the enforcer ${config.name} cannot start: ${why}`, { cause })
  })
  if (first === null) throw new CommandError(`the enforcer ${config.name} ended before it was ready`)
  running.catch(onDead)
  const isSecure = 'tls' in config && config.tls !== undefined
  return {
    description: {
      name: config.name,
      type: config.type,
      address: first,
      ...(database === undefined ? {} : { database }),
      ...(vault === undefined ? {} : { vault: `http${isSecure ? 's' : ''}://${first}${vault}` }),
    },
    stop: async () => {
      end.abort()
      await Promise.race([running.catch(() => undefined), pause(STOP_WITHIN_MS)])
    },
  }
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}
