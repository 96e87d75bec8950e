import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  IdentityError,
  type OidcIssuer,
  openEnrolledIssuer,
  openLocalIssuer,
  openOidcIssuer,
  type TokenIssuer,
} from '#engine'
import type { OidcIssuerConfig } from '#schemas'
import { within } from '../config.ts'
import { CommandError } from '../io.ts'
import type { Logger } from './logger.ts'
import type { Settings } from './settings.ts'

const LOOK_EVERY_MS = 1000

/** Everyone whose tokens the engine takes. */
export interface Issuers {
  readonly issuers: readonly TokenIssuer[]
  /** Codes for readiness: an identity provider whose keys are not at hand stops nobody else, and is told. */
  readonly reasons: () => readonly string[]
  readonly close: () => Promise<void>
}

export interface IssuerParts {
  readonly settings: Settings
  /** Folder of the engine's keys. */
  readonly keys: string
  readonly logger: Logger
  readonly now: () => number
}

/** Opens the issuers that a configuration names, and keeps the keys of identity providers fresh until `close`. */
export function composeIssuers({ settings, keys, logger, now }: IssuerParts): Issuers {
  const issuers = [openEnrolledIssuer(keys)]
  if (settings.issuer) issuers.push(openLocalIssuer({ folder: join(keys, 'issuer'), ...settings.issuer, now }).issuer)
  const providers = settings.oidc.map((config) => openProvider(config, settings, logger))
  const look = (): void => {
    for (const { renew } of providers) void renew(now())
  }
  look()
  const timer = providers.length > 0 ? setInterval(look, LOOK_EVERY_MS) : undefined
  return {
    issuers: [...issuers, ...providers.map(({ issuer }) => issuer)],
    reasons: () => providers.flatMap(({ readiness }) => readiness(now())),
    close: async () => clearInterval(timer),
  }
}

function openProvider(config: OidcIssuerConfig, { loaded }: Settings, logger: Logger): OidcIssuer {
  const { alias } = config
  // One line when it goes and one when it comes back, however often it is asked in between.
  let trouble = ''
  const report: Parameters<typeof openOidcIssuer>[0]['report'] = {
    onLoaded: ({ keys }, changed) => {
      if (trouble !== '') logger.info('an identity provider answers again', { issuer: alias })
      trouble = ''
      if (changed) logger.info('an identity provider publishes other keys', { issuer: alias, keys: keys.length })
    },
    onFailure: (error) => {
      const why = error instanceof IdentityError ? error.operatorReason : String(error)
      if (why === trouble) return
      trouble = why
      logger.warn('an identity provider could not be asked for its keys; it is tried again', { issuer: alias, why })
    },
  }
  const ca = config.ca === undefined ? {} : { ca: readCa(within(loaded, config.ca), alias) }
  try {
    return openOidcIssuer({ config, report, ...ca })
  } catch (cause) {
    if (!(cause instanceof IdentityError)) throw cause
    throw new CommandError(`identity.oidc ${alias}: ${cause.message}`, { cause })
  }
}

function readCa(path: string, alias: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    throw new CommandError(`identity.oidc ${alias}: its ca ${path} cannot be read (${code})`, { cause })
  }
}
