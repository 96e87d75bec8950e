import type { Control, ControlFinding } from '../control.ts'
import type { RetentionFacts } from '../inputs.ts'
import { Tally } from '../tally.ts'
import { count } from '../wording.ts'

/** 164.316(b)(2)(i): kept for six years. */
export const retention: Control = {
  id: '316-b-2-i',
  citation: '45 CFR 164.316(b)(2)(i)',
  protocol: 'S68',
  addressable: false,
  title: 'Retention on the documentation schedule',
  question: 'Is the record held for six years from its making, by something that refuses to delete it earlier?',
  method:
    'The store is asked for the retention of its segments, policies and reports; its answer is handed in. An exception is an object held for less than six years. A date that nothing enforces is insufficient.',
  limits:
    'The paragraph speaks of required documentation and records of actions; it does not say "audit logs, six years". The record is kept on the documentation schedule because 164.308(a)(1)(ii)(D) reviews and 164.528 accountings draw on it.',
  touchedByGaps: 'never',
  start() {
    const tally = new Tally()
    return {
      fold(fact) {
        if (fact.kind === 'policy.activate')
          tally.sampled(fact.n, () => `policy ${fact.data.digest.slice(0, 16)}… activated`)
      },
      result({ last, retention: facts }) {
        if (facts === null)
          return tally.finding('insufficient', 'No word on how long the store holds its objects was handed in.')
        return judge(facts, last, tally)
      },
    }
  },
}

function judge({ enforcedBy, objects, short }: RetentionFacts, last: number, tally: Tally): ControlFinding {
  tally.add(objects)
  for (const { key, until } of short)
    tally.except(last, `${key} is held ${until === null ? 'without any date' : `only until ${until}`}`)
  const all = count(objects, 'object')
  if (short.length > 0)
    return tally.finding('exception', `${count(short.length, 'object')} of ${all} held for less than six years.`)
  if (enforcedBy === 'declared')
    return tally.finding(
      'insufficient',
      `${all} looked at, with dates of six years or more; this store cannot enforce them.`,
    )
  return tally.finding(
    objects > 0 ? 'supported' : 'insufficient',
    `${all} looked at; the store refuses to delete any within six years.`,
  )
}
