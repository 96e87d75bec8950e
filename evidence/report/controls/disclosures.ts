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
    'Effects that touched patients or released PHI are read. An exception is one that released PHI without a recipient or a purpose. What lacks them and was masked throughout, that touched patients whom the event does not list, or that released PHI and names no patient, makes this insufficient: it cannot be accounted for in full.',
  limits:
    'Which of these are disclosures in the sense of the rule (not treatment, payment, operations or the workforce) is for the entity to say. Masked exchanges are listed too.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    const lacks: Lacks = { masked: 0, overflowed: 0, anonymous: 0 }
    return {
      fold(fact) {
        if (fact.kind === 'effect' && touchesPatients(fact)) judge(fact, tally, lacks)
      },
      result() {
        if (tally.population === 0) return tally.nothing('exchange touched patients')
        const all = count(tally.population, 'exchange')
        if (tally.exceptions > 0)
          return tally.finding(
            'exception',
            `${grouped(tally.exceptions)} of ${all} that touched patients released PHI and ${agree(tally.exceptions, 'lacks', 'lack')} a recipient or a purpose.`,
          )
        if (lacks.masked + lacks.overflowed + lacks.anonymous > 0)
          return tally.finding(
            'insufficient',
            `${all} touched patients. Masked throughout, but without a recipient or a purpose: ${grouped(lacks.masked)}. With patients that the event does not list: ${grouped(lacks.overflowed)}. With released PHI and no patient named: ${grouped(lacks.anonymous)}.`,
          )
        return tally.finding(
          'supported',
          `${all} touched patients, each with time, recipient, purpose and every patient's reference.`,
        )
      },
    }
  },
}

interface Lacks {
  /** Without recipient or purpose, and nothing known was released. */
  masked: number
  overflowed: number
  anonymous: number
}

function judge(fact: FactOf<'effect'>, tally: Tally, lacks: Lacks): void {
  const { phi, purpose, recipient } = fact.data
  const subjects = phi?.subjects.length ?? 0
  const who = phi?.subjectsOverflow ? `${count(subjects, 'patient')} and others not listed` : count(subjects, 'patient')
  const released = (phi?.released ?? []).length > 0
  tally.judge(fact, () => `${who} to ${recipient ?? 'nobody named'} for ${purpose ?? 'no stated purpose'}`)
  const missing = [recipient ? '' : 'recipient', purpose ? '' : 'purpose'].filter((word) => word !== '')
  if (missing.length > 0 && released)
    tally.except(fact.n, `${fact.data.decision}: PHI released, and no ${missing.join(' and no ')} on record`)
  else if (missing.length > 0) lacks.masked++
  if (phi?.subjectsOverflow) lacks.overflowed++
  else if (subjects === 0) lacks.anonymous++
}

function touchesPatients({ data }: FactOf<'effect'>): boolean {
  if (data.outcome === 'refused' || data.phi === undefined) return false
  return data.phi.subjects.length > 0 || data.phi.subjectsOverflow || data.phi.released.length > 0
}
