import type { Control } from '../control.ts'
import type { FactOf } from '../facts.ts'
import { Tally } from '../tally.ts'
import { agree, count, grouped } from '../wording.ts'

/** 164.528: the entity can account for disclosures. */
export const disclosures: Control = {
  id: '528',
  citation: '45 CFR 164.528',
  protocol: 'P76',
  addressable: false,
  title: 'Accounting of disclosures',
  question: 'Can every exchange that touched patients be accounted for: when, to whom, about whom, why?',
  method:
    'Effects that touched patients or released PHI are read. An exception is one without a recipient or a purpose. One whose list of patients overflowed, or that released PHI and names no patient, makes this insufficient: it cannot be found from the patient.',
  limits:
    'Which of these are disclosures in the sense of the rule (not treatment, payment, operations or the workforce) is for the entity to say. Masked exchanges are listed too.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    let overflowed = 0
    let anonymous = 0
    return {
      fold(fact) {
        if (fact.kind !== 'effect' || !touchesPatients(fact)) return
        const { phi, purpose, recipient } = fact.data
        const subjects = phi?.subjects.length ?? 0
        tally.judge(
          fact,
          () => `${count(subjects, 'patient')} to ${recipient ?? 'nobody named'} for ${purpose ?? 'no stated purpose'}`,
        )
        const missing = [recipient ? '' : 'recipient', purpose ? '' : 'purpose'].filter((word) => word !== '')
        if (missing.length > 0) tally.except(fact.n, `${fact.data.decision}: no ${missing.join(' and no ')} on record`)
        if (phi?.subjectsOverflow) overflowed++
        else if (subjects === 0) anonymous++
      },
      result() {
        if (tally.population === 0) return tally.nothing('exchange touched patients')
        const all = count(tally.population, 'exchange')
        if (tally.exceptions > 0)
          return tally.finding(
            'exception',
            `${grouped(tally.exceptions)} of ${all} that touched patients ${agree(tally.exceptions, 'lacks', 'lack')} a recipient or a purpose.`,
          )
        if (overflowed + anonymous > 0)
          return tally.finding(
            'insufficient',
            `${all} touched patients; ${grouped(overflowed)} of them more patients than the event lists, and ${grouped(anonymous)} released PHI and ${agree(anonymous, 'names', 'name')} no patient.`,
          )
        return tally.finding(
          'supported',
          `${all} touched patients, each with time, recipient, purpose and every patient's reference.`,
        )
      },
    }
  },
}

function touchesPatients({ data }: FactOf<'effect'>): boolean {
  if (data.outcome === 'refused' || data.phi === undefined) return false
  return data.phi.subjects.length > 0 || data.phi.subjectsOverflow || data.phi.released.length > 0
}
