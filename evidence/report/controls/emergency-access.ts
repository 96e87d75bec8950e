import { BoundedMap } from '../bounded-map.ts'
import type { Control } from '../control.ts'
import type { FactOf } from '../facts.ts'
import { text } from '../notes.ts'
import { Tally } from '../tally.ts'
import { agree, count } from '../wording.ts'

const MOST_OPEN = 10_000

/** 164.312(a)(2)(ii): access in an emergency, and the way back to normal. */
export const emergencyAccess: Control = {
  id: '312-a-2-ii',
  citation: '45 CFR 164.312(a)(2)(ii)',
  protocol: 'S45',
  addressable: false,
  title: 'Emergency access procedure',
  question: 'Was every break-glass access opened by a named human with a reason, and closed again?',
  method:
    'break-glass openings are paired with their closings by id, else by session, else by human. An exception is an opening without a human or a reason, or one that is still open at the end of the period.',
  limits: 'It cannot tell whether there was an emergency. That access would work in one is for a drill to show.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    const open = new BoundedMap<string, { readonly n: number; readonly inPeriod: boolean }>(MOST_OPEN)
    const close = (fact: FactOf<'breakglass.close'>): void => {
      open.delete(keyOf(fact))
    }
    return {
      remember(fact) {
        if (fact.kind === 'breakglass.open') open.set(keyOf(fact), { n: fact.n, inPeriod: false })
        if (fact.kind === 'breakglass.close') close(fact)
      },
      fold(fact) {
        if (fact.kind === 'breakglass.close') close(fact)
        if (fact.kind !== 'breakglass.open') return
        const human = fact.event.actor?.human ?? text(fact.data, 'by')
        tally.judge(fact, () => `opened by ${human ?? 'nobody named'}`)
        if (!human) tally.except(fact.n, 'opened, and no human is named')
        if (text(fact.data, 'reason') === null) tally.except(fact.n, 'opened without a reason')
        open.set(keyOf(fact), { n: fact.n, inPeriod: true })
      },
      result() {
        for (const { inPeriod, n } of open.values()) {
          if (!inPeriod) tally.add(1)
          tally.except(n, 'opened and not closed by the end of the period')
        }
        const all = count(tally.population, 'break-glass access', 'break-glass accesses')
        if (tally.population === 0)
          return tally.finding('not-applicable', 'No break-glass access was opened in the period.')
        if (tally.exceptions > 0) return tally.finding('exception', `${count(tally.exceptions, 'fault')} in ${all}.`)
        if (open.forgotten > 0) return tally.finding('insufficient', `${all}: too many at once to pair them all.`)
        return tally.finding(
          'supported',
          `${all} ${agree(tally.population, 'was', 'were')} opened by a named human with a reason, and closed again.`,
        )
      },
    }
  },
}

function keyOf({ data, event }: FactOf<'breakglass.open' | 'breakglass.close'>): string {
  return text(data, 'id') ?? event.session ?? event.actor?.human ?? ''
}
