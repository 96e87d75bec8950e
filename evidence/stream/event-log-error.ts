/**
 * - `full`: the log may take no more bytes. Refuse the work; it resumes when sealed events are released or disk is freed.
 * - `failed`: a write or sync failed. The log is closed for good: stop, look at the disk, start again.
 * - `closed`: the log was closed.
 * - `locked`: another process writes this folder.
 * - `invalid`: the draft is no event (kind, shape, size, depth). Fix the caller.
 * - `cursor`: the cursor is not one of this log, or lies ahead of it.
 */
export type EventLogErrorCode = 'full' | 'failed' | 'closed' | 'locked' | 'invalid' | 'cursor'

/** What a log cannot do. Messages name folders, sizes and places, never the content of an event: it may be PHI. */
export class EventLogError extends Error {
  override readonly name = 'EventLogError'
  readonly code: EventLogErrorCode

  constructor(code: EventLogErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
  }
}

/** True for what the operating system says when there is no room: disk, quota, or file size limit. */
export function isNoRoom(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
}
