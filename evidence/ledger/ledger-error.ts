/**
 * `forked`: the store holds another ledger than ours; the sealer must not go on. `broken`: the ledger does not
 * verify; `place` says where. `event`, `header`, `checkpoint`: such bytes cannot be taken. `source`: the event
 * source broke its contract. `full`: more sources than a header can hold.
 */
export type LedgerErrorCode = 'forked' | 'broken' | 'event' | 'header' | 'checkpoint' | 'source' | 'full'

/** The first place that does not verify. */
export interface BadPlace {
  /** Number of the first event that is bad, or unproven where a whole object is. */
  readonly n: number
  /** Key of the object at fault. */
  readonly segment: string
  /** `ledger`: the row of segments itself (one missing, one too many, cut off, rolled back). */
  readonly part: 'line' | 'leaves' | 'header' | 'checkpoint' | 'ledger'
  /** Where in that object; null where that cannot be told. */
  readonly byteOffset: number | null
  readonly reason: BadReason
  /** The same for people. Never quotes the bytes: they may have been tampered with to hold anything. */
  readonly message: string
}

export type BadReason =
  | 'segment-missing'
  | 'segment-unexpected'
  | 'object-missing'
  | 'header-form'
  | 'header-key'
  | 'header-signature'
  | 'header-facts'
  | 'checkpoint'
  | 'tile-length'
  | 'tile-hash'
  | 'root'
  | 'line-form'
  | 'line-number'
  | 'line-chain'
  | 'line-hash'
  | 'line-missing'
  | 'line-extra'
  | 'event-form'
  | 'source-key'
  | 'source-chain'
  | 'source-signature'
  | 'rolled-back'

/** What the ledger throws. Messages hold numbers, keys and hashes, never the content of an event. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError'
  readonly code: LedgerErrorCode
  readonly place: BadPlace | null

  constructor(code: LedgerErrorCode, message: string, options: { cause?: unknown; place?: BadPlace } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.place = options.place ?? null
  }
}
