import {
  type Actor,
  type AssertedSubject,
  type Event,
  mintId,
  type PolicySubject,
  parse,
  remember,
  type Session,
  type SessionPeer,
} from '#schemas'
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
   * (one message for every cause), `crowded`, `full` or `unavailable`.
   */
  open(credential: string, peer: SessionPeer): Promise<Session>
  /**
   * Opens a session, for 15 minutes, of whom a caller with the `subjects` grant vouches for. Throws IdentityError
   * `crowded`, `full` or `unavailable`.
   */
  vouch(subject: AssertedSubject, peer: SessionPeer): Promise<Session>
  /** An open session that has not ended; undefined otherwise. */
  find(id: string): LiveSession | undefined
  /** Forgets a session; false where there is none. */
  close(id: string): boolean
  /** How many are open. */
  count(): number
  /** Open sessions as JSON values, for `restore` of the next process. They hold no credential. */
  snapshot(): readonly KeptSession[]
  /** Opens again what a snapshot held and what the log says was let in after it, as far as it has not ended. */
  restore(kept: readonly KeptSession[], log: AsyncIterable<Event>): Promise<void>
}

export interface KeptSession {
  readonly session: Session
  readonly peer: SessionPeer
}

const ASSERTED_MS = 15 * 60_000

/**
 * The table of open sessions. Ended ones make room; when it is full, nobody else is let in. One human gets at most half
 * of it: an agent that opens them without end locks out its own human, not the house.
 */
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
  const mostEach = Math.ceil(most / 2)

  async function open(credential: string, peer: SessionPeer): Promise<Session> {
    let token: VerifiedToken
    try {
      token = await admit(credential, peer)
      requireRoom(token.human)
    } catch (error) {
      authLog.refused(peer, error)
      throw error
    }
    const { human, agent, groups, issuer, assurance, run } = token
    const expiresAt = new Date(token.expiresAt).toISOString()
    const id = mintId('ses', now())
    return begin({ id, run, human, agent: agent ?? '', groups: [...groups], issuer, assurance, expiresAt }, peer)
  }

  async function vouch({ human, agent, groups }: AssertedSubject, peer: SessionPeer): Promise<Session> {
    const { enforcer: issuer } = peer
    // Under the server's own name, so that nobody is taken for whom an identity provider knows.
    const known = `${issuer}|${human}`
    try {
      requireRoom(known)
    } catch (error) {
      authLog.refused(peer, error)
      throw error
    }
    const id = mintId('ses', now())
    const expiresAt = new Date(now() + ASSERTED_MS).toISOString()
    const who = { human: known, agent, groups, issuer, assurance: 'asserted' } as const
    return begin({ id, run: id, ...who, expiresAt }, peer)
  }

  async function begin(who: Session, peer: SessionPeer): Promise<Session> {
    const entry = liveSession(who, peer)
    const { session, actor } = entry
    const { issuer, run, expiresAt } = session
    live.set(session.id, entry)
    try {
      await authLog.accepted(peer, { issuer, session: session.id, run, actor, expiresAt })
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

  function requireRoom(human: string): void {
    if (live.size < mostEach) return
    const time = now()
    let own = 0
    for (const [id, { expiresAt, session }] of live) {
      if (expiresAt <= time) live.delete(id)
      else if (session.human === human) own++
    }
    if (live.size >= most)
      throw new IdentityError('crowded', `${most} sessions are open: close some, or try again later`)
    if (own >= mostEach)
      throw new IdentityError('crowded', `this human has ${own} sessions open: close some, or try again later`)
  }

  function find(id: string): LiveSession | undefined {
    const entry = live.get(id)
    if (!entry || entry.expiresAt > now()) return entry
    live.delete(id)
    return undefined
  }

  function keep(session: Session, peer: SessionPeer): void {
    // Whoever takes an issuer out of the configuration, and starts again, is rid of the sessions it vouched for.
    if (session.assurance !== 'asserted' && !verifier.aliases.has(session.issuer)) return
    if (Date.parse(session.expiresAt) > now() && live.size < most) live.set(session.id, liveSession(session, peer))
  }

  async function restore(kept: readonly KeptSession[], log: AsyncIterable<Event>): Promise<void> {
    for (const { session, peer } of kept) keep(session, peer)
    for await (const event of log) {
      const session = admitted(event)
      if (session !== null) keep(session.session, session.peer)
    }
  }

  return {
    open,
    vouch,
    find,
    close: (id) => live.delete(id),
    count: () => live.size,
    snapshot: () => [...live.values()].map(({ session, peer }) => ({ session, peer })),
    restore,
  }
}

// The record of a login, read back as the session that it opened; null for any other event. One that was closed since
// then counts as open until its token ends: only the enforcer that opened it can use it.
function admitted({ kind, session: id, run, actor, data }: Event): KeptSession | null {
  if (kind !== 'auth' || id === undefined || run === undefined || actor === undefined) return null
  const { outcome, enforcer, target, transport, issuer, expiresAt } = parse('event-data', { auth: data }).auth ?? {}
  if (outcome !== 'accepted' || !enforcer || !target || !issuer || !expiresAt) return null
  const { human, agent, groups = [], assurance = 'asserted' } = actor
  return {
    session: { id, run, human, agent, groups, assurance, issuer, expiresAt },
    peer: { enforcer, target, transport: transport as SessionPeer['transport'] },
  }
}

function liveSession(session: Session, peer: SessionPeer): LiveSession {
  const { id, run, human, agent, groups, issuer, assurance, expiresAt } = session
  return Object.freeze({
    session,
    peer,
    expiresAt: Date.parse(expiresAt),
    // Part of every decision under it: written once.
    subject: remember<PolicySubject>({
      type: 'agent',
      id: agent,
      properties: { human, agent, groups: [...groups], issuer, assurance, session: id, run },
    }),
    actor: remember({ human, agent, groups: [...groups], assurance }),
  })
}
