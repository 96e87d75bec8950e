import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readClaims } from './claims.ts'
import { IdentityError, refusedCredential } from './identity-error.ts'
import { openSecretFolder } from './secret-files.ts'
import { signClaims, verifyClaims } from './signed-token.ts'
import { openSigningKey, type SigningKey } from './signing-key.ts'
import type { Expected, TokenIssuer } from './token-issuer.ts'
import { readTokenShape } from './token-shape.ts'
import type { Audience, Role, VerifiedToken } from './verified-token.ts'

/** `iss` of the local issuer's tokens. */
export const LOCAL_ISSUER = 'cordon-local'

/**
 * Issues and checks tokens with keys of one folder, so that one machine works with no identity provider. Whoever
 * runs as the same OS user can read these keys: everything it vouches for is `assurance: demo`.
 */
export interface LocalIssuer {
  readonly issuer: TokenIssuer
  /** A signed JWT. Throws IdentityError `request` for a token that may not exist. */
  issueToken(request: TokenRequest): Promise<string>
}

export interface TokenRequest {
  /** `sub`: the accountable person. */
  readonly human: string
  /** `act.sub`: the software that acts for them. Such a token is for `cordon:data` alone. */
  readonly agent?: string
  readonly groups: readonly string[]
  /** For `cordon:api` alone. */
  readonly role?: Exclude<Role, 'enforcer'>
  readonly audience: 'cordon:data' | 'cordon:api'
  readonly ttlSeconds: number
  /** `sid`: the agent's run; made up where absent. */
  readonly run?: string
}

interface Purpose {
  readonly key: SigningKey
  readonly audience: Audience
}

/**
 * Opens the local issuer of a folder (0700); keys are made on first start (0600): `agents.pem`, and `officers.pem`
 * only where `officers` says so (demo mode). Throws IdentityError `files`.
 */
export function openLocalIssuer({
  folder,
  officers,
  now,
  mostSeconds = 86_400,
  alias = 'local',
}: {
  readonly folder: string
  readonly officers: boolean
  readonly now: () => number
  /** Longest life of a token. */
  readonly mostSeconds?: number
  readonly alias?: string
}): LocalIssuer {
  openSecretFolder(folder)
  const purposes: Purpose[] = [{ key: openSigningKey(join(folder, 'agents.pem')), audience: 'cordon:data' }]
  if (officers) purposes.push({ key: openSigningKey(join(folder, 'officers.pem')), audience: 'cordon:api' })

  async function verify(token: string, expected: Expected): Promise<VerifiedToken> {
    const { keyId } = readTokenShape(token)
    const purpose = purposes.find(({ key }) => key.id === keyId)
    if (!purpose) throw refusedCredential('unknown key')
    if (purpose.audience !== expected.audience) throw refusedCredential('this key signs for another audience')
    const facts = { publicKey: purpose.key.publicKey, issuer: LOCAL_ISSUER, mostSeconds }
    const claims = await verifyClaims(token, facts, expected)
    return readClaims(claims, { alias, assurance: 'demo', audience: expected.audience })
  }

  async function issueToken(request: TokenRequest): Promise<string> {
    const purpose = purposes.find(({ audience }) => audience === request.audience)
    if (!purpose)
      throw new IdentityError(
        'request',
        `this issuer signs no tokens for ${request.audience}: set identity.local.officers for a demo, or use your identity provider`,
      )
    checkRequest(request, mostSeconds)
    const claims = claimsOf(request, Math.floor(now() / 1000))
    requireReadable(claims, request.audience)
    return signClaims(claims, purpose.key)
  }
  return { issuer: { alias, issuer: LOCAL_ISSUER, verify, generation: () => '' }, issueToken }
}

function checkRequest({ agent, role, audience, ttlSeconds }: TokenRequest, mostSeconds: number): void {
  if (audience === 'cordon:api' && agent !== undefined) throw refuse('an agent has no place in the API')
  if (audience === 'cordon:api' && role === undefined) throw refuse('a token for the API needs a role')
  if (audience === 'cordon:data' && agent === undefined) throw refuse('the data path is for agents: name one')
  if (audience === 'cordon:data' && role !== undefined) throw refuse('a role has no place in the data path')
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > mostSeconds)
    throw refuse(`a token lives 1 to ${mostSeconds} seconds`)
}

function claimsOf(request: TokenRequest, issuedAt: number): Record<string, unknown> {
  const { human, agent, groups, role, audience, ttlSeconds, run } = request
  return {
    iss: LOCAL_ISSUER,
    sub: human,
    aud: audience,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + ttlSeconds,
    jti: randomBytes(16).toString('hex'),
    sid: run ?? `run_${randomBytes(10).toString('hex')}`,
    auth_time: issuedAt,
    // RFC 8176: the proof was a key on this machine, held in software.
    amr: ['swk'],
    groups: [...groups],
    ...(agent === undefined ? {} : { act: { sub: agent } }),
    ...(role === undefined ? {} : { role }),
  }
}

// Whatever would be refused later is not issued.
function requireReadable(claims: Readonly<Record<string, unknown>>, audience: Audience): void {
  try {
    readClaims(claims, { alias: 'local', assurance: 'demo', audience })
  } catch (cause) {
    throw refuse(cause instanceof IdentityError ? cause.operatorReason : 'its claims do not fit')
  }
}

function refuse(why: string): IdentityError {
  return new IdentityError('request', `no such token: ${why}`)
}
