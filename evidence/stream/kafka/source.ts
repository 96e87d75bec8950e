import { type KeyObject, randomBytes } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type { Consumer, EachBatchPayload } from 'kafkajs'
import type { EventDraft } from '#schemas'
import { SealedWatermarks } from '../../ledger/sealed-watermarks.ts'
import type { SealerLog } from '../../ledger/sealer.ts'
import type { ObjectStore } from '../../store/object-store.ts'
import { StoreError } from '../../store/store-error.ts'
import type { Cursor, EventBatch, EventSource, FetchOptions } from '../seams.ts'
import { Waiting } from '../waiting.ts'
import { groupOf, type KafkaSettings, topicsOf } from './client.ts'
import { Inlet } from './inlet.ts'
import { Intake, type Refused, type Taken } from './intake.ts'
import { type Places, readKafkaCursor } from './kafka-cursor.ts'
import { KafkaError } from './kafka-error.ts'
import { Partitions } from './partitions.ts'
import { MessageChecker } from './signed-message.ts'
import { StreamAlarms } from './stream-alarms.ts'

export interface KafkaSourceOptions {
  readonly kafka: KafkaSettings
  readonly store: ObjectStore
  readonly shard: string
  /** Public key of the sealer: what it sealed is where every source goes on. */
  readonly sealerKey: KeyObject
  /** May this source (key id) write to this ledger? Default: every source that signs what it sends. */
  readonly isKnown?: (source: string) => boolean
  /** Records an alarm in the log of this process. */
  readonly alarm: (draft: EventDraft) => void
  readonly log: SealerLog
  /** Monotonic milliseconds; default `performance.now`. */
  readonly clock?: () => number
}

/** For `/readyz` and metrics. */
export interface StreamStatus {
  readonly isReady: boolean
  /** Why not, for operators. */
  readonly reasons: readonly string[]
  /** What waits: messages that are not read, or bytes that are not sealed. */
  readonly lag: number
}

export interface KafkaSource extends EventSource {
  status(): StreamStatus
  close(): Promise<void>
}

/**
 * Where the sealer reads from when parts run apart. Opens at once; connects at the first fetch, and then stays
 * connected. A fetch never rejects because brokers are away: it answers an empty batch that says so.
 */
export function openKafkaSource(options: KafkaSourceOptions): KafkaSource {
  return new TopicSource(options)
}

/** How long a fetch that may not wait still waits for what the brokers have already. */
const SETTLE_MS = 5000
const ROOM_MS = 100

class TopicSource implements KafkaSource {
  readonly #options: KafkaSourceOptions
  readonly #clock: () => number
  readonly #topic: string
  readonly #alarms: StreamAlarms
  readonly #checker: MessageChecker
  readonly #inlet: Inlet
  readonly #partitions: Partitions
  readonly #intakes = new Map<number, Intake>()
  readonly #waiting: Waiting = new Waiting()
  #begun: Promise<void> | undefined
  #storeTrouble: string | undefined

  constructor(options: KafkaSourceOptions) {
    const { kafka, log, alarm, clock = () => performance.now(), isKnown = () => true } = options
    this.#options = options
    this.#clock = clock
    this.#topic = topicsOf(kafka).events
    this.#alarms = new StreamAlarms({ alarm, log, clock })
    this.#checker = new MessageChecker(isKnown)
    this.#partitions = new Partitions((taken, partition) => this.#gap(taken, partition))
    this.#inlet = new Inlet({
      settings: kafka,
      topic: this.#topic,
      // A group of its own: it needs every partition, at once, whoever else reads, or died a moment ago.
      group: `${groupOf(kafka)}.${randomBytes(4).toString('hex')}`,
      log,
      clock,
      joined: (partitions, consumer) => this.#joined(partitions, consumer),
      take: (payload) => this.#take(payload),
    })
  }

  async fetch(cursor: Cursor | null, { most, waitMs, signal }: FetchOptions): Promise<EventBatch> {
    const places = readKafkaCursor(cursor)
    const until = this.#clock() + waitMs
    const settled = this.#settle(until, signal)
    for (;;) {
      if (this.#inlet.signal.aborted) throw new KafkaError('closed', 'the event source was closed: open it again')
      if (await this.#begin()) {
        this.#goTo(places)
        const batch = this.#partitions.take(places, Math.max(1, most))
        if (batch.events.length > 0) return batch
      }
      const leftMs = until - this.#clock()
      if (signal.aborted || (leftMs <= 0 && (await settled.next()).done))
        return { events: [], cursor, ...(this.status().isReady ? {} : { isAway: true }) }
      await this.#waiting.change(signal, leftMs > 0 ? leftMs : ROOM_MS)
    }
  }

  status(): StreamStatus {
    const trouble = this.#begun ? this.#inlet.trouble?.message : undefined
    const reasons = [trouble, this.#storeTrouble].filter((reason) => reason !== undefined)
    return { isReady: reasons.length === 0, reasons, lag: this.#partitions.lag }
  }

  async close(): Promise<void> {
    const closing = this.#inlet.close()
    this.#waiting.wake()
    await closing
  }

  // Sources go on behind what is sealed of them: known before the first event is let through.
  async #begin(): Promise<boolean> {
    const { store, shard, sealerKey, log } = this.#options
    this.#begun ??= (async () => {
      const facts = await new SealedWatermarks({ store, shard, publicKey: sealerKey }).read()
      this.#partitions.order.sealed(facts?.watermarks ?? [])
      this.#inlet.start()
    })()
    try {
      await this.#begun
      this.#storeTrouble = undefined
      return true
    } catch (error) {
      this.#begun = undefined
      if (!(error instanceof StoreError) || error.code !== 'io') throw error
      this.#storeTrouble = `the store is out of reach: ${error.message}`
      log.warn('could not read what is sealed; it is tried again', { error: error.message })
      return false
    }
  }

  #goTo(places: Places): void {
    for (const partition of this.#partitions.reposition(places)) {
      this.#intakes.get(partition)?.clear()
      this.#inlet.seek(partition, this.#partitions.get(partition)?.next ?? 0)
    }
  }

  #joined(partitions: readonly number[], consumer: Consumer): void {
    for (const partition of partitions) {
      const { next } = this.#partitions.add(partition)
      if (!this.#intakes.has(partition))
        this.#intakes.set(partition, new Intake(partition, this.#checker, (refused) => this.#poison(refused)))
      consumer.seek({ topic: this.#topic, partition, offset: String(next) })
    }
    this.#waiting.wake()
  }

  async #take({ batch, resolveOffset, heartbeat, isRunning, isStale }: EachBatchPayload): Promise<void> {
    const { partition } = batch
    const shelf = this.#partitions.get(partition)
    const intake = this.#intakes.get(partition)
    if (!shelf || !intake || isStale()) return
    shelf.end = Number(batch.highWatermark)
    const last = Number(batch.lastOffset())
    if (!this.#isWanted(batch, partition)) return
    const wanted = batch.messages.filter(({ offset }) => Number(offset) >= shelf.next)
    shelf.put(
      wanted.map((message) => intake.take(Number(message.offset), message)),
      Math.max(shelf.next, last + 1),
    )
    resolveOffset(String(last))
    this.#waiting.wake()
    while (!this.#partitions.hasRoom && isRunning() && !isStale()) {
      this.#inlet.touch()
      await heartbeat()
      await this.#waiting.change(this.#inlet.signal, ROOM_MS)
    }
  }

  // The brokers may have dropped what is wanted (retention), or hold another topic of that name: then they begin
  // elsewhere. Producers send again what is missed, since it is not sealed.
  #isWanted(batch: EachBatchPayload['batch'], partition: number): boolean {
    const shelf = this.#partitions.get(partition)
    const fetched = fetchedOffset(batch)
    if (!shelf) return false
    if (fetched <= shelf.next && Number(batch.highWatermark) >= shelf.next) {
      shelf.asked = null
      return true
    }
    if (shelf.asked !== shelf.next) {
      // Perhaps only a fetch that was under way when it was told to go elsewhere.
      shelf.asked = shelf.next
      this.#inlet.seek(partition, shelf.next)
      return false
    }
    const what = `partition ${partition} of ${this.#topic} no longer holds offset ${shelf.next}; it goes on at ${fetched}`
    const why = 'were messages dropped before they were sealed, or was the topic made anew?'
    this.#alarms.raise('stream.lost', `${what}: ${why} Producers send again what is not sealed`)
    this.#partitions.skip(partition, fetched)
    this.#intakes.get(partition)?.clear()
    this.#inlet.seek(partition, fetched)
    return false
  }

  #poison({ partition, offset, digest, why }: Refused): void {
    const where = `a message was refused: ${this.#topic}, partition ${partition}, offset ${offset}, SHA-256 ${digest}`
    this.#alarms.raise('stream.poison', `${where}: ${why}. It is not sealed. Find out who can write to the topic`)
  }

  #gap({ source, offset, after }: Taken, partition: number): void {
    const what = `something of source ${source} up to epoch ${after.epoch}, event ${after.seq} has not come`
    this.#options.log.warn(`${what}; what follows is left out until its source sends it again`, { partition, offset })
  }

  /** Each step waits for what the brokers have now; done when that is read, or cannot be. */
  async *#settle(until: number, signal: AbortSignal): AsyncGenerator<void> {
    const deadline = until + SETTLE_MS
    const hasTime = (): boolean => !signal.aborted && this.#clock() < deadline
    while (hasTime() && this.#partitions.numbers.length === 0) yield
    if (!this.status().isReady || !hasTime()) return
    const ends = await this.#inlet.ends().catch(() => new Map<number, number>())
    yield
    const isBehind = (): boolean => [...ends].some(([number, end]) => (this.#partitions.get(number)?.next ?? end) < end)
    while (hasTime() && this.status().isReady && isBehind()) yield
  }
}

// Where the fetch was asked to begin: kafkajs keeps it, and its types do not say so.
function fetchedOffset(batch: EachBatchPayload['batch']): number {
  return 'fetchedOffset' in batch ? Number(batch.fetchedOffset) : Number.NaN
}
