import type { Producer } from 'kafkajs'
import { pause } from '../../ledger/patience.ts'
import type { SealerLog } from '../../ledger/sealer.ts'
import { type KafkaSettings, kafkaClient, timeoutOf } from './client.ts'
import { asKafkaError, KafkaError } from './kafka-error.ts'
import type { SignedMessage } from './signed-message.ts'
import { type CheckedTopic, checkTopic } from './topics.ts'

export interface OutletOptions {
  readonly settings: KafkaSettings
  readonly topic: string
  readonly log: SealerLog
  readonly signal: AbortSignal
}

/** Where a message went. */
export interface Sent {
  readonly partition: number
  /** Offset of the first message of the batch; -1 where the broker did not say. */
  readonly offset: number
}

const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 10_000

/**
 * Sends to one topic until the brokers have it: idempotent, acknowledged by all copies, one batch at a time. A
 * client that failed is thrown away, since it may hang after a broken connection or have lost count of its
 * sequences; the batch is then sent again. That can double a batch, never reorder two: readers know doubles.
 */
export class Outlet {
  readonly #options: OutletOptions
  #open: { readonly producer: Producer; readonly topic: CheckedTopic } | undefined
  #trouble: KafkaError | undefined = undefined

  constructor(options: OutletOptions) {
    this.#options = options
  }

  /** Why nothing can be sent; undefined while all is well, or before the first try. */
  get trouble(): KafkaError | undefined {
    return this.#trouble
  }

  /** The topic, once it is there and fit. Rejects with KafkaError `closed` when the signal aborts. */
  async ready(): Promise<CheckedTopic> {
    return this.#persist(async () => (await this.#opened()).topic)
  }

  /**
   * Resolves when all copies have the messages, however long that takes. Rejects as `ready`, and with `too-large`:
   * the topic takes less than it did; pack them anew for what `ready` says now.
   */
  send(partition: number, messages: readonly SignedMessage[]): Promise<Sent> {
    return this.#persist(async () => {
      const { producer } = await this.#opened()
      const { topic, settings } = this.#options
      const sending = producer.send({
        topic,
        acks: -1,
        timeout: timeoutOf(settings),
        messages: messages.map((message) => ({ ...message, partition })),
      })
      // Its own retries end before this; what outlives it hangs.
      const [answer] = await within(sending, SEND_FACTOR * timeoutOf(settings))
      return { partition, offset: Number(answer?.baseOffset ?? -1) }
    })
  }

  /** Lets go of the connection; the next send opens another. */
  async close(): Promise<void> {
    const open = this.#open
    this.#open = undefined
    await within(open?.producer.disconnect() ?? Promise.resolve(), CLOSE_MS).catch(() => undefined)
  }

  async #persist<T>(act: () => Promise<T>): Promise<T> {
    const { signal, log, topic } = this.#options
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      if (signal.aborted) throw new KafkaError('closed', `sending to ${topic} was stopped: the log holds the rest`)
      try {
        const result = await act()
        if (this.#trouble) log.info('kafka takes messages again', { topic })
        this.#trouble = undefined
        return result
      } catch (error) {
        this.#trouble = asKafkaError(error, `send to ${topic}`)
        log.warn('kafka takes no messages; it is tried again', { topic, pauseMs, error: this.#trouble.message })
        await this.close()
        if (this.#trouble.code === 'too-large') throw this.#trouble
        await pause(pauseMs, signal)
      }
    }
  }

  async #opened(): Promise<{ readonly producer: Producer; readonly topic: CheckedTopic }> {
    if (this.#open) return this.#open
    const { settings, topic, log } = this.#options
    const kafka = kafkaClient(settings, log)
    const checked = await checkTopic(kafka, topic, settings)
    for (const warning of checked.warnings) log.warn(warning)
    const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false })
    await producer.connect()
    this.#open = { producer, topic: checked }
    return this.#open
  }
}

const SEND_FACTOR = 4
const CLOSE_MS = 2000

async function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new KafkaError('unreachable', `kafka did not answer within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
