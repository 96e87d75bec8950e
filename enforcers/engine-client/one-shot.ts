import { type AccessRequest, type AssertedSubject, type Decision, type EventDraft, parse, type Session } from '#schemas'
import type { Peer } from '../enforcer.ts'
import { AuthenticationError } from './authentication-error.ts'
import type { Patience } from './engine-client.ts'
import { type Answered, exchange } from './exchange.ts'
import { failClosed } from './fail-closed.ts'
import { connectionTo, type EngineAddress } from './http-client.ts'

/** An engine, as a program reaches it that runs once and keeps no log of its own (a hook). */
export interface OneShotClient {
  /** Opens a session of whom the caller vouches for. Rejects with AuthenticationError. */
  vouch(subject: AssertedSubject, peer: Peer): Promise<Session>
  /** Never rejects: an engine that cannot be reached, is late, or answers nonsense is a refusal. */
  decide(request: AccessRequest): Promise<Decision>
  /** Hands in an event; the engine seals it under its own source. Rejects where it is not durable there. */
  record(draft: EventDraft): Promise<void>
  /** Lets the engine forget a session. Never rejects. */
  closeSession(id: string): Promise<void>
  close(): void
}

/** Throws TypeError for an address that would carry tokens in the clear beyond this machine. */
export function oneShotClient({
  address,
  token,
  ...patience
}: Patience & {
  readonly address: EngineAddress
  /** A fresh token of this caller, signed with its enrolled key. */
  readonly token: () => Promise<string>
}): OneShotClient {
  const connection = connectionTo(address)

  async function call(method: 'POST' | 'DELETE', path: string, body: unknown, signal?: AbortSignal): Promise<Answered> {
    const deadline = signal ?? AbortSignal.timeout(patience.deadlineMs)
    return exchange(connection, { method, path, body, token: await token(), signal: deadline })
  }

  return {
    vouch: async (asserted, peer) => {
      const answered = await call('POST', '/v1/sessions', { asserted, peer }).catch((cause: unknown) => {
        throw new AuthenticationError('unavailable', { cause })
      })
      if (answered.status === 401 || answered.status === 403) throw new AuthenticationError('refused')
      try {
        return parse('session', answered.document)
      } catch (cause) {
        throw new AuthenticationError('unavailable', { cause })
      }
    },
    decide: failClosed(async (request, { signal }) => {
      const { status, document } = await call('POST', '/access/v1/evaluation', request, signal)
      if (status !== 200) throw new Error(`the engine answered ${status}`)
      return document
    }, patience),
    record: async (draft) => {
      const { status } = await call('POST', '/v1/events', draft)
      if (status >= 300) throw new Error(`the engine did not take an event: it answered ${status}`)
    },
    closeSession: async (id) => {
      await call('DELETE', `/v1/sessions/${encodeURIComponent(id)}`, undefined).catch(() => undefined)
    },
    close: () => connection.options.agent.destroy(),
  }
}
