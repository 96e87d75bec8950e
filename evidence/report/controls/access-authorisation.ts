import { BoundedMap } from '../bounded-map.ts'
import type { Control } from '../control.ts'
import type { FactOf } from '../facts.ts'
import { Tally } from '../tally.ts'
import { agree, count, grouped } from '../wording.ts'
import { type ApprovalNote, judgeAnswer, judgeUse, noteTransition } from './approval-story.ts'

const MOST_APPROVALS = 50_000

/** 164.308(a)(4)(ii)(B), (C): access is granted by somebody entitled to, for exactly this, and ends. */
export const accessAuthorisation: Control = {
  id: '308-a-4-ii-b-c',
  citation: '45 CFR 164.308(a)(4)(ii)(B), (C)',
  protocol: 'S13, S14',
  addressable: true,
  title: 'Access authorisation by approval',
  question:
    'Was every act that needed an approval approved by another human, before, in time, for exactly that, and used once?',
  method:
    'Approval events are folded by id and joined to the decisions that used them. Exceptions: an allow without an approval where policy asked for one; an approver who is the requester, an agent or nobody; a use before approval, after expiry, a second time, or with another fingerprint or policy digest; a clipped request approved.',
  limits: 'Whether the approver had good reason is not seen. Standing grants live in the policy and identity provider.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    const known = new BoundedMap<string, ApprovalNote>(MOST_APPROVALS)
    const seen = { asked: 0, approved: 0, refused: 0, used: 0 }
    const except = (n: number, faults: Iterable<string>): void => {
      for (const fault of faults) tally.except(n, fault)
    }
    const judgeDecision = (fact: FactOf<'decision'>): void => {
      if (fact.data.policyEffect !== 'require_approval' && fact.data.approval?.state !== 'used') return
      if (fact.data.effect !== 'allow') return
      seen.used++
      tally.judge(fact, () => `${fact.data.id} used approval ${fact.data.approval?.id ?? 'none'}`)
      except(fact.n, judgeUse(fact, known))
    }
    return {
      remember(fact) {
        if (fact.kind === 'approval') noteTransition(fact, known)
        if (fact.kind === 'decision' && fact.data.approval?.state === 'used') [...judgeUse(fact, known)]
      },
      fold(fact) {
        if (fact.kind === 'decision') return judgeDecision(fact)
        if (fact.kind !== 'approval') return
        noteTransition(fact, known)
        const { id, transition } = fact.data
        if (transition === 'requested') seen.asked++
        if (transition === 'denied' || transition === 'refused' || transition === 'expired') seen.refused++
        if (transition !== 'approved') return
        seen.approved++
        tally.judge(fact, () => `${id} approved by ${fact.data.by ?? fact.event.actor?.human ?? 'nobody named'}`)
        except(fact.n, judgeAnswer(fact, known))
      },
      result() {
        const story = `${grouped(seen.asked)} requested, ${grouped(seen.approved)} approved, ${grouped(seen.refused)} denied, refused or expired, ${grouped(seen.used)} used`
        if (tally.exceptions > 0)
          return tally.finding(
            'exception',
            `${count(tally.exceptions, 'breach', 'breaches')} of the approval rules: ${story}.`,
          )
        if (tally.population === 0)
          return tally.finding(
            'insufficient',
            `No approval was given or used in the period, so there was nothing to judge: ${story}.`,
          )
        if (known.forgotten > 0)
          return tally.finding(
            'insufficient',
            `${count(known.forgotten, 'approval')} could not be followed: too many at once.`,
          )
        return tally.finding(
          'supported',
          `${story}. ${agree(seen.approved, 'It was', 'Each was')} given by a human other than the requester, before its use and in time, for the same question and policy, and used at most once.`,
        )
      },
    }
  },
}
