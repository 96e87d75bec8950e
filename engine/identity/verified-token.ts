/** What a token is for. One audience a purpose: a token for one is nothing to the others. */
export type Audience = 'cordon:data' | 'cordon:api' | 'cordon:engine'

/** What a caller of the engine's API may be. Exactly one a token. */
export type Role = 'enforcer' | 'officer' | 'auditor' | 'admin'

/** A token whose signature, times, audience and shape all held. The only form in which claims travel further. */
export interface VerifiedToken {
  /** Alias of the issuer. */
  readonly issuer: string
  /** `sub`. */
  readonly subject: string
  /** `issuer alias|sub`. */
  readonly human: string
  /** Outermost `act.sub` (RFC 8693 section 4.1); null for a person or a service. */
  readonly agent: string | null
  readonly role: Role | null
  readonly groups: readonly string[]
  /** What an enrolled caller may do beyond its role, for example `subjects`. */
  readonly grants: readonly string[]
  /** `sid`, else `jti`. */
  readonly run: string
  readonly audience: Audience
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  readonly assurance: 'demo' | 'idp' | 'asserted'
  readonly authentication: Authentication
}

/** How a person had logged in: `auth_time`, `acr`, `amr` (OpenID Connect Core 1.0, section 2). */
export interface Authentication {
  readonly time?: string
  readonly acr?: string
  readonly amr?: string[]
}
