/**
 * - `unreachable`: no broker answers, or TLS to it fails. It is tried again for ever; nothing is lost.
 * - `credentials`: the brokers refuse the login. `denied`: they refuse what it wants to do.
 * - `topic`: a topic is missing. `settings`: a topic, or the configuration, would lose or refuse messages.
 * - `too-large`: the brokers take no message of that size.
 * - `cursor`: the cursor was not made by Kafka's event source.
 * - `closed`: it was closed.
 */
export type KafkaErrorCode =
  | 'unreachable'
  | 'credentials'
  | 'denied'
  | 'topic'
  | 'settings'
  | 'too-large'
  | 'cursor'
  | 'closed'

/** What the stream cannot do. Messages name brokers, topics, groups and settings, never secrets or content. */
export class KafkaError extends Error {
  override readonly name = 'KafkaError'
  readonly code: KafkaErrorCode

  constructor(code: KafkaErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
  }
}

const MOST_CAUSES = 8

interface Advice {
  readonly code: KafkaErrorCode
  readonly advice: string
}

/** By the `type` of a protocol error, or the `name` of an error of the client. */
const ADVICE: Readonly<Record<string, Advice>> = {
  KafkaJSSASLAuthenticationError: {
    code: 'credentials',
    advice: 'check evidence.kafka.sasl: user, password, mechanism',
  },
  SASL_AUTHENTICATION_FAILED: { code: 'credentials', advice: 'check evidence.kafka.sasl: user, password, mechanism' },
  UNSUPPORTED_SASL_MECHANISM: { code: 'credentials', advice: 'check evidence.kafka.sasl.mechanism' },
  ILLEGAL_SASL_STATE: { code: 'credentials', advice: 'the listener wants no SASL, or another kind: check the port' },
  TOPIC_AUTHORIZATION_FAILED: { code: 'denied', advice: 'grant this user the topics' },
  GROUP_AUTHORIZATION_FAILED: { code: 'denied', advice: 'grant this user the consumer group' },
  CLUSTER_AUTHORIZATION_FAILED: { code: 'denied', advice: 'grant this user IdempotentWrite on the cluster' },
  UNKNOWN_TOPIC_OR_PARTITION: { code: 'topic', advice: 'a topic is missing, or this user may not see it' },
  MESSAGE_TOO_LARGE: { code: 'too-large', advice: 'lower evidence.kafka.messageBytes, or raise max.message.bytes' },
  RECORD_LIST_TOO_LARGE: { code: 'too-large', advice: 'lower evidence.kafka.messageBytes, or raise segment.bytes' },
}

/** Says in our words what the client threw; `what` was attempted. */
export function asKafkaError(error: unknown, what: string): KafkaError {
  let cause: unknown = error
  for (let depth = 0; cause instanceof Error && depth < MOST_CAUSES; depth++, cause = cause.cause) {
    if (cause instanceof KafkaError) return cause
    const known = ADVICE[(cause as { type?: unknown }).type as string] ?? ADVICE[cause.name]
    if (known)
      return new KafkaError(known.code, `could not ${what}: ${cause.message}; ${known.advice}`, { cause: error })
  }
  const why = error instanceof Error ? error.message : 'unknown'
  return new KafkaError('unreachable', `could not ${what}: ${why}`, { cause: error })
}
