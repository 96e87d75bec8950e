import { BoundedMap } from '../bounded-map.ts'
import type { Control } from '../control.ts'
import type { FactOf } from '../facts.ts'
import { Tally } from '../tally.ts'
import { count, grouped } from '../wording.ts'
import { stampOf } from './clocks.ts'

/** So many refused log-ins at one enforcer within the window are a discrepancy that somebody must have looked at. */
const BURST = 10
const WINDOW_MS = 5 * 60_000
const MOST_PLACES = 4096

interface Burst {
  readonly n: number
  readonly place: string
}

/** 164.308(a)(5)(ii)(C): log-in attempts are monitored, discrepancies reported. */
export const loginMonitoring: Control = {
  id: '308-a-5-ii-c',
  citation: '45 CFR 164.308(a)(5)(ii)(C)',
  protocol: 'S18',
  addressable: true,
  title: 'Log-in monitoring',
  question: 'Are log-ins and refused log-ins on record, and did bursts of refusals meet an answer?',
  method:
    'Authentication events are read. Ten refused log-ins at one enforcer within five minutes are a burst; an exception is a burst that no alarm or review event follows. Sessions without any authentication on record make this insufficient.',
  limits: 'Log-ins at the identity provider and at the workstation are theirs to show.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    const refusals = new BoundedMap<string, number[]>(MOST_PLACES)
    const seen = { accepted: 0, refused: 0, sessions: 0, bursts: 0 }
    let unanswered: Burst[] = []
    const refuse = (fact: FactOf<'auth'>): void => {
      const place = fact.data.enforcer ?? 'the engine'
      const now = stampOf(fact.event)
      const recent = (refusals.get(place) ?? []).filter((time) => now - time < WINDOW_MS)
      recent.push(now)
      refusals.set(place, recent)
      if (recent.length < BURST) return
      refusals.delete(place)
      seen.bursts++
      if (unanswered.length < MOST_PLACES) unanswered.push({ n: fact.n, place })
    }
    return {
      fold(fact) {
        if (fact.kind === 'session.open') seen.sessions++
        if (fact.kind === 'alarm' || fact.kind === 'review') unanswered = []
        if (fact.kind !== 'auth') return
        tally.judge(fact, () => `${fact.data.outcome} at ${fact.data.enforcer ?? 'the engine'}`)
        if (fact.data.outcome === 'accepted') seen.accepted++
        else {
          seen.refused++
          refuse(fact)
        }
      },
      result() {
        if (tally.population === 0)
          return tally.nothing(`log-in is on record (and ${count(seen.sessions, 'session')} opened)`)
        for (const { n, place } of unanswered)
          tally.except(n, `${BURST} refused log-ins within five minutes at ${place}, and no alarm or review after them`)
        const story = `${count(seen.accepted, 'log-in')} accepted, ${grouped(seen.refused)} refused, ${count(seen.bursts, 'burst')} of refusals`
        if (tally.exceptions > 0)
          return tally.finding('exception', `${story}, ${grouped(tally.exceptions)} of them without an answer.`)
        return tally.finding('supported', `${story}.`)
      },
    }
  },
}
