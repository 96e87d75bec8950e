import { type EvidenceStore, runSealerThread } from '#evidence'
import type { DataFolder } from '../data-folder.ts'
import { type OwnEvidence, openOwnEvidence } from './evidence/own-evidence.ts'
import { openConfiguredStore } from './evidence/store.ts'
import type { Logger } from './logger.ts'
import type { Settings } from './settings.ts'

const DAY_MS = 86_400_000

/** Everything that keeps evidence in this process: log, recordings, store, sealer. */
export interface Recording extends OwnEvidence {
  readonly store: EvidenceStore
  /** Seals until `stop`; `beforeRelease` must make durable what still depends on the log. */
  startSealing(parts: { readonly beforeRelease: () => void; readonly onDead: (error: unknown) => void }): void
  /** Signs the log's head, ships recordings, seals the rest, and lets go of everything. */
  stop(): Promise<void>
}

export interface RecordingParts {
  readonly settings: Settings
  readonly folder: DataFolder
  readonly env: Readonly<Record<string, string | undefined>>
  readonly logger: Logger
  readonly now: () => number
}

/** Opens the log and the store; throws where the folder is in use, or damaged beyond repair. */
export async function openRecording({ settings, folder, env, logger, now }: RecordingParts): Promise<Recording> {
  const { shard, sealEvery, retentionDays, payloadRetentionDays, assurance } = settings
  const separation = 'combined'
  const store = await openConfiguredStore({ settings, env, now })
  const { log, payloads } = await openOwnEvidence({ settings, folder, role: 'cordon up', separation, now })
  const end = new AbortController()
  let sealing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  async function ship(): Promise<void> {
    const retainUntil = new Date(now() + payloadRetentionDays * DAY_MS)
    const { damaged } = await payloads.ship(store, { shard, retainUntil })
    for (const file of damaged) {
      log.append({
        kind: 'alarm',
        data: {
          code: 'recording.damaged',
          message: `recordings in ${file} were damaged; what held is in the store, the file is kept`,
        },
      })
    }
  }

  // One at a time: while a store is out of reach, tries must not queue up behind each other.
  let isShipping = false
  const shipQuietly = (): void => {
    if (isShipping || payloads.heldBytes === 0) return
    isShipping = true
    ship()
      .catch((error: unknown) =>
        logger.warn('recordings could not be stored; they wait here', { error: String(error) }),
      )
      .finally(() => {
        isShipping = false
      })
  }

  return {
    log,
    payloads,
    store,
    startSealing: ({ beforeRelease, onDead }) => {
      timer = setInterval(shipQuietly, sealEvery.ms)
      sealing = runSealerThread({
        source: log,
        store,
        shard,
        key: folder.signingKey('sealer'),
        assurance,
        separation,
        sealEvery,
        retention: { ms: retentionDays * DAY_MS, mode: 'compliance' },
        onSealed: async (cursor) => {
          beforeRelease()
          await log.release(cursor)
        },
        alarm: (draft) => void log.append(draft),
        signal: end.signal,
        log: logger,
      }).catch(onDead)
    },
    stop: async () => {
      clearInterval(timer)
      await ship().catch((error: unknown) =>
        logger.warn('recordings wait for the next start', { error: String(error) }),
      )
      await log.sign()
      end.abort()
      await sealing
      await payloads.close()
      await log.close()
      store.close()
    },
  }
}
