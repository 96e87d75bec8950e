import { refusedCredential } from './identity-error.ts'
import type { Audience, Authentication, Role, VerifiedToken } from './verified-token.ts'

const MOST_NAME = 200
const MOST_GROUPS = 256
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

// RFC 8693 section 4.1: nested actors tell history; only the outermost acts now.
function readActor(act: unknown): string | null {
  if (act === undefined) return null
  if (act === null || typeof act !== 'object' || Array.isArray(act)) throw refusedCredential('act is no object')
  return name((act as Claims)['sub'], 'act.sub')
}

function readRole(role: unknown): Role | null {
  if (role === undefined) return null
  if (typeof role !== 'string' || !ROLES.has(role)) throw refusedCredential('unknown role')
  return role as Role
}

function readAuthentication(claims: Claims): Authentication {
  const { auth_time: time, acr, amr } = claims
  return {
    ...(time === undefined ? {} : { time: new Date(seconds(time, 'auth_time') * 1000).toISOString() }),
    ...(acr === undefined ? {} : { acr: name(acr, 'acr') }),
    ...(amr === undefined ? {} : { amr: list(amr, MOST_METHODS, 'amr') }),
  }
}

function list(value: unknown, most: number, what: string): string[] {
  if (value === undefined) return []
  if (!Array.isArray(value) || value.length > most) throw refusedCredential(`${what} is no list`)
  return value.map((item) => name(item, what))
}

// Names end up in events, on officers' screens and in log lines: no control characters, bounded.
function name(value: unknown, what: string): string {
  if (typeof value !== 'string' || value.length === 0 || value.length > MOST_NAME)
    throw refusedCredential(`${what} is missing or too long`)
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at)
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) throw refusedCredential(`${what} holds control characters`)
  }
  return value
}

const LAST_SECOND = 253_402_300_799

function seconds(value: unknown, what: string): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= LAST_SECOND)) throw refusedCredential(`${what} is no time`)
  return value
}
