import assert from 'node:assert/strict'
import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EventDraft } from '#schemas'
import { describe, skip } from '#test/suite'
import { eventually } from '#test/wait'
import { openPayloadLog, type PayloadLog } from '../../evidence/recording/payload.ts'
import { checkPayloads, readPayloads } from '../../evidence/recording/read-payloads.ts'
import type { ObjectStore } from '../../evidence/store/object-store.ts'
import { StoreError } from '../../evidence/store/store-error.ts'
import { type KafkaPayloads, openKafkaPayloads } from '../../evidence/stream/kafka/payloads.ts'
import { missingKafka, startKafka } from '../services/kafka.ts'
import type { MemoryStore } from './contracts/memory-store.ts'
import { readRaw, sendRaw } from './kafka/raw-topic.ts'
import { type Producer, Stage } from './kafka/stage.ts'

const NAME = 'payloads through Kafka'
const missing = missingKafka()
const tenantKey = createSecretKey(randomBytes(32))

if (missing !== null) describe(NAME, (test) => skip(test, NAME, missing))
else await withBroker()

async function withBroker(): Promise<void> {
  const { brokers, stop } = await startKafka()

  describe(NAME, (test) => {
    test.after(stop)
    const within = (body: (place: Place) => Promise<void>) => async (): Promise<void> => {
      const place = new Place(new Stage(brokers))
      try {
        await body(place)
      } finally {
        await place.end()
      }
    }

    test(
      'come to the store as they were recorded, and are let go of when they are read back from there',
      within(async (place) => {
        const { payloads } = await place.record()
        place.store()
        const expected = new Map<string, string[]>()
        for (let turn = 0; turn < 60; turn++) {
          const session = `ses_${turn % 4}`
          const content = randomBytes(turn * 50)
          payloads.append(session, content)
          expected.set(session, [...(expected.get(session) ?? []), content.toString('hex')])
          if (turn % 20 === 0) await eventually('all is let go of', () => payloads.heldBytes === 0)
        }
        await eventually('all is let go of', () => payloads.heldBytes === 0)
        for (const [session, contents] of expected) assert.deepEqual(await place.contents(session), contents)
        const messages = await readRaw(brokers, place.stage.settings.topics?.payloads ?? '')
        assert.ok(messages.every(({ key, headers }) => key === headers['session']))
        for (const one of messages)
          for (const other of messages) if (one.key === other.key) assert.equal(one.partition, other.partition)
        for (const { mode } of (place.stage.store as MemoryStore).retention.values()) assert.equal(mode, 'governance')
      }),
    )

    test(
      'larger than any message arrive whole',
      within(async (place) => {
        const { payloads } = await place.record()
        place.store()
        const contents = [5_000_000, 10, 2_000_000].map((size) => randomBytes(size))
        for (const content of contents) payloads.append('ses_big', content, { full: true })
        await eventually('all is let go of', () => payloads.heldBytes === 0, 40_000)
        assert.deepEqual(
          await place.contents('ses_big'),
          contents.map((content) => content.toString('hex')),
        )
      }),
    )

    test(
      'wait where the store is away, and in the log where nobody stores them',
      within(async (place) => {
        const { payloads, producer } = await place.record()
        payloads.append('ses_1', Buffer.from('kept'))
        assert.ok(await producer.shipper.flush(20_000))
        assert.ok(payloads.heldBytes > 0)
        let isAway = true
        const { store } = place.stage
        const flaky: ObjectStore = {
          create: async (...given) => {
            if (isAway) throw new StoreError('io', 'the store is away')
            return store.create(...given)
          },
          get: (key) => store.get(key),
          list: (...given) => store.list(...given),
        }
        const storing = place.store({ store: flaky })
        await eventually('it says why', () => /the store is away/.test(storing.status().reasons.join()))
        assert.ok(payloads.heldBytes > 0)
        isAway = false
        await eventually('all is let go of', () => payloads.heldBytes === 0)
        assert.ok(storing.status().isReady)
      }),
    )

    test(
      'that a message brings twice, or two consumers share, make the same objects',
      within(async (place) => {
        const topic = place.stage.settings.topics?.payloads ?? ''
        const { payloads } = await place.record()
        const first = place.store()
        for (let session = 0; session < 12; session++) payloads.append(`ses_${session}`, randomBytes(100))
        await eventually('all is let go of', () => payloads.heldBytes === 0)
        const objects = (place.stage.store as MemoryStore).objects.size
        const messages = await readRaw(brokers, topic)
        place.store()
        await sendRaw(brokers, topic, messages)
        for (let session = 0; session < 12; session++) payloads.append(`ses_new_${session}`, randomBytes(100))
        await first.close()
        await eventually('all is let go of', () => payloads.heldBytes === 0, 40_000)
        assert.equal((place.stage.store as MemoryStore).objects.size, 2 * objects)
        assert.equal((await checkPayloads(place.stage.store, 'test', tenantKey)).opened, 24)
      }),
    )

    test(
      'of strangers, and bytes that are none, are refused with an alarm and nothing of them is stored',
      within(async (place) => {
        const topic = place.stage.settings.topics?.payloads ?? ''
        const known = await place.record()
        const stranger = await place.record()
        place.store({ isKnown: (source) => source === known.producer.log.source.id })
        known.payloads.append('ses_1', Buffer.from('known'))
        stranger.payloads.append('ses_2', Buffer.from('strange'))
        await eventually('the known is let go of', () => known.payloads.heldBytes === 0)
        const messages = await readRaw(brokers, topic)
        const changed = messages.map(({ value, ...message }) => {
          const other = Buffer.from(value)
          other[other.length - 1] = (other.at(-1) ?? 0) ^ 1
          return { ...message, value: other }
        })
        await sendRaw(brokers, topic, [...changed, { value: randomBytes(50) }, { value: Buffer.of() }])
        known.payloads.append('ses_1', Buffer.from('more'))
        await eventually('more is let go of', () => known.payloads.heldBytes === 0)
        assert.ok(stranger.payloads.heldBytes > 0)
        assert.equal(place.alarms[0]?.data['code'], 'stream.poison')
        assert.ok([...(place.stage.store as MemoryStore).objects.keys()].every((key) => key.includes('/ses_1/')))
      }),
    )

    test(
      'in a damaged file come as far as they hold, and the file is kept, with an alarm',
      within(async (place) => {
        const folder = place.stage.folder()
        const payloads = await openPayloadLog({ folder, tenantKey })
        payloads.append('ses_1', Buffer.from('before'))
        await payloads.close()
        const name = readdirSync(folder).find((entry) => entry.endsWith('.payloads')) ?? ''
        const whole = readFileSync(join(folder, name))
        // Something between two recordings that is none.
        writeFileSync(join(folder, name), Buffer.concat([whole, randomBytes(40), whole]))
        const recording = await openPayloadLog({ folder, tenantKey })
        recording.append('ses_2', Buffer.from('after'))
        const { producer } = await place.record(recording)
        place.store()
        await eventually('all is let go of', () => recording.heldBytes === 0)
        assert.deepEqual(await place.contents('ses_1'), [Buffer.from('before').toString('hex')])
        assert.deepEqual(await place.contents('ses_2'), [Buffer.from('after').toString('hex')])
        assert.equal(readdirSync(folder).filter((entry) => entry.endsWith('.corrupt')).length, 1)
        const codes: unknown[] = []
        for await (const { bytes } of producer.log.read(null))
          codes.push(JSON.parse(Buffer.from(bytes).toString()).data.code)
        assert.ok(codes.includes('recording.damaged'))
      }),
    )
  })
}

/** One stage with recordings on it. */
class Place {
  readonly stage: Stage
  readonly alarms: EventDraft[] = []
  readonly #open: (() => Promise<void>)[] = []

  constructor(stage: Stage) {
    this.stage = stage
  }

  async record(opened?: PayloadLog): Promise<{ readonly payloads: PayloadLog; readonly producer: Producer }> {
    const payloads = opened ?? (await openPayloadLog({ folder: this.stage.folder(), tenantKey }))
    const key = generateKeyPairSync('ed25519').privateKey
    const producer = await this.stage.produce({}, { payloads }, { key, folder: this.stage.folder() })
    this.#open.push(async () => {
      await producer.stop()
      await payloads.close()
    })
    return { payloads, producer }
  }

  store(changes: Partial<Parameters<typeof openKafkaPayloads>[0]> = {}): KafkaPayloads {
    const { settings: kafka, store, shard, log } = this.stage
    const alarm = (draft: EventDraft): void => void this.alarms.push(draft)
    const retainUntil = (): Date => new Date('2032-01-01T00:00:00Z')
    const storing = openKafkaPayloads({ kafka, store, shard, retainUntil, alarm, log, ...changes })
    this.#open.push(() => storing.close())
    return storing
  }

  async contents(session: string): Promise<string[]> {
    const contents: string[] = []
    for await (const { content } of readPayloads(this.stage.store, 'test', session, tenantKey))
      contents.push(Buffer.from(content).toString('hex'))
    return contents
  }

  async end(): Promise<void> {
    await Promise.all(this.#open.map((close) => close()))
    await this.stage.end()
  }
}
