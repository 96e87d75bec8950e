import { readFileSync } from 'node:fs'
import { postgres } from '#enforcers'
import type { PostgresEnforcerConfig } from '#schemas'
import { within } from '../../config.ts'
import { resolveSecret } from '../../secrets.ts'
import type { Runner, RunnerParts } from './runner.ts'

/** A PostgreSQL listener, with its files and secrets read. Throws CommandError where one is missing. */
export function postgresRunner(config: PostgresEnforcerConfig, { loaded, env }: RunnerParts): Runner {
  const { password, ca } = config.upstream
  const read = (path: string): string => readFileSync(within(loaded, path), 'utf8')
  const { certificate, key } = config.tls ?? {}
  const options = {
    config,
    password: password === undefined ? null : resolveSecret(password, { env, folder: loaded.folder }),
    tls: certificate === undefined || key === undefined ? null : { certificate: read(certificate), key: read(key) },
    ca: ca === undefined ? null : read(ca),
  }
  return { database: config.upstream.database, run: (context) => postgres.run(options, context) }
}
