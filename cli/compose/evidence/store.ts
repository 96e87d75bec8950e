import { type EvidenceStore, openStore } from '#evidence'
import { s3Access } from '../../s3-access.ts'
import type { Settings } from '../settings.ts'

const DAY_MS = 86_400_000

/** The store that a configuration names, opened to be written. Throws StoreError, and CommandError for a missing secret. */
export function openConfiguredStore({
  settings: { store, s3, loaded, payloadRetentionDays },
  env,
  now,
}: {
  readonly settings: Settings
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => number
}): Promise<EvidenceStore> {
  return openStore(store, {
    ...(s3 === null ? {} : { s3: s3Access(s3, { env, folder: loaded.folder }) }),
    // What names no retention of its own is no part of the ledger.
    retention: () => ({ until: new Date(now() + payloadRetentionDays * DAY_MS), mode: 'governance' }),
    now,
  })
}
