import { checkPayloads, type EvidenceStore, type RecordingFacts } from '#evidence'
import { tenantKeys } from '../keys.ts'
import type { LedgerPlace } from '../ledger-place.ts'

/** Opens every recording with its key, for 164.312(a)(2)(iv); null where the key is not at hand. */
export async function recordingFacts(
  { shard, state }: LedgerPlace,
  store: EvidenceStore,
): Promise<RecordingFacts | null> {
  if (state === null) return null
  return checkPayloads(
    store,
    shard,
    tenantKeys(state.data).map(({ key }) => key),
  )
}
