import type { KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { pause } from '../../ledger/patience.ts'
import type { SealerLog } from '../../ledger/sealer.ts'
import type { PayloadLog } from '../../recording/payload.ts'
import { type SessionFrames, splitFrames } from '../../recording/session-frames.ts'
import { holdsSession } from '../../recording/store-session.ts'
import type { ObjectStore } from '../../store/object-store.ts'
import { StoreError } from '../../store/store-error.ts'
import { KafkaError } from './kafka-error.ts'
import type { Outlet } from './outlet.ts'
import { packFrames, sealFrames } from './payload-message.ts'
import { MessageSigner } from './signed-message.ts'

export interface PayloadShipperOptions {
  readonly payloads: PayloadLog
  readonly outlet: Outlet
  readonly key: KeyObject
  readonly store: ObjectStore
  readonly shard: string
  /** How often recordings are sent, and looked for in the store. */
  readonly everyMs: number
  readonly stallMs: number
  readonly clock: () => number
  /** Told of files that held damage: what held of them is in the store, they are kept. */
  readonly damaged: (file: string) => void
  readonly log: SealerLog
  readonly signal: AbortSignal
}

interface SentFile {
  readonly at: number
  /** How long it may stay unseen before it is sent again. */
  readonly stallMs: number
}

const LONGEST_STALL_MS = 3_600_000

/** Sends recordings to the topic of payloads, keyed by session, and lets go of a file when the store holds it. */
export class PayloadShipper {
  readonly #options: PayloadShipperOptions
  readonly #signer: MessageSigner
  readonly #sent = new Map<string, SentFile>()
  #trouble: string | undefined

  constructor(options: PayloadShipperOptions) {
    this.#options = options
    this.#signer = new MessageSigner(options.key)
  }

  get trouble(): string | undefined {
    return this.#trouble
  }

  async run(): Promise<void> {
    const { signal, everyMs } = this.#options
    while (!signal.aborted) {
      await this.ship()
      await pause(everyMs, signal)
    }
  }

  /** Sends what waits; lets go of what the store holds. */
  async ship(): Promise<void> {
    const { payloads, log, signal } = this.#options
    if (payloads.heldBytes === 0) return
    try {
      await payloads.handOver((path) => this.#take(path))
      this.#trouble = undefined
    } catch (error) {
      if (error instanceof KafkaError && error.code === 'closed' && signal.aborted) return
      this.#trouble = `recordings cannot be shipped: ${error instanceof Error ? error.message : 'unknown'}`
      log.warn('recordings could not be shipped; they wait here', { error: this.#trouble })
    }
  }

  async #take(path: string): Promise<'held' | 'damaged' | 'waits'> {
    const { clock, stallMs, damaged } = this.#options
    const { sessions, isDamaged } = splitFrames(await readFile(path))
    const sent = this.#sent.get(path)
    if (!sent || clock() - sent.at > sent.stallMs) {
      await this.#send(sessions)
      const next = sent ? Math.min(sent.stallMs * 2, LONGEST_STALL_MS) : stallMs
      this.#sent.set(path, { at: clock(), stallMs: next })
      return 'waits'
    }
    if (!(await this.#isHeld(sessions))) return 'waits'
    this.#sent.delete(path)
    if (isDamaged) damaged(`${path}.corrupt`)
    return isDamaged ? 'damaged' : 'held'
  }

  async #send(sessions: ReadonlyMap<string, SessionFrames>): Promise<void> {
    const { outlet } = this.#options
    for (const [session, frames] of sessions) {
      const { partitions, messageBytes } = await outlet.ready()
      const partition = partitionOfSession(session, partitions)
      for (const pack of packFrames(frames, messageBytes))
        for (const message of sealFrames(session, pack, messageBytes, this.#signer))
          await outlet.send(partition, [message])
    }
  }

  async #isHeld(sessions: ReadonlyMap<string, SessionFrames>): Promise<boolean> {
    const { store, shard } = this.#options
    try {
      for (const [session, frames] of sessions)
        if (!(await holdsSession(session, frames, { store, shard }))) return false
      return true
    } catch (error) {
      if (error instanceof StoreError && error.code === 'io') return false
      throw error
    }
  }
}

/** All payloads of a session go to one partition. FNV-1a: spreads, and secures nothing. */
export function partitionOfSession(session: string, partitions: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < session.length; at++) hash = Math.imul(hash ^ session.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % partitions
}
