/** `rules`: a tenant's rules cannot be used. `options`: what was asked for needs something that was not handed in. */
export type PhiErrorCode = 'rules' | 'options'

/** A PHI engine that cannot be made. Every reason is in `problems`; none quotes a text that may hold PHI. */
export class PhiError extends Error {
  override readonly name = 'PhiError'
  readonly code: PhiErrorCode
  readonly problems: readonly string[]

  constructor(code: PhiErrorCode, problems: readonly string[], options: { cause?: unknown } = {}) {
    super(problems.join('\n'), { cause: options.cause })
    this.code = code
    this.problems = problems
  }
}
