import type { KeyObject } from 'node:crypto'
import { type KafkaShipper, type ObjectStore, openKafkaShipper } from '#evidence'
import type { DataFolder } from '../../data-folder.ts'
import type { Logger } from '../logger.ts'
import type { Settings } from '../settings.ts'
import { kafkaSettings } from './kafka.ts'
import type { OwnEvidence } from './own-evidence.ts'

const FLUSH_MS = 8000

/** What a process that runs apart does with its own evidence: it goes to Kafka, and is let go of once it is sealed. */
export interface Shipping {
  /** Codes for readiness; empty where the stream flows. */
  readonly reasons: () => readonly string[]
  /** Signs the log, sends what is left, and closes log and recordings. What was not taken waits for the next start. */
  readonly close: () => Promise<void>
}

export interface ShippingParts {
  readonly settings: Settings
  readonly env: Readonly<Record<string, string | undefined>>
  readonly own: OwnEvidence
  /** Holds the key of the log's source. */
  readonly folder: DataFolder
  /** Who we are to the brokers. */
  readonly clientId: string
  /** Read only: to see what is sealed. */
  readonly store: ObjectStore
  /** Public key of the sealer; nothing is shipped before it is known. */
  readonly sealer: Promise<KeyObject>
  /** Must make durable what depends on the log, before it lets go of events. */
  readonly beforeRelease: () => void
  readonly logger: Logger
}

/** Ships until it is closed. Throws CommandError where no Kafka is configured, or a secret is missing. */
export function startShipping(parts: ShippingParts): Shipping {
  const { settings, env, own, folder, clientId, store, sealer, beforeRelease, logger } = parts
  const kafka = kafkaSettings(settings, env, clientId)
  let shipper: KafkaShipper | undefined
  let isClosed = false
  const started = sealer.then(
    (sealerKey) => {
      if (isClosed) return
      const { log: events, payloads } = own
      const key = folder.signingKey('source')
      const { shard } = settings
      shipper = openKafkaShipper({ kafka, events, payloads, key, store, shard, sealerKey, beforeRelease, log: logger })
    },
    () => undefined,
  )
  return {
    reasons: () =>
      shipper === undefined ? ['sealer_unknown'] : shipper.status().isReady ? [] : ['stream_not_flowing'],
    close: async () => {
      isClosed = true
      await own.log.sign()
      if (shipper) {
        await started
        const isSent = await shipper.flush(FLUSH_MS)
        if (!isSent) logger.warn('evidence waits here for the next start: the brokers did not take all of it')
        await shipper.close()
      }
      await own.payloads.close()
      await own.log.close()
    },
  }
}
