import { hash } from 'node:crypto'
import type { Phi } from '#phi'
import { type Actor, type EffectData, type EventDraft, type EventKind, faultOf, remember, type Session } from '#schemas'
import type { EnforcerContext, Peer } from '../enforcer.ts'
import { AuthenticationError } from '../engine-client/index.ts'
import { HttpError } from './http-error.ts'

/** One token at one service, from one class of addresses: a session, from its first request until it idles. */
export interface OpenSession {
  readonly session: Session
  /** Of the client: loopback, private, public. */
  readonly client: string
  effect(data: EffectData): void
  /** Ends a use that `open` began. */
  release(): void
  /** It is not known to the engine any more: the next request logs in again. */
  forget(): void
}

export interface Visit {
  readonly token: string
  readonly target: string
  readonly transport: Peer['transport']
  /** `plain`, or the TLS version, for the record. */
  readonly encryption: string
  readonly client: string
}

export interface SessionCacheParts {
  readonly context: EnforcerContext
  readonly phi: Phi
  readonly enforcer: string
  readonly most: number
  readonly idleMs: number
}

interface Entry {
  readonly key: string
  readonly opening: Promise<Held>
  users: number
  lastUsed: number
  dropped: boolean
}

interface Held {
  readonly session: Session
  readonly visit: Visit
  readonly openedAt: number
  readonly actor: Actor
  exchanges: number
  durable: Promise<void>
}

/**
 * Sessions by token and service, so that a client that opens a connection for each request is not a new session each
 * time. Bounded; tokens are kept as digests; a session ends with its token, when it idles, or to make room.
 */
export class SessionCache {
  readonly #parts: SessionCacheParts
  readonly #entries = new Map<string, Entry>()
  readonly #closing = new Set<Promise<void>>()
  readonly #timer: NodeJS.Timeout

  constructor(parts: SessionCacheParts) {
    this.#parts = parts
    this.#timer = setInterval(() => this.#sweep(), Math.max(50, Math.min(1000, parts.idleMs / 4))).unref()
  }

  /** Who is asking; logs in where that is not known. Throws HttpError. */
  async open(visit: Visit): Promise<OpenSession> {
    const { now } = this.#parts.context
    const key = hash('sha256', `${visit.target}\0${visit.client}\0${visit.encryption}\0${visit.token}`, 'hex')
    let entry = this.#entries.get(key)
    if (entry === undefined) {
      this.#makeRoom()
      entry = { key, opening: this.#begin(visit), users: 0, lastUsed: now(), dropped: false }
      this.#entries.set(key, entry)
    }
    entry.users++
    try {
      const held = await entry.opening
      if (Date.parse(held.session.expiresAt) > now()) return this.#handle(entry, held)
    } catch (error) {
      this.#entries.delete(key)
      throw refusalOf(error)
    }
    entry.users--
    this.#drop(entry, 'the token ended')
    throw new HttpError('credential_refused', 'The token has ended: get a fresh one and try again.')
  }

  /** Closes every session; resolves when that is durable. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    for (const entry of [...this.#entries.values()]) this.#drop(entry, 'the enforcer stops', true)
    await Promise.allSettled(this.#closing)
  }

  async #begin(visit: Visit): Promise<Held> {
    const { context, enforcer } = this.#parts
    const { token, target, transport, encryption, client } = visit
    const session = await context.authenticate(token, { enforcer, target, transport })
    const { human, agent, groups, assurance } = session
    // Part of every event of it: written and checked once.
    const actor = remember<Actor>({ agent, assurance, groups: [...groups], human })
    const held: Held = { session, visit, openedAt: context.now(), actor, exchanges: 0, durable: Promise.resolve() }
    const { expiresAt, issuer } = session
    this.#record(held, 'session.open', { enforcer, target, client, transport: encryption, expiresAt, issuer })
    await held.durable
    return held
  }

  #handle(entry: Entry, held: Held): OpenSession {
    let released = false
    return {
      session: held.session,
      client: held.visit.client,
      effect: (data) => {
        held.exchanges++
        this.#record(held, 'effect', { ...data })
      },
      release: () => {
        if (released) return
        released = true
        entry.users--
        entry.lastUsed = this.#parts.context.now()
        if (entry.dropped && entry.users === 0) this.#end(held, 'the engine had forgotten it')
      },
      forget: () => {
        this.#entries.delete(entry.key)
        entry.dropped = true
      },
    }
  }

  #sweep(): void {
    const { idleMs, context } = this.#parts
    const longAgo = context.now() - idleMs
    for (const entry of [...this.#entries.values()])
      if (entry.users === 0 && entry.lastUsed <= longAgo) this.#drop(entry, 'idle')
  }

  // The one that idles longest goes; where none idles, nobody else is let in.
  #makeRoom(): void {
    if (this.#entries.size < this.#parts.most) return
    let oldest: Entry | null = null
    for (const entry of this.#entries.values())
      if (entry.users === 0 && (oldest === null || entry.lastUsed < oldest.lastUsed)) oldest = entry
    if (oldest === null) throw new HttpError('overloaded', 'Too many sessions are open: try again later.')
    this.#drop(oldest, 'made room for another')
  }

  #drop(entry: Entry, reason: string, force = false): void {
    this.#entries.delete(entry.key)
    if (entry.users > 0 && !force) {
      entry.dropped = true
      return
    }
    const closing = entry.opening.then((held) => this.#end(held, reason)).catch(() => undefined)
    this.#closing.add(closing)
    void closing.then(() => this.#closing.delete(closing))
  }

  async #end(held: Held, reason: string): Promise<void> {
    const durationMs = Math.max(0, this.#parts.context.now() - held.openedAt)
    try {
      this.#record(held, 'session.close', { reason, exchanges: held.exchanges, durationMs })
      await held.durable
    } catch (error) {
      this.#parts.context.log.error('the end of a session was not recorded', {
        session: held.session.id,
        ...faultOf(error),
      })
    }
  }

  #record(held: Held, kind: EventKind, data: EventDraft['data']): void {
    const { session, actor } = held
    const { id, run } = session
    held.durable = this.#parts.context.record({ kind, session: id, run, actor, data }).durable
    // Later ones fail with it: a log that failed once is closed for good.
    held.durable.catch(() => undefined)
  }
}

function refusalOf(error: unknown): HttpError {
  if (error instanceof HttpError) return error
  // By its code: an engine of another process, or a test's, throws errors of its own.
  const code = error instanceof AuthenticationError ? error.code : codeOf(error)
  if (code === 'crowded')
    return new HttpError('overloaded', 'Too many sessions are open, of yours or of everybody: try again later.', {
      cause: error,
    })
  return code === 'refused'
    ? new HttpError('credential_refused', 'The credential was refused: get a fresh token and try again.', {
        cause: error,
      })
    : new HttpError('engine_unavailable', 'Nobody can log in now: try again later, or tell the operator.', {
        cause: error,
      })
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code
}
