import type { Config, IdentityConfig, OidcIssuerConfig, ShapeFault } from '#schemas'

const LOOPBACK = /^(?:localhost|\[::1\]|127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/
const OWN_ALIASES: ReadonlySet<string> = new Set(['local', 'enrolled'])

/**
 * What no schema can say of who may be whom: names that must be unique, addresses that must not be overheard, uses
 * that would undo each other. The engine refuses most of it as well; here it is told with its place. Pure.
 */
export function identityFaults({ identity = {} }: Pick<Config, 'identity'>): readonly ShapeFault[] {
  const { oidc = [] } = identity
  return [
    ...localFaults(identity),
    ...oidc.flatMap((issuer, index) => issuerFaults(issuer, `/identity/oidc/${index}`)),
    ...twice(oidc),
  ]
}

function localFaults({ local, oidc = [] }: IdentityConfig): ShapeFault[] {
  if (local === undefined || local.enabled !== undefined || oidc.length === 0) return []
  return [
    {
      path: '/identity/local',
      message: 'is off beside `oidc` unless `enabled: true` says otherwise: set `enabled`, or take it out',
    },
  ]
}

function twice(issuers: readonly OidcIssuerConfig[]): ShapeFault[] {
  return (['alias', 'issuer'] as const).flatMap((member) =>
    issuers.flatMap((issuer, index) =>
      issuers.findIndex((other) => other[member] === issuer[member]) < index
        ? [{ path: `/identity/oidc/${index}/${member}`, message: 'is used twice: a token would belong to both' }]
        : [],
    ),
  )
}

function issuerFaults(config: OidcIssuerConfig, path: string): ShapeFault[] {
  const { alias, issuer, jwks, audience = 'cordon-data', apiAudience, roles, apiClients } = config
  const faults: ShapeFault[] = []
  const fault = (member: string, message: string | null): void => {
    if (message !== null) faults.push({ path: `${path}/${member}`, message })
  }
  if (OWN_ALIASES.has(alias)) fault('alias', "is the name of one of Cordon's own issuers: choose another")
  fault('issuer', addressFault(issuer))
  if (issuer.includes('?')) fault('issuer', 'holds a query, which no issuer has')
  if (jwks !== undefined) fault('jwks', addressFault(jwks))
  if (apiAudience === audience) fault('apiAudience', 'is the same as `audience`: an agent could approve')
  if (apiAudience !== undefined && !roles?.length) fault('apiAudience', 'is of no use without `roles`: name the groups')
  if (apiAudience === undefined && roles !== undefined) fault('roles', 'are of no use without `apiAudience`')
  if (apiAudience === undefined && apiClients !== undefined) fault('apiClients', 'are of no use without `apiAudience`')
  return faults
}

function addressFault(text: string): string | null {
  if (!URL.canParse(text)) return 'is no address: write https://…'
  const { protocol, hostname, username, password, hash } = new URL(text)
  if (username !== '' || password !== '' || hash !== '') return 'may hold neither user, password nor fragment'
  if (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))) return null
  return 'must be https, or http on loopback: anyone on the way could put in keys of their own'
}
