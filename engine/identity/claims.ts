import { list, name, seconds } from './claim-values.ts'
import { refusedCredential } from './identity-error.ts'
import type { Audience, Authentication, Role, VerifiedToken } from './verified-token.ts'

/** Most groups that a token may carry. */
export const MOST_GROUPS = 256

const MOST_METHODS = 16
const ROLES: ReadonlySet<string> = new Set<Role>(['officer', 'auditor', 'admin'])

/** What an issuer knows beside the claims. */
export interface IssuerFacts {
  readonly alias: string
  readonly assurance: VerifiedToken['assurance']
  readonly audience: Audience
}

type Claims = Readonly<Record<string, unknown>>

/** Claims whose signature held, as the rest of the engine sees them. Throws IdentityError `refused`. */
export function readClaims(claims: Claims, { alias, assurance, audience }: IssuerFacts): VerifiedToken {
  const subject = name(claims['sub'], 'sub')
  const agent = readActor(claims['act'])
  const role = readRole(claims['role'])
  if (agent !== null && role !== null) throw refusedCredential('a token with act holds a role')
  return {
    issuer: alias,
    subject,
    human: `${alias}|${subject}`,
    agent,
    role,
    groups: list(claims['groups'], MOST_GROUPS, 'groups'),
    grants: [],
    run: name(claims['sid'] ?? claims['jti'], 'sid'),
    audience,
    expiresAt: seconds(claims['exp'], 'exp') * 1000,
    assurance,
    authentication: readAuthentication(claims),
  }
}

/** Who acts (RFC 8693 section 4.1): nested actors tell history; only the outermost acts now. Null where nobody does. */
export function readActor(act: unknown): string | null {
  if (act === undefined) return null
  if (act === null || typeof act !== 'object' || Array.isArray(act)) throw refusedCredential('act is no object')
  return name((act as Claims)['sub'], 'act.sub')
}

function readRole(role: unknown): Role | null {
  if (role === undefined) return null
  if (typeof role !== 'string' || !ROLES.has(role)) throw refusedCredential('unknown role')
  return role as Role
}

/** How the person had logged in. Throws IdentityError `refused` where it cannot be read. */
export function readAuthentication(claims: Claims): Authentication {
  const { auth_time: time, acr, amr } = claims
  return {
    ...(time === undefined ? {} : { time: new Date(seconds(time, 'auth_time') * 1000).toISOString() }),
    ...(acr === undefined ? {} : { acr: name(acr, 'acr') }),
    ...(amr === undefined ? {} : { amr: list(amr, MOST_METHODS, 'amr') }),
  }
}
