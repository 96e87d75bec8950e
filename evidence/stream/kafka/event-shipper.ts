import type { KeyObject } from 'node:crypto'
import type { SegmentFacts, Watermark } from '#schemas'
import { sha256 } from '../../ledger/hash.ts'
import { pause } from '../../ledger/patience.ts'
import type { SealerLog } from '../../ledger/sealer.ts'
import { EventLogError } from '../event-log-error.ts'
import { comparePositions, type Position, START, toCursor } from '../position.ts'
import type { EventLog, EventSource } from '../seams.ts'
import { positionOf } from '../stamp.ts'
import { sealRun } from './event-message.ts'
import { placeIn, readKafkaCursor } from './kafka-cursor.ts'
import { KafkaError } from './kafka-error.ts'
import type { Outlet } from './outlet.ts'
import { batchRuns, packEvents } from './pack.ts'
import { MessageSigner } from './signed-message.ts'
import type { StreamAlarms } from './stream-alarms.ts'

export interface EventShipperOptions {
  /** The log that is shipped: read through `fetch`, released through `release`. */
  readonly source: EventLog & EventSource
  readonly outlet: Outlet
  /** Private key of the log's source. */
  readonly key: KeyObject
  readonly messageEvents: number
  /** Told before the log is released: what depends on it must be durable by itself. */
  readonly beforeRelease: () => void
  readonly alarms: StreamAlarms
  readonly log: SealerLog
  readonly clock: () => number
  /** How long what was sent may stay unsealed before it is sent again; doubles each time. */
  readonly stallMs: number
  readonly signal: AbortSignal
}

const MOST_AT_ONCE = 1024
const IDLE_WAIT_MS = 1000
/** Under little load, how long an event may wait for company in its message. */
const LINGER_MS = 10
const LONGEST_STALL_MS = 3_600_000
/** Between sending again and sending again what is read and not sealed; doubles. */
const FIRST_REST_MS = 1000
const LONGEST_REST_MS = 300_000

/**
 * Sends a log to the topic of events, in order, from the watermark on that the store shows. Acknowledged by the
 * brokers is not sealed: when what was sent is not sealed though the sealer read beyond it, or after a long time,
 * it is sent again from the watermark (go-back-N). Readers know doubles.
 */
export class EventShipper {
  readonly #options: EventShipperOptions
  readonly #signer: MessageSigner
  #sent: Position = START
  #sentTo: { readonly partition: number; readonly offset: number } | undefined
  #mark: Position = START
  #goesBack = false
  #progressAt: number
  #stallMs: number
  /** Nothing is sent again before this, unless something was sealed. */
  #restUntil = Number.NEGATIVE_INFINITY
  #restMs = FIRST_REST_MS
  #logTrouble: string | undefined

  constructor(options: EventShipperOptions) {
    this.#options = options
    this.#signer = new MessageSigner(options.key)
    this.#progressAt = options.clock()
    this.#stallMs = options.stallMs
  }

  /** Key id of the source. */
  get source(): string {
    return this.#signer.source
  }

  /** Why the log is not shipped or released; undefined while all is well. */
  get trouble(): string | undefined {
    return this.#logTrouble
  }

  /** Sends until the signal aborts. */
  async run(): Promise<void> {
    const { signal, log } = this.#options
    while (!signal.aborted) {
      try {
        await this.#step(IDLE_WAIT_MS)
      } catch (error) {
        if (error instanceof KafkaError && error.code === 'closed') return
        if (error instanceof EventLogError && error.code === 'closed') return
        this.#logTrouble = error instanceof Error ? error.message : 'the log cannot be read'
        log.error('the log cannot be shipped; it is tried again', { error: this.#logTrouble })
        await pause(IDLE_WAIT_MS, signal)
      }
    }
  }

  /** True when the brokers have everything that the log holds now. */
  async isDrained(): Promise<boolean> {
    const { source, signal } = this.#options
    const from = this.#sent
    const { events } = await source.fetch(cursorOf(from), { most: 1, waitMs: 0, signal })
    return events.length === 0 && !this.#goesBack && comparePositions(from, this.#sent) === 0
  }

  /** Takes the last header that the store holds. Releases the log up to it, where the store holds our own bytes. */
  async sealed(facts: SegmentFacts): Promise<void> {
    const mark = facts.watermarks.find(({ source }) => source === this.#signer.source)
    if (mark && comparePositions(mark, this.#mark) > 0 && (await this.#mayRelease(mark))) {
      this.#mark = { epoch: mark.epoch, seq: mark.seq }
      this.#options.beforeRelease()
      await this.#options.source.release(toCursor(this.#mark))
      // What a former life sent, or another copy of a message brought, need not be sent.
      if (comparePositions(this.#sent, this.#mark) < 0) this.#sent = this.#mark
      this.#progressed()
    }
    this.#judge(facts.cursor)
  }

  async #step(waitMs: number): Promise<void> {
    const { source, outlet, signal, messageEvents, clock } = this.#options
    const topic = await outlet.ready()
    const partition = partitionOf(this.#signer.source, topic.partitions)
    if (this.#goesBack || (this.#sentTo && this.#sentTo.partition !== partition)) this.#goBack()
    if (comparePositions(this.#sent, this.#mark) <= 0) this.#progressAt = clock()
    const from = this.#sent
    let { events } = await source.fetch(cursorOf(from), { most: MOST_AT_ONCE, waitMs, signal })
    if (events.length === 0) return
    if (events.length < messageEvents) {
      await pause(LINGER_MS, signal)
      events = (await source.fetch(cursorOf(from), { most: MOST_AT_ONCE, waitMs: 0, signal })).events
    }
    const limits = { events: messageEvents, bytes: topic.messageBytes }
    for (const runs of batchRuns(packEvents(events, from, limits), topic.messageBytes)) {
      if (this.#goesBack) return
      const { offset } = await outlet.send(
        partition,
        runs.map((run) => sealRun(run, this.#signer)),
      )
      const last = runs.at(-1)
      if (!last || last.part.index < last.part.count) continue
      this.#sent = { epoch: last.epoch, seq: last.last }
      this.#sentTo = { partition, offset: offset + runs.length - 1 }
    }
    this.#logTrouble = undefined
  }

  #goBack(): void {
    this.#options.log.warn('sending again what is not sealed', {
      from: toCursor(this.#mark),
      sent: toCursor(this.#sent),
    })
    this.#goesBack = false
    this.#sent = this.#mark
    this.#sentTo = undefined
    this.#progressAt = this.#options.clock()
    this.#restUntil = this.#progressAt + this.#restMs
    this.#restMs = Math.min(this.#restMs * 2, LONGEST_REST_MS)
  }

  #progressed(): void {
    this.#progressAt = this.#options.clock()
    this.#stallMs = this.#options.stallMs
    this.#restMs = FIRST_REST_MS
  }

  // The sealer read beyond what was sent, and has not sealed it: something before it was lost on the way. Or nothing
  // was heard for long: the brokers may have lost everything.
  #judge(cursor: string): void {
    const sentTo = this.#sentTo
    if (!sentTo || comparePositions(this.#sent, this.#mark) <= 0) return
    const now = this.#options.clock()
    // A source that the sealer does not know would otherwise send all it has again and again.
    if (now >= this.#restUntil && isBeyond(cursor, sentTo)) this.#goesBack = true
    if (now - this.#progressAt < this.#stallMs) return
    this.#stallMs = Math.min(this.#stallMs * 2, LONGEST_STALL_MS)
    this.#goesBack = true
  }

  // What stands in the store under our number must be our event: otherwise releasing would lose it.
  async #mayRelease(mark: Watermark): Promise<boolean> {
    const { source, alarms } = this.#options
    try {
      for await (const { bytes } of source.read(toCursor({ epoch: mark.epoch, seq: mark.seq - 1 }))) {
        const position = positionOf(bytes)
        const isIt = position !== null && comparePositions(position, mark) === 0
        if (!isIt || sha256(bytes) === mark.head) return true
        this.#logTrouble = `the ledger holds another event as number ${mark.seq} of epoch ${mark.epoch} of this source`
        alarms.raise('stream.conflict', `${this.#logTrouble}: the log is not released. Who else writes with its key?`)
        return false
      }
      return true
    } catch (error) {
      if (!(error instanceof EventLogError) || error.code !== 'cursor') throw error
      this.#logTrouble = `the ledger knows more of this source than its log: ${error.message}`
      alarms.raise('stream.replaced', this.#logTrouble)
      return false
    }
  }
}

/** All events of a source go to one partition: so they keep their order, which its chain and its watermark need. */
export function partitionOf(source: string, partitions: number): number {
  return Number.parseInt(source.slice(0, 8), 16) % partitions
}

function cursorOf(position: Position): string | null {
  return comparePositions(position, START) === 0 ? null : toCursor(position)
}

function isBeyond(
  cursor: string,
  { partition, offset }: { readonly partition: number; readonly offset: number },
): boolean {
  if (!cursor.startsWith('kafka:')) return false
  return placeIn(readKafkaCursor(cursor), partition).offset > offset
}
