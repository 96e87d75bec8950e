import { performance } from 'node:perf_hooks'
import type { Consumer, EachBatchPayload } from 'kafkajs'
import type { EventDraft } from '#schemas'
import { sha256 } from '../../ledger/hash.ts'
import { Patience } from '../../ledger/patience.ts'
import type { SealerLog } from '../../ledger/sealer.ts'
import { type SessionFrames, splitFrames } from '../../recording/session-frames.ts'
import { storeSession } from '../../recording/store-session.ts'
import type { ObjectStore } from '../../store/object-store.ts'
import { groupOf, type KafkaSettings, topicsOf } from './client.ts'
import { Inlet } from './inlet.ts'
import { PayloadAssembly } from './payload-assembly.ts'
import { openFrames } from './payload-message.ts'
import { MessageChecker, Poison } from './signed-message.ts'
import type { StreamStatus } from './source.ts'
import { StreamAlarms } from './stream-alarms.ts'

export interface KafkaPayloadsOptions {
  readonly kafka: KafkaSettings
  readonly store: ObjectStore
  readonly shard: string
  /** How long payloads stored now are kept. */
  readonly retainUntil: () => Date
  /** May this source (key id) write to this ledger? Default: every source that signs what it sends. */
  readonly isKnown?: (source: string) => boolean
  readonly alarm: (draft: EventDraft) => void
  readonly log: SealerLog
  /** Monotonic milliseconds; default `performance.now`. */
  readonly clock?: () => number
}

export interface KafkaPayloads {
  /** `lag`: messages that are not stored. */
  status(): StreamStatus
  close(): Promise<void>
}

/**
 * Puts payloads from Kafka into the store until it is closed: several may share the work. Offsets are committed when
 * the store has the objects; what is brought twice makes the same objects. Producers let go of a recording only when
 * they read it back from the store, so nothing hangs on the offsets.
 */
export function openKafkaPayloads(options: KafkaPayloadsOptions): KafkaPayloads {
  return new TopicPayloads(options)
}

const HEARTBEAT_MS = 1000

class TopicPayloads implements KafkaPayloads {
  readonly #options: KafkaPayloadsOptions
  readonly #topic: string
  readonly #alarms: StreamAlarms
  readonly #checker: MessageChecker
  readonly #inlet: Inlet
  readonly #assemblies = new Map<number, PayloadAssembly>()
  readonly #lags = new Map<number, number>()
  #consumer: Consumer | undefined
  #trouble: string | undefined

  constructor(options: KafkaPayloadsOptions) {
    const { kafka, log, alarm, clock = () => performance.now(), isKnown = () => true } = options
    this.#options = options
    this.#topic = topicsOf(kafka).payloads
    this.#alarms = new StreamAlarms({ alarm, log, clock })
    this.#checker = new MessageChecker(isKnown)
    this.#inlet = new Inlet({
      settings: kafka,
      topic: this.#topic,
      group: `${groupOf(kafka)}.payloads`,
      log,
      clock,
      joined: (partitions, consumer) => this.#joined(partitions, consumer),
      take: (payload) => this.#take(payload),
    })
    this.#inlet.start()
  }

  status(): StreamStatus {
    const reasons = [this.#inlet.trouble?.message, this.#trouble].filter((reason) => reason !== undefined)
    const lag = [...this.#lags.values()].reduce((sum, one) => sum + one, 0)
    return { isReady: reasons.length === 0, reasons, lag }
  }

  close(): Promise<void> {
    return this.#inlet.close()
  }

  // Reading goes on where the group left off, or at the oldest message.
  #joined(partitions: readonly number[], consumer: Consumer): void {
    this.#consumer = consumer
    this.#assemblies.clear()
    this.#lags.clear()
    for (const partition of partitions) this.#assemblies.set(partition, new PayloadAssembly())
  }

  async #take({ batch, resolveOffset, heartbeat, isRunning, isStale }: EachBatchPayload): Promise<void> {
    const { partition } = batch
    const assembly = this.#assemblies.get(partition)
    const beating = setInterval(() => {
      this.#inlet.touch()
      heartbeat().catch(() => undefined)
    }, HEARTBEAT_MS)
    try {
      if (!assembly) return
      const wholes = batch.messages.flatMap((message) => this.#open(assembly, message))
      await inTurns(AT_ONCE, wholes, async (whole) => {
        if (isRunning() && !isStale()) await this.#store(whole)
      })
      if (!isRunning() || isStale()) return
      resolveOffset(batch.lastOffset())
      this.#lags.set(partition, Math.max(0, Number(batch.highWatermark) - Number(batch.lastOffset()) - 1))
      const offset = String(assembly.oldest ?? Number(batch.lastOffset()) + 1)
      await this.#consumer?.commitOffsets([{ topic: this.#topic, partition, offset }])
    } finally {
      clearInterval(beating)
    }
  }

  #open(assembly: PayloadAssembly, message: EachBatchPayload['batch']['messages'][number]): Whole[] {
    try {
      const part = openFrames(message, this.#checker)
      const bytes = assembly.add(part, Number(message.offset))
      return bytes ? [framesOf(part.session, bytes)] : []
    } catch (error) {
      if (!(error instanceof Poison)) throw error
      const where = `${this.#topic}, offset ${message.offset}, SHA-256 ${sha256(message.value ?? new Uint8Array())}`
      this.#alarms.raise('stream.poison', `a payload was refused: ${where}: ${error.message}. It is not stored`)
      return []
    }
  }

  async #store({ session, frames }: Whole): Promise<void> {
    const { store, shard, retainUntil, log } = this.#options
    const warn = (message: string, facts: Readonly<Record<string, unknown>>): void => {
      this.#trouble = `payloads cannot be stored: ${String(facts['error'] ?? message)}`
      log.warn(message, facts)
    }
    const patience = new Patience({ signal: this.#inlet.signal, warn })
    const retention = { until: retainUntil(), mode: 'governance' } as const
    await patience.with('store payloads', () => storeSession(session, frames, { store, shard, retention }))
    this.#trouble = undefined
  }
}

interface Whole {
  readonly session: string
  readonly frames: SessionFrames
}

/** Objects that are stored at the same time. */
const AT_ONCE = 8

function framesOf(session: string, bytes: Buffer): Whole {
  const { sessions, isDamaged } = splitFrames(bytes)
  const frames = sessions.get(session)
  if (isDamaged || sessions.size !== 1 || !frames) throw new Poison('it holds what is no recording of its session')
  return { session, frames }
}

async function inTurns<T>(atOnce: number, items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const work = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await act(item)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
