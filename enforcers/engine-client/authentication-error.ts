/** `refused`: the credential is no good. `unavailable`: the engine could not be asked, or lets nobody in now. */
export type AuthenticationErrorCode = 'refused' | 'unavailable'

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
  unavailable: 'nobody can log in now: the engine does not answer; try again later, or tell the operator',
}
