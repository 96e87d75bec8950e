import { type Decision, type EventDraft, mintId } from '#schemas'
import { type Answer, answer, NO_POLICY, refusalAnswer } from './answer.ts'
import type { ApprovalBook } from './approvals/book.ts'
import type { EngineKey, Recorder } from './components.ts'
import type { Sessions } from './identity/sessions.ts'
import type { DecisionMeter } from './metrics.ts'
import type { ActivePolicy, PolicyKeeper } from './policy/active-policy.ts'
import { Refusal, toRefusal } from './refusal.ts'
import { type Caller, isKnownAction, type Understood, understand } from './understand.ts'

/** The policy decision point: one question in, one decision out. */
export interface Decider {
  /**
   * Judges a question, records the decision, and answers when that is durable. Never rejects: whatever goes wrong
   * is a deny with a rule `engine.<why>`.
   */
  decide(question: unknown, caller: Caller): Promise<Decision>
}

export interface DeciderDependencies {
  readonly policy: PolicyKeeper
  readonly sessions: Sessions
  readonly approvals: ApprovalBook
  readonly recorder: Recorder
  readonly key: EngineKey
  readonly meter: DecisionMeter
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Told of every decision that could not be recorded, and of every failure behind a deny; facts only. */
  readonly onFailure: (failure: { readonly decision: string; readonly code: string; readonly cause: unknown }) => void
}

export function createDecider(dependencies: DeciderDependencies): Decider {
  const { policy, sessions, recorder, approvals, meter, now, onFailure } = dependencies

  async function decide(question: unknown, caller: Caller): Promise<Decision> {
    const startedAt = meter.start()
    const { id, answered, durable } = judge(question, caller)
    let final = answered
    try {
      await durable
    } catch (cause) {
      final = unrecorded(id, cause, answered)
    }
    meter.decided(final.effect, startedAt)
    return decisionOf(id, final)
  }

  // One synchronous step from the question to the appended event: nothing comes between finding an approval unspent
  // and spending it.
  function judge(question: unknown, caller: Caller): Judged {
    const time = now()
    const id = mintId('dec', time)
    let understood: Understood | null = null
    let answered: Answer
    try {
      understood = understand(question, { caller, sessions, time: new Date(time).toISOString() })
      answered = answer(understood, { ...dependencies, id, now: time, policy: inForce(policy) })
    } catch (error) {
      answered = refusalAnswer(toRefusal(error, 'unexpected'), NO_POLICY)
    }
    if (answered.error !== undefined) report(id, answered)
    try {
      const { durable } = recorder.append(eventOf(id, answered, understood, question))
      if (answered.spends !== undefined) approvals.use(answered.spends, id, new Date(time).toISOString())
      return { id, answered, durable }
    } catch (cause) {
      return { id, answered: unrecorded(id, cause, answered), durable: undefined }
    }
  }

  function unrecorded(id: string, cause: unknown, { policy: reference, policyEffect }: Answer): Answer {
    const refused = refusalAnswer(new Refusal('evidence_unavailable', { cause }), reference, policyEffect)
    report(id, refused)
    return refused
  }

  function report(decision: string, { error = 'unexpected', failure: cause }: Answer): void {
    try {
      onFailure({ decision, code: error, cause })
    } catch {
      // A log that fails changes no decision.
    }
  }
  return { decide }
}

interface Judged {
  readonly id: string
  readonly answered: Answer
  readonly durable: Promise<void> | undefined
}

function inForce(policy: PolicyKeeper): ActivePolicy {
  try {
    return policy.current()
  } catch (cause) {
    throw new Refusal('policy_failed', { cause })
  }
}

function decisionOf(id: string, { effect, reasons, obligations, policy, approval }: Answer): Decision {
  const context = { id, effect, reasons, obligations, policy }
  return { decision: effect === 'allow', context: approval ? { ...context, approval } : context }
}

function eventOf(id: string, answered: Answer, understood: Understood | null, question: unknown): EventDraft {
  if (!understood) return { kind: 'decision', data: dataOf(id, answered, remains(question)) }
  const { input, actor, session, run } = understood
  const data = dataOf(id, answered, input)
  return session === null ? { kind: 'decision', run, actor, data } : { kind: 'decision', session, run, actor, data }
}

// In the order of canonical JSON, which then need not sort; and what is absent stays so.
function dataOf(id: string, answered: Answer, input: object): EventDraft['data'] {
  const { approval, effect, error, fingerprint, obligations, policy, policyEffect, reasons } = answered
  return {
    ...(approval === undefined ? undefined : { approval }),
    effect,
    ...(error === undefined ? undefined : { error }),
    ...(fingerprint === undefined ? undefined : { fingerprint }),
    id,
    input,
    obligations,
    policy,
    policyEffect,
    reasons,
  }
}

// A question that did not fit its schema may hold anything, PHI too: only what is known to be harmless is kept.
function remains(question: unknown): Record<string, unknown> {
  const name = (question as { action?: { name?: unknown } } | null | undefined)?.action?.name
  return typeof name === 'string' && isKnownAction(name) ? { action: { name } } : {}
}
