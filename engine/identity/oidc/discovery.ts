import { IdentityError } from '../identity-error.ts'
import { isLoopback, readAddress } from './address.ts'
import type { FetchJson } from './fetch-json.ts'

/**
 * Where an issuer publishes its keys: OpenID Connect Discovery 1.0 section 4, else RFC 8414 section 3. The metadata
 * must name exactly the issuer that was asked (both specifications, against mix-up). Throws IdentityError `issuer`.
 */
export async function discoverKeys(issuer: string, fetchJson: FetchJson): Promise<URL> {
  const asked = readAddress(issuer, 'issuer', { loopback: true })
  for (const address of wellKnown(asked)) {
    const metadata = await fetchJson(address)
    if (metadata === undefined) continue
    const { issuer: named, jwks_uri: keys } = asObject(metadata, address)
    if (named !== issuer)
      throw fault('issuer_mismatch', `${address.href} names another issuer: configure exactly the one it names`)
    if (typeof keys !== 'string') throw fault('issuer_no_jwks', `${address.href} names no jwks_uri`)
    // Only an issuer on this machine may send us to this machine.
    return readAddress(keys, 'the jwks_uri of the issuer', { loopback: isLoopback(asked) })
  }
  throw fault('issuer_no_metadata', `${issuer} has no metadata under .well-known: check it, or set jwks`)
}

function wellKnown(issuer: URL): readonly URL[] {
  const path = issuer.pathname.endsWith('/') ? issuer.pathname.slice(0, -1) : issuer.pathname
  return [
    new URL(`${path}/.well-known/openid-configuration`, issuer.origin),
    new URL(`/.well-known/oauth-authorization-server${path}`, issuer.origin),
  ]
}

function asObject(metadata: unknown, address: URL): Readonly<Record<string, unknown>> {
  if (metadata === null || typeof metadata !== 'object' || Array.isArray(metadata))
    throw fault('issuer_not_json', `${address.href} is no object`)
  return metadata as Readonly<Record<string, unknown>>
}

function fault(code: string, message: string): IdentityError {
  return new IdentityError('issuer', message, { operatorReason: `${code}: ${message}` })
}
