import type { FastifyRequest } from 'fastify'
import type { Engine } from '../engine.ts'
import { refusedCredential } from '../identity/identity-error.ts'
import type { Audience, Role, VerifiedToken } from '../identity/verified-token.ts'
import type { Caller } from '../understand.ts'
import { ApiError } from './problems.ts'

/** The guarded routes: `METHOD path`. */
export type GuardedRoute =
  | 'POST /access/v1/evaluation'
  | 'POST /v1/sessions'
  | 'DELETE /v1/sessions/:id'
  | 'POST /v1/sessions/:id/close'
  | 'POST /v1/events'
  | 'POST /v1/introductions'
  | 'GET /v1/approvals'
  | 'GET /v1/approvals/:id'
  | 'POST /v1/approvals/:id/approve'
  | 'POST /v1/approvals/:id/deny'

/** Who may call what: the one table. A route that is not here cannot be registered. */
export const ROUTE_ROLES: Readonly<Record<GuardedRoute, readonly Role[]>> = {
  'POST /access/v1/evaluation': ['enforcer'],
  'POST /v1/sessions': ['enforcer'],
  'DELETE /v1/sessions/:id': ['enforcer'],
  'POST /v1/sessions/:id/close': ['enforcer'],
  'POST /v1/events': ['enforcer'],
  'POST /v1/introductions': ['enforcer'],
  'GET /v1/approvals': ['officer', 'auditor', 'admin'],
  'GET /v1/approvals/:id': ['officer', 'auditor', 'admin'],
  'POST /v1/approvals/:id/approve': ['officer'],
  'POST /v1/approvals/:id/deny': ['officer'],
}

/** Where refusals of the API are recorded. */
const PLACE = { enforcer: 'api' } as const

/**
 * Checks who calls a route: a Bearer token (RFC 6750) of the route's audience, then the role. Throws IdentityError
 * `refused` (401) or ApiError 403; both are recorded.
 */
export function callerCheck(engine: Engine, route: GuardedRoute): (request: FastifyRequest) => Promise<VerifiedToken> {
  const roles = ROUTE_ROLES[route]
  // Enforcers and people hold tokens of different audiences, so that neither's is any use to the other.
  const audience: Audience = roles.includes('enforcer') ? 'cordon:engine' : 'cordon:api'
  return async (request) => {
    try {
      return await engine.verifier.verify(bearerOf(request), audience).then((token) => inRole(token, roles))
    } catch (error) {
      engine.authLog.refused(PLACE, error instanceof ApiError ? error.cause : error)
      throw error
    }
  }
}

/** An enforcer's token as the caller that decides know. */
export function enforcerOf({ subject, grants }: VerifiedToken): Caller {
  return { name: subject, subjects: grants.includes('subjects') }
}

function bearerOf({ headers }: FastifyRequest): string {
  const { authorization } = headers
  if (authorization === undefined) throw refusedCredential('no token')
  if (authorization.slice(0, 7).toLowerCase() !== 'bearer ') throw refusedCredential('no Bearer token')
  return authorization.slice(7)
}

// Decision 2: a token with act can never approve or administer, whatever else it says.
function inRole(token: VerifiedToken, roles: readonly Role[]): VerifiedToken {
  if (token.agent === null && token.role !== null && roles.includes(token.role)) return token
  const cause = refusedCredential(`role ${token.role ?? 'none'} may not do this`)
  throw new ApiError(403, 'role_forbidden', `only ${roles.join(', ')} may do this: use such a token`, { cause })
}
