import type { Control } from '../control.ts'
import type { FactOf } from '../facts.ts'
import { Tally } from '../tally.ts'
import { agree, count, grouped } from '../wording.ts'

/** 164.312(e)(1): nothing crosses a network in the clear. */
export const transmission: Control = {
  id: '312-e-1',
  citation: '45 CFR 164.312(e)(1), (e)(2)(ii)',
  protocol: 'S52–S54',
  addressable: true,
  title: 'Transmission security',
  question: 'Did any session between an agent and Cordon cross a network unencrypted?',
  method:
    'Every session opening says how it came. TLS, loopback and Unix sockets are protected; an exception is a plain connection from any other address. A session that does not say how it came makes this insufficient.',
  limits: 'The leg from Cordon to the database or service behind it is configuration, and not in these events.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    const seen = { tls: 0, local: 0, plain: 0, unknown: 0 }
    return {
      fold(fact) {
        if (fact.kind !== 'session.open') return
        const way = wayOf(fact)
        seen[way]++
        tally.judge(
          fact,
          () => `${fact.data.enforcer}: ${fact.data.transport ?? 'unknown'} from ${fact.data.client ?? 'unknown'}`,
        )
        if (way === 'plain') tally.except(fact.n, `plain connection from ${fact.data.client ?? 'an unknown address'}`)
      },
      result() {
        if (tally.population === 0) return tally.nothing('session was opened')
        const ways = `${grouped(seen.tls)} over TLS, ${grouped(seen.local)} that never left the machine`
        const all = count(tally.population, 'session')
        if (seen.plain > 0)
          return tally.finding('exception', `${grouped(seen.plain)} of ${all} crossed a network in the clear; ${ways}.`)
        if (seen.unknown > 0)
          return tally.finding(
            'insufficient',
            `${grouped(seen.unknown)} of ${all} ${agree(seen.unknown, 'does', 'do')} not say how it came; ${ways}.`,
          )
        return tally.finding('supported', `${all}: ${ways}. None crossed a network in the clear.`)
      },
    }
  },
}

function wayOf({ data }: FactOf<'session.open'>): 'tls' | 'local' | 'plain' | 'unknown' {
  const { client, transport } = data
  if (transport?.startsWith('tls')) return 'tls'
  const local = [client, transport].some((word) => word === 'loopback' || word === 'unix')
  if (local) return 'local'
  return transport === 'plain' ? 'plain' : 'unknown'
}
