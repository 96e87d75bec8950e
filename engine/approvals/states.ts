import type { Approval, ApprovalData, DecisionData, EventKind } from '#schemas'

/** One thing that happened to an approval. */
export type Step =
  | { readonly kind: 'requested'; readonly approval: Approval }
  | { readonly kind: 'approved' | 'denied'; readonly verdict: Verdict }
  | { readonly kind: 'expired' }
  | { readonly kind: 'used'; readonly at: string; readonly decision: string }

/** What an officer said, as it stands in the approval. */
export type Verdict = Pick<Approval, 'decidedBy' | 'decidedAt' | 'note' | 'authentication'>

/** The slice of a recorded event that the fold reads. */
export interface RecordedFact {
  readonly kind: EventKind
  readonly time: string
  readonly data: Readonly<Record<string, unknown>>
}

/**
 * The state machine of an approval: pending → approved → used, pending → denied, pending or approved → expired. Pure.
 * A step that does not lead on from the state leaves it as it is, so that events may be folded twice.
 */
export function advance(approval: Approval | undefined, step: Step): Approval | undefined {
  if (step.kind === 'requested') return approval ?? { ...step.approval, state: 'pending' }
  if (!approval) return undefined
  switch (step.kind) {
    case 'approved':
    case 'denied':
      return approval.state === 'pending' ? { ...approval, ...step.verdict, state: step.kind } : approval
    case 'expired':
      return isOpen(approval) ? { ...approval, state: 'expired' } : approval
    case 'used':
      // Also from another state than approved: a decision that says it used this one has burnt it.
      return approval.state === 'used'
        ? approval
        : { ...approval, state: 'used', usedAt: step.at, usedBy: step.decision }
    default:
      return step satisfies never
  }
}

/** Pending or approved: it can still lead to an allow. */
export function isOpen({ state }: Approval): boolean {
  return state === 'pending' || state === 'approved'
}

/** What a recorded event did to which approval; null for every other event. */
export function stepOf({ kind, time, data }: RecordedFact): { readonly id: string; readonly step: Step } | null {
  if (kind === 'decision') return useOf(data as unknown as DecisionData, time)
  if (kind !== 'approval') return null
  const { id, transition, approval } = data as unknown as ApprovalData
  switch (transition) {
    case 'requested':
      return approval ? { id, step: { kind: 'requested', approval } } : null
    case 'approved':
    case 'denied':
      return approval ? { id, step: { kind: transition, verdict: verdictOf(approval) } } : null
    case 'expired':
      return { id, step: { kind: 'expired' } }
    case 'refused':
      return null
    default:
      return transition satisfies never
  }
}

// "Used" stands in the decision's own frame: one sync makes the decision and the use true, or neither.
function useOf({ id, approval }: DecisionData, at: string): { id: string; step: Step } | null {
  if (approval?.state !== 'used') return null
  return { id: approval.id, step: { kind: 'used', at, decision: id } }
}

function verdictOf({ decidedBy, decidedAt, note, authentication }: Approval): Verdict {
  return {
    ...(decidedBy === undefined ? {} : { decidedBy }),
    ...(decidedAt === undefined ? {} : { decidedAt }),
    ...(note === undefined ? {} : { note }),
    ...(authentication === undefined ? {} : { authentication }),
  }
}
