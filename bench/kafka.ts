import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kafka } from 'kafkajs'
import { parseBytes } from '#schemas'
import type { SealerLog } from '../evidence/ledger/sealer.ts'
import { runSealerThread } from '../evidence/ledger/sealer-thread.ts'
import { openFolderStore } from '../evidence/store/folder-store.ts'
import type { ObjectStore } from '../evidence/store/object-store.ts'
import { openStore } from '../evidence/store/open-store.ts'
import { openEventLog } from '../evidence/stream/event-log.ts'
import { openKafkaShipper } from '../evidence/stream/kafka/shipper.ts'
import { openKafkaSource } from '../evidence/stream/kafka/source.ts'
import { missingKafka, startKafka } from '../test/services/kafka.ts'
import { startVersitygw } from '../test/services/versitygw.ts'
import { decision } from './event-log.ts'
import type { Figure } from './figure.ts'

const SHARD = 'bench'
const WARM_EVENTS = 40_000
const EVENTS = 120_000
/** Events that wait for the disk at the same time: an engine under load. */
const AT_ONCE = 256
/** For latency: so many events a second, evenly. */
const STEADY_RATE = 5000
const STEADY_SECONDS = 15
const TICK_MS = 20
const PACK = 64
const SEGMENT_EVENTS = 4096

/**
 * From the append in a log to the object in the store (a folder, and a bucket with Object Lock), over a real broker on the same machine: log, shipper and reader
 * in one thread, the sealer in another, the broker beside them. Held against the bare client, which sends the same bytes
 * in packs of 64 and forgets them.
 */
export async function benchKafka(): Promise<Figure[]> {
  const missing = missingKafka()
  if (missing !== null) throw new Error(missing)
  const broker = await startKafka({ measured: true })
  const gateway = await startVersitygw()
  const folder = mkdtempSync(join(tmpdir(), 'cordon-bench-kafka-'))
  try {
    const figures = await measure(broker.brokers, join(folder, 'first'), {
      where: 'folder',
      store: await openFolderStore(join(folder, 'store')),
    })
    if ('missing' in gateway) throw new Error(gateway.missing)
    const place = `s3://${await gateway.bucket()}/bench`
    const store = await openStore(place, { s3: gateway.access, now: Date.now })
    figures.push(...(await measure(broker.brokers, join(folder, 'second'), { where: 's3', store })))
    return figures
  } finally {
    await broker.stop()
    if ('stop' in gateway) await gateway.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(brokers: readonly string[], folder: string, { where, store }: Kept): Promise<Figure[]> {
  const line = await openLine(brokers, folder, { where, store })
  await line.push(WARM_EVENTS)
  const floor = await bareRate(brokers, where, await line.sample())
  const before = process.cpuUsage()
  const rate = await line.push(EVENTS)
  const { user, system } = process.cpuUsage(before)
  const waits = await line.steady()
  await line.end()
  const id = (name: string): string => `kafka.${where}.${name}`
  const plain = (name: string, value: number, unit: string, aim: string | null): Figure => {
    return { id: id(name), value, unit, against: null, ratio: null, aim }
  }
  const against = { against: id('bare-send'), ratio: rate / floor, aim: '≥ 10 000 events/s' }
  return [
    plain('bare-send', floor, 'events/s', null),
    { id: id('sealed'), value: rate, unit: 'events/s', ...against },
    plain('sealed-cpu, broker aside', (user + system) / EVENTS, 'µs/event', null),
    plain(`sealed-p50 at ${STEADY_RATE}/s`, quantile(waits, 0.5), 's', null),
    plain(`sealed-p99 at ${STEADY_RATE}/s`, quantile(waits, 0.99), 's', '≤ 8 s'),
  ]
}

interface Kept {
  readonly where: string
  readonly store: ObjectStore
}

interface Line {
  /** Appends so many as fast as they become durable; answers how many a second were sealed. */
  push(count: number): Promise<number>
  /** Appends at a steady rate; answers the seconds from append to object of each. */
  steady(): Promise<number[]>
  sample(): Promise<readonly Uint8Array[]>
  end(): Promise<void>
}

async function openLine(brokers: readonly string[], folder: string, kept: Kept): Promise<Line> {
  const key = generateKeyPairSync('ed25519').privateKey
  const sealer = generateKeyPairSync('ed25519').privateKey
  const sealerKey = createPublicKey(sealer)
  const topics = { events: `${kept.where}.events` }
  const kafka = { brokers, clientId: 'bench', topics, create: { partitions: 4, replicas: 1 } }
  const facts = { separation: 'apart', assurance: 'demo' } as const
  const log = await openEventLog({
    folder: join(folder, 'log'),
    role: 'bench',
    version: '0.0.0',
    key,
    ...facts,
    now: Date.now,
  })
  const end = new AbortController()
  const seen = watched(kept.store, log.source.id)
  const { store } = seen
  const parts = { kafka, store, shard: SHARD, log: silent }
  const shipper = openKafkaShipper({ ...parts, events: log, key, sealerKey })
  const source = openKafkaSource({ ...parts, sealerKey, alarm: fail })
  const sealing = runSealerThread({
    ...{ source, store, shard: SHARD, key: sealer, ...facts, alarm: fail, log: silent, signal: end.signal },
    onSealed: () => undefined,
  })
  let appended = 0
  const one = async (): Promise<number> => {
    const { bytes, durable } = log.append(decision(0, appended++))
    await durable
    return JSON.parse(Buffer.from(bytes).toString()).source.seq as number
  }
  return {
    push: async (count) => {
      const first = (await one()) + 1
      const started = performance.now()
      let left = count
      const work = async (): Promise<void> => {
        while (left-- > 0) {
          const { durable } = log.append(decision(0, appended++))
          await durable
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))
      await seen.reached(first + count - 1)
      // The last segment is not full, and waits for its time.
      const full = count - SEGMENT_EVENTS
      return (full / (seen.sealedAt(first + full - 1) - started)) * 1000
    },
    steady: async () => {
      const first = (await one()) + 1
      const times: number[] = []
      for (let tick = 0; tick < (STEADY_SECONDS * 1000) / TICK_MS; tick++) {
        const due = performance.now() + TICK_MS
        for (let turn = 0; turn < (STEADY_RATE * TICK_MS) / 1000; turn++) {
          log.append(decision(0, appended++))
          times.push(performance.now())
        }
        await sleep(Math.max(0, due - performance.now()))
      }
      await seen.reached(first + times.length - 1)
      return times.map((time, index) => (seen.sealedAt(first + index) - time) / 1000)
    },
    sample: async () => {
      const { events } = await log.fetch(null, { most: 4096, waitMs: 0, signal: end.signal })
      return events
    },
    end: async () => {
      end.abort()
      await sealing
      await shipper.close()
      await source.close()
      await log.close()
    },
  }
}

/** Notes when each event of a source is in the store, header and all. */
function watched(
  store: ObjectStore,
  source: string,
): { readonly store: ObjectStore; reached(seq: number): Promise<void>; sealedAt(seq: number): number } {
  const marks: { readonly seq: number; readonly at: number }[] = []
  const create: ObjectStore['create'] = async (key, bytes, retention) => {
    const answer = await store.create(key, bytes, retention)
    if (key.endsWith('.header.json')) {
      const { header } = parseBytes('segment', bytes)
      const seq = header.watermarks.find((mark) => mark.source === source)?.seq ?? 0
      marks.push({ seq, at: performance.now() })
    }
    return answer
  }
  return {
    store: { create, get: (key) => store.get(key), list: (...given) => store.list(...given) },
    reached: async (seq) => {
      while ((marks.at(-1)?.seq ?? 0) < seq) await sleep(5)
    },
    sealedAt: (seq) => marks.find((mark) => mark.seq >= seq)?.at ?? Number.NaN,
  }
}

// The floor: packs of the same events, one batch after the other, acknowledged by all, as an idempotent producer.
async function bareRate(brokers: readonly string[], where: string, events: readonly Uint8Array[]): Promise<number> {
  const client = new Kafka({ brokers: [...brokers], clientId: 'bare', logLevel: 0 })
  const topic = `${where}.bare`
  const admin = client.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] })
  await admin.disconnect()
  const producer = client.producer({ idempotent: true, maxInFlightRequests: 1 })
  await producer.connect()
  const packs = Array.from({ length: Math.floor(events.length / PACK) }, (_, pack) => {
    const lines = events.slice(pack * PACK, (pack + 1) * PACK).map((bytes) => Buffer.from(bytes))
    return { value: Buffer.concat(lines), partition: 0 }
  })
  let sent = 0
  const started = performance.now()
  while (sent < EVENTS)
    for (let at = 0; at < packs.length; at += 8) {
      const messages = packs.slice(at, at + 8)
      await producer.send({ topic, acks: -1, messages })
      sent += messages.length * PACK
    }
  const rate = (sent / (performance.now() - started)) * 1000
  await producer.disconnect()
  return rate
}

function quantile(values: readonly number[], part: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * part)] ?? Number.NaN
}

const silent: SealerLog = { info: () => undefined, warn: () => undefined, error: () => undefined }

function fail(): never {
  throw new Error('nothing of this bench raises an alarm')
}
