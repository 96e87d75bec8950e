import type { Audience, VerifiedToken } from './verified-token.ts'

/** One issuer of tokens. See local-issuer.ts and enrolled-issuer.ts; an OIDC provider is a third. */
export interface TokenIssuer {
  /** How humans of this issuer are named: `alias|sub`. */
  readonly alias: string
  /** The `iss` of its tokens, exactly. */
  readonly issuer: string
  /** Checks everything anew. Throws IdentityError `refused`. */
  verify(token: string, expected: Expected): Promise<VerifiedToken>
  /** Changes when keys are added or taken away: tokens that were verified under another value are verified again. */
  generation(now: number): string
}

export interface Expected {
  /** The one `aud` that is taken. */
  readonly audience: Audience
  /** Milliseconds since 1970. */
  readonly now: number
}
