import type { ApprovalReference, Effect, Obligation, PolicyReference, PolicyResult, Reason } from '#schemas'
import { ApprovalError } from './approvals/approval-error.ts'
import type { ApprovalBook } from './approvals/book.ts'
import { fingerprint } from './approvals/fingerprint.ts'
import { settle } from './approvals/settle.ts'
import { shownOf } from './approvals/shown.ts'
import type { EngineKey } from './components.ts'
import type { ActivePolicy } from './policy/active-policy.ts'
import { REFUSALS, Refusal, type RefusalCode, toRefusal } from './refusal.ts'
import type { Understood } from './understand.ts'

/** What the engine answers, before it is recorded. */
export interface Answer {
  readonly policyEffect: Effect
  readonly effect: Effect
  readonly reasons: Reason[]
  readonly obligations: Obligation[]
  readonly policy: PolicyReference
  readonly fingerprint?: string
  readonly approval?: ApprovalReference
  /** The approval that this answer spends, once it is recorded. */
  readonly spends?: string
  /** Why policy could not answer. */
  readonly error?: string
  /** What was thrown, for the operator; never recorded. */
  readonly failure?: unknown
}

/** Stands where no policy was asked. */
export const NO_POLICY: PolicyReference = Object.freeze({ digest: '0'.repeat(64), revision: 'none' })

const MOST_REASONS = 64

/** A deny by the engine itself, under the rule `engine.<code>`. */
export function refusalAnswer(
  { code, cause }: Refusal,
  policy: PolicyReference,
  policyEffect: Effect = 'deny',
): Answer {
  const error = (cause as { code?: unknown } | undefined)?.code
  return {
    policyEffect,
    effect: 'deny',
    reasons: [{ rule: `engine.${code}`, message: REFUSALS[code] }],
    obligations: [],
    policy,
    // The code alone: a message from outside may quote what it failed on.
    error: typeof error === 'string' ? `${code}: ${error.slice(0, 64)}` : code,
    failure: cause,
  }
}

/**
 * Policy's answer to a question, settled with approvals. Never throws: what cannot be answered is a deny. Synchronous,
 * so that of two requests for one approval only one finds it unspent.
 */
export function answer(
  question: Understood,
  {
    id,
    now,
    policy,
    approvals,
    key,
  }: {
    readonly id: string
    readonly now: number
    readonly policy: ActivePolicy
    readonly approvals: ApprovalBook
    readonly key: EngineKey
  },
): Answer {
  const { input } = question
  let result: PolicyResult
  try {
    result = policy.evaluate(input.action.name, input)
    requireWhole(result)
  } catch (cause) {
    return refusalAnswer(new Refusal('policy_failed', { cause }), policy.reference)
  }
  if (result.effect === 'deny') return standing(result, [], policy.reference)
  if (result.effect === 'allow') return standing(result, result.obligations, policy.reference)
  // Nothing runs at Parse: an approval is asked for, and spent, where something does (PostgreSQL, Execute).
  if (input.action.properties?.['phase'] === 'parse') return standing(result, [], policy.reference)
  try {
    return withApproval(question, result, { id, now, reference: policy.reference, approvals, key })
  } catch (error) {
    const full = error instanceof ApprovalError && error.code === 'full'
    return refusalAnswer(toRefusal(error, full ? 'approvals_full' : 'unexpected'), policy.reference, result.effect)
  }
}

function standing({ effect, reasons }: PolicyResult, obligations: Obligation[], policy: PolicyReference): Answer {
  return { policyEffect: effect, effect, reasons, obligations, policy }
}

function withApproval(
  { input, shape }: Understood,
  result: PolicyResult,
  {
    id,
    now,
    reference,
    approvals,
    key,
  }: {
    id: string
    now: number
    reference: PolicyReference
    approvals: ApprovalBook
    key: EngineKey
  },
): Answer {
  const { approval: rule, reasons, obligations } = result
  if (!rule || rule.groups.length === 0) throw new Refusal('approvers_missing')
  const print = fingerprint(key, input, shape)
  const settlement = settle(result, approvals.newest(print), { policyDigest: reference.digest, now })
  const common = { policyEffect: result.effect, policy: reference, fingerprint: print } as const
  switch (settlement.act) {
    case 'use': {
      const approval = { ...approvals.refer(settlement.approval), state: 'used' } as const
      return { ...common, effect: 'allow', reasons, obligations, approval, spends: approval.id }
    }
    case 'wait':
      return {
        ...common,
        effect: settlement.effect,
        reasons,
        obligations: [],
        approval: approvals.refer(settlement.approval),
      }
    case 'refuse':
      return {
        ...common,
        effect: settlement.effect,
        reasons: [reason('approval_denied'), ...reasons].slice(0, MOST_REASONS),
        obligations: [],
        approval: approvals.refer(settlement.approval),
      }
    case 'ask': {
      const shown = shownOf(input, result, shape)
      const { groups: approvers, ttlSeconds } = rule
      const { approval } = approvals.request({
        fingerprint: print,
        decision: id,
        input,
        policy: reference,
        approvers,
        ttlSeconds,
        shown,
      })
      return { ...common, effect: settlement.effect, reasons, obligations: [], approval: approvals.refer(approval) }
    }
    case 'stand':
      return { ...common, effect: settlement.effect, reasons, obligations: [] }
    default:
      return settlement satisfies never
  }
}

function reason(code: RefusalCode): Reason {
  return { rule: `engine.${code}`, message: REFUSALS[code] }
}

// The adapter has checked the shape; this is the last line before an answer is believed.
function requireWhole({ effect, reasons, obligations }: PolicyResult): void {
  const known = effect === 'allow' || effect === 'deny' || effect === 'require_approval'
  if (!known || !Array.isArray(reasons) || reasons.length === 0 || !Array.isArray(obligations))
    throw new Refusal('policy_failed')
}
