/**
 * `port-in-use`, `socket-in-use`: somebody answers there. `socket-path`: too long, or no socket. `socket-folder`: not
 * private. `tls-required`: beyond this machine only with TLS. `tls`: its key is no good. `address`: cannot be listened on.
 */
export type ListenErrorCode =
  | 'port-in-use'
  | 'socket-in-use'
  | 'socket-path'
  | 'socket-folder'
  | 'tls-required'
  | 'tls'
  | 'address'

/** The engine cannot listen. The message says where, why, and what to change. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
  readonly code: ListenErrorCode

  constructor(code: ListenErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
  }
}
