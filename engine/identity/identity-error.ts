/**
/**
 * `refused`: the credential is no good. `unavailable`: nobody can be let in now, since evidence cannot be
 * written. `crowded`: too many sessions are open, of everybody or of this human. `full`: evidence has no room. `request`: a token was asked for that may not exist.
 * `files`: a key file cannot be trusted or read. `issuer`: an identity provider is set wrongly, cannot be reached, or
 * answers what it may not.
 */
export type IdentityErrorCode = 'refused' | 'unavailable' | 'crowded' | 'full' | 'request' | 'files' | 'issuer'

/**
 * A login that failed. Every refusal has one and the same message, so that it helps no forger;
 * `operatorReason` says more, for the log alone, and quotes nothing of the credential.
 */
export class IdentityError extends Error {
  override readonly name = 'IdentityError'
  readonly code: IdentityErrorCode
  readonly operatorReason: string

  constructor(code: IdentityErrorCode, message: string, options: { cause?: unknown; operatorReason?: string } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.operatorReason = options.operatorReason ?? message
  }
}

/** The one refusal that callers see. `operatorReason` goes to the log. */
export function refusedCredential(operatorReason: string, cause?: unknown): IdentityError {
  return new IdentityError('refused', 'the credential was refused: get a fresh token and try again', {
    cause,
    operatorReason,
  })
}
