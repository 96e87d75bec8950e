import type { KeyObject } from 'node:crypto'
import { type EventSource, type ObjectStore, openKafkaPayloads, openKafkaSource } from '#evidence'
import type { EnrolledSource, EventDraft } from '#schemas'
import type { Logger } from '../logger.ts'
import type { Settings } from '../settings.ts'
import { kafkaSettings } from './kafka.ts'

const DAY_MS = 86_400_000

/** Whose events the sealer believes: the logs that the engine has enrolled. */
export interface KnownSources {
  readonly has: (source: string) => boolean
  readonly learn: (sources: readonly EnrolledSource[]) => void
}

/** Starts with these; only ever grows. */
export function knownSources(first: readonly EnrolledSource[]): KnownSources {
  const ids = new Set(first.map(({ id }) => id))
  return {
    has: (source) => ids.has(source),
    learn: (sources) => {
      for (const { id } of sources) ids.add(id)
    },
  }
}

/** What the sealer reads when parts run apart: events to seal, and recordings that go straight into the store. */
export interface Reading {
  readonly source: EventSource
  readonly reasons: () => readonly string[]
  readonly close: () => Promise<void>
}

export interface ReadingParts {
  readonly settings: Settings
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clientId: string
  readonly store: ObjectStore
  readonly sealerKey: KeyObject
  readonly known: KnownSources
  readonly alarm: (draft: EventDraft) => void
  readonly now: () => number
  readonly logger: Logger
}

/** Throws CommandError where no Kafka is configured, or a secret is missing. */
export function startReading(parts: ReadingParts): Reading {
  const { settings, env, clientId, store, sealerKey, known, alarm, now, logger } = parts
  const { shard, payloadRetentionDays } = settings
  const common = { kafka: kafkaSettings(settings, env, clientId), store, shard, alarm, isKnown: known.has, log: logger }
  const source = openKafkaSource({ ...common, sealerKey })
  const payloads = openKafkaPayloads({
    ...common,
    retainUntil: () => new Date(now() + payloadRetentionDays * DAY_MS),
  })
  return {
    source,
    reasons: () => [
      ...(source.status().isReady ? [] : ['stream_not_flowing']),
      ...(payloads.status().isReady ? [] : ['recordings_not_flowing']),
    ],
    close: async () => {
      await Promise.all([source.close(), payloads.close()])
    },
  }
}
