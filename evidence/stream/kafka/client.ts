import { Kafka, logLevel, type SASLOptions } from 'kafkajs'
import type { SealerLog } from '../../ledger/sealer.ts'

/** How Kafka is reached. Secrets stand here by value: whoever composes resolves references. */
export interface KafkaSettings {
  /** `host:port`. */
  readonly brokers: readonly string[]
  /** Who we are in the brokers' logs and quotas: `cordon-seal`, `cordon-enforce-postgres`, … */
  readonly clientId: string
  /** Default `cordon.events` and `cordon.payloads`. */
  readonly topics?: { readonly events?: string; readonly payloads?: string }
  /**
   * What the names of our consumer groups begin with: `.payloads` behind it for payloads, something random for each
   * life of an event source. Default `cordon-sealer`.
   */
  readonly group?: string
  /** TLS; `ca` is the PEM text of who signed the brokers' certificates, where the system's list does not hold it. */
  readonly tls?: { readonly ca?: string }
  readonly sasl?: {
    readonly mechanism: 'scram-sha-256' | 'scram-sha-512'
    readonly username: string
    readonly password: string
  }
  /** Most events packed in one message; default 64. */
  readonly messageEvents?: number
  /** Largest message, and largest batch for a partition; default 900 KiB. What the topic takes bounds it further. */
  readonly messageBytes?: number
  /** Longest time for one request; default 10 000. */
  readonly timeoutMs?: number
  /** Create missing topics with these settings. Left out: a missing topic is an error that says how to create it. */
  readonly create?: TopicSettings
}

export interface TopicSettings {
  /** Default 8. */
  readonly partitions?: number
  /** Copies of each partition; default 3. */
  readonly replicas?: number
  /** How long messages are kept, longer than any outage of the sealer; default 168. */
  readonly retentionHours?: number
}

export interface Topics {
  readonly events: string
  readonly payloads: string
}

export function topicsOf({ topics }: KafkaSettings): Topics {
  return { events: topics?.events ?? 'cordon.events', payloads: topics?.payloads ?? 'cordon.payloads' }
}

export function groupOf({ group }: KafkaSettings): string {
  return group ?? 'cordon-sealer'
}

export function messageBytesOf({ messageBytes }: KafkaSettings): number {
  return messageBytes ?? 900 * 1024
}

export function timeoutOf({ timeoutMs }: KafkaSettings): number {
  return timeoutMs ?? 10_000
}

/** A client of the brokers. Its own retries are short: who uses it starts a new one when they are used up. */
export function kafkaClient(settings: KafkaSettings, log: SealerLog): Kafka {
  const timeoutMs = timeoutOf(settings)
  const { tls, sasl } = settings
  return new Kafka({
    brokers: [...settings.brokers],
    clientId: settings.clientId,
    requestTimeout: timeoutMs,
    authenticationTimeout: timeoutMs,
    connectionTimeout: Math.min(timeoutMs, 5000),
    ...(tls === undefined ? {} : { ssl: { minVersion: 'TLSv1.2', ...(tls.ca === undefined ? {} : { ca: tls.ca }) } }),
    ...(sasl === undefined ? {} : { sasl: { ...sasl } as SASLOptions }),
    retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 2000 },
    logLevel: logLevel.ERROR,
    // The client reports each try of its own; ours are reported where they are made.
    logCreator: () => (entry) => {
      const { message, error } = entry.log as { readonly message: string; readonly error?: unknown }
      log.info(`kafka: ${message.slice(0, 256)}`, {
        part: entry.namespace,
        ...(typeof error === 'string' ? { error: error.slice(0, 256) } : {}),
      })
    },
  })
}
