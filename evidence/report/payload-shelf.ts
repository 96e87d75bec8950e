import type { PayloadReference } from '#schemas'

/** One recorded exchange, decrypted by whoever holds the key. */
export interface RecordedPayload {
  /** Session that it belongs to; absent where the reader asked for one session only. */
  readonly session?: string
  readonly exchange: number
  /** SHA-256 of the ciphertext frame as it lay in the store, hex. */
  readonly digest: string
  /** JSON of {statement, decision, columns, rows, command, truncated}, UTF-8. */
  readonly content: Uint8Array
}

/** What became of the payload that an effect names. */
export type PayloadFound =
  | { readonly state: 'matched'; readonly payload: RecordedPayload }
  /** The store holds another frame than the effect names: what it says is not evidence. */
  | { readonly state: 'mismatched'; readonly payload: RecordedPayload }
  /** `why` says what kept it from being read; null where the store simply does not hold it. */
  | { readonly state: 'missing'; readonly why: string | null }

/** Payloads come about in the order of their exchanges; so far one may run ahead of its effect. */
const MOST_AHEAD = 4096
const MOST_AHEAD_BYTES = 64 * 1024 * 1024

/** Hands out payloads by exchange while reading them once, with a bounded look ahead. */
export class PayloadShelf {
  readonly #payloads: AsyncIterator<RecordedPayload>
  readonly #ahead = new Map<string, RecordedPayload>()
  #aheadBytes = 0
  #ended = false
  #failure: string | null = null

  constructor(payloads: AsyncIterable<RecordedPayload>) {
    this.#payloads = payloads[Symbol.asyncIterator]()
  }

  async find(session: string, { digest, exchange }: PayloadReference): Promise<PayloadFound> {
    const payload = this.#takeAhead(session, exchange) ?? (await this.#readTo(session, exchange))
    if (payload === null) return { state: 'missing', why: this.#failure }
    return { state: payload.digest === digest ? 'matched' : 'mismatched', payload }
  }

  /** What no effect asked for: recorded exchanges that the ledger does not name. */
  async *left(): AsyncGenerator<RecordedPayload> {
    yield* this.#ahead.values()
    this.#ahead.clear()
    for (let payload = await this.#next(); payload !== null; payload = await this.#next()) yield payload
  }

  /** Lets go of the reader, also where the replay was not read to its end. */
  async close(): Promise<void> {
    if (!this.#ended) await this.#payloads.return?.()
    this.#ended = true
  }

  async #readTo(session: string, exchange: number): Promise<RecordedPayload | null> {
    while (this.#ahead.size < MOST_AHEAD && this.#aheadBytes < MOST_AHEAD_BYTES) {
      const payload = await this.#next()
      if (payload === null) return null
      if (payload.exchange === exchange && (payload.session ?? session) === session) return payload
      this.#ahead.set(keyOf(payload.session, payload.exchange), payload)
      this.#aheadBytes += payload.content.length
    }
    return null
  }

  #takeAhead(session: string, exchange: number): RecordedPayload | null {
    for (const key of [keyOf(session, exchange), keyOf(undefined, exchange)]) {
      const payload = this.#ahead.get(key)
      if (payload === undefined) continue
      this.#ahead.delete(key)
      this.#aheadBytes -= payload.content.length
      return payload
    }
    return null
  }

  // Recordings that cannot be opened (a shredded key, a damaged frame) must not hide what the ledger itself says.
  async #next(): Promise<RecordedPayload | null> {
    if (this.#ended) return null
    try {
      const { done, value } = await this.#payloads.next()
      if (done !== true) return value
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : 'the reader of recordings failed'
    }
    this.#ended = true
    return null
  }
}

function keyOf(session: string | undefined, exchange: number): string {
  return `${session ?? ''} ${exchange}`
}
