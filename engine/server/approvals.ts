import type { Approval, ApprovalVerdict } from '#schemas'
import type { Engine } from '../engine.ts'
import { ApiError } from './problems.ts'
import type { ApiCall, ApiRoute } from './routes.ts'

/** Approvals for people: officers decide, auditors and administrators look. */
export function approvalRoutes({ approvals }: Engine): readonly ApiRoute[] {
  return [
    { route: 'GET /v1/approvals', answer: 'approval-list', handle: () => ({ approvals: approvals.list() }) },
    { route: 'GET /v1/approvals/:id', answer: 'approval', handle: ({ id }) => known(approvals.get(id)) },
    {
      route: 'POST /v1/approvals/:id/approve',
      body: 'approval-verdict',
      answer: 'approval',
      handle: ({ id, caller, body }: ApiCall) => approvals.approve(id, caller, body as ApprovalVerdict),
    },
    {
      route: 'POST /v1/approvals/:id/deny',
      body: 'approval-verdict',
      answer: 'approval',
      handle: ({ id, caller, body }: ApiCall) => approvals.deny(id, caller, body as ApprovalVerdict),
    },
  ]
}

function known(approval: Approval | undefined): Approval {
  if (!approval) throw new ApiError(404, 'approval_unknown', 'there is no such approval: list the pending ones')
  return approval
}
