import { type Actor, mintId, type PolicySubject, type Session, type SessionPeer } from '#schemas'
import type { AuthLog } from './auth-log.ts'
import { IdentityError, refusedCredential } from './identity-error.ts'
import type { Verifier } from './issuers.ts'
import type { VerifiedToken } from './verified-token.ts'

/** A session that is open, with what every decision under it needs, made once. */
export interface LiveSession {
  readonly session: Session
  readonly peer: SessionPeer
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  readonly subject: PolicySubject
  readonly actor: Actor
}

export interface Sessions {
  /**
   * Checks what a client showed and opens a session, once that is durable. Throws IdentityError `refused`
   * (one message for every cause) or `unavailable`.
   */
  open(credential: string, peer: SessionPeer): Promise<Session>
  /** An open session that has not ended; undefined otherwise. */
  find(id: string): LiveSession | undefined
  /** Forgets a session; false where there is none. */
  close(id: string): boolean
  /** How many are open. */
  count(): number
}

/** The table of open sessions. Ended ones make room; when it is full, nobody else is let in. */
export function createSessions({
  verifier,
  authLog,
  now,
  most = 10_000,
}: {
  readonly verifier: Verifier
  readonly authLog: AuthLog
  readonly now: () => number
  /** Sessions at once. */
  readonly most?: number
}): Sessions {
  const live = new Map<string, LiveSession>()

  async function open(credential: string, peer: SessionPeer): Promise<Session> {
    let token: VerifiedToken
    try {
      token = await admit(credential, peer)
      requireRoom()
    } catch (error) {
      authLog.refused(peer, error)
      throw error
    }
    const entry = liveSession(token, peer, now())
    const { session, actor } = entry
    live.set(session.id, entry)
    try {
      await authLog.accepted(peer, { issuer: token.issuer, session: session.id, run: session.run, actor })
    } catch (error) {
      live.delete(session.id)
      throw error
    }
    return session
  }

  async function admit(credential: string, { transport }: SessionPeer): Promise<VerifiedToken> {
    // On a plain wire the token is anybody's who listens; it is not even looked at.
    if (transport === 'plain') throw refusedCredential('credential came over a plain connection')
    const token = await verifier.verify(credential, 'cordon:data')
    if (token.agent === null) throw refusedCredential('token names no agent')
    return token
  }

  function requireRoom(): void {
    if (live.size < most) return
    const time = now()
    for (const [id, { expiresAt }] of live) if (expiresAt <= time) live.delete(id)
    if (live.size >= most)
      throw new IdentityError('unavailable', `${most} sessions are open: close some, or try again later`)
  }

  function find(id: string): LiveSession | undefined {
    const entry = live.get(id)
    if (!entry || entry.expiresAt > now()) return entry
    live.delete(id)
    return undefined
  }

  return { open, find, close: (id) => live.delete(id), count: () => live.size }
}

function liveSession(token: VerifiedToken, peer: SessionPeer, now: number): LiveSession {
  const { human, issuer, assurance, run, expiresAt } = token
  const agent = token.agent ?? ''
  const groups = [...token.groups]
  const id = mintId('ses', now)
  return Object.freeze({
    session: { id, run, human, agent, groups, issuer, assurance, expiresAt: new Date(expiresAt).toISOString() },
    peer,
    expiresAt,
    subject: {
      type: 'agent',
      id: agent,
      properties: { human, agent, groups, issuer, assurance, session: id, run },
    } as const,
    actor: { human, agent, groups, assurance },
  })
}
