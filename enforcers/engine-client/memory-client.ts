import type { AccessRequest, Decision, Session } from '#schemas'
import type { Peer } from '../enforcer.ts'
import { AuthenticationError } from './authentication-error.ts'
import type { EngineClient, Patience } from './engine-client.ts'
import { failClosed } from './fail-closed.ts'

/** The slice of an engine in the same process that an enforcer uses; `cli/` hands it in. */
export interface EngineInProcess {
  openSession(credential: string, peer: Peer): Promise<Session>
  closeSession(id: string): unknown
  decide(request: AccessRequest, caller: { readonly name: string; readonly subjects: boolean }): Promise<Decision>
}

/** An engine in the same process. It is trusted no more than one elsewhere: the same deadline, the same checks. */
export function memoryClient({
  engine,
  enforcer,
  ...patience
}: Patience & {
  readonly engine: EngineInProcess
  /** The enforcer's name: it asks under no other. */
  readonly enforcer: string
}): EngineClient {
  const caller = { name: enforcer, subjects: false }
  return {
    authenticate: async (credential, peer) => {
      try {
        return await engine.openSession(credential, peer)
      } catch (cause) {
        const code = (cause as { code?: unknown } | null)?.code
        const known = code === 'refused' || code === 'full' || code === 'crowded'
        throw new AuthenticationError(known ? code : 'unavailable', { cause })
      }
    },
    decide: failClosed((request) => engine.decide(request, caller), patience),
    closeSession: async (id) => {
      engine.closeSession(id)
    },
    close: () => undefined,
  }
}
