/**
 * `opa-missing`: no usable OPA, and none could be installed. `opa-failed`: OPA itself could not be run.
 * `project`: the policy folder is not one. `data`: a data file can't be used. `check`, `test`: policy is at fault.
 * `build`: it could not be compiled. `key`: a signing key is no Ed25519 key.
 */
export type ToolchainErrorCode = 'opa-missing' | 'opa-failed' | 'project' | 'data' | 'check' | 'test' | 'build' | 'key'

/** Why policy could not be checked, tested, built or signed; the message says what to do. */
export class ToolchainError extends Error {
  override readonly name = 'ToolchainError'
  readonly code: ToolchainErrorCode
  /** Findings with file and line, where there are any. */
  readonly findings: readonly Finding[]

  constructor(
    code: ToolchainErrorCode,
    message: string,
    options: { cause?: unknown; findings?: readonly Finding[] } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.findings = options.findings ?? []
  }
}

/** One place that is at fault. `line` counts from 1; 0 where the whole file is. */
export interface Finding {
  readonly file: string
  readonly line: number
  readonly code: string
  readonly message: string
}
