import type { ApprovalReference, Decision } from '#schemas'
import type { ErrorFacts } from './error-fields.ts'

/** Why a message is not run, in the protocol's own words. */
export type Refusal = Omit<ErrorFacts, 'severity'>

const MOST_REASONS = 8

/** An answer that is no allow, as PostgreSQL's own permission error. Pure. */
export function refuseDecision(decision: Decision): Refusal {
  const { id, effect, reasons, approval } = decision.context
  const [first] = reasons
  const why = first?.message ?? 'policy gives no reason'
  const detail = `Decision ${id}.\n${reasons
    .slice(0, MOST_REASONS)
    .map(({ rule, message }) => `${rule}: ${message}`)
    .join('\n')}`
  if (effect === 'require_approval' && approval)
    return { code: '42501', message: `approval needed: ${why}`, detail, hint: approvalHint(approval) }
  return {
    code: '42501',
    message: `denied by policy: ${why}`,
    detail,
    hint: `Ask for less, or ask who looks after policy and quote ${id}. The session can be used on.`,
  }
}

/** An allow whose obligations cannot be met here. */
export function refuseObligation(decision: Decision, message: string): Refusal {
  return {
    code: '42501',
    message: `not sent: ${message}`,
    detail: `Decision ${decision.context.id} allows it only under obligations that cannot be met for this statement.`,
    hint: 'Ask for columns in text format, or for fewer columns.',
  }
}

/** More rows came than the decision allows. */
export function refuseRows(decision: Decision, most: number): Refusal {
  return {
    code: '54000',
    message: `row cap reached: at most ${most} rows may be read at once`,
    detail: `Decision ${decision.context.id}.`,
    hint: `Add a LIMIT of at most ${most}, or narrow the WHERE clause.`,
  }
}

function approvalHint({ id, expiresAt, previous, previousUsedAt }: ApprovalReference): string {
  const spent =
    previous === undefined
      ? ''
      : `Approval ${previous} was used${previousUsedAt === undefined ? '' : ` at ${previousUsedAt}`}; this is a new request. `
  return `${spent}An officer approves with: cordon approvals approve ${id} (until ${expiresAt}). Then run the same statement again.`
}
