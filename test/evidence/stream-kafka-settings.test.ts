import assert from 'node:assert/strict'
import { describe, rejects, skip } from '#test/suite'
import { eventually } from '#test/wait'
import { selfMadeIdentity } from '../../enforcers/wire/certificate.ts'
import { type KafkaSettings, kafkaClient } from '../../evidence/stream/kafka/client.ts'
import { checkTopic } from '../../evidence/stream/kafka/topics.ts'
import { missingKafka, type SecureListener, startKafka } from '../services/kafka.ts'
import { note } from './contracts/event-log.ts'
import { administer } from './kafka/raw-topic.ts'
import { Stage } from './kafka/stage.ts'
import { stagesBefore } from './kafka/within.ts'

const NAME = 'topics and logins of Kafka'
const missing = missingKafka()

if (missing !== null) describe(NAME, (test) => skip(test, NAME, missing))
else await withBroker()

async function withBroker(): Promise<void> {
  const { brokers, secure, stop } = await startKafka()

  describe(NAME, (test) => {
    test.after(stop)
    const within = stagesBefore(brokers)

    test(
      'a missing topic is not created by itself: the reason says how to, and then all goes on',
      within(
        async (stage) => {
          const topic = stage.settings.topics?.events ?? ''
          const producer = await stage.produce()
          const { bytes } = producer.log.append(note(1))
          const sealing = stage.seal()
          for (const part of [producer.shipper, sealing.source]) {
            const reason = await eventually('it says why', () =>
              part.status().reasons.find((one) => one.includes(topic)),
            )
            assert.match(
              reason,
              /is missing.*kafka-topics\.sh --bootstrap-server \S+ --create --topic \S+ --partitions 8/,
            )
            assert.equal(part.status().isReady, false)
          }
          assert.deepEqual(await administer(brokers, (admin) => admin.listTopics()), [])
          await administer(brokers, (admin) =>
            admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: 2 }] }),
          )
          await stage.untilSealed([bytes])
          await eventually('it is ready', () => producer.shipper.status().isReady && sealing.source.status().isReady)
        },
        () => new Stage(brokers, { create: null }),
      ),
    )

    test(
      'a topic is created with settings that lose nothing, where the configuration says so',
      within(async (stage) => {
        const topic = stage.settings.topics?.events ?? ''
        const create = { partitions: 5, replicas: 1, retentionHours: 48 }
        const { partitions, messageBytes } = await check({ ...stage.settings, create }, topic)
        assert.deepEqual([partitions, messageBytes], [5, 900 * 1024])
        const resources = [{ type: 2, name: topic }]
        const answer = await administer(brokers, (admin) =>
          admin.describeConfigs({ resources, includeSynonyms: false }),
        )
        const configs = new Map(
          answer.resources[0]?.configEntries.map((entry) => [entry.configName, entry.configValue]),
        )
        assert.equal(configs.get('cleanup.policy'), 'delete')
        assert.equal(configs.get('retention.ms'), String(48 * 3_600_000))
        assert.equal(configs.get('unclean.leader.election.enable'), 'false')
      }),
    )

    test('a topic that loses messages is refused, one that is merely odd is warned of', async () => {
      const settings = { brokers, clientId: 'test' }
      await make('compacted', { 'cleanup.policy': 'compact' })
      assert.match(
        (await rejects(check(settings, 'compacted'), 'settings')).message,
        /compacted.*cleanup\.policy=delete/,
      )
      await make('tiny', { 'max.message.bytes': '10000' })
      assert.match((await rejects(check(settings, 'tiny'), 'too-large')).message, /raise max\.message\.bytes/)
      await make('odd', {
        'max.message.bytes': '200000',
        'retention.ms': '60000',
        'unclean.leader.election.enable': 'true',
      })
      const { warnings, messageBytes } = await check(settings, 'odd')
      assert.ok(messageBytes < 200_000)
      assert.equal(warnings.length, 3)
      await make('wide', {}, 97)
      await rejects(check(settings, 'wide'), 'settings')
    })

    test(
      'a topic that takes small messages only gets all events all the same',
      within(
        async (stage) => {
          await make(stage.settings.topics?.events ?? '', { 'max.message.bytes': '60000' }, 2)
          const producer = await stage.produce()
          const sealing = stage.seal()
          const sizes = [10, 500_000, 30_000, 30_000, 60_000, 1]
          const events = sizes.map(
            (size) => producer.log.append({ kind: 'config', data: { text: 'z'.repeat(size) } }).bytes,
          )
          await stage.untilSealed(events)
          await sealing.stop()
          await stage.check()
        },
        () => new Stage(brokers),
      ),
    )

    test(
      'a topic that is told to take less while it runs is looked at again',
      within(async (stage) => {
        const topic = stage.settings.topics?.events ?? ''
        const producer = await stage.produce()
        const sealing = stage.seal()
        await stage.untilSealed([producer.log.append(note(1)).bytes])
        const configEntries = [{ name: 'max.message.bytes', value: '70000' }]
        const resources = [{ type: 2, name: topic, configEntries }]
        await administer(brokers, (admin) => admin.alterConfigs({ validateOnly: false, resources }))
        const large = producer.log.append({ kind: 'config', data: { text: 'z'.repeat(400_000) } })
        await stage.untilSealed([large.bytes])
        assert.match(stage.warnings.join('\n'), /lower evidence\.kafka\.messageBytes|fewer than/)
        await sealing.stop()
      }),
    )

    if (secure === null) skip(test, 'TLS and SASL', 'this broker is not ours: leave CORDON_TEST_KAFKA unset')
    else security(secure)

    function security(listener: SecureListener): void {
      const { username, password, ca } = listener
      for (const mechanism of ['scram-sha-256', 'scram-sha-512'] as const)
        test(
          `all goes through TLS with ${mechanism}`,
          within(
            async (stage) => {
              const producer = await stage.produce()
              const sealing = stage.seal()
              const events = Array.from({ length: 50 }, (_, number) => producer.log.append(note(number)).bytes)
              await stage.untilSealed(events)
              await sealing.stop()
            },
            () => new Stage(listener.brokers, { tls: { ca }, sasl: { mechanism, username, password } }),
          ),
        )

      test('wrong credentials and certificates are said as such, the password never', async () => {
        const sasl = { mechanism: 'scram-sha-256', username, password } as const
        const base = { brokers: listener.brokers, clientId: 'test', timeoutMs: 3000, tls: { ca } }
        const wrong: readonly (readonly [KafkaSettings, string, RegExp])[] = [
          [{ ...base, sasl: { ...sasl, password: 'wrong-password' } }, 'credentials', /check evidence\.kafka\.sasl/],
          [{ ...base, sasl: { ...sasl, username: 'nobody' } }, 'credentials', /check evidence\.kafka\.sasl/],
          [
            { ...base, tls: { ca: selfMadeIdentity(['localhost'], Date.now()).certificate }, sasl },
            'unreachable',
            /certificate|self/,
          ],
          [{ ...base, brokers: ['127.0.0.1:1'], sasl }, 'unreachable', /127\.0\.0\.1:1/],
        ]
        for (const [settings, code, says] of wrong) {
          const error = await rejects(check(settings, 'any'), code)
          assert.match(error.message, says)
          assert.doesNotMatch(error.message, /wrong-password|a-password-for-tests/)
        }
      })

      test(
        'a shipper with wrong credentials says so, and goes on when they are right',
        within(
          async (stage) => {
            const producer = await stage.produce()
            const { bytes } = producer.log.append(note(1))
            const reason = await eventually('it says why', () => producer.shipper.status().reasons[0])
            assert.match(reason, /authentication.*check evidence\.kafka\.sasl/i)
            await producer.stop()
            const sasl = { mechanism: 'scram-sha-512', username, password } as const
            const kafka = { ...stage.settings, sasl }
            await stage.produce({}, { kafka }, producer)
            const sealing = stage.seal({}, { kafka })
            await stage.untilSealed([bytes])
            await sealing.stop()
          },
          () => {
            const sasl = { mechanism: 'scram-sha-512', username, password: 'wrong' } as const
            return new Stage(listener.brokers, { tls: { ca }, sasl })
          },
        ),
      )
    }

    async function make(topic: string, configs: Readonly<Record<string, string>>, numPartitions = 1): Promise<void> {
      const configEntries = Object.entries(configs).map(([name, value]) => ({ name, value }))
      const topics = [{ topic, numPartitions, configEntries }]
      await administer(brokers, async (admin) => {
        await admin.createTopics({ waitForLeaders: false, topics })
        await eventually('it is there', () => admin.fetchTopicMetadata({ topics: [topic] }).then(Boolean, () => false))
      })
    }
  })
}

function check(settings: KafkaSettings, topic: string): ReturnType<typeof checkTopic> {
  const silent = (): void => undefined
  return checkTopic(kafkaClient(settings, { info: silent, warn: silent, error: silent }), topic, settings)
}
