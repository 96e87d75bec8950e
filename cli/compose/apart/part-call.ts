import { resolve } from 'node:path'
import type { Call, Option } from '../../command.ts'
import { loadConfig } from '../../config.ts'
import { type Io, UsageError } from '../../io.ts'
import { deathWatch, untilStopped } from '../../service.ts'
import { createLogger } from '../logger.ts'
import type { PartParts, RunningPart } from './part-state.ts'

/** Options that all parts share. */
export const PART_OPTIONS: Readonly<Record<string, Option>> = {
  config: { type: 'string', value: 'FILE', help: 'configuration (./cordon.yaml)' },
  key: { type: 'string', value: 'FILE', help: 'its enrolled key, where it lies elsewhere than in its data folder' },
  health: { type: 'string', value: 'HOST:PORT', help: 'serve /livez and /readyz over TCP, too' },
  quiet: { type: 'boolean', help: 'log warnings and errors only' },
}

/** Runs a part as its command line says, until it is told to stop or dies. Answers the exit code. */
export async function runPart(
  { text, flag }: Call,
  io: Io,
  start: (parts: PartParts) => Promise<RunningPart>,
): Promise<number> {
  const loaded = loadConfig(resolve(io.cwd, text('config') ?? 'cordon.yaml'))
  const logger = createLogger(io.err, Date.now, flag('quiet') ? 'warn' : 'info')
  const { died, onDead } = deathWatch(logger)
  const key = text('key')
  const running = await start({
    loaded,
    env: io.env,
    logger,
    now: Date.now,
    keyFile: key === undefined ? undefined : resolve(io.cwd, key),
    health: healthAddress(text('health')),
    signal: io.signal,
    onDead,
  })
  const { name, address, health } = running.state
  io.out(address === undefined ? `${name} runs\n` : `${name} listens on ${address}\n`)
  if (health.url !== null) io.out(`its health is at ${health.url}/readyz\n`)
  return untilStopped(io, died, running)
}

function healthAddress(text: string | undefined): PartParts['health'] {
  if (text === undefined) return undefined
  const split = text.lastIndexOf(':')
  const port = Number(text.slice(split + 1))
  if (split < 1 || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`"${text}" is no address: write HOST:PORT, for example 127.0.0.1:9464`)
  return { host: text.slice(0, split), port }
}
