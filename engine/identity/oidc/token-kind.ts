import { refuse } from './refusals.ts'

export type Claims = Readonly<Record<string, unknown>>

// Hashes of what was issued beside it mark an ID token (OpenID Connect Core 1.0 section 3.3.2.11), `events` a logout
// or security event token (RFC 8417).
const MARKS_OF_OTHERS = ['at_hash', 'c_hash', 's_hash', 'events'] as const
const ACCESS_TYPES: ReadonlySet<string> = new Set(['bearer', 'access', 'access_token', 'jwt', 'at+jwt'])
const CLIENT_CLAIMS = ['azp', 'client_id', 'appid', 'cid'] as const

/**
 * Refuses what is signed by the right issuer and yet no bearer access token: ID, refresh, logout and event tokens, and
 * tokens that only the holder of a key may use (RFC 7800): taking those as bearer tokens would undo the binding.
 */
export function requireAccessToken(claims: Claims): void {
  if (MARKS_OF_OTHERS.some((mark) => claims[mark] !== undefined)) throw refuse('not_access_token')
  // Keycloak and Amazon Cognito name the kind in a claim.
  for (const kind of [claims['typ'], claims['token_use']]) {
    if (kind !== undefined && (typeof kind !== 'string' || !ACCESS_TYPES.has(kind.toLowerCase())))
      throw refuse('not_access_token')
  }
  if (claims['cnf'] !== undefined) throw refuse('bound_to_key')
}

/** The client that a token was issued to, under every name that a provider may give it. */
export function clientsOf(claims: Claims): string[] {
  return CLIENT_CLAIMS.flatMap((claim) => {
    const client = claims[claim]
    if (client === undefined) return []
    if (typeof client !== 'string') throw refuse('claim_invalid', { detail: `${claim} is no text` })
    return [client]
  })
}

/** Refuses the tokens of clients that act for themselves (client credentials): nobody would be accountable. */
export function requireHuman(claims: Claims, subject: string, agent: string | null): void {
  const own = [subject, claims['sub']]
  const isClient = clientsOf(claims).some((client) => own.includes(client)) || own.includes(agent)
  // Entra ID, Auth0 and Keycloak, in this order.
  const { idtyp, gty, preferred_username: login } = claims
  const isSaid =
    idtyp === 'app' ||
    gty === 'client-credentials' ||
    (typeof login === 'string' && login.startsWith('service-account-'))
  if (isClient || isSaid) throw refuse('no_human')
}
