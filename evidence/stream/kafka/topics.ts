import { setTimeout as sleep } from 'node:timers/promises'
import type { Admin, ConfigResourceTypes, Kafka } from 'kafkajs'
import { type KafkaSettings, messageBytesOf, type TopicSettings } from './client.ts'
import { MOST_PARTITIONS } from './kafka-cursor.ts'
import { asKafkaError, KafkaError } from './kafka-error.ts'
import { MESSAGE_OVERHEAD_BYTES } from './pack.ts'

/** A topic that is fit for evidence. */
export interface CheckedTopic {
  readonly partitions: number
  /** Most bytes of the values of one batch: what is configured, or less where the topic takes less. */
  readonly messageBytes: number
  /** What is not wrong, and should be otherwise. */
  readonly warnings: readonly string[]
}

/**
 * Looks at a topic, and creates it where it is missing and the settings say so: never silently, never by the
 * brokers' defaults. Throws KafkaError: `topic` with the command that creates it, `settings` where messages would
 * be lost, and what a broker refuses.
 */
export async function checkTopic(kafka: Kafka, topic: string, settings: KafkaSettings): Promise<CheckedTopic> {
  const admin = kafka.admin()
  try {
    await admin.connect()
    const partitions = (await countPartitions(admin, topic)) ?? (await create(admin, topic, settings))
    if (partitions > MOST_PARTITIONS)
      throw new KafkaError(
        'settings',
        `topic ${topic} has ${partitions} partitions; at most ${MOST_PARTITIONS} can be read`,
      )
    return { partitions, ...judge(topic, await describe(admin, topic), settings) }
  } catch (error) {
    throw asKafkaError(error, `look at topic ${topic}`)
  } finally {
    await admin.disconnect().catch(() => undefined)
  }
}

/** The command that creates a topic as it should be, with the tools that come with Kafka. */
export function createCommand(topic: string, { brokers, create }: KafkaSettings): string {
  const { partitions, replicas, configs } = topicConfig(create, messageBytesOf({ brokers, clientId: '' }))
  const options = configs.map(({ name, value }) => ` --config ${name}=${value}`).join('')
  const size = `--partitions ${partitions} --replication-factor ${replicas}`
  return `kafka-topics.sh --bootstrap-server ${brokers[0] ?? 'HOST:PORT'} --create --topic ${topic} ${size}${options}`
}

async function countPartitions(admin: Admin, topic: string): Promise<number | null> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
    return topics[0]?.partitions.length ?? null
  } catch (error) {
    if (asKafkaError(error, '').code === 'topic') return null
    throw error
  }
}

async function create(admin: Admin, topic: string, settings: KafkaSettings): Promise<number> {
  if (!settings.create) {
    const advice = `create it, or let evidence.kafka.create do so: ${createCommand(topic, settings)}`
    throw new KafkaError('topic', `topic ${topic} is missing, or this user may not see it; ${advice}`)
  }
  const { partitions, replicas, configs } = topicConfig(settings.create, messageBytesOf(settings))
  // False where another process was quicker: then it is there all the same.
  await admin.createTopics({
    waitForLeaders: false,
    topics: [{ topic, numPartitions: partitions, replicationFactor: replicas, configEntries: [...configs] }],
  })
  // Brokers hear of it one by one; who asks too early is told that there is no such topic.
  for (let turn = 0; turn < CREATED_TURNS; turn++) {
    const count = await countPartitions(admin, topic)
    if (count !== null) return count
    await sleep(CREATED_PAUSE_MS)
  }
  throw new KafkaError('topic', `topic ${topic} was created and does not show up: look at the brokers`)
}

function topicConfig(
  { partitions = 8, replicas = 3, retentionHours = 168 }: TopicSettings = {},
  messageBytes: number,
): {
  readonly partitions: number
  readonly replicas: number
  readonly configs: readonly { readonly name: string; readonly value: string }[]
} {
  const configs = {
    'cleanup.policy': 'delete',
    'retention.ms': String(retentionHours * HOUR_MS),
    'min.insync.replicas': String(Math.min(2, replicas)),
    'max.message.bytes': String(Math.max(DEFAULT_MESSAGE_BYTES, messageBytes + 64 * MESSAGE_OVERHEAD_BYTES)),
    'unclean.leader.election.enable': 'false',
  }
  return { partitions, replicas, configs: Object.entries(configs).map(([name, value]) => ({ name, value })) }
}

/** Settings by name; null where this user may not read them. */
async function describe(admin: Admin, topic: string): Promise<ReadonlyMap<string, string> | null> {
  try {
    const resources = [{ type: TOPIC_RESOURCE, name: topic }]
    const answer = await admin.describeConfigs({ resources, includeSynonyms: false })
    const entries = answer.resources[0]?.configEntries ?? []
    return new Map(entries.map(({ configName, configValue }) => [configName, configValue]))
  } catch (error) {
    if (asKafkaError(error, '').code === 'denied') return null
    throw error
  }
}

function judge(
  topic: string,
  configs: ReadonlyMap<string, string> | null,
  settings: KafkaSettings,
): Omit<CheckedTopic, 'partitions'> {
  const wanted = messageBytesOf(settings)
  if (!configs)
    return { messageBytes: wanted, warnings: [`the settings of topic ${topic} may not be read: not checked`] }
  if (configs.get('cleanup.policy')?.includes('compact'))
    throw new KafkaError('settings', `topic ${topic} is compacted, which drops events: set cleanup.policy=delete`)
  const warnings: string[] = []
  const takes = Number(configs.get('max.message.bytes') ?? DEFAULT_MESSAGE_BYTES) - 4 * MESSAGE_OVERHEAD_BYTES
  if (takes < LEAST_MESSAGE_BYTES)
    throw new KafkaError('too-large', `topic ${topic} takes messages of ${takes} bytes only: raise max.message.bytes`)
  if (takes < wanted)
    warnings.push(`topic ${topic} takes ${takes} bytes a message, fewer than ${wanted}: larger ones are cut`)
  const retention = Number(configs.get('retention.ms') ?? -1)
  if (retention >= 0 && retention < DAY_MS)
    warnings.push(`topic ${topic} keeps messages for less than a day: a longer outage of the sealer sends them again`)
  if (configs.get('unclean.leader.election.enable') === 'true')
    warnings.push(`topic ${topic} allows unclean leader election, which can lose acknowledged messages`)
  return { messageBytes: Math.min(wanted, takes), warnings }
}

const CREATED_TURNS = 50
const CREATED_PAUSE_MS = 100
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** What a broker takes where nothing else is set: 1 MiB and a batch's header. */
const DEFAULT_MESSAGE_BYTES = 1_048_588
const LEAST_MESSAGE_BYTES = 32 * 1024
/** Of the protocol; the client exports the name only in a way that ES modules cannot see. */
const TOPIC_RESOURCE: ConfigResourceTypes = 2
