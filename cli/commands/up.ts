import { resolve } from 'node:path'
import { command, type Run } from '../command.ts'
import { createLogger } from '../compose/logger.ts'
import { loadConfig } from '../config.ts'
import { deathWatch, untilStopped } from '../service.ts'

export const run: Run = command({
  name: 'up',
  summary: 'Runs engine, enforcers and sealer of a configuration in one process, until SIGINT or SIGTERM.',
  options: {
    config: { type: 'string', value: 'FILE', help: 'configuration (./cordon.yaml)' },
    quiet: { type: 'boolean', help: 'log warnings and errors only' },
  },
  examples: [
    ['cordon up', 'runs ./cordon.yaml; its log goes to standard error as JSON lines'],
    ['cordon up --config /etc/cordon/cordon.yaml --quiet', 'as a service'],
  ],
  run: async ({ text, flag }, io) => {
    const loaded = loadConfig(resolve(io.cwd, text('config') ?? 'cordon.yaml'))
    const { compose } = await import('../compose/compose.ts')
    const logger = createLogger(io.err, Date.now, flag('quiet') ? 'warn' : 'info')
    const { died, onDead } = deathWatch(logger)
    const running = await compose({ loaded, env: io.env, logger, now: Date.now, onDead })
    for (const { name, address } of running.state.enforcers) io.out(`${name} listens on ${address}\n`)
    io.out(`the API is at ${running.state.api}, and on this machine at ${running.state.socket}\n`)
    for (const { alias, issuer } of loaded.config.identity?.oidc ?? [])
      io.out(`tokens of ${alias} (${issuer}) are taken\n`)
    if (running.state.issuer)
      io.out(`identity is the local issuer's (assurance: demo): an agent under this OS user could read its keys\n`)
    return untilStopped(io, died, running)
  },
})
