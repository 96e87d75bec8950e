/**
 * `unknown`: no such approval. `closed`: it is no longer pending. `forbidden`: this caller may not decide it.
 * `clipped`: not all of it could be shown. `changed`: policy or what was shown has changed since. `full`: too many
 * are pending. `evidence`: the log cannot take the verdict.
 */
export type ApprovalErrorCode = 'unknown' | 'closed' | 'forbidden' | 'clipped' | 'changed' | 'full' | 'evidence'

/** A verdict, or a request for one, that does not count. Nothing has changed. */
export class ApprovalError extends Error {
  override readonly name = 'ApprovalError'
  readonly code: ApprovalErrorCode

  constructor(code: ApprovalErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
  }
}
