import type { Approval, Effect, PolicyResult } from '#schemas'

/**
 * What becomes of policy's answer once approvals are looked at.
 * `stand`: it holds as it is. `use`: the approval turns it into an allow, and is spent by it.
 * `wait`: the approval is still pending. `ask`: a new one is to be requested; what was used or has ended is spent.
 * `refuse`: an officer said no, and that holds until the approval would have ended.
 */
export type Settlement =
  | { readonly act: 'stand'; readonly effect: Effect }
  | { readonly act: 'use'; readonly effect: 'allow'; readonly approval: Approval }
  | { readonly act: 'wait'; readonly effect: 'require_approval'; readonly approval: Approval }
  | { readonly act: 'ask'; readonly effect: 'require_approval' }
  | { readonly act: 'refuse'; readonly effect: 'deny'; readonly approval: Approval }

/**
 * Policy's effect and the newest approval of the same fingerprint make the final effect. Pure. An approval
 * counts only under the very policy (code and data) that asked for it, and only before its end; `now` is in
 * milliseconds. Throws TypeError for an effect that nobody knows: the caller refuses.
 */
export function settle(
  result: PolicyResult,
  approval: Approval | null,
  { policyDigest, now }: { readonly policyDigest: string; readonly now: number },
): Settlement {
  switch (result.effect) {
    case 'allow':
    case 'deny':
      return { act: 'stand', effect: result.effect }
    case 'require_approval':
      return settleApproval(approval, policyDigest, now)
    default:
      throw new TypeError(`policy answered an unknown effect ${String(result.effect satisfies never).slice(0, 32)}`)
  }
}

function settleApproval(approval: Approval | null, policyDigest: string, now: number): Settlement {
  if (approval === null) return ASK
  if (approval.policy.digest !== policyDigest || Date.parse(approval.expiresAt) <= now) return ASK
  switch (approval.state) {
    case 'approved':
      return { act: 'use', effect: 'allow', approval }
    case 'pending':
      return { act: 'wait', effect: 'require_approval', approval }
    case 'denied':
      return { act: 'refuse', effect: 'deny', approval }
    case 'used':
    case 'expired':
      return ASK
    default:
      throw new TypeError(`an approval is in an unknown state ${String(approval.state satisfies never).slice(0, 32)}`)
  }
}

const ASK: Settlement = Object.freeze({ act: 'ask', effect: 'require_approval' })
