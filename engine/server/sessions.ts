import type { SessionRequest } from '#schemas'
import type { Engine } from '../engine.ts'
import { IdentityError } from '../identity/identity-error.ts'
import { ApiError } from './problems.ts'
import type { ApiCall, ApiRoute } from './routes.ts'

/** Sessions for enforcers that run apart: open with what a client showed, close when it left. */
export function sessionRoutes(engine: Engine): readonly ApiRoute[] {
  return [
    { route: 'POST /v1/sessions', body: 'session-request', answer: 'session', handle: (call) => open(engine, call) },
    { route: 'DELETE /v1/sessions/:id', handle: (call) => close(engine, call) },
    { route: 'POST /v1/sessions/:id/close', handle: (call) => close(engine, call) },
  ]
}

async function open(engine: Engine, { caller, body, reply }: ApiCall): Promise<unknown> {
  const { credential, asserted, peer } = body as SessionRequest
  if (peer.enforcer !== caller.subject)
    throw new ApiError(403, 'enforcer_mismatch', 'an enforcer opens sessions under its own name alone')
  if ((credential === undefined) === (asserted === undefined))
    throw new ApiError(400, 'credential_missing', 'show a credential, or say whom you vouch for; one of them')
  if (asserted !== undefined && !caller.grants.includes('subjects'))
    throw new ApiError(403, 'subject_forbidden', 'only callers that were enrolled with the grant subjects may vouch')
  try {
    const session = asserted
      ? await engine.sessions.vouch(asserted, peer)
      : await engine.openSession(credential ?? '', peer)
    reply.code(201)
    return session
  } catch (error) {
    // 401 would say that the enforcer itself is not known.
    if (error instanceof IdentityError && error.code === 'refused')
      throw new ApiError(403, 'credential_refused', error.message, { cause: error })
    throw error
  }
}

function close(engine: Engine, { caller, id }: ApiCall): undefined {
  // A stranger's session and none at all look the same.
  if (engine.sessions.find(id)?.peer.enforcer !== caller.subject)
    throw new ApiError(404, 'session_unknown', 'there is no such session')
  engine.closeSession(id)
  return undefined
}
