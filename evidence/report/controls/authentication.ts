import type { Control } from '../control.ts'
import { Tally } from '../tally.ts'
import { count, grouped } from '../wording.ts'

/** 164.312(d): that a person or entity is the one claimed. */
export const authentication: Control = {
  id: '312-d',
  citation: '45 CFR 164.312(d)',
  protocol: 'S51',
  title: 'Person or entity authentication',
  question: 'Was every session opened by a human and an agent whose identity had been verified?',
  method:
    'Authentications and session openings are read. An exception is a session whose identity is only asserted by a server, or one without any assurance. Sessions with assurance "demo" are insufficient: the local issuer\'s keys lie where an agent of the same operating-system user could read them.',
  limits: 'How the identity provider verified the person (second factor, proofing) is seen only as far as it says so.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    let accepted = 0
    let refused = 0
    let sessions = 0
    let demo = 0
    return {
      fold(fact) {
        if (fact.kind === 'auth') {
          if (fact.data.outcome === 'accepted') accepted++
          else refused++
          tally.judge(
            fact,
            () => `authentication ${fact.data.outcome}${fact.data.issuer ? ` (${fact.data.issuer})` : ''}`,
          )
          if (fact.data.outcome === 'accepted' && fact.event.actor?.assurance === 'demo') demo++
        }
        if (fact.kind !== 'session.open') return
        sessions++
        const assurance = fact.event.actor?.assurance
        tally.judge(fact, () => `session ${fact.event.session ?? '?'}: assurance ${assurance ?? 'unknown'}`)
        if (assurance === undefined) tally.except(fact.n, 'opened without a verified identity')
        if (assurance === 'asserted') tally.except(fact.n, "opened on a server's word: nothing was verified")
        if (assurance === 'demo') demo++
      },
      result({ verdict }) {
        const tried = `${count(accepted, 'accepted authentication')} and ${grouped(refused)} refused; ${count(sessions, 'session')} opened`
        if (tally.exceptions > 0)
          return tally.finding(
            'exception',
            `${count(tally.exceptions, 'session')} stood on no verified identity: ${tried}.`,
          )
        if (demo > 0 || (tally.population > 0 && verdict.assurance.includes('demo')))
          return tally.finding(
            'insufficient',
            `${tried}. Identity rested on the local demo issuer (assurance demo): an agent under the same operating-system user could read its keys and act as somebody else.`,
          )
        if (sessions > 0 && accepted === 0)
          return tally.finding('insufficient', `${tried}: the authentications themselves are not on record.`)
        return tally.finding(
          tally.population > 0 ? 'supported' : 'insufficient',
          `${tried}, every one with a verified human and agent.`,
        )
      },
    }
  },
}
