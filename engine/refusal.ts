/** Why the engine refuses by itself, whatever policy says: each is a rule `engine.<code>`, with its sentence. */
export const REFUSALS = {
  request_invalid: 'The question does not fit its schema. This is a fault of the enforcer; report it.',
  subject_unknown: 'There is no such session, or it has ended. Log in again.',
  subject_foreign: 'This session belongs to another enforcer.',
  subject_forbidden: 'This caller may not name a subject of its own; it must name a session.',
  place_mismatch: 'The question names another enforcer or target than the session was opened for.',
  action_unknown: 'No policy judges this action.',
  input_invalid: 'The facts of the question do not fit the schema of its action.',
  policy_failed: 'Policy could not answer. Nothing passes until it can; see the log of the engine.',
  approvers_missing: 'Policy wants an approval but names nobody who may give it.',
  approvals_full: 'Too many approvals are pending. Ask an officer to decide some, then try again.',
  approval_denied: 'An officer has denied this very request; it can be asked again when that has expired.',
  evidence_unavailable: 'The decision cannot be recorded, so nothing passes. Tell the operator.',
  unexpected: 'The engine failed. Nothing passes that it cannot judge; see its log.',
} as const

export type RefusalCode = keyof typeof REFUSALS

/** A refusal by the engine itself. Never leaves decide.ts: it becomes a deny. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode

  constructor(code: RefusalCode, options: { cause?: unknown } = {}) {
    super(REFUSALS[code], { cause: options.cause })
    this.code = code
  }
}

/** Whatever was thrown, as a refusal. */
export function toRefusal(error: unknown, otherwise: RefusalCode): Refusal {
  return error instanceof Refusal ? error : new Refusal(otherwise, { cause: error })
}
