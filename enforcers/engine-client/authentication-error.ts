/**
 * `refused`: the credential is no good. `unavailable`: the engine could not be asked, or lets nobody in now. `crowded`: too
 * many sessions are open. `full`: it lets nobody in because the log of evidence has no room.
 */
export type AuthenticationErrorCode = 'refused' | 'unavailable' | 'crowded' | 'full'

/** Nobody was let in. The message is fit for the client: it says nothing of the credential. */
export class AuthenticationError extends Error {
  override readonly name = 'AuthenticationError'
  readonly code: AuthenticationErrorCode

  constructor(code: AuthenticationErrorCode, options: { cause?: unknown } = {}) {
    super(MESSAGES[code], { cause: options.cause })
    this.code = code
  }
}

const MESSAGES: Readonly<Record<AuthenticationErrorCode, string>> = {
  refused: 'the credential was refused: get a fresh token and try again',
  full: 'nobody can log in now: the log of evidence has no room, and what cannot be recorded may not pass; tell the operator',
  crowded: 'too many sessions are open, of yours or of everybody: close some, or try again later',
  unavailable: 'nobody can log in now: the engine does not answer; try again later, or tell the operator',
}
