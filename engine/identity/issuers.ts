import { hash } from 'node:crypto'
import { IdentityError, refusedCredential } from './identity-error.ts'
import { createTokenCache } from './token-cache.ts'
import type { Expected, TokenIssuer } from './token-issuer.ts'
import { takeApart } from './token-shape.ts'
import type { Audience, VerifiedToken } from './verified-token.ts'

export interface Verifier {
  /** Verifies a token for one audience. Throws IdentityError `refused`: always the same message. */
  verify(token: string, audience: Audience): Promise<VerifiedToken>
  /** Of the issuers whose tokens are taken. */
  readonly aliases: ReadonlySet<string>
}

/**
 * Picks the issuer by `iss` and remembers what it verified, by the token's SHA-256, until the token ends: a
 * signature check costs more than a whole decision. Throws TypeError where two issuers claim one `iss` or alias.
 */
export function createVerifier({
  issuers,
  now,
  most = 10_000,
}: {
  readonly issuers: readonly TokenIssuer[]
  readonly now: () => number
  /** Verified tokens remembered. */
  readonly most?: number
}): Verifier {
  const byIssuer = new Map(issuers.map((issuer) => [issuer.issuer, issuer]))
  const aliases = new Set(issuers.map((issuer) => issuer.alias))
  if (byIssuer.size !== issuers.length || aliases.size !== issuers.length)
    throw new TypeError('two issuers share a name: a token would belong to both')
  const cache = createTokenCache(most)

  async function verify(token: string, audience: Audience): Promise<VerifiedToken> {
    const key = digestOf(token)
    const time = now()
    const known = cache.find(key, time)
    if (known && known.token.audience === audience && known.generation === known.issuer.generation(time))
      return known.token
    const { claims } = takeApart(token)
    const issuer = typeof claims['iss'] === 'string' ? byIssuer.get(claims['iss']) : undefined
    if (!issuer) throw refusedCredential('unknown issuer')
    const generation = issuer.generation(time)
    const verified = await checked(issuer, token, { audience, now: time })
    cache.keep(key, { token: verified, issuer, generation })
    return verified
  }
  return { verify, aliases }
}

async function checked(issuer: TokenIssuer, token: string, expected: Expected): Promise<VerifiedToken> {
  try {
    return await issuer.verify(token, expected)
  } catch (cause) {
    if (cause instanceof IdentityError) throw cause
    throw refusedCredential(`issuer ${issuer.alias} failed`, cause)
  }
}

function digestOf(token: string): string {
  return hash('sha256', token, 'base64')
}
