import type { Control, ControlFinding } from '../control.ts'
import type { FactOf } from '../facts.ts'
import { Tally } from '../tally.ts'
import { count, grouped } from '../wording.ts'
import { SessionPairing } from './session-pairing.ts'

/** 164.312(d): that a person or entity is the one claimed. */
export const authentication: Control = {
  id: '312-d',
  citation: '45 CFR 164.312(d)',
  protocol: 'S51',
  addressable: false,
  title: 'Person or entity authentication',
  question: 'Was every session opened by a human and an agent whose identity had been verified?',
  method:
    'Session openings are paired with accepted authentications by session id. An exception is a session that no authentication stands behind, one whose identity is only asserted by a server, or one without any. Assurance "demo" makes this insufficient: the local issuer\'s keys lie where an agent of the same operating-system user could read them.',
  limits: 'How the identity provider verified the person (second factor, proofing) is seen only as far as it says so.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    const pairing = new SessionPairing()
    const seen: Seen = { accepted: 0, refused: 0, sessions: 0, demo: 0 }
    return {
      remember(fact) {
        pairing.take(fact, false)
      },
      fold(fact) {
        pairing.take(fact, true)
        if (fact.kind === 'auth') judgeAuthentication(fact, tally, seen)
        if (fact.kind === 'session.open') judgeOpening(fact, tally, seen)
      },
      result({ verdict }) {
        if (!pairing.forgetful)
          for (const n of pairing.unpaired()) tally.except(n, 'opened, and no accepted authentication names it')
        return settled(tally, seen, pairing.forgetful, verdict.assurance.includes('demo'))
      },
    }
  },
}

interface Seen {
  accepted: number
  refused: number
  sessions: number
  demo: number
}

function judgeAuthentication(fact: FactOf<'auth'>, tally: Tally, seen: Seen): void {
  const { issuer, outcome } = fact.data
  seen[outcome]++
  tally.judge(fact, () => `authentication ${outcome}${issuer ? ` (${issuer})` : ''}`)
}

function judgeOpening(fact: FactOf<'session.open'>, tally: Tally, seen: Seen): void {
  seen.sessions++
  const assurance = fact.event.actor?.assurance
  tally.judge(fact, () => `session ${fact.event.session ?? '?'}: assurance ${assurance ?? 'unknown'}`)
  if (assurance === undefined) tally.except(fact.n, 'opened without a verified identity')
  if (assurance === 'asserted') tally.except(fact.n, "opened on a server's word: nothing was verified")
  if (assurance === 'demo') seen.demo++
}

function settled(tally: Tally, seen: Seen, forgetful: boolean, demoIssuer: boolean): ControlFinding {
  if (tally.population === 0) return tally.nothing('authentication or session is on record')
  const { accepted, demo, refused, sessions } = seen
  const story = `${count(accepted, 'accepted authentication')}, ${grouped(refused)} refused; ${count(sessions, 'session')} opened`
  if (tally.exceptions > 0)
    return tally.finding(
      'exception',
      `${count(tally.exceptions, 'session')} stood on no verified identity. In all, ${story}.`,
    )
  if (demo > 0 || (demoIssuer && tally.population > 0))
    return tally.finding(
      'insufficient',
      `${story}. Identity rested on the local demo issuer (assurance demo): an agent under the same operating-system user could read its keys and act as somebody else.`,
    )
  if (forgetful) return tally.finding('insufficient', `${story}: too many at once to pair them all.`)
  return tally.finding('supported', `${story}; every session stands on a verified human and agent.`)
}
