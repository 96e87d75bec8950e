import type { Config } from '#schemas'
import { gitRunner } from './git.ts'
import { httpRunner } from './http.ts'
import { postgresRunner } from './postgres.ts'
import type { Runner, RunnerParts } from './runner.ts'

/** The listener that an entry of `enforcers` in cordon.yaml asks for: a new kind is one line here. */
export function runnerOf(config: Config['enforcers'][number], parts: RunnerParts): Runner {
  switch (config.type) {
    case 'postgres':
      return postgresRunner(config, parts)
    case 'git':
      return gitRunner(config, parts)
    case 'http':
      return httpRunner(config, parts)
    default:
      return config satisfies never
  }
}
