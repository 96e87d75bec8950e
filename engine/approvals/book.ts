import { type Approval, type ApprovalReference, type ApprovalVerdict, mintId, type PolicyReference } from '#schemas'
import type { Recorder } from '../components.ts'
import type { PolicyInput } from '../policy-input.ts'
import { ApprovalError } from './approval-error.ts'
import { type Officer, objection } from './objections.ts'
import { type ApprovalSnapshot, takeSnapshot, unfold } from './restore.ts'
import { Shelf } from './shelf.ts'
import { shownDigest } from './shown.ts'
import { isOpen, type RecordedFact, type Verdict } from './states.ts'

/**
 * Approvals: a fold over the engine's own durable log, held in memory. Every change is appended before it is made,
 * in one synchronous step, so that two requests that race see it one after the other.
 */
export interface ApprovalBook {
  /** The newest approval of a fingerprint, whatever its state; null where there is none. */
  newest(fingerprint: string): Approval | null
  /** Asks for a person's yes. Throws ApprovalError `full`, `evidence`. */
  request(asked: Asked): { readonly approval: Approval; readonly durable: Promise<void> }
  /** Spends an approval; call it in the same tick in which the decision that says so was appended. */
  use(id: string, decision: string, at: string): void
  /** What a decision says about an approval; names a former one of the same question that is spent. */
  refer(approval: Approval): ApprovalReference
  get(id: string): Approval | undefined
  /** Newest first. */
  list(): readonly Approval[]
  /** Durable when it resolves. Throws ApprovalError. */
  approve(id: string, officer: Officer, verdict: ApprovalVerdict): Promise<Approval>
  /** Durable when it resolves. Throws ApprovalError. */
  deny(id: string, officer: Officer, verdict: ApprovalVerdict): Promise<Approval>
  /**
   * Goes on from a snapshot and the recorded events after it; events that the snapshot knows already do no harm.
   * Throws SchemaError where one of them is no approval: the engine must then not start.
   */
  restore(
    snapshot: ApprovalSnapshot | null,
    events: Iterable<RecordedFact> | AsyncIterable<RecordedFact>,
  ): Promise<void>
  /** Make it durable before the log lets go of events, or a spent approval could come back. */
  snapshot(): ApprovalSnapshot
  pending(): number
}

/** A request for approval, before it has an id. */
export interface Asked {
  readonly fingerprint: string
  readonly decision: string
  readonly input: PolicyInput
  readonly policy: PolicyReference
  readonly approvers: readonly string[]
  readonly ttlSeconds: number
  readonly shown: Approval['shown']
}

export interface BookDependencies {
  readonly recorder: Recorder
  readonly now: () => number
  /** Digest of the policy in force. */
  readonly policyDigest: () => string
  /** Masks PHI in what an officer writes. */
  readonly maskNote: (note: string) => string
  /** Most pending approvals. */
  readonly most?: number
  /** Most pending approvals that one human's agents may have. */
  readonly mostEach?: number
}

const MOST_PENDING = 1000
const MOST_PENDING_EACH = 50

export function createApprovalBook(dependencies: BookDependencies): ApprovalBook {
  const { recorder, now, policyDigest, maskNote, most = MOST_PENDING, mostEach = MOST_PENDING_EACH } = dependencies
  const shelf = new Shelf()

  function request(asked: Asked): { approval: Approval; durable: Promise<void> } {
    sweep()
    requireRoom(asked.input.subject.properties.human)
    const approval = pendingApproval(asked, now())
    const { durable } = append(approval, { id: approval.id, transition: 'requested', approval })
    shelf.put(approval)
    return { approval, durable }
  }

  function requireRoom(human: string): void {
    let own = 0
    for (const approval of shelf.pending() < mostEach ? [] : shelf.all())
      if (approval.state === 'pending' && approval.human === human) own++
    if (shelf.pending() >= most || own >= mostEach)
      throw new ApprovalError('full', 'too many approvals are pending: let an officer decide some first')
  }

  function refer(approval: Approval): ApprovalReference {
    const { id, state, expiresAt, fingerprint } = approval
    const former = shelf.lastUsed(fingerprint)
    if (!former?.usedAt || former.id === id) return { id, state, expiresAt }
    return { id, state, expiresAt, previous: former.id, previousUsedAt: former.usedAt }
  }

  async function decide(
    kind: 'approved' | 'denied',
    id: string,
    officer: Officer,
    verdict: ApprovalVerdict,
  ): Promise<Approval> {
    sweep()
    const approval = shelf.get(id)
    if (!approval) throw new ApprovalError('unknown', 'there is no such approval: list the pending ones')
    const facts = { verdict, policyDigest: policyDigest(), approving: kind === 'approved' }
    const fault = objection(approval, officer, facts)
    if (fault) {
      await append(approval, { id, transition: 'refused', by: officer.human, reason: fault.message }).durable
      throw fault
    }
    const step = { kind, verdict: verdictOf(officer, verdict, new Date(now()).toISOString(), maskNote) }
    const after: Approval = { ...approval, ...step.verdict, state: kind }
    const { durable } = append(approval, { id, transition: kind, by: officer.human, approval: after })
    shelf.apply(id, step)
    await durable
    return after
  }

  // An approval that has ended stays ended, also when the clock is set back.
  function sweep(): void {
    const time = now()
    for (const approval of shelf.all()) {
      if (!isOpen(approval) || Date.parse(approval.expiresAt) > time) continue
      append(approval, { id: approval.id, transition: 'expired' })
      shelf.apply(approval.id, { kind: 'expired' })
    }
  }

  // What has ended is shown as ended, also before that is recorded.
  function seen<Some extends Approval | undefined>(approval: Some): Some {
    if (!approval || !isOpen(approval) || Date.parse(approval.expiresAt) > now()) return approval
    return { ...approval, state: 'expired' }
  }

  function append(approval: Approval, data: Record<string, unknown>): { durable: Promise<void> } {
    const { session, run, human, agent } = approval
    // An officer's step is the officer's (`by`), never that of the human and the agent who asked.
    const actor = 'by' in data ? {} : { actor: { human, agent } }
    try {
      const { durable } = recorder.append({ kind: 'approval', session, run, ...actor, data })
      const guarded = durable.catch(failEvidence)
      // Whoever does not await it leaves it to the decision after it, which fails on the same log.
      guarded.catch(() => undefined)
      return { durable: guarded }
    } catch (cause) {
      return failEvidence(cause)
    }
  }

  return {
    newest: (fingerprint) => shelf.newest(fingerprint),
    request,
    use: (id, decision, at) => void shelf.apply(id, { kind: 'used', decision, at }),
    refer,
    get: (id) => seen(shelf.get(id)),
    list: () => [...shelf.all()].reverse().map(seen),
    approve: (id, officer, verdict) => decide('approved', id, officer, verdict),
    deny: (id, officer, verdict) => decide('denied', id, officer, verdict),
    restore: (snapshot, events) => unfold(shelf, snapshot, events),
    snapshot: () => takeSnapshot(shelf),
    pending: () => shelf.pending(),
  }
}

function failEvidence(cause: unknown): never {
  throw new ApprovalError('evidence', 'it cannot be recorded, so it does not count: see the log', { cause })
}

function pendingApproval({ fingerprint, decision, input, policy, approvers, ttlSeconds, shown }: Asked, now: number) {
  const { human, agent, session, run } = input.subject.properties
  return {
    id: mintId('apr', now),
    state: 'pending',
    fingerprint,
    policy,
    requestedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + ttlSeconds * 1000).toISOString(),
    human,
    agent,
    session,
    run,
    decision,
    approvers: [...approvers],
    shown,
    shownDigest: shownDigest(shown),
  } satisfies Approval as Approval
}

function verdictOf(
  { human, authentication }: Officer,
  { note }: ApprovalVerdict,
  decidedAt: string,
  maskNote: (note: string) => string,
): Verdict {
  const { time, ...method } = authentication
  return {
    decidedBy: human,
    decidedAt,
    ...(note === undefined ? {} : { note: maskNote(note).slice(0, 2048) }),
    ...(time === undefined ? {} : { authentication: { time, ...method } }),
  }
}
