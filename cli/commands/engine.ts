import { resolve } from 'node:path'
import { command, type Run } from '../command.ts'
import { createLogger } from '../compose/logger.ts'
import { loadConfig } from '../config.ts'
import { deathWatch, untilStopped } from '../service.ts'

export const run: Run = command({
  name: 'engine',
  summary:
    'Runs the engine alone, until SIGINT or SIGTERM: enforcers reach it over TLS or a Unix socket, Kafka takes its events.',
  options: {
    config: { type: 'string', value: 'FILE', help: 'configuration (./cordon.yaml)' },
    quiet: { type: 'boolean', help: 'log warnings and errors only' },
  },
  examples: [
    ['cordon engine', 'with ./cordon.yaml; its log goes to standard error as JSON lines'],
    ['cordon engine --config /etc/cordon/cordon.yaml --quiet', 'as a service'],
  ],
  run: async ({ text, flag }, io) => {
    const loaded = loadConfig(resolve(io.cwd, text('config') ?? 'cordon.yaml'))
    const { composeEngineApart } = await import('../compose/apart/engine-process.ts')
    const logger = createLogger(io.err, Date.now, flag('quiet') ? 'warn' : 'info')
    const { died } = deathWatch(logger)
    const running = await composeEngineApart({ loaded, env: io.env, logger, now: Date.now })
    io.out(`the API is at ${running.state.api}, and on this machine at ${running.state.socket}\n`)
    return untilStopped(io, died, running)
  },
})
