import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, rejects, skip } from '#test/suite'
import { eventually } from '#test/wait'
import { keyIdOf } from '../../evidence/ledger/key-id.ts'
import { missingKafka, startKafka } from '../services/kafka.ts'
import { eventSourceContract } from './contracts/event-source.ts'
import { MemoryStore } from './contracts/memory-store.ts'
import { takesLinesOnly } from './failing-stores.ts'
import { append, heldBytes, holds } from './kafka/held-events.ts'
import { administer, readRaw, sendRaw } from './kafka/raw-topic.ts'
import { Stage } from './kafka/stage.ts'
import { stagesBefore } from './kafka/within.ts'

const NAME = 'events through Kafka'
const missing = missingKafka()

if (missing !== null) describe(NAME, (test) => skip(test, NAME, missing))
else await withBroker()

async function withBroker(): Promise<void> {
  const { brokers, stop } = await startKafka()

  eventSourceContract('Kafka', async () => {
    const stage = new Stage(brokers)
    const { log, shipper } = await stage.produce()
    return {
      source: stage.source(),
      append: async (draft) => {
        await log.append(draft).durable
        await shipper.flush(20_000)
      },
      end: () => stage.end(),
    }
  })

  describe(NAME, (test) => {
    test.after(stop)
    const within = stagesBefore(brokers)

    test(
      'of several processes are sealed once each, in their own order; logs are released by what the store shows',
      within(async (stage) => {
        const producers = await Promise.all([1, 2, 3, 4].map(() => stage.produce()))
        const sealing = stage.seal()
        for (let turn = 0; turn < 5; turn++) await Promise.all(producers.map((producer) => append(producer, 60)))
        await eventually('every log is released', async () => {
          for (const { log } of producers) if (await holds(log, 'config')) return false
          return true
        })
        await sealing.stop()
        assert.equal((await stage.sealed()).filter((event) => event.includes('"kind":"config"')).length, 1200)
        await stage.check()
      }),
    )

    test(
      'lie packed in messages that say by whom they are, all of one source in one partition',
      within(async (stage) => {
        const producers = await Promise.all([1, 2, 3].map(() => stage.produce()))
        for (const producer of producers) await append(producer, 640)
        for (const { shipper } of producers) assert.ok(await shipper.flush(20_000))
        const messages = await readRaw(brokers, stage.settings.topics?.events ?? '')
        for (const { key } of producers) {
          const own = messages.filter(({ headers }) => headers['source'] === keyIdOf(key))
          assert.equal(new Set(own.map(({ partition }) => partition)).size, 1)
          assert.ok(own.every((message) => message.key === keyIdOf(key)))
          const counts = own.map(({ value }) => value.toString().split('\n').length)
          assert.ok(counts.every((count) => count <= 64))
          assert.ok(counts.filter((count) => count >= 16).length >= 10, `${counts}`)
        }
      }),
    )

    test(
      'larger than a message arrive whole',
      within(
        async (stage) => {
          const producer = await stage.produce()
          const sealing = stage.seal()
          const events = [300_000, 10, 900_000, 70_000, 20].map((size) =>
            producer.log.append({ kind: 'config', data: { text: 'x'.repeat(size) } }),
          )
          await stage.untilSealed(events.map(({ bytes }) => bytes))
          await sealing.stop()
          await stage.check()
        },
        () => new Stage(brokers, { messageBytes: 65_536 }),
      ),
    )

    test(
      'are read on from where the store stands, by whatever sealer, and nothing twice',
      within(async (stage) => {
        const producer = await stage.produce()
        const all: Uint8Array[] = []
        for (let life = 0; life < 3; life++) {
          all.push(...(await append(producer, 100)))
          const sealing = stage.seal({ sealEvery: { ms: 50, events: 30 } })
          await stage.untilSealed(all)
          all.push(...(await append(producer, 50)))
          await sealing.stop()
        }
        await stage.seal().stop()
        await stage.untilSealed(all)
        await stage.check()
      }),
    )

    test(
      'that a process sent and does not know to be sealed are sent again at its start, and sealed once',
      within(async (stage) => {
        const first = await stage.produce({}, { pollMs: 600_000 })
        const sealing = stage.seal({ sealEvery: { ms: 20, events: 100 } })
        const events = await append(first, 1000)
        await stage.untilSealed(events)
        await first.stop()
        // Its log still holds everything, and it takes a while to see what is sealed.
        const second = await stage.produce({}, { store: new MemoryStore() }, first)
        const more = await append(second, 10)
        assert.ok(await second.shipper.flush(20_000))
        await stage.untilSealed(more)
        await sealing.stop()
        assert.deepEqual(sealing.alarms, [])
        await stage.check()
      }),
    )

    test(
      'are confirmed one source at a time when a sealer died between lines and header',
      within(async (stage) => {
        const producers = await Promise.all([1, 2, 3, 4, 5].map(() => stage.produce()))
        await Promise.all(producers.map((producer) => append(producer, 200)))
        for (const { shipper } of producers) await shipper.flush(20_000)
        for (let life = 0; life < 3; life++) {
          const sealing = stage.seal({ store: takesLinesOnly(stage.store), sealEvery: { ms: 300, events: 400 } })
          await eventually('the sealer died', sealing.isOver)
          await rejects(sealing.stop())
        }
        const sealing = stage.seal()
        const all = await Promise.all(producers.map(({ log }) => heldBytes(log)))
        await stage.untilSealed(all.flat())
        await sealing.stop()
        await stage.check()
      }),
    )

    test(
      'that the brokers lose are sent again, since they are not sealed',
      within(async (stage) => {
        const topic = stage.settings.topics?.events ?? ''
        const producer = await stage.produce({}, { stallMs: 1500 })
        const before = await append(producer, 50)
        const sealing = stage.seal()
        await stage.untilSealed(before)
        await sealing.stop()
        const lost = await append(producer, 50)
        assert.ok(await producer.shipper.flush(20_000))
        await administer(brokers, (admin) => admin.deleteTopics({ topics: [topic] }))
        const again = stage.seal()
        const after = await append(producer, 50)
        await stage.untilSealed([...lost, ...after], 40_000)
        await again.stop()
        await stage.check()
      }),
    )

    test(
      'are not taken from who cannot sign for a known source: an alarm, no crash, and nothing of it sealed',
      within(async (stage) => {
        const topic = stage.settings.topics?.events ?? ''
        const producer = await stage.produce()
        const stranger = await stage.produce()
        const known = keyIdOf(producer.key)
        const sealing = stage.seal({}, { isKnown: (source) => source === known })
        const events = await append(producer, 20)
        const strange = await append(stranger, 20)
        await stage.untilSealed(events)
        const messages = await readRaw(brokers, topic)
        const forged = messages.map((message) => ({
          ...message,
          value: Buffer.from(message.value.toString().replace('nnn', 'mmm')),
        }))
        const junk = Array.from({ length: 30 }, (_, turn) => ({ partition: turn % 3, value: randomBytes(turn * 100) }))
        // A message that is sent once more by somebody who kept it is what it was: a double.
        await sendRaw(brokers, topic, [...junk, ...forged, ...messages])
        const more = await append(producer, 20)
        await stage.untilSealed(more)
        await sealing.stop()
        const sealed = (await stage.sealed()).join('\n')
        assert.ok(strange.every((bytes) => !sealed.includes(Buffer.from(bytes).toString())))
        assert.doesNotMatch(sealed, /mmm/)
        assert.ok(sealing.alarms.length > 0)
        for (const { data } of sealing.alarms) {
          assert.equal(data['code'], 'stream.poison')
          assert.match(String(data['message']), /partition \d+, offset \d+, SHA-256 [0-9a-f]{64}/)
        }
        await stage.check()
      }),
    )

    test(
      'are all read by each of two sealers, of which the store keeps one',
      within(async (stage) => {
        const producers = await Promise.all([1, 2, 3].map(() => stage.produce()))
        const one = stage.seal()
        const all: Uint8Array[] = []
        for (const producer of producers) all.push(...(await append(producer, 50)))
        await stage.untilSealed(all)
        const other = stage.seal()
        const end = eventually('one has lost', () => one.isOver() || other.isOver())
        const more = Promise.all(
          producers.map(async (producer) => {
            for (let turn = 0; turn < 10; turn++) all.push(...(await append(producer, 20)))
          }),
        )
        await Promise.all([end, more])
        await stage.untilSealed(all)
        await Promise.allSettled([one.stop(), other.stop()])
        await stage.check()
      }),
    )

    test(
      'wait in the log while no broker answers; when that is full, nothing more is recorded; then all goes on',
      within(async (stage) => {
        const nowhere = { ...stage.settings, brokers: ['127.0.0.1:1'], timeoutMs: 300 }
        const producer = await stage.produce({ mostBytes: 200_000, segmentBytes: 64 * 1024 }, { kafka: nowhere })
        const events: Uint8Array[] = []
        const big = { kind: 'config', data: { text: 'y'.repeat(2000) } } as const
        assert.throws(
          () => {
            for (let turn = 0; turn < 1000; turn++) events.push(producer.log.append(big).bytes)
          },
          { code: 'full' },
        )
        await eventually('it says why', () => !producer.shipper.status().isReady)
        assert.match(producer.shipper.status().reasons.join(), /127\.0\.0\.1:1/)
        assert.ok(producer.shipper.status().lag > 100_000)
        assert.equal(await producer.shipper.flush(50), false)
        await producer.stop()
        const back = await stage.produce({ mostBytes: 200_000, segmentBytes: 64 * 1024 }, {}, producer)
        const sealing = stage.seal()
        await stage.untilSealed(events)
        await eventually('there is room again', async () => {
          try {
            await back.log.append(big).durable
            return true
          } catch {
            return false
          }
        })
        await sealing.stop()
        await stage.check()
      }),
    )

    test(
      'do not release a log by what another key sealed, nor by other bytes under its numbers',
      within(async (stage) => {
        const producer = await stage.produce({}, { sealerKey: generateKeyPairSync('ed25519').publicKey })
        const sealing = stage.seal()
        await stage.untilSealed(await append(producer, 20))
        await eventually('it says so', () => /cannot be read/.test(producer.shipper.status().reasons.join()))
        assert.ok(await holds(producer.log, 'config'))
        await producer.stop()
        // A copy of its folder from before, with the same key: another history.
        const twin = await stage.produce(
          {},
          { kafka: { ...stage.settings, brokers: ['127.0.0.1:1'], timeoutMs: 300 } },
          { key: producer.key, folder: stage.folder() },
        )
        await append(twin, 20)
        await eventually('it sees that', () => /ledger/.test(twin.shipper.status().reasons.join()))
        assert.ok(await holds(twin.log, 'config'))
        await sealing.stop()
      }),
    )
  })
}
