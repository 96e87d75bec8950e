import type { Phi } from '#phi'
import { type Actor, type EffectData, type EventDraft, type EventKind, remember } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import type { ExchangeSink } from './exchange.ts'
import type { LoggedIn } from './login.ts'
import { ExchangeTally, emptyAccount } from './tally.ts'

export interface LedgerParts {
  readonly context: EnforcerContext
  readonly phi: Phi
  /** Name of the enforcement point, and of the system it guards. */
  readonly name: string
  readonly guarded: string
  /** Address class of the client: loopback, unix, private, public. */
  readonly client: string
  readonly encryption: string
}

const MOST_PURPOSE = 256
const MOST_NAMES = 64
const MOST_NAME_LENGTH = 2048
/** Holds nothing that could be masked. */
const PLAIN_NAME = /^[a-z_?]{1,64}$/i

/** What one session leaves in the event log: its opening, an effect an exchange, its end. */
export class SessionLedger {
  readonly sink: ExchangeSink
  /** Told when something recorded did not become durable: the session must then end. */
  onBroken: (error: unknown) => void = () => undefined
  readonly #login: LoggedIn
  readonly #parts: LedgerParts
  readonly #openedAt: number
  readonly #actor: Actor
  #exchanges = 0
  #durable: Promise<void> = Promise.resolve()

  constructor(login: LoggedIn, parts: LedgerParts) {
    this.#login = login
    this.#parts = parts
    this.#openedAt = parts.context.now()
    const { human, agent, groups, assurance } = login.session
    this.#actor = remember({ human, agent, groups: [...groups], assurance })
    this.sink = this.#makeSink()
  }

  /** Rejects where the opening cannot be made durable: the client is then not let in. */
  async open(): Promise<void> {
    const { name, guarded, client, encryption } = this.#parts
    const { expiresAt, issuer } = this.#login.session
    this.#record('session.open', {
      enforcer: name,
      target: guarded,
      client,
      transport: encryption,
      expiresAt,
      issuer,
    })
    await this.#durable
  }

  /** Resolves when everything about the session is durable. */
  async close(reason: string): Promise<void> {
    const durationMs = Math.max(0, this.#parts.context.now() - this.#openedAt)
    this.#record('session.close', { reason: reason.slice(0, 256), exchanges: this.#exchanges, durationMs })
    await this.#durable
  }

  #makeSink(): ExchangeSink {
    const { context, phi, client } = this.#parts
    const { session, client: asked } = this.#login
    const purpose = asked.applicationName
    const counting = { commit: context.commit, detector: phi, empty: emptyAccount(phi) }
    return {
      effect: (data: EffectData) => {
        this.#exchanges++
        this.#record('effect', { ...data })
      },
      name: remembering((name) => phi.maskText(name).text),
      payload: (content, recording) => context.recordPayload(session.id, content, recording),
      // HMAC over the SHA-256: rows may be few and guessable.
      digest: (sha256) => context.commit('content', sha256),
      tally: () => new ExchangeTally(counting),
      recipient: `${session.agent} (${client})`,
      // Free text of the client's: what looks like PHI in it is masked.
      purpose: purpose === null || purpose === '' ? null : phi.maskText(purpose).text.slice(0, MOST_PURPOSE),
      now: context.now,
    }
  }

  #record(kind: EventKind, data: EventDraft['data']): void {
    const { id, run } = this.#login.session
    const { durable } = this.#parts.context.record({
      kind,
      session: id,
      run,
      actor: this.#actor,
      data,
    })
    this.#durable = durable
    // Later ones fail with it: a log that failed once is closed for good.
    durable.catch((error: unknown) => this.onBroken(error))
  }
}

// A session runs the same few statements again and again.
function remembering(mask: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>()
  return (name) => {
    if (PLAIN_NAME.test(name)) return name
    const before = known.get(name)
    if (before !== undefined) return before
    const masked = mask(name)
    if (known.size >= MOST_NAMES) known.clear()
    if (name.length <= MOST_NAME_LENGTH) known.set(name, masked)
    return masked
  }
}
