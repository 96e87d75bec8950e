import { readFileSync } from 'node:fs'
import type { KafkaSettings } from '#evidence'
import { within } from '../../config.ts'
import { CommandError } from '../../io.ts'
import { resolveSecret } from '../../secrets.ts'
import type { Settings } from '../settings.ts'

/** How Kafka is reached, with files and secrets read. Throws CommandError where it is not configured, or one is missing. */
export function kafkaSettings(
  { loaded, config }: Settings,
  env: Readonly<Record<string, string | undefined>>,
  clientId: string,
): KafkaSettings {
  const kafka = config.evidence?.kafka
  if (kafka === undefined)
    throw new CommandError(
      'parts that run apart meet through Kafka alone: name brokers under evidence.kafka in cordon.yaml, or run everything with `cordon up`',
    )
  const { brokers, events, payloads, group, tls, sasl, create, messageEvents, messageBytes, timeoutMs } = kafka
  return {
    brokers,
    clientId,
    topics: { ...(events === undefined ? {} : { events }), ...(payloads === undefined ? {} : { payloads }) },
    ...(group === undefined ? {} : { group }),
    ...(tls === undefined
      ? {}
      : { tls: tls.ca === undefined ? {} : { ca: readFileSync(within(loaded, tls.ca), 'utf8') } }),
    ...(sasl === undefined
      ? {}
      : { sasl: { ...sasl, password: resolveSecret(sasl.password, { env, folder: loaded.folder }) } }),
    ...(create === undefined ? {} : { create }),
    ...(messageEvents === undefined ? {} : { messageEvents }),
    ...(messageBytes === undefined ? {} : { messageBytes }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  }
}
