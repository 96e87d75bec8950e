import { type Admin, Kafka, logLevel } from 'kafkajs'

/** The topic as any other client of the brokers sees it. */
export interface RawMessage {
  readonly key: string
  readonly partition: number
  readonly headers: Readonly<Record<string, string>>
  readonly value: Buffer
}

export interface SentMessage {
  readonly key?: string
  readonly value: Buffer
  readonly headers?: Readonly<Record<string, string>>
  readonly partition?: number
}

export function rawClient(brokers: readonly string[]): Kafka {
  return new Kafka({ brokers: [...brokers], clientId: 'raw', logLevel: logLevel.NOTHING })
}

/** Does something as an administrator. */
export async function administer<T>(brokers: readonly string[], act: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = rawClient(brokers).admin()
  await admin.connect()
  try {
    return await act(admin)
  } finally {
    await admin.disconnect()
  }
}

export async function sendRaw(
  brokers: readonly string[],
  topic: string,
  messages: readonly SentMessage[],
): Promise<void> {
  const producer = rawClient(brokers).producer({ allowAutoTopicCreation: false })
  await producer.connect()
  try {
    await producer.send({
      topic,
      messages: messages.map(({ key, headers, ...rest }) => ({
        ...rest,
        ...(key === undefined ? {} : { key }),
        ...(headers === undefined ? {} : { headers: { ...headers } }),
      })),
    })
  } finally {
    await producer.disconnect()
  }
}

/** Every message that a topic holds now. */
export async function readRaw(brokers: readonly string[], topic: string): Promise<readonly RawMessage[]> {
  const ends = await administer(brokers, (admin) => admin.fetchTopicOffsets(topic))
  const expected = ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0)
  const messages: RawMessage[] = []
  const consumer = rawClient(brokers).consumer({ groupId: `raw-${topic}-${Date.now()}`, maxWaitTimeInMs: 100 })
  await consumer.connect()
  try {
    await consumer.subscribe({ topics: [topic], fromBeginning: true })
    await new Promise<void>((resolve, reject) => {
      if (expected === 0) resolve()
      const run = consumer.run({
        eachMessage: async ({ partition, message: { key, headers = {}, value } }) => {
          const text = Object.entries(headers).map(([name, header]) => [name, String(header)])
          messages.push({ key: String(key), partition, headers: Object.fromEntries(text), value: value ?? Buffer.of() })
          if (messages.length === expected) resolve()
        },
      })
      run.catch(reject)
    })
  } finally {
    await consumer.disconnect()
  }
  return messages
}
