import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventDraft } from '#schemas'
import { eventually } from '#test/wait'
import { runSealer, type SealerLog, type SealerOptions } from '../../../evidence/ledger/sealer.ts'
import type { ObjectStore } from '../../../evidence/store/object-store.ts'
import { type EventLogOptions, type OpenEventLog, openEventLog } from '../../../evidence/stream/event-log.ts'
import type { KafkaSettings, TopicSettings } from '../../../evidence/stream/kafka/client.ts'
import {
  type KafkaShipper,
  type KafkaShipperOptions,
  openKafkaShipper,
} from '../../../evidence/stream/kafka/shipper.ts'
import { type KafkaSource, type KafkaSourceOptions, openKafkaSource } from '../../../evidence/stream/kafka/source.ts'
import { type Verdict, verifyLedger } from '../../../evidence/verify/verify-ledger.ts'
import { walkEvents } from '../../../evidence/verify/walk-events.ts'
import { MemoryStore } from '../contracts/memory-store.ts'
import { logOptions } from '../kill/log-options.ts'

/** A log that is shipped. */
export interface Producer {
  readonly log: OpenEventLog
  readonly shipper: KafkaShipper
  readonly key: KeyObject
  readonly folder: string
  stop(): Promise<void>
}

/** A sealer that reads from Kafka. */
export interface Sealing {
  readonly source: KafkaSource
  readonly alarms: EventDraft[]
  /** True when the sealer has ended by itself. */
  readonly isOver: () => boolean
  /** Rejects where the sealer does. */
  stop(): Promise<void>
}

/** `create: null`: topics are not created. */
export type StageChanges = Partial<Omit<KafkaSettings, 'create'>> & { readonly create?: TopicSettings | null }

/** Producers and sealers around one pair of topics and one store. */
export class Stage {
  readonly settings: KafkaSettings
  readonly store: ObjectStore
  readonly shard = 'test'
  readonly sealer: KeyObject = generateKeyPairSync('ed25519').privateKey
  readonly warnings: string[] = []
  readonly log: SealerLog
  readonly #folders: string[] = []
  readonly #open = new Set<() => Promise<void>>()

  constructor(brokers: readonly string[], changes: StageChanges = {}, store: ObjectStore = new MemoryStore()) {
    const name = `test-${randomBytes(6).toString('hex')}`
    this.store = store
    const { create, ...rest }: StageChanges = { create: { partitions: 3, replicas: 1 }, ...changes }
    this.settings = {
      brokers,
      clientId: name,
      topics: { events: `${name}.events`, payloads: `${name}.payloads` },
      group: name,
      timeoutMs: 3000,
      ...rest,
      ...(create ? { create } : {}),
    }
    const note = (message: string, facts: object = {}): void => {
      const line = `${message} ${JSON.stringify(facts)}`
      this.warnings.push(line)
      if (process.env['VERBOSE']) process.stderr.write(`${line}\n`)
    }
    this.log = { info: note, warn: note, error: note }
  }

  get publicKey(): KeyObject {
    return createPublicKey(this.sealer)
  }

  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-kafka-stage-'))
    this.#folders.push(folder)
    return folder
  }

  async produce(
    changes: Partial<EventLogOptions> = {},
    shipping: Partial<KafkaShipperOptions> = {},
    keyOf?: Pick<Producer, 'key' | 'folder'>,
  ): Promise<Producer> {
    const folder = keyOf?.folder ?? this.folder()
    const key = keyOf?.key ?? generateKeyPairSync('ed25519').privateKey
    const log = await openEventLog(logOptions(folder, { segmentBytes: 1 << 20, key, ...changes }))
    const { store, shard, publicKey, settings } = this
    const parts = { kafka: settings, events: log, key, store, shard, sealerKey: publicKey, log: this.log }
    const shipper = openKafkaShipper({ ...parts, pollMs: 50, payloadsEveryMs: 100, ...shipping })
    const stop = this.#owned(async () => {
      await shipper.close()
      await log.close()
    })
    return { log, shipper, key, folder, stop }
  }

  source(changes: Partial<KafkaSourceOptions> = {}): KafkaSource {
    const { store, shard, publicKey, settings, log } = this
    const source = openKafkaSource({
      kafka: settings,
      store,
      shard,
      sealerKey: publicKey,
      alarm: () => undefined,
      log,
      ...changes,
    })
    this.#owned(() => source.close())
    return source
  }

  seal(changes: Partial<SealerOptions> = {}, reading: Partial<KafkaSourceOptions> = {}): Sealing {
    const alarms: EventDraft[] = []
    const alarm = (draft: EventDraft): void => void alarms.push(draft)
    const source = this.source({ alarm, ...reading })
    const end = new AbortController()
    const { store, shard, sealer: key, log } = this
    const facts = { assurance: 'demo', separation: 'apart', alarm, now: Date.now } as const
    const running = runSealer({
      ...{ source, store, shard, key, log, signal: end.signal, ...facts },
      sealEvery: { ms: 100 },
      onSealed: () => undefined,
      ...changes,
    })
    let isOver = false
    running
      .catch(() => undefined)
      .finally(() => {
        isOver = true
      })
    const stop = this.#owned(async () => {
      end.abort()
      await running.finally(() => source.close())
    })
    return { source, alarms, isOver: () => isOver, stop }
  }

  /** What is sealed now, in order. */
  async sealed(): Promise<string[]> {
    const events: string[] = []
    const { store, shard, publicKey } = this
    for await (const { bytes } of walkEvents({ store, shard, publicKey })) events.push(Buffer.from(bytes).toString())
    return events
  }

  /** Waits until these events are sealed. */
  async untilSealed(events: Iterable<Uint8Array>, withinMs?: number): Promise<void> {
    const wanted = [...events].map((bytes) => Buffer.from(bytes).toString())
    const areAll = async (): Promise<boolean> => {
      const sealed = new Set(await this.sealed())
      return wanted.every((event) => sealed.has(event))
    }
    await eventually(`${wanted.length} events are sealed`, areAll, withinMs)
  }

  /** Checks that the ledger holds, with no event twice, and without gaps. */
  async check(): Promise<Verdict> {
    const { store, shard, publicKey } = this
    const sealed = await this.sealed()
    if (new Set(sealed).size !== sealed.length) throw new Error('an event was sealed twice')
    const verdict = await verifyLedger({ store, shard, publicKey })
    if (verdict.integrity !== 'intact' || verdict.gaps.length > 0)
      throw new Error(`the ledger is ${verdict.integrity}: ${JSON.stringify(verdict).slice(0, 2000)}`)
    return verdict
  }

  async end(): Promise<void> {
    for (const stop of [...this.#open].reverse()) await stop().catch(() => undefined)
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true })
  }

  #owned(stop: () => Promise<void>): () => Promise<void> {
    const once = async (): Promise<void> => {
      if (this.#open.delete(once)) await stop()
    }
    this.#open.add(once)
    return once
  }
}
