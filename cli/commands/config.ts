import { resolve } from 'node:path'
import { group, type Run } from '../command.ts'
import { ConfigError, loadConfig } from '../config.ts'
import { EXIT } from '../io.ts'

export const run: Run = group('config', 'Checks a configuration before anything runs on it.', [
  {
    name: 'config check',
    summary: 'check cordon.yaml: line, column and suggestion for each fault',
    usage: '[FILE]',
    options: { json: { type: 'boolean', help: 'print the faults as JSON' } },
    examples: [
      ['cordon config check', 'checks ./cordon.yaml'],
      ['cordon config check --json deploy/cordon.yaml', 'the same for a machine'],
    ],
    run: async ({ positionals, flag }, io) => {
      const path = resolve(io.cwd, positionals[0] ?? 'cordon.yaml')
      try {
        const { config } = loadConfig(path)
        const enforcers = config.enforcers.map((enforcer) => ({
          name: enforcer.name,
          type: enforcer.type,
          targets: enforcer.type === 'http' ? enforcer.services.map(({ target }) => target) : [enforcer.target],
        }))
        io.out(
          flag('json')
            ? `${JSON.stringify({ ok: true, path, enforcers })}\n`
            : `${path}: ok, ${enforcers.length} enforcer(s)\n`,
        )
        return EXIT.ok
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error
        if (flag('json')) io.out(`${JSON.stringify({ ok: false, path, faults: error.faults })}\n`)
        else io.err(`${error.message}\n`)
        return EXIT.failure
      }
    },
  },
])
