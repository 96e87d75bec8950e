import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { git } from '#enforcers'
import type { GitEnforcerConfig } from '#schemas'
import { within } from '../../config.ts'
import { cordonCommand } from '../../cordon-command.ts'
import { CommandError } from '../../io.ts'
import { resolveSecret } from '../../secrets.ts'
import type { Runner, RunnerParts } from './runner.ts'

/** A Git listener, with its files and secrets read. Throws CommandError where one is missing. */
export function gitRunner(config: GitEnforcerConfig, { loaded, env }: RunnerParts): Runner {
  const { name, repositories, upstream } = config
  if ((repositories === undefined) === (upstream === undefined))
    throw new CommandError(
      `the enforcer ${name} wants either \`repositories\` (a folder that it serves) or \`upstream\``,
    )
  const read = (path: string): string => readFileSync(within(loaded, path), 'utf8')
  const { certificate, key } = config.tls ?? {}
  const options = {
    config,
    repositories: repositories === undefined ? null : within(loaded, repositories),
    password:
      upstream?.password === undefined ? null : resolveSecret(upstream.password, { env, folder: loaded.folder }),
    tls: certificate === undefined || key === undefined ? null : { certificate: read(certificate), key: read(key) },
    ca: upstream?.ca === undefined ? null : read(upstream.ca),
    scratch: join(within(loaded, loaded.config.data), 'git', name),
    cordon: cordonCommand(),
    path: env['PATH'] ?? '/usr/bin:/bin',
  }
  return { run: (context) => git.run(options, context) }
}
