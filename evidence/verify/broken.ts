import { type BadPlace, LedgerError } from '../ledger/ledger-error.ts'

/** The error that names the first bad place. */
export function broken(place: BadPlace, cause?: unknown): LedgerError {
  return new LedgerError('broken', place.message, { place, cause })
}
