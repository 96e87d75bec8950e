import type { Control } from '../control.ts'
import type { FactOf } from '../facts.ts'
import type { DecisionNote } from '../notes.ts'
import { Tally } from '../tally.ts'
import { agree, count, grouped } from '../wording.ts'
import { CLOCK_TOLERANCE_MS, stampOf } from './clocks.ts'

/** 164.312(a)(1): what was decided is what happened. */
export const accessEnforcement: Control = {
  id: '312-a-1-enforcement',
  citation: '45 CFR 164.312(a)(1)',
  protocol: 'S43',
  addressable: false,
  title: 'Access control: decisions are enforced',
  question: 'Was anything carried out that had been refused, or before it was decided?',
  method:
    'Every effect is joined to its decision by id. An exception is an effect that was carried out, or sent rows, under a deny or a pending approval; that has no decision in the ledger; or that stands before its decision: by sequence within one source, by time (5 s tolerance) across sources.',
  limits: 'Traffic that goes around the enforcer leaves no event: network controls must rule it out.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    let refused = 0
    let forgotten = 0
    return {
      fold(fact) {
        if (fact.kind !== 'effect') return
        tally.judge(fact, () => noteOf(fact))
        if (fact.data.outcome === 'refused') refused++
        if (fact.decision !== null) checkOrder(fact, fact.decision, tally)
        else if (fact.decisionForgotten) forgotten++
        else if (acted(fact))
          tally.except(fact.n, `${fact.data.outcome} under ${fact.data.decision}, which no event records`)
      },
      result() {
        if (tally.population === 0) return tally.nothing('effect was recorded')
        const of = count(tally.population, 'effect')
        if (tally.exceptions > 0)
          return tally.finding('exception', `${count(tally.exceptions, 'contradiction')} among ${of}.`)
        if (forgotten > 0)
          return tally.finding(
            'insufficient',
            `${grouped(forgotten)} of ${of} came too long after the decision to be joined to it.`,
          )
        return tally.finding(
          'supported',
          `${of} ${agree(tally.population, 'was', 'were')} recorded, ${refused === 0 ? 'none' : grouped(refused)} of them a refusal. Each follows its decision, and nothing was carried out under a deny or a pending approval.`,
        )
      },
    }
  },
}

type EffectFact = FactOf<'effect'>

function acted({ data }: EffectFact): boolean {
  return data.outcome === 'done' || (data.rows ?? 0) > 0
}

function checkOrder(fact: EffectFact, decision: DecisionNote, tally: Tally): void {
  if (acted(fact) && decision.effect !== 'allow')
    tally.except(fact.n, `${fact.data.outcome} although ${decision.id} (event ${decision.n}) says ${decision.effect}`)
  if (fact.data.outcome !== 'refused' && precedes(fact, decision))
    tally.except(fact.n, `stands before its decision ${decision.id} (event ${decision.n})`)
}

function precedes({ event }: EffectFact, decision: DecisionNote): boolean {
  const { epoch, id, seq } = event.source
  if (id === decision.source.id && epoch === decision.source.epoch) return seq < decision.source.seq
  return stampOf(event) + CLOCK_TOLERANCE_MS < decision.time
}

function noteOf({ data, decision }: EffectFact): string {
  return `${data.outcome} under ${data.decision}: ${decision === null ? 'no decision on record' : decision.effect}`
}
