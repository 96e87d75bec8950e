import { errors, type JWTPayload, jwtVerify } from 'jose'
import type { OidcIssuerConfig } from '#schemas'
import { IdentityError } from '../identity-error.ts'
import type { Expected, TokenIssuer } from '../token-issuer.ts'
import { takeApart } from '../token-shape.ts'
import { readAddress } from './address.ts'
import { discoverKeys } from './discovery.ts'
import { createFetchJson, type FetchJson } from './fetch-json.ts'
import { readHeader } from './header.ts'
import { createKeySet, type KeyReport, type KeySet, type KeyTimes } from './key-set.ts'
import { type ReasonCode, refuse, signedOff } from './refusals.ts'
import { type ClaimRules, readTokenClaims } from './token-claims.ts'
import { readKeys } from './usable-keys.ts'

/** An identity provider whose access tokens are taken. */
export interface OidcIssuer {
  readonly issuer: TokenIssuer
  /** Why its tokens cannot be checked now, as codes for readiness; empty where they can. */
  readiness(now: number): readonly string[]
  /** Asks it for its keys where that is due: call it every second. Never rejects: see `report`. */
  renew(now: number): Promise<void>
}

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA']
const REQUIRED = ['iss', 'sub', 'aud', 'exp', 'iat']
const MOST_AUDIENCES = 16
const DEFAULT_SKEW_SECONDS = 30
const DEFAULT_MOST_SECONDS = 8 * 3600
const DEFAULT_STALE_SECONDS = 3600
const TIMES = { freshMs: 600_000, cooldownMs: 30_000, retryMs: 5000 } as const
/** Aliases of our own issuers: another's humans must not bear their names. */
const RESERVED: ReadonlySet<string> = new Set(['local', 'enrolled'])

/**
 * Takes the access tokens (JWT, RFC 9068 or like it) of one identity provider. Nothing is asked before the first
 * `renew` or token. Throws IdentityError `issuer` for a configuration that may not be.
 */
export function openOidcIssuer({
  config,
  ca,
  report,
  times = {},
  fetchJson = createFetchJson(ca === undefined ? {} : { ca }),
}: {
  readonly config: OidcIssuerConfig
  /** PEM text of the only CA that its certificates are checked against. */
  readonly ca?: string
  readonly report: KeyReport
  readonly times?: Partial<KeyTimes>
  readonly fetchJson?: FetchJson
}): OidcIssuer {
  const { alias, issuer, algorithms = ALGORITHMS } = config
  requireUsable(config)
  const keySet = createKeySet({
    load: async () => readKeys(await fetchKeys(config, fetchJson)),
    times: { ...TIMES, staleMs: (config.staleKeysSeconds ?? DEFAULT_STALE_SECONDS) * 1000, ...times },
    report,
  })
  const audiences: Readonly<Record<string, string | undefined>> = {
    'cordon:data': config.audience ?? 'cordon-data',
    'cordon:api': config.apiAudience,
  }
  const rules = rulesOf(config)

  async function verify(token: string, expected: Expected): Promise<ReturnType<typeof readTokenClaims>> {
    try {
      const wanted = audiences[expected.audience]
      if (wanted === undefined) throw refuse('audience_not_served')
      const header = readHeader(takeApart(token).header, algorithms)
      const key = await keySet.find(header, expected.now)
      const claims = await checked(token, key, { issuer, algorithm: header.alg, rules, expected })
      requireAudience(claims.aud, wanted, Object.values(audiences))
      return readTokenClaims(claims, rules, expected)
    } catch (error) {
      throw signedOff(error, alias)
    }
  }

  return {
    issuer: { alias, issuer, verify, generation: keySet.generation },
    readiness: (now) => (keySet.isUsable(now) ? [] : [`issuer_${alias}_no_keys`]),
    renew: keySet.renew,
  }
}

async function fetchKeys({ issuer, jwks }: OidcIssuerConfig, fetchJson: FetchJson): Promise<unknown> {
  const address = jwks === undefined ? await discoverKeys(issuer, fetchJson) : readAddress(jwks, 'jwks', LOOPBACK)
  const document = await fetchJson(address)
  if (document !== undefined) return document
  const message = `${address.origin}${address.pathname} does not exist: it should be the issuer's key set`
  throw new IdentityError('issuer', message, { operatorReason: `issuer_no_jwks: ${message}` })
}

const LOOPBACK = { loopback: true } as const

function requireUsable({ alias, issuer, jwks, audience, apiAudience }: OidcIssuerConfig): void {
  if (RESERVED.has(alias)) throw new IdentityError('issuer', `the alias ${alias} is Cordon's own: choose another`)
  if (readAddress(issuer, 'issuer', LOOPBACK).search !== '')
    throw new IdentityError('issuer', 'an issuer has no query (OpenID Connect Discovery 1.0): leave it out')
  if (jwks !== undefined) readAddress(jwks, 'jwks', LOOPBACK)
  if (apiAudience !== undefined && apiAudience === (audience ?? 'cordon-data'))
    throw new IdentityError('issuer', 'audience and apiAudience are the same: an agent could approve')
}

function rulesOf(config: OidcIssuerConfig): ClaimRules {
  return {
    alias: config.alias,
    subjectClaim: config.subjectClaim ?? 'sub',
    groupsClaim: config.groupsClaim ?? 'groups',
    agentClaim: config.agentClaim ?? null,
    runClaim: config.runClaim ?? null,
    roles: config.roles ?? [],
    apiClients: config.apiClients ?? [],
    mostSeconds: config.maxTokenSeconds ?? DEFAULT_MOST_SECONDS,
    skewSeconds: config.clockSkewSeconds ?? DEFAULT_SKEW_SECONDS,
  }
}

interface Check {
  readonly issuer: string
  readonly algorithm: string
  readonly rules: ClaimRules
  readonly expected: Expected
}

async function checked(
  token: string,
  key: Awaited<ReturnType<KeySet['find']>>,
  { issuer, algorithm, rules, expected }: Check,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      issuer,
      requiredClaims: REQUIRED,
      clockTolerance: rules.skewSeconds,
      currentDate: new Date(expected.now),
    })
    return payload
  } catch (cause) {
    throw refuse(reasonOf(cause), { cause })
  }
}

// The messages of jose may quote claims: only its codes are told.
function reasonOf(cause: unknown): ReasonCode {
  if (cause instanceof errors.JWTExpired) return 'expired'
  if (cause instanceof errors.JWSSignatureVerificationFailed) return 'signature_wrong'
  if (cause instanceof errors.JWTClaimValidationFailed) {
    if (cause.reason === 'missing') return 'claim_missing'
    if (cause.claim === 'iss') return 'issuer_wrong'
    if (cause.claim === 'nbf' && cause.reason === 'check_failed') return 'not_yet_valid'
    return 'claim_invalid'
  }
  return 'malformed'
}

// A token for both would let an agent approve.
function requireAudience(aud: unknown, wanted: string, ours: readonly (string | undefined)[]): void {
  const named = typeof aud === 'string' ? [aud] : aud
  if (!Array.isArray(named) || named.length > MOST_AUDIENCES || !named.includes(wanted)) throw refuse('audience_wrong')
  if (ours.some((audience) => audience !== undefined && audience !== wanted && named.includes(audience)))
    throw refuse('audience_mixed')
}
