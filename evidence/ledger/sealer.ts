import { createPublicKey, type KeyObject } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import type { EventDraft, SegmentFacts, Watermark } from '#schemas'
import type { ObjectStore, Retention } from '../store/object-store.ts'
import type { Cursor, EventBatch, EventSource } from '../stream/seams.ts'
import { Confirmation, Unconfirmed } from './confirmation.ts'
import { fetchFrom } from './fetch-from.ts'
import { LedgerError } from './ledger-error.ts'
import { Arena } from './line.ts'
import { Interrupted, Patience, pause } from './patience.ts'
import { Pending } from './pending.ts'
import { type PublishOptions, publish } from './publish.ts'
import { eventsOf, resume } from './resume.ts'
import { SealedEvents } from './sealed-events.ts'
import { emptyTip, type LedgerTip, MOST_SEGMENT_EVENTS, type Segment, sealSegment, spliceAt } from './segment.ts'

export interface SealerOptions {
  readonly source: EventSource
  readonly store: ObjectStore
  readonly shard: string
  /** Ed25519 private key of the sealer. */
  readonly key: KeyObject
  readonly assurance: SegmentFacts['assurance']
  readonly separation: SegmentFacts['separation']
  /** A segment is sealed with so many events (at most and by default 4096), or so long after its first (5000). */
  readonly sealEvery?: { readonly events?: number; readonly ms?: number }
  /** How long objects sealed at this time (milliseconds since 1970) are kept; default: no retention. */
  readonly retention?: (sealedAt: number) => Retention
  /**
   * Told of the cursor up to which everything is sealed, once it was read back from the store: release the log
   * up to it. A rejection is logged; the next segment brings a later cursor.
   */
  readonly onSealed: (cursor: Cursor) => void | Promise<void>
  /** Records an alarm: the sealer itself cannot append to a log. */
  readonly alarm: (draft: EventDraft) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly signal: AbortSignal
  readonly log: SealerLog
  /** First pause when the store is out of reach; doubles up to 30 s. Default 100. */
  readonly firstPauseMs?: number
}

export interface SealerLog {
  readonly info: (message: string, facts?: Readonly<Record<string, unknown>>) => void
  readonly warn: (message: string, facts?: Readonly<Record<string, unknown>>) => void
  readonly error: (message: string, facts?: Readonly<Record<string, unknown>>) => void
}

/**
 * Seals events from a source into segments of a shard until `signal` aborts; then it seals what the source still
 * has, trying the store once, and resolves. One sealer a shard: the store decides, since a key is created once.
 * While the store is out of reach it waits, in order; the events stay in the source.
 *
 * Rejects with LedgerError: `forked` where another ledger stands in the store, `header` where the last header is
 * not by this key, `event` or `full` where an event cannot be sealed, `source` where the source fails. All of
 * them are for a person: what is not sealed stays in the source, and the log, once full, stops everything.
 */
export async function runSealer(options: SealerOptions): Promise<void> {
  const sealer = new Sealer(options)
  try {
    await sealer.start()
    await sealer.sealUntilAborted()
    await sealer.sealTheRest()
  } catch (error) {
    if (error instanceof Interrupted) options.log.warn('the sealer stopped early; the log holds the rest', says(error))
    else throw sealer.recorded(error)
  } finally {
    await sealer.stopped()
  }
}

/** Events of one segment may take so many bytes before it is sealed early. */
const ENOUGH_BYTES = 8 << 20
/** Bounds how long one batch holds up everything else in the process. */
const MOST_AT_ONCE = 512
const IDLE_WAIT_MS = 60_000
const PUBLISH_LOOK_MS = 100
/** Rest after a batch that was not full: a segment in the making gains nothing from many small ones. */
const REST_MS = 50
/** Events of others that the source may bring while unsealed lines are confirmed. */
const MOST_OTHERS = 1_000_000
/** How long the source may take to bring again what it brought before. */
const CONFIRM_WAIT_MS = 10_000

class Sealer {
  readonly #options: SealerOptions
  readonly #patience: Patience
  readonly #events: number
  readonly #ms: number
  #tip: LedgerTip = emptyTip()
  #pending: Pending = new Pending(this.#tip, [], async () => [])
  #cursor: Cursor | null = null
  /** Lines stand in one of them from splicing until they were read back from the store: two segments at a time. */
  readonly #arenas = [new Arena(), new Arena()] as const
  /** The segment that is on its way into the store, while the next is gathered. */
  #publishing: Promise<void> | null = null
  #hasFailed = false
  #turn = 0
  /** When the segment in the making is due. */
  #due = 0

  constructor(options: SealerOptions) {
    this.#options = options
    this.#events = Math.min(options.sealEvery?.events ?? MOST_SEGMENT_EVENTS, MOST_SEGMENT_EVENTS)
    this.#ms = options.sealEvery?.ms ?? 5000
    const { signal, log, firstPauseMs } = options
    this.#patience = new Patience({ signal, warn: log.warn, ...(firstPauseMs === undefined ? {} : { firstPauseMs }) })
  }

  async start(): Promise<void> {
    const { store, shard, key, log } = this.#options
    const publicKey = createPublicKey(key)
    const found = await this.#patience.with('find the tip', () => resume(store, shard, publicKey))
    this.#tip = found.tip
    const sealed = new SealedEvents({ store, shard, publicKey })
    const sealedAs = (mark: Watermark): Promise<readonly string[]> =>
      this.#patience.with('look up a sealed event', () => sealed.hashes(mark))
    this.#pending = new Pending(found.tip, found.recent, sealedAs)
    this.#cursor = found.tip.cursor === '' ? null : found.tip.cursor
    log.info('the sealer goes on', { shard, next: found.tip.next })
    // The former sealer may have died between its last header and the release of the log.
    if (this.#cursor !== null) await this.#release(this.#cursor)
    if (found.orphan) await this.#adopt(found.orphan)
  }

  async sealUntilAborted(): Promise<void> {
    const { signal, now } = this.#options
    while (!signal.aborted) {
      if (this.#hasFailed) await this.#publishing
      // What fails on the way into the store must not wait for an event.
      const idleMs = this.#publishing ? PUBLISH_LOOK_MS : IDLE_WAIT_MS
      const waitMs = this.#pending.events.length === 0 ? idleMs : Math.max(0, this.#due - now())
      const { isFull } = await this.#gather({ waitMs, signal })
      if (this.#isDue()) await this.#seal()
      else if (!isFull && this.#pending.events.length > 0) await pause(Math.min(REST_MS, this.#due - now()), signal)
    }
  }

  /** Everything that the source has now, also behind the signal. */
  async sealTheRest(): Promise<void> {
    const { signal } = new AbortController()
    // A batch that is not full does not mean that nothing follows: a log brings one epoch at a time.
    for (let isEmpty = false; !isEmpty; ) {
      isEmpty = (await this.#gather({ waitMs: 0, signal })).isEmpty
      if (this.#isDue() || isEmpty) await this.#seal()
    }
    await this.#publishing
  }

  /** Nothing is written any more; what failed was said. */
  async stopped(): Promise<void> {
    await Promise.allSettled([this.#publishing])
  }

  /** An error that ends the sealer, also recorded as an alarm. */
  recorded(error: unknown): unknown {
    if (error instanceof LedgerError)
      this.#alarm({ kind: 'alarm', data: { code: `ledger.${error.code}`, message: error.message.slice(0, 1024) } })
    return error
  }

  /**
   * Lines at the tip without a header: sealed only where the source brings exactly these events again. Signing
   * them on the store's word would let whoever can write there forge evidence.
   */
  async #adopt(orphan: Uint8Array): Promise<void> {
    const lines = Buffer.from(orphan.buffer, orphan.byteOffset, orphan.length)
    const events = eventsOf(lines)
    const isOurs = events.length > 0 && events.length <= MOST_SEGMENT_EVENTS
    if (!isOurs || !spliceAt(this.#tip, events).ndjson.equals(lines)) throw this.#unconfirmed()
    const cursor = await this.#confirm(events)
    for (const alarm of await this.#pending.take(events)) this.#alarm(alarm)
    if (this.#pending.events.length !== events.length) throw this.#unconfirmed()
    this.#cursor = cursor
    this.#options.log.info('unsealed lines of the former sealer are confirmed', {
      first: this.#tip.next,
      count: events.length,
    })
    await this.#seal()
  }

  /** Where to go on behind these events; where others were brought too, from where they are brought again. */
  async #confirm(events: readonly Uint8Array[]): Promise<Cursor | null> {
    const { source, signal } = this.#options
    const confirmation = new Confirmation(events, this.#tip.watermarks)
    let cursor = this.#cursor
    while (confirmation.open > 0) {
      const most = Math.min(MOST_AT_ONCE, confirmation.open)
      const batch = await fetchFrom(source, cursor, { most, waitMs: CONFIRM_WAIT_MS, signal })
      if (batch.events.length === 0 && signal.aborted)
        throw new Interrupted('could not confirm the unsealed lines before the end')
      if (batch.events.length === 0 && !batch.isAway) throw this.#unconfirmed()
      for (const event of batch.events) this.#see(confirmation, event)
      cursor = batch.cursor
    }
    return confirmation.others === 0 ? cursor : this.#cursor
  }

  #see(confirmation: Confirmation, event: Uint8Array): void {
    try {
      confirmation.see(event)
    } catch (error) {
      throw error instanceof Unconfirmed ? this.#unconfirmed() : error
    }
    if (confirmation.others > MOST_OTHERS) throw this.#unconfirmed()
  }

  #unconfirmed(): LedgerError {
    const { shard } = this.#options
    const what = `the store holds unsealed lines of shard ${shard} from event ${this.#tip.next} on`
    const why = 'that the event source does not confirm: another sealer runs, or somebody planted them'
    return new LedgerError('forked', `${what} ${why}; remove them only when you know which`)
  }

  /** `isFull`: the source brought as many as were asked for. */
  async #gather(options: { waitMs: number; signal: AbortSignal }): Promise<{ isFull: boolean; isEmpty: boolean }> {
    const most = Math.min(MOST_AT_ONCE, this.#events - this.#pending.events.length)
    const { events } = await this.#fetch({ most, ...options })
    return { isFull: events.length >= most, isEmpty: events.length === 0 }
  }

  async #fetch(options: { most: number; waitMs: number; signal: AbortSignal }): Promise<EventBatch> {
    const batch = await fetchFrom(this.#options.source, this.#cursor, options)
    if (this.#pending.events.length === 0) this.#due = this.#options.now() + this.#ms
    for (const alarm of await this.#pending.take(batch.events)) this.#alarm(alarm)
    this.#cursor = batch.cursor ?? this.#cursor
    return batch
  }

  #isDue(): boolean {
    const { events, bytes } = this.#pending
    return (
      events.length >= this.#events || bytes >= ENOUGH_BYTES || (events.length > 0 && this.#options.now() >= this.#due)
    )
  }

  async #seal(): Promise<void> {
    if (this.#pending.events.length === 0) return
    const { store, shard, key, assurance, separation, now, retention } = this.#options
    // One at a time: a segment whose former is not stored would stand behind a gap.
    await this.#publishing
    const lines = spliceAt(this.#tip, this.#pending.events, this.#arenas[this.#turn++ % 2])
    // Others in this process may be waiting for an answer.
    await breathe()
    const sealedAt = now()
    const { firstTime, lastTime } = this.#pending
    const watermarks = new Map(this.#pending.watermarks)
    const cursor = this.#cursor ?? ''
    const times = { sealedAt: new Date(sealedAt).toISOString(), firstTime, lastTime }
    const facts = { ...times, shard, cursor, assurance, separation }
    const segment = sealSegment({ tip: this.#tip, lines, watermarks }, facts, key)
    this.#tip = segment.tip
    this.#pending.clear()
    this.#publish(segment, { store, shard, retention: retention?.(sealedAt), patience: this.#patience })
  }

  // While the store takes its time, the next segment is gathered. Whoever awaits `#publishing` learns what failed.
  #publish(segment: Segment, options: PublishOptions): void {
    const publishing = (async () => {
      await publish(segment, options)
      if (segment.tip.cursor !== '') await this.#release(segment.tip.cursor)
    })()
    this.#publishing = publishing
    publishing.then(
      () => {
        this.#publishing = this.#publishing === publishing ? null : this.#publishing
      },
      () => {
        this.#hasFailed = true
      },
    )
  }

  async #release(cursor: Cursor): Promise<void> {
    try {
      await this.#options.onSealed(cursor)
    } catch (error) {
      this.#options.log.error('sealed events could not be released', says(error))
    }
  }

  #alarm(draft: EventDraft): void {
    this.#options.log.error('alarm of the sealer', draft.data)
    try {
      this.#options.alarm(draft)
    } catch (error) {
      this.#options.log.error('the alarm could not be recorded', says(error))
    }
  }
}

function says(error: unknown): { readonly error: string } {
  return { error: error instanceof Error ? error.message : 'unknown' }
}
