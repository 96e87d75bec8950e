import { type KeyObject, sign } from 'node:crypto'
import type { EventDraft, SourceHeadData } from '#schemas'
import { headStatement } from './stamp.ts'

export interface SourceHeadsOptions {
  readonly id: string
  readonly epoch: number
  /** Ed25519 private key of the source. */
  readonly key: KeyObject
  readonly headEveryMs: number
  readonly heartbeatEveryMs: number
  /** Monotonic milliseconds. */
  readonly clock: () => number
  /** Where the chain stands. */
  readonly head: () => { readonly seq: number; readonly head: string }
  /** Takes the signed event. */
  readonly append: (draft: EventDraft) => void
}

/**
 * Lets a source sign its own chain: soon after new events (`source.head`), and when it is idle, to show that it
 * lives (`heartbeat`). Without it nobody could tell a silent source from one whose events were dropped.
 */
export class SourceHeads {
  readonly #options: SourceHeadsOptions
  readonly #started: number
  #timer: NodeJS.Timeout | undefined
  readonly #heartbeat: NodeJS.Timeout
  #signed = 0

  constructor(options: SourceHeadsOptions) {
    this.#options = options
    this.#started = options.clock()
    this.#heartbeat = setInterval(() => this.#sign('heartbeat'), options.heartbeatEveryMs).unref()
  }

  /** Call after an event that is not a head. */
  touched(): void {
    this.#timer ??= setTimeout(() => this.signNow(), this.#options.headEveryMs).unref()
  }

  /** Signs the chain now, where something is not signed yet. */
  signNow(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#options.head().seq > this.#signed) this.#sign('source.head')
  }

  stop(): void {
    clearTimeout(this.#timer)
    clearInterval(this.#heartbeat)
  }

  #sign(kind: 'source.head' | 'heartbeat'): void {
    const { id, epoch, key, head, clock, append } = this.#options
    const chain = head()
    const signature = sign(null, headStatement({ id, epoch, ...chain }), key).toString('base64')
    const uptimeMs = Math.round(clock() - this.#started)
    const data: SourceHeadData = { ...chain, signature, clockOffsetMs: null, uptimeMs }
    append({ kind, data: { ...data } })
    // The head itself is covered by the next one; it needs none of its own.
    this.#signed = head().seq
    this.#heartbeat.refresh()
  }
}
