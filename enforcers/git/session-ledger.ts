import type { EffectData, EventDraft, EventKind, PayloadReference, Session } from '#schemas'
import type { EnforcerContext, Recording } from '../enforcer.ts'

export interface LedgerParts {
  readonly context: EnforcerContext
  readonly session: Session
  /** Name of the enforcement point, and of the system it guards. */
  readonly name: string
  readonly target: string
  /** Address class of the client, and how it came: `plain`, `tls1.3`. */
  readonly client: string
  readonly transport: string
}

/** What one client's session leaves in the event log: its opening, an effect a push or fetch, its end. */
export class SessionLedger {
  readonly session: Session
  readonly recipient: string
  readonly #parts: LedgerParts
  readonly #openedAt: number
  #effects = 0
  #durable: Promise<void> = Promise.resolve()

  constructor(parts: LedgerParts) {
    this.session = parts.session
    this.recipient = `${parts.session.agent} (${parts.client})`
    this.#parts = parts
    this.#openedAt = parts.context.now()
  }

  /** Rejects where the opening cannot be made durable: the client is then not let in. */
  async open(): Promise<void> {
    const { name, target, client, transport } = this.#parts
    const { expiresAt, issuer } = this.session
    this.#record('session.open', { enforcer: name, target, client, transport, expiresAt, issuer })
    await this.#durable
  }

  effect(data: EffectData): void {
    this.#effects++
    this.#record('effect', { ...data })
  }

  payload(content: object, recording: Recording): PayloadReference {
    return this.#parts.context.recordPayload(this.session.id, Buffer.from(JSON.stringify(content), 'utf8'), recording)
  }

  /** Resolves when everything about the session is durable. */
  async close(reason: string): Promise<void> {
    const durationMs = Math.max(0, this.#parts.context.now() - this.#openedAt)
    this.#record('session.close', { reason, exchanges: this.#effects, durationMs })
    await this.#durable
  }

  #record(kind: EventKind, data: EventDraft['data']): void {
    const { id, run, human, agent, groups, assurance } = this.session
    const actor = { human, agent, groups, assurance }
    const { durable } = this.#parts.context.record({ kind, session: id, run, actor, data })
    this.#durable = durable
    durable.catch(() => undefined)
  }
}

/** The class of a client's address, for the record; the address itself is the operator's business. */
export function addressClass(address: string | undefined): 'loopback' | 'private' | 'public' {
  const plain = (address ?? '').replace(/^::ffff:/, '')
  if (plain.startsWith('127.') || plain === '::1') return 'loopback'
  const isPrivate = /^(10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.|169\.254\.|f[cd]|fe80:)/.test(plain)
  return isPrivate ? 'private' : 'public'
}
