import { setTimeout as sleep } from 'node:timers/promises'
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs'
import { pause } from '../../ledger/patience.ts'
import type { SealerLog } from '../../ledger/sealer.ts'
import { type KafkaSettings, kafkaClient } from './client.ts'
import { asKafkaError, KafkaError } from './kafka-error.ts'
import { checkTopic } from './topics.ts'

export interface InletOptions {
  readonly settings: KafkaSettings
  readonly topic: string
  readonly group: string
  readonly log: SealerLog
  /** Monotonic milliseconds. */
  readonly clock: () => number
  /** Told of the partitions it has been given, before anything is read from them. */
  readonly joined: (partitions: readonly number[], consumer: Consumer) => void
  /** Takes what arrives. What it throws ends the connection; another is made. */
  readonly take: (payload: EachBatchPayload) => Promise<void>
}

const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 10_000
/** The client is taken for hung when it has not asked for messages for so long. */
const STALL_MS = 60_000
const WATCH_MS = 1000
/** Of the client: how long an idle request waits at the broker, which is also how long leaving may take. */
const MOST_WAIT_MS = 200
const CLOSE_MS = 3000

/**
 * Reads one topic as a member of a group, for as long as it is open: the client is thrown away and made anew when it
 * crashed, or hangs. Where reading goes on is the business of `joined` and `take`; nothing is committed here.
 */
export class Inlet {
  readonly #options: InletOptions
  readonly #end = new AbortController()
  #running: Promise<void> | undefined
  #consumer: Consumer | undefined
  #trouble: KafkaError | undefined = new KafkaError('unreachable', 'kafka was not reached yet')
  #touched = 0

  constructor(options: InletOptions) {
    this.#options = options
  }

  /** Why nothing arrives; undefined while all is well. */
  get trouble(): KafkaError | undefined {
    return this.#trouble
  }

  get signal(): AbortSignal {
    return this.#end.signal
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** Says that there is life: whoever holds up the reading calls it meanwhile. */
  touch(): void {
    this.#touched = this.#options.clock()
  }

  /** Goes on at an offset; what was fetched before is not handed over any more. */
  seek(partition: number, offset: number): void {
    this.#consumer?.seek({ topic: this.#options.topic, partition, offset: String(offset) })
  }

  /** Next offset of each partition as the brokers have it now. Throws KafkaError. */
  async ends(): Promise<ReadonlyMap<number, number>> {
    const { settings, topic, log } = this.#options
    const admin = kafkaClient(settings, log).admin()
    try {
      await admin.connect()
      const offsets = await admin.fetchTopicOffsets(topic)
      return new Map(offsets.map(({ partition, high }) => [partition, Number(high)]))
    } catch (error) {
      throw asKafkaError(error, `ask where ${topic} ends`)
    } finally {
      await admin.disconnect().catch(() => undefined)
    }
  }

  async close(): Promise<void> {
    this.#end.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { topic, log } = this.#options
    for (let pauseMs = FIRST_PAUSE_MS; !this.#end.signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        await this.#life(() => {
          pauseMs = FIRST_PAUSE_MS
        })
      } catch (error) {
        this.#trouble = asKafkaError(error, `read ${topic}`)
        log.warn('kafka brings no messages; it is tried again', { topic, pauseMs, error: this.#trouble.message })
      }
      await pause(pauseMs, this.#end.signal)
    }
  }

  // From connecting to a crash, or the end.
  async #life(joined: () => void): Promise<void> {
    const { settings, topic, log, take } = this.#options
    const kafka = kafkaClient(settings, log)
    for (const warning of (await checkTopic(kafka, topic, settings)).warnings) log.warn(warning)
    const consumer = this.#make(kafka)
    const over = new AbortController()
    try {
      const crashed = this.#listen(consumer, joined)
      await consumer.connect()
      await consumer.subscribe({ topics: [topic], fromBeginning: true })
      this.#consumer = consumer
      this.touch()
      await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: take })
      await Promise.race([crashed, this.#watch(over.signal)])
    } finally {
      over.abort()
      this.#consumer = undefined
      await Promise.race([consumer.disconnect().catch(() => undefined), sleep(CLOSE_MS, undefined, { ref: false })])
    }
  }

  #make(kafka: Kafka): Consumer {
    return kafka.consumer({
      groupId: this.#options.group,
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: MOST_WAIT_MS,
      sessionTimeout: 6000,
      rebalanceTimeout: 10_000,
      heartbeatInterval: 1000,
      maxBytesPerPartition: 4 << 20,
      maxBytes: 16 << 20,
      retry: { retries: 8, initialRetryTime: 100, maxRetryTime: 2000, restartOnFailure: async () => false },
    })
  }

  #listen(consumer: Consumer, joined: () => void): Promise<never> {
    const { topic, log } = this.#options
    consumer.on(consumer.events.FETCH_START, () => this.touch())
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      this.touch()
      joined()
      if (this.#trouble) log.info('kafka brings messages', { topic })
      this.#trouble = undefined
      this.#options.joined(payload.memberAssignment[topic] ?? [], consumer)
    })
    const crashed = new Promise<never>((_, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
    })
    // It may crash while nobody waits for that yet.
    crashed.catch(() => undefined)
    return crashed
  }

  // Ends without an error when all is closed, or this life is over.
  async #watch(over: AbortSignal): Promise<void> {
    const { clock } = this.#options
    const signal = AbortSignal.any([over, this.#end.signal])
    while (!signal.aborted) {
      await pause(WATCH_MS, signal)
      if (signal.aborted) return
      if (clock() - this.#touched > STALL_MS) throw new KafkaError('unreachable', 'the client of kafka hangs')
    }
  }
}
