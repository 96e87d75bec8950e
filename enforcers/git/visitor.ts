import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Phi } from '#phi'
import type { Decision } from '#schemas'
import type { EnforcerContext, Peer } from '../enforcer.ts'
import { addressClass, SessionLedger } from './session-ledger.ts'
import { translateFetch } from './translate.ts'

export interface VisitorParts {
  readonly context: EnforcerContext
  readonly phi: Phi
  readonly name: string
  readonly target: string
  readonly channel: 'backend' | 'door'
}

/** One decision to read one repository, and what was sent under it. */
export interface Reading {
  readonly decision: Decision
  readonly allowed: boolean
  readonly startedAt: number
  bytes: number
}

const MOST_SESSIONS = 16

/**
 * Who is at the other end of one connection. A token opens one session for as long as the connection lasts: git makes
 * several requests of one clone or push. A proxy in front may bring several tokens over one connection.
 */
export class Visitor {
  readonly #parts: VisitorParts
  readonly #socket: Socket
  readonly #sessions = new Map<string, Promise<SessionLedger>>()
  readonly #readings = new Map<string, Promise<Reading>>()
  #busy = 0
  #gone = false
  #idle: () => void = () => undefined

  constructor(socket: Socket, parts: VisitorParts) {
    this.#socket = socket
    this.#parts = parts
  }

  /** The session of a token. Rejects with AuthenticationError, or where nothing can be recorded. */
  async enter(token: string): Promise<SessionLedger> {
    const key = createHash('sha256').update(token).digest('base64')
    const known = this.#sessions.get(key)
    if (known !== undefined) {
      const ledger = await known
      if (Date.parse(ledger.session.expiresAt) > this.#parts.context.now()) return ledger
    }
    if (this.#sessions.size >= MOST_SESSIONS && known === undefined)
      throw new Error('too many tokens came over one connection')
    const opened = this.#open(token)
    this.#sessions.set(key, opened)
    opened.catch(() => this.#sessions.delete(key))
    return opened
  }

  /** The decision that a session may read a repository: asked once a connection. */
  read(ledger: SessionLedger, repository: string): Promise<Reading> {
    const key = `${ledger.session.id} ${repository}`
    const known = this.#readings.get(key)
    if (known !== undefined) return known
    const asked = this.#ask(ledger, repository)
    this.#readings.set(key, asked)
    return asked
  }

  /** Counts what is under way, so that a session's end waits for its last record. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#busy++
    try {
      return await work()
    } finally {
      this.#busy--
      if (this.#busy === 0) this.#idle()
    }
  }

  /** Records the end of everything. Resolves when that is durable. */
  async leave(reason: string): Promise<void> {
    if (this.#gone) return
    this.#gone = true
    if (this.#busy > 0)
      await new Promise<void>((resolve) => {
        this.#idle = resolve
      })
    for (const [key, reading] of this.#readings) await this.#finish(key, await reading.catch(() => null))
    for (const opened of this.#sessions.values())
      await opened.then((ledger) => ledger.close(reason)).catch(() => undefined)
  }

  async #open(token: string): Promise<SessionLedger> {
    const { context, name, target } = this.#parts
    const secure = this.#socket instanceof TLSSocket ? this.#socket : null
    const client = addressClass(this.#socket.remoteAddress)
    const peer: Peer = {
      enforcer: name,
      target,
      transport: secure ? 'tls' : client === 'loopback' ? 'loopback' : 'plain',
    }
    const session = await context.authenticate(token, peer)
    const transport = (secure?.getProtocol() ?? 'plain').toLowerCase().replace('tlsv', 'tls')
    const ledger = new SessionLedger({ context, session, name, target, client, transport })
    await ledger.open()
    return ledger
  }

  async #ask({ session: { id: session } }: SessionLedger, repository: string): Promise<Reading> {
    const { context, phi, name: enforcer, target, channel } = this.#parts
    const startedAt = context.now()
    const decision = await context.decide(translateFetch({ session, target, repository, channel }, { phi, enforcer }))
    const { effect, obligations } = decision.context
    const allowed = decision.decision && effect === 'allow' && obligations.every(({ type }) => type === 'record')
    return { decision, allowed, startedAt, bytes: 0 }
  }

  async #finish(key: string, reading: Reading | null): Promise<void> {
    if (reading === null) return
    const [id] = key.split(' ')
    for (const opened of this.#sessions.values()) {
      const ledger = await opened.catch(() => null)
      if (ledger === null || ledger.session.id !== id) continue
      const { decision, allowed, startedAt, bytes } = reading
      ledger.effect({
        decision: decision.context.id,
        outcome: allowed ? 'done' : 'refused',
        bytes,
        recipient: ledger.recipient,
        durationMs: Math.max(0, this.#parts.context.now() - startedAt),
      })
    }
  }
}
