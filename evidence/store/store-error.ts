/**
 * `conflict`: the key holds other bytes, for good. `key`: no object can have this key. `io`: the store could not
 * be used just now; the same call may pass later. `unfit`: the store was tried, and does not keep what evidence
 * stands on; no retry helps, another bucket, server or setting does.
 */
export type StoreErrorCode = 'conflict' | 'key' | 'io' | 'unfit'

/** What every store throws. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
  }
}
