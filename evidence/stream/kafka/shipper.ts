import type { KeyObject } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { performance } from 'node:perf_hooks'
import type { EventDraft } from '#schemas'
import { pause } from '../../ledger/patience.ts'
import { SealedWatermarks } from '../../ledger/sealed-watermarks.ts'
import type { SealerLog } from '../../ledger/sealer.ts'
import type { PayloadLog } from '../../recording/payload.ts'
import type { ObjectStore } from '../../store/object-store.ts'
import type { OpenEventLog } from '../event-log.ts'
import { type KafkaSettings, topicsOf } from './client.ts'
import { EventShipper } from './event-shipper.ts'
import { Outlet } from './outlet.ts'
import { PayloadShipper } from './payload-shipper.ts'
import type { StreamStatus } from './source.ts'
import { StreamAlarms } from './stream-alarms.ts'

export interface KafkaShipperOptions {
  readonly kafka: KafkaSettings
  /** The log of this process. */
  readonly events: OpenEventLog
  /** The recordings of this process, where it makes any. */
  readonly payloads?: PayloadLog
  /** Private key of the log's source: signs every message. */
  readonly key: KeyObject
  /** Read only: to see what is sealed. */
  readonly store: ObjectStore
  readonly shard: string
  /** Public key of the sealer: only what it signed releases the log. */
  readonly sealerKey: KeyObject
  /** Told before the log is released: what depends on it must be durable by itself. */
  readonly beforeRelease?: () => void
  readonly log: SealerLog
  /** Monotonic milliseconds; default `performance.now`. */
  readonly clock?: () => number
  /** How often the store is looked at; default 2000. */
  readonly pollMs?: number
  /** How often recordings are sent; default 5000. */
  readonly payloadsEveryMs?: number
  /** How long what was sent may stay unsealed before it is sent again; default 60 000, doubling. */
  readonly stallMs?: number
}

export interface KafkaShipper {
  /** `lag`: bytes of events that are not sealed. */
  status(): StreamStatus
  /** Sends what there is now; false where the brokers did not take all of it within `waitMs`. The log holds the rest. */
  flush(waitMs: number): Promise<boolean>
  /** Stops sending. Call it before the log and the recordings are closed. */
  close(): Promise<void>
}

/**
 * Ships the log and the recordings of one long-lived process to Kafka until it is closed. Never rejects because
 * brokers or store are away: the log takes what happens meanwhile, while it has room, and then refuses.
 */
export function openKafkaShipper(options: KafkaShipperOptions): KafkaShipper {
  return new Shipper(options)
}

const FLUSH_POLL_MS = 20

class Shipper implements KafkaShipper {
  readonly #options: KafkaShipperOptions
  readonly #end = new AbortController()
  readonly #outlets: readonly Outlet[]
  readonly #events: EventShipper
  readonly #payloads: PayloadShipper | undefined
  readonly #running: Promise<unknown>
  #storeTrouble: string | undefined

  constructor(options: KafkaShipperOptions) {
    this.#options = options
    const { kafka: settings, log, clock = () => performance.now(), stallMs = 60_000, key, store, shard } = options
    const { signal } = this.#end
    // Everything in here waits with it, as often as it is flushed.
    setMaxListeners(0, signal)
    const topics = topicsOf(settings)
    const alarm = (draft: EventDraft): void => void options.events.append(draft)
    const events = new Outlet({ settings, topic: topics.events, log, signal })
    this.#events = new EventShipper({
      ...{ source: options.events, outlet: events, key, log, clock, stallMs, signal },
      messageEvents: settings.messageEvents ?? 64,
      beforeRelease: options.beforeRelease ?? (() => undefined),
      alarms: new StreamAlarms({ alarm, log, clock }),
    })
    const payloads = new Outlet({ settings, topic: topics.payloads, log, signal })
    const damaged = (file: string): void =>
      alarm({ kind: 'alarm', data: { code: 'recording.damaged', message: damageOf(file) } })
    this.#payloads =
      options.payloads &&
      new PayloadShipper({
        ...{ payloads: options.payloads, outlet: payloads, key, store, shard, stallMs, clock, damaged, log, signal },
        everyMs: options.payloadsEveryMs ?? 5000,
      })
    this.#outlets = options.payloads ? [events, payloads] : [events]
    this.#running = this.#run()
  }

  status(): StreamStatus {
    const troubles = [...this.#outlets.map(({ trouble }) => trouble?.message), this.#events.trouble]
    const reasons = [...troubles, this.#payloads?.trouble, this.#storeTrouble].filter((reason) => reason !== undefined)
    return {
      isReady: reasons.length === 0,
      reasons: [...new Set(reasons)],
      lag: this.#options.events.status().heldBytes,
    }
  }

  async flush(waitMs: number): Promise<boolean> {
    const { clock = () => performance.now() } = this.#options
    const until = clock() + waitMs
    let areShipped = this.#payloads === undefined
    void this.#payloads?.ship().then(() => {
      areShipped = true
    })
    for (;;) {
      if (areShipped && (await this.#events.isDrained())) return true
      if (clock() > until || this.#end.signal.aborted) return false
      await pause(FLUSH_POLL_MS, this.#end.signal)
    }
  }

  async close(): Promise<void> {
    this.#end.abort()
    await this.#running
    await Promise.all(this.#outlets.map((outlet) => outlet.close()))
  }

  async #run(): Promise<void> {
    const { store, shard, sealerKey } = this.#options
    const sealed = new SealedWatermarks({ store, shard, publicKey: sealerKey })
    // First what a former life left: what is sealed of it need not be sent.
    await this.#look(sealed)
    await Promise.all([this.#events.run(), this.#payloads?.run(), this.#watch(sealed)])
  }

  async #watch(sealed: SealedWatermarks): Promise<void> {
    while (!this.#end.signal.aborted) {
      await pause(this.#options.pollMs ?? 2000, this.#end.signal)
      await this.#look(sealed)
    }
  }

  // Looks in the store for what is sealed of this source.
  async #look(sealed: SealedWatermarks): Promise<void> {
    try {
      const facts = await sealed.read()
      if (facts) await this.#events.sealed(facts)
      this.#storeTrouble = undefined
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown'
      this.#storeTrouble = `what is sealed cannot be read from the store, or not released: ${why}`
      this.#options.log.warn('the log is not released; it is tried again', { error: this.#storeTrouble })
    }
  }
}

function damageOf(file: string): string {
  return `recordings in ${file} were damaged; what held is in the store, the file is kept`
}
