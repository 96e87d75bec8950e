import type { Approval } from '#schemas'
import type { BoundedMap } from '../bounded-map.ts'
import type { FactOf } from '../facts.ts'
import { CLOCK_TOLERANCE_MS, stampOf } from './clocks.ts'

/** What is known of one approval so far. Changed in place as its events go by. */
export interface ApprovalNote {
  request: Approval | null
  approvedAt: number | null
  /** The decision that used it. */
  usedBy: string | null
}

export function noteTransition(fact: FactOf<'approval'>, known: BoundedMap<string, ApprovalNote>): void {
  const { approval, id, transition } = fact.data
  const note = known.get(id) ?? { request: null, approvedAt: null, usedBy: null }
  if (approval !== undefined && (note.request === null || transition === 'requested')) note.request = approval
  if (transition === 'approved') note.approvedAt ??= stampOf(fact.event)
  known.set(id, note)
}

/** What is wrong with an approval that was just given. */
export function* judgeAnswer(fact: FactOf<'approval'>, known: BoundedMap<string, ApprovalNote>): Generator<string> {
  const { approval, id } = fact.data
  const request = known.get(id)?.request ?? approval ?? null
  const by = fact.data.by ?? fact.event.actor?.human ?? ''
  if (by === '') yield `${id} was approved by nobody named`
  // Who approves shows a human's token; an `act` claim would have named an agent (decision 2).
  const agent = fact.event.actor?.agent ?? ''
  if (!NO_AGENT.has(agent)) yield `${id} was approved through the agent ${agent}`
  if (request === null) {
    yield `${id} was approved, and no request for it is on record`
    return
  }
  if (by === request.human) yield `${id} was approved by ${by}, who had asked for it`
  if (by === request.agent) yield `${id} was approved by the agent that had asked for it`
  if (request.shown.clipped) yield `${id} was approved although its request was clipped`
  if (stampOf(fact.event) > Date.parse(request.expiresAt) + CLOCK_TOLERANCE_MS)
    yield `${id} was approved after it had expired`
}

/** What is wrong with a decision that rests on an approval, or should; notes the use. */
export function* judgeUse(fact: FactOf<'decision'>, known: BoundedMap<string, ApprovalNote>): Generator<string> {
  const { approval: reference, fingerprint, id, policy } = fact.data
  if (reference === undefined || reference.state !== 'used') {
    yield `${id} was allowed although policy required an approval and none was used`
    return
  }
  const note = known.get(reference.id)
  if (note === undefined || note.approvedAt === null) {
    yield `${id} used ${reference.id}, and no approval of it stands before that`
    return
  }
  if (note.usedBy !== null && note.usedBy !== id) yield `${reference.id} was used again by ${id}, after ${note.usedBy}`
  note.usedBy ??= id
  const { request } = note
  if (request === null) return
  if (stampOf(fact.event) > Date.parse(request.expiresAt)) yield `${id} used ${reference.id} after it had expired`
  if (fingerprint !== request.fingerprint) yield `${id} used ${reference.id}, which was given for another question`
  if (policy.digest !== request.policy.digest) yield `${id} used ${reference.id}, which was given under another policy`
}

const NO_AGENT: ReadonlySet<string> = new Set(['', '-', 'none'])
