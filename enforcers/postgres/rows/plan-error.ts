/** A row does not fit the plan that was made for it: the session ends, since nothing more can be trusted. */
export class PlanError extends Error {
  readonly code: PlanErrorCode

  constructor(code: PlanErrorCode, message: string) {
    super(message)
    this.name = 'PlanError'
    this.code = code
  }
}

/** `shape`: a row has other columns than its description. `frame`: its lengths do not add up. */
export type PlanErrorCode = 'shape' | 'frame'
