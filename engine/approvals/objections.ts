import type { Approval, ApprovalVerdict } from '#schemas'
import type { VerifiedToken } from '../identity/verified-token.ts'
import { ApprovalError } from './approval-error.ts'

/** The person who decides, as their token says. */
export type Officer = Pick<VerifiedToken, 'human' | 'subject' | 'agent' | 'role' | 'groups' | 'authentication'>

/**
 * Why this person may not decide this approval, or null. Pure. `approving` is false for a denial: saying no needs
 * the right to decide, but neither unchanged policy nor a whole view.
 */
export function objection(
  approval: Approval,
  officer: Officer,
  { verdict, policyDigest, approving }: { verdict: ApprovalVerdict; policyDigest: string; approving: boolean },
): ApprovalError | null {
  if (officer.agent !== null) return forbidden('a token with an agent in it never decides approvals')
  if (officer.role !== 'officer') return forbidden('only the role officer decides approvals')
  if (isSamePerson(approval.human, officer)) return forbidden('who asked never decides, whatever their role')
  if (!approval.approvers.some((group) => officer.groups.includes(group)))
    return forbidden(`only these groups decide it: ${approval.approvers.join(', ') || 'none'}`)
  if (officer.authentication.time === undefined) return forbidden('the token does not say when its holder logged in')
  if (approval.state !== 'pending') return new ApprovalError('closed', `approval ${approval.id} is ${approval.state}`)
  if (verdict.shownDigest !== undefined && verdict.shownDigest !== approval.shownDigest)
    return new ApprovalError('changed', 'the verdict is on something else than this approval shows: look at it again')
  if (!approving) return null
  if (approval.shown.clipped)
    return new ApprovalError('clipped', 'it cannot be shown in full, so it cannot be approved: ask for a smaller step')
  if (approval.policy.digest !== policyDigest)
    return new ApprovalError('changed', 'policy has changed since it was asked: the agent must ask again')
  return null
}

// One person may be known to two issuers: the same name at another one counts as the same person.
function isSamePerson(human: string, { human: officer, subject }: Officer): boolean {
  const asked = human.slice(human.indexOf('|') + 1)
  return human === officer || fold(asked) === fold(subject)
}

function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

function forbidden(why: string): ApprovalError {
  return new ApprovalError('forbidden', why)
}
