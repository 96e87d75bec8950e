import { list, name, seconds } from '../claim-values.ts'
import { MOST_GROUPS, readActor, readAuthentication } from '../claims.ts'
import type { Expected } from '../token-issuer.ts'
import type { Role, VerifiedToken } from '../verified-token.ts'
import { valueAt } from './claim-path.ts'
import { refuse } from './refusals.ts'
import { type Claims, clientsOf, requireAccessToken, requireHuman } from './token-kind.ts'

/** How the claims of one issuer are read. See OidcIssuerConfig. */
export interface ClaimRules {
  readonly alias: string
  readonly subjectClaim: string
  readonly groupsClaim: string
  readonly agentClaim: string | null
  readonly runClaim: string | null
  readonly roles: readonly { readonly group: string; readonly role: Exclude<Role, 'enforcer'> }[]
  readonly apiClients: readonly string[]
  readonly mostSeconds: number
  readonly skewSeconds: number
}

/**
 * Claims whose signature, issuer, audience and times held, as the rest of the engine sees them. Pure. Throws
 * IdentityError `refused`.
 */
export function readTokenClaims(claims: Claims, rules: ClaimRules, { audience, now }: Expected): VerifiedToken {
  requireAccessToken(claims)
  requireLife(claims, rules, now)
  const subject = name(valueAt(claims, rules.subjectClaim), rules.subjectClaim)
  const agent = audience === 'cordon:api' ? noAgent(claims, rules) : agentOf(claims, rules)
  requireHuman(claims, subject, agent)
  const groups = readGroups(claims, rules.groupsClaim)
  return {
    issuer: rules.alias,
    subject,
    human: `${rules.alias}|${subject}`,
    agent,
    role: audience === 'cordon:api' ? roleOf(groups, rules) : null,
    groups,
    grants: [],
    run: readRun(claims, rules.runClaim),
    audience,
    expiresAt: seconds(claims['exp'], 'exp') * 1000,
    assurance: 'idp',
    authentication: readAuthentication(claims),
  }
}

function requireLife(claims: Claims, { mostSeconds, skewSeconds }: ClaimRules, now: number): void {
  const issued = seconds(claims['iat'], 'iat')
  if (issued * 1000 > now + skewSeconds * 1000) throw refuse('issued_in_future')
  if (seconds(claims['exp'], 'exp') - issued > mostSeconds) throw refuse('lives_too_long')
}

// RFC 8693 first; a mapped claim (often the client's id) only where nothing says who acts.
function agentOf(claims: Claims, { agentClaim, apiClients }: ClaimRules): string | null {
  // What people use to approve is no agent, and must not become one.
  if (clientsOf(claims).some((client) => apiClients.includes(client))) throw refuse('client_not_taken')
  return readActor(claims['act']) ?? mappedAgent(claims, agentClaim)
}

// Decision 2: whoever acts for a person never approves. Where clients are listed, only theirs are a person's tokens.
function noAgent(claims: Claims, { agentClaim, apiClients }: ClaimRules): null {
  if (claims['act'] !== undefined) throw refuse('agent_at_api')
  const mapped = mappedAgent(claims, agentClaim)
  if (mapped !== null && !apiClients.includes(mapped)) throw refuse('agent_at_api')
  if (apiClients.length === 0) return null
  const clients = clientsOf(claims)
  if (clients.length === 0 || !clients.every((client) => apiClients.includes(client))) throw refuse('client_not_taken')
  return null
}

function mappedAgent(claims: Claims, claim: string | null): string | null {
  const value = claim === null ? undefined : valueAt(claims, claim)
  return claim === null || value === undefined ? null : name(value, claim)
}

function readGroups(claims: Claims, claim: string): string[] {
  // Entra ID leaves groups out beyond 200 and says so here: rules that refuse a group would no longer bite.
  const elsewhere = claims['_claim_names']
  const isElsewhere = elsewhere !== null && typeof elsewhere === 'object' && Object.hasOwn(elsewhere, claim)
  if (isElsewhere || claims['hasgroups'] !== undefined) throw refuse('groups_overage')
  const value = valueAt(claims, claim)
  // AD FS writes one group as a text.
  return [...new Set(list(typeof value === 'string' ? [value] : value, MOST_GROUPS, claim))]
}

// One token, one role: the first grant of the configuration that fits.
function roleOf(groups: readonly string[], { roles }: ClaimRules): Role | null {
  return roles.find(({ group }) => groups.includes(group))?.role ?? null
}

function readRun(claims: Claims, claim: string | null): string {
  if (claim !== null) return name(valueAt(claims, claim), claim)
  // `uti` is what Entra ID calls jti.
  return name(claims['sid'] ?? claims['jti'] ?? claims['uti'], 'sid, jti or uti')
}
