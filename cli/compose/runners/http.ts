import { readFileSync } from 'node:fs'
import { http } from '#enforcers'
import type { HttpEnforcerConfig } from '#schemas'
import { within } from '../../config.ts'
import { resolveSecret } from '../../secrets.ts'
import type { Runner, RunnerParts } from './runner.ts'

/** An HTTP listener, with its files and secrets read. Throws CommandError where one is missing. */
export function httpRunner(config: HttpEnforcerConfig, { loaded, env }: RunnerParts): Runner {
  const read = (path: string): string => readFileSync(within(loaded, path), 'utf8')
  const secret = (reference: string): string => resolveSecret(reference, { env, folder: loaded.folder })
  const { certificate, key } = config.tls ?? {}
  const options = {
    config,
    tls: certificate === undefined || key === undefined ? null : { certificate: read(certificate), key: read(key) },
    services: config.services.map((service) => {
      const { authorization, ca } = service.upstream
      return {
        config: service,
        authorization: authorization === undefined ? null : secret(authorization),
        ca: ca === undefined ? null : read(ca),
      }
    }),
  }
  return { run: (context) => http.run(options, context) }
}
