import { BoundedMap } from '../bounded-map.ts'
import type { Control } from '../control.ts'
import type { Fact, FactOf } from '../facts.ts'
import { Tally } from '../tally.ts'
import { agree, count, grouped } from '../wording.ts'
import { CLOCK_TOLERANCE_MS, stampOf } from './clocks.ts'

const MOST_OPEN = 100_000

interface OpenSession {
  readonly n: number
  readonly id: string
  readonly expires: number
}

/** 164.312(a)(2)(iii): an electronic session ends by itself. */
export const automaticLogoff: Control = {
  id: '312-a-2-iii',
  citation: '45 CFR 164.312(a)(2)(iii)',
  protocol: 'S46',
  addressable: true,
  title: 'Automatic logoff',
  question: 'Does every session carry an end, and did none act or stay open after it?',
  method:
    'Every session opening is followed to its close. An exception is a session without an end (expiresAt), one that acted, closed or still stood open more than 5 s after its end. A session that a crash cut off ended at a time that nobody saw and is only counted.',
  limits: 'Screen locks and logoff of the workstation that the agent runs on are not seen.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    const open = new BoundedMap<string, OpenSession>(MOST_OPEN)
    const ended = { idle: 0, expired: 0, abandoned: 0, other: 0 }
    let opened = 0
    const enter = (fact: FactOf<'session.open'>): void => {
      const { session } = fact.event
      const expires = Date.parse(fact.data.expiresAt ?? '')
      if (session !== undefined) open.set(session, { n: fact.n, id: session, expires })
    }
    const leave = (fact: Fact): OpenSession | undefined => {
      const session = open.get(fact.event.session ?? '')
      if (session !== undefined) open.delete(session.id)
      return session
    }
    return {
      remember(fact) {
        if (fact.kind === 'session.open') enter(fact)
        if (isEnd(fact)) leave(fact)
      },
      fold(fact) {
        if (fact.kind === 'session.open') {
          opened++
          tally.judge(fact, () => `opened until ${fact.data.expiresAt ?? 'nobody knows when'}`)
          if (Number.isNaN(Date.parse(fact.data.expiresAt ?? ''))) tally.except(fact.n, 'opened without an end')
          return enter(fact)
        }
        if (isEnd(fact)) {
          const session = leave(fact)
          ended[endOf(fact)]++
          if (session !== undefined && fact.kind === 'session.close' && late(fact, session))
            tally.except(fact.n, `${session.id} (event ${session.n}) closed after its end`)
        }
        const session =
          fact.kind === 'effect' && fact.data.outcome === 'done' ? open.get(fact.event.session ?? '') : undefined
        if (session !== undefined && late(fact, session))
          tally.except(fact.n, `${session.id} (event ${session.n}) acted after its end`)
      },
      result({ until }) {
        for (const { expires, id, n } of open.values())
          if (expires + CLOCK_TOLERANCE_MS < until) tally.except(n, `${id} still stood open after its end`)
        if (tally.population + tally.exceptions === 0) return tally.nothing('session was opened')
        const ends = `${grouped(ended.idle)} closed for idleness, ${grouped(ended.expired)} at their end, ${grouped(ended.other)} by the client or a shutdown, ${grouped(ended.abandoned)} cut off by a crash, ${grouped(open.size)} still open`
        const all = count(opened, 'session')
        if (tally.exceptions > 0)
          return tally.finding('exception', `${count(tally.exceptions, 'fault')} in ${all}: ${ends}.`)
        if (open.forgotten > 0)
          return tally.finding(
            'insufficient',
            `${count(open.forgotten, 'session')} could not be followed to the end: too many at once.`,
          )
        return tally.finding(
          'supported',
          `${all} ${agree(opened, 'was', 'were')} opened, each with an end, and none outlived it: ${ends}.`,
        )
      },
    }
  },
}

function isEnd(fact: Fact): fact is FactOf<'session.close' | 'session.abandoned'> {
  return fact.kind === 'session.close' || fact.kind === 'session.abandoned'
}

function late({ event }: Fact, { expires }: OpenSession): boolean {
  return stampOf(event) > expires + CLOCK_TOLERANCE_MS
}

function endOf({
  data,
  kind,
}: FactOf<'session.close' | 'session.abandoned'>): 'idle' | 'expired' | 'abandoned' | 'other' {
  if (kind === 'session.abandoned') return 'abandoned'
  if (data.reason.includes('idle')) return 'idle'
  return data.reason.includes('expir') ? 'expired' : 'other'
}
