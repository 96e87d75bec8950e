import type { Control } from '../control.ts'
import { text } from '../notes.ts'
import { Tally } from '../tally.ts'
import { count, grouped } from '../wording.ts'
import { stampOf } from './clocks.ts'

const DAY_MS = 86_400_000

/** 164.308(a)(1)(ii)(D): somebody looks at the record, regularly. */
export const activityReview: Control = {
  id: '308-a-1-ii-d',
  citation: '45 CFR 164.308(a)(1)(ii)(D)',
  protocol: 'S5',
  addressable: false,
  title: 'Information system activity review',
  question: 'Did a named person review the record, as often as the entity has decreed?',
  method:
    'Review events are read. An exception is a review without a named human, or a stretch of the period longer than the declared interval without one. Without a declared interval, or without any review, this is insufficient.',
  limits: 'It cannot tell how well somebody looked, nor whether the right person signed off.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    const gaps: { readonly n: number; readonly days: number }[] = []
    let latest: number | null = null
    let longest = 0
    let first: number | null = null
    return {
      remember(fact) {
        if (fact.kind === 'review') latest = stampOf(fact.event)
      },
      fold(fact) {
        if (fact.kind !== 'review') return
        const human = fact.event.actor?.human || text(fact.data, 'by')
        tally.judge(fact, () => `reviewed by ${human ?? 'nobody named'} at ${fact.event.time}`)
        if (!human) tally.except(fact.n, 'a review that names no human')
        const time = stampOf(fact.event)
        first ??= time
        if (latest !== null) longest = noteGap(gaps, fact.n, time - latest, longest)
        latest = time
      },
      result({ last, period, reviewEveryDays, until }) {
        if (tally.population === 0)
          return tally.finding('insufficient', 'No review of the record was recorded in the period.')
        const from = Date.parse(period.from)
        if (first !== null) longest = noteGap(gaps, last, first - from, longest)
        if (latest !== null) longest = noteGap(gaps, last, until - latest, longest)
        const held = `${count(tally.population, 'review')} recorded; the longest stretch without one was ${days(longest)}`
        if (typeof reviewEveryDays === 'number')
          for (const gap of gaps)
            if (gap.days > reviewEveryDays) tally.except(gap.n, `${days(gap.days)} without a review`)
        if (tally.exceptions > 0) return tally.finding('exception', `${held}.`)
        if (typeof reviewEveryDays !== 'number')
          return tally.finding(
            'insufficient',
            `${held}. How often it must happen is not declared, so timeliness is not judged.`,
          )
        return tally.finding('supported', `${held}, within the declared ${days(reviewEveryDays)}.`)
      },
    }
  },
}

const MOST_GAPS = 1024

function noteGap(
  gaps: { readonly n: number; readonly days: number }[],
  n: number,
  ms: number,
  longest: number,
): number {
  const length = Math.max(0, ms) / DAY_MS
  if (gaps.length < MOST_GAPS) gaps.push({ n, days: length })
  return Math.max(longest, length)
}

function days(length: number): string {
  const whole = Math.ceil(length)
  return `${grouped(whole)} ${whole === 1 ? 'day' : 'days'}`
}
