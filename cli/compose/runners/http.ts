import { readFileSync } from 'node:fs'
import { type EnforcerContext, http, type ServiceOptions } from '#enforcers'
import type { HttpEnforcerConfig, HttpService } from '#schemas'
import { within } from '../../config.ts'
import { CommandError } from '../../io.ts'
import { resolveSecret } from '../../secrets.ts'
import { vaultPlace } from '../../vault/open-vault.ts'
import { openVaultDoor } from '../../vault/vault-door.ts'
import type { Runner, RunnerParts } from './runner.ts'

/** An HTTP listener, with its files and secrets read. Throws CommandError where one is missing. */
export function httpRunner(config: HttpEnforcerConfig, parts: RunnerParts): Runner {
  const read = (path: string): string => readFileSync(within(parts.loaded, path), 'utf8')
  const { certificate, key } = config.tls ?? {}
  const options = {
    config,
    tls: certificate === undefined || key === undefined ? null : { certificate: read(certificate), key: read(key) },
    services: config.services.map((service) => serviceOptions(service, parts)),
  }
  const vault = config.services.find(({ kind }) => kind === 'vault')
  if (vault === undefined) return { run: (context) => http.run(options, context) }
  return {
    vault: (vault.path ?? '').replace(/\/$/, ''),
    run: (context) =>
      withVault(options.services, parts, context, (services) => http.run({ ...options, services }, context)),
  }
}

function serviceOptions(config: HttpService, { loaded, env }: RunnerParts): ServiceOptions {
  const { authorization, ca } = config.upstream ?? {}
  return {
    config,
    authorization: authorization === undefined ? null : resolveSecret(authorization, { env, folder: loaded.folder }),
    ca: ca === undefined ? null : readFileSync(within(loaded, ca), 'utf8'),
  }
}

// The vault stands behind a door on loopback while the listener runs.
async function withVault(
  services: readonly ServiceOptions[],
  { loaded, env }: RunnerParts,
  { now }: EnforcerContext,
  run: (services: readonly ServiceOptions[]) => Promise<void>,
): Promise<void> {
  const place = vaultPlace({ loaded, env, now })
  if (place === null) throw new CommandError('there is no vault: configure phi.vault')
  const { url, authorization, close } = await openVaultDoor(place)
  try {
    await run(
      services.map((service) =>
        service.config.kind === 'vault'
          ? { ...service, config: { ...service.config, upstream: { url } }, authorization }
          : service,
      ),
    )
  } finally {
    await close()
  }
}
