import type { ApprovalReference, Decision, Problem } from '#schemas'
import type { HttpError } from './http-error.ts'

/** An answer of ours, ready to send. */
export interface Refusal {
  readonly status: number
  readonly contentType: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** `problem`: RFC 9457. `outcome`: a FHIR OperationOutcome, for clients of FHIR services that ask for FHIR by name. */
export type Manner = 'problem' | 'outcome'

const MOST_REASONS = 8

/** A decision that is no allow, as 403. Holds the decision id, the reasons and, where one is wanted, the approval. Pure. */
export function refuseDecision({ context }: Decision, manner: Manner): Refusal {
  const { id, effect, approval } = context
  const reasons = context.reasons.slice(0, MOST_REASONS)
  const why = reasons[0]?.message ?? 'Policy gives no reason.'
  const waits = effect === 'require_approval' && approval !== undefined
  return render(
    {
      type: `urn:cordon:problem:${waits ? 'approval_required' : 'denied'}`,
      title: waits ? 'A person must approve this request' : 'Denied by policy',
      status: 403,
      code: waits ? 'approval_required' : 'denied',
      detail: waits
        ? `${why} ${approvalHint(approval)}`
        : `${why} Ask for less, or quote ${id} to whoever looks after policy.`,
      decision: id,
      reasons,
      ...(waits ? { approval } : {}),
    },
    manner,
  )
}

/** An exchange that failed. `decision` is the id of the decision that stood behind it, where one was made. Pure. */
export function refuseError({ code, status, message }: HttpError, decision: string | null, manner: Manner): Refusal {
  const problem: Problem = {
    type: `urn:cordon:problem:${code}`,
    title: TITLES[status] ?? 'The exchange failed',
    status,
    code,
    detail: message,
    ...(decision === null ? {} : { decision }),
  }
  return render(problem, manner)
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request is not acceptable',
  401: 'Not authenticated',
  403: 'Not permitted',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'The request took too long',
  413: 'The request is too large',
  414: 'The request target is too long',
  415: 'The body cannot be read',
  417: 'Expectation failed',
  431: 'The request head is too large',
  501: 'Not implemented',
  502: 'The service answered what cannot be passed on',
  503: 'Not available now',
  504: 'The service did not answer in time',
  505: 'HTTP version not supported',
}

function render(problem: Problem, manner: Manner): Refusal {
  const headers: Record<string, string> = { 'cache-control': 'no-store' }
  // After a request that could not be told apart from the next one, there is no next one.
  if (problem.code === 'request_framing') headers['connection'] = 'close'
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer realm="cordon"'
  if (problem.status === 405) headers['allow'] = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
  if (problem.decision !== undefined) headers['cordon-decision'] = problem.decision
  const { status } = problem
  if (manner === 'outcome')
    return { status, contentType: 'application/fhir+json', body: JSON.stringify(outcomeOf(problem)), headers }
  return { status, contentType: 'application/problem+json', body: JSON.stringify(problem), headers }
}

/** hl7.org/fhir/R4/operationoutcome.html: one issue a reason; the decision stands in `diagnostics`. */
function outcomeOf({ status, code, detail, decision, reasons = [], approval }: Problem): unknown {
  const marks = [
    ...(decision === undefined ? [] : [`decision ${decision}`]),
    ...(approval === undefined ? [] : [`approval ${approval.id}`]),
    code,
  ]
  const issue = {
    severity: 'error',
    code: ISSUE_TYPES[status] ?? (status < 500 ? 'invalid' : 'transient'),
    details: { text: detail ?? code },
    diagnostics: marks.join(', '),
  }
  const more = reasons.slice(1).map(({ rule, message }) => ({
    severity: 'information',
    code: 'informational',
    details: { text: message },
    diagnostics: rule,
  }))
  const [first] = reasons
  if (first !== undefined) issue.diagnostics = `${issue.diagnostics}, ${first.rule}`
  return { resourceType: 'OperationOutcome', issue: [issue, ...more] }
}

/** hl7.org/fhir/R4/valueset-issue-type.html. */
const ISSUE_TYPES: Readonly<Record<number, string>> = {
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  413: 'too-long',
  415: 'not-supported',
}

function approvalHint({ id, expiresAt, previous, previousUsedAt }: ApprovalReference): string {
  const spent =
    previous === undefined
      ? ''
      : `Approval ${previous} was used${previousUsedAt === undefined ? '' : ` at ${previousUsedAt}`}; this is a new request. `
  return `${spent}An officer approves with: cordon approvals approve ${id} (until ${expiresAt}). Then send the same request again.`
}
