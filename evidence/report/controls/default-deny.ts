import type { Control } from '../control.ts'
import type { FactOf } from '../facts.ts'
import { Tally } from '../tally.ts'
import { agree, count, grouped } from '../wording.ts'

/** 164.312(a)(1): only those that were granted access rights get in; doubt is a refusal. */
export const defaultDeny: Control = {
  id: '312-a-1-default-deny',
  citation: '45 CFR 164.312(a)(1)',
  protocol: 'S43',
  addressable: false,
  title: 'Access control: doubt is a refusal',
  question: 'When policy could not answer, or answered no, was the request refused?',
  method:
    'Every decision is read. An exception is an allow where the engine recorded an error, or an allow where policy said deny.',
  limits: 'It shows what policy answered, not that the policy itself grants only what it should: see the policy tests.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    let denied = 0
    let errors = 0
    return {
      fold(fact) {
        if (fact.kind !== 'decision') return
        tally.judge(fact, () => noteOf(fact))
        if (fact.data.effect === 'deny') denied++
        if (fact.data.error !== undefined) errors++
        const fault = faultOf(fact)
        if (fault !== null) tally.except(fact.n, `${fact.data.id}: ${fault}`)
      },
      result() {
        if (tally.population === 0) return tally.nothing('decision was taken')
        const all = count(tally.population, 'decision')
        if (tally.exceptions > 0)
          return tally.finding(
            'exception',
            `${grouped(tally.exceptions)} of ${all} let through what policy had not allowed.`,
          )
        const failed =
          errors === 0
            ? 'Policy could always answer, so refusal on an engine error was not exercised.'
            : `In ${count(errors, 'case')} policy could not answer; ${agree(errors, 'it was', 'all were')} refused.`
        return tally.finding(
          'supported',
          `${all} ${agree(tally.population, 'was', 'were')} taken, ${denied === 0 ? 'none' : grouped(denied)} of them a deny; none let through what policy had not allowed. ${failed}`,
        )
      },
    }
  },
}

function faultOf({ data }: FactOf<'decision'>): string | null {
  if (data.effect !== 'allow') return null
  if (data.error !== undefined) return 'allowed although policy could not answer'
  if (data.policyEffect === 'deny') return 'allowed although policy said deny'
  return null
}

function noteOf({ data }: FactOf<'decision'>): string {
  const rules = data.reasons.map(({ rule }) => rule).join(', ')
  return `${data.id}: ${data.effect}${rules === '' ? '' : ` by ${rules}`}`
}
