/**
 * - `full`: no room for recordings that are not shipped yet. Refuse the exchange; it resumes when they are shipped.
 * - `failed`: the disk failed. The log is closed for good.
 * - `closed`: the log was closed.
 * - `invalid`: no recording can have this session id.
 * - `key`: the key that opens these recordings is not the one given, or was destroyed.
 * - `damaged`: a recording is not what was written.
 */
export type RecordingErrorCode = 'full' | 'failed' | 'closed' | 'invalid' | 'key' | 'damaged'

/** What a recording cannot do. Messages name sessions and exchanges, never content. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError'
  readonly code: RecordingErrorCode

  constructor(code: RecordingErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
  }
}
