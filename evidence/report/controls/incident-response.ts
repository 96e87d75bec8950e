import { BoundedMap } from '../bounded-map.ts'
import type { Control } from '../control.ts'
import { Tally } from '../tally.ts'
import { agree, count } from '../wording.ts'

const MOST_INCIDENTS = 10_000

/** 164.308(a)(6)(ii): suspected incidents are identified and answered. */
export const incidentResponse: Control = {
  id: '308-a-6-ii',
  citation: '45 CFR 164.308(a)(6)(ii)',
  protocol: 'S21',
  addressable: false,
  title: 'Response to incidents',
  question: 'Was every alarm answered by somebody?',
  method:
    'Alarm events are joined by ledger number to the register of responses that the entity keeps. An exception is an alarm without an acknowledgement. Without a register this is insufficient.',
  limits:
    'Incidents that raised no alarm, how well one was handled, and whether it is a breach (164.402) are not judged.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    const alarms = new BoundedMap<number, string>(MOST_INCIDENTS)
    return {
      fold(fact) {
        if (fact.kind !== 'alarm') return
        tally.judge(fact, () => `${fact.data.code}: ${fact.data.message}`)
        alarms.set(fact.n, fact.data.code)
      },
      result({ responses }) {
        const raised = count(tally.population, 'alarm')
        if (responses === undefined || responses === null)
          return tally.finding(
            'insufficient',
            `${tally.population === 0 ? 'No alarm was' : `${raised} ${agree(tally.population, 'was', 'were')}`} raised; no register of responses was handed in.`,
          )
        const answered = new Set(responses.map(({ n }) => n))
        for (const [n, code] of alarms.entries())
          if (!answered.has(n)) tally.except(n, `alarm ${code} has no acknowledgement in the register`)
        if (tally.population === 0) return tally.finding('not-applicable', 'No alarm was raised in the period.')
        if (tally.exceptions > 0)
          return tally.finding(
            'exception',
            `${count(tally.exceptions, 'alarm')} of ${raised} ${agree(tally.exceptions, 'has', 'have')} no answer on record.`,
          )
        if (alarms.forgotten > 0)
          return tally.finding('insufficient', `${raised}: too many to join them all to the register.`)
        return tally.finding(
          'supported',
          `${raised} ${agree(tally.population, 'was', 'were')} raised, each acknowledged in the register.`,
        )
      },
    }
  },
}
