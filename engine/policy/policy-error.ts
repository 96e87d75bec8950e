/**
 * `bundle`: the bundle can't be read, or its files are not what its manifest says. `untrusted`: nobody we trust
 * signed it. `older`: its sequence is below the one in force. `load`: the module can't run here. `golden`: it gives
 * other decisions than it promises. `record`: its activation could not be recorded.
 * `entrypoint`: no policy answers the action. `input`: the input can't be handed over safely. `undefined`: policy has
 * no answer. `shape`: its answer is none. `evaluation`: it failed. The last five make a deny.
 */
export type PolicyErrorCode =
  | 'bundle'
  | 'untrusted'
  | 'older'
  | 'load'
  | 'golden'
  | 'record'
  | 'entrypoint'
  | 'input'
  | 'undefined'
  | 'shape'
  | 'evaluation'

/** Policy that can't be used, or could not answer. The message quotes no input. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError'
  readonly code: PolicyErrorCode

  constructor(code: PolicyErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
  }
}

/** Whatever was thrown as an Error: the SDK throws strings and plain objects too. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown
  const message = typeof thrown === 'object' && thrown !== null ? (thrown as { message?: unknown }).message : thrown
  return new Error(typeof message === 'string' ? message : 'something that is no error was thrown')
}
