import type { Event, SystemEntry } from '#schemas'

/** One event of the ledger whose place, hash and signature were checked before it came here. */
export interface LedgerEvent {
  /** Ledger number, from 0. */
  readonly n: number
  readonly event: Event
}

/** What the verifier says of the ledger that the events came from. */
export interface Verdict {
  readonly integrity: 'intact' | 'broken'
  readonly completeness: 'complete' | 'incomplete'
  /** What is missing, in words; holds no PHI. */
  readonly gaps: readonly string[]
  /** Where each gap lies. A gap that has no entry here is taken to touch everything. */
  readonly gapDetails?: readonly GapDetail[]
  /** Objects with a newer version or a delete marker on top; what was verified lies below. */
  readonly overlaid?: readonly { readonly key: string }[]
  /** Shard that was read; UNNAMED_SHARD where it is not said. */
  readonly shard?: string
  /** Events in the ledger. */
  readonly events: number
  /** RFC 6962 tree root, hex. */
  readonly root: string
  /** Key that the reader pinned, 16 hex digits. */
  readonly keyId: string
  readonly assurance: readonly string[]
  readonly separation: readonly string[]
}

/** Source and window of one gap: one crash must not turn every control amber. */
export interface GapDetail {
  /** The text in `gaps` that this belongs to. */
  readonly text: string
  /** Source id; null where any source could have been silent. */
  readonly source: string | null
  /** RFC 3339; null where it is open to that side. */
  readonly from: string | null
  readonly to: string | null
}

/** Half open: from ≤ time < to, RFC 3339 in UTC. */
export interface Period {
  readonly from: string
  readonly to: string
}

/** What the store says of how long its objects are held (164.316(b)(2)(i)). */
export interface RetentionFacts {
  /** Objects looked at: segments, policies, reports. */
  readonly objects: number
  /** Objects kept for less than six years from their making, or without any date. At most 256 are needed. */
  readonly short: readonly { readonly key: string; readonly until: string | null }[]
  /** `store`: the store itself refuses an earlier delete. `declared`: a date is written down, nothing enforces it. */
  readonly enforcedBy: 'store' | 'declared'
}

/** What a reader that opened the recorded payloads found (164.312(a)(2)(iv)). */
export interface RecordingFacts {
  /** Frames read from the store. */
  readonly frames: number
  /** Frames whose authenticated encryption was checked with the key. */
  readonly opened: number
  /** Frames that are not encrypted, or fail their authentication: exchanges by name, at most 256. */
  readonly bad: readonly { readonly session: string; readonly exchange: number; readonly why: string }[]
}

/** One line of the register of incident responses (164.308(a)(6)(ii)). */
export interface IncidentResponse {
  /** Ledger number of the alarm or break-glass event that it answers. */
  readonly n: number
  readonly by: string
  /** RFC 3339. */
  readonly acknowledgedAt: string
}

/** Registers and facts that no ledger can hold. Null or absent: not handed in, and the control says so. */
export interface Registers {
  readonly systems: readonly SystemEntry[] | null
  readonly retention: RetentionFacts | null
  readonly recordings?: RecordingFacts | null
  readonly responses?: readonly IncidentResponse[] | null
  /** Days between two activity reviews, as the entity has decreed (164.308(a)(1)(ii)(D)). */
  readonly reviewEveryDays?: number | null
}

/** Stands in a report for a shard that the verdict does not name. */
export const UNNAMED_SHARD = 'unnamed'
