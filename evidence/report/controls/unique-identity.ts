import type { Control } from '../control.ts'
import type { Fact } from '../facts.ts'
import { Tally } from '../tally.ts'
import { count, list } from '../wording.ts'

/** Ids that name a role, a purpose or nobody, and so no one person or program. */
const GENERIC: ReadonlySet<string> = new Set(
  'admin administrator agent ai anonymous api app application backup bot clinician dba default demo dev developer doctor everyone generic group guest info me mysql nobody none null nurse operator oracle postgres public readonly root sa service shared staff superuser support svc sys sysadmin system team temp test tester testuser tmp undefined unknown user users worker'.split(
    ' ',
  ),
)
const MOST_IDENTITIES = 50_000

/** 164.312(a)(2)(i): a unique name for everyone who acts, person and program. */
export const uniqueIdentity: Control = {
  id: '312-a-2-i',
  citation: '45 CFR 164.312(a)(2)(i)',
  protocol: 'S44',
  addressable: false,
  title: 'Unique user identification',
  question: 'Does every act name one human and one agent, and never a shared or generic id?',
  method:
    'Decisions and session openings are read. An exception is one without a human, one without an agent, or one whose human or agent id is generic (admin, root, service, test, shared and their like, digits and issuer left out). Each such identity is listed once.',
  limits: 'That an id stands for one person is for the identity provider to show: two people can share one login.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    const humans = new Set<string>()
    const agents = new Set<string>()
    const faults = new Map<string, number>()
    let overflow = false
    const remember = (set: Set<string>, id: string): void => {
      if (set.size < MOST_IDENTITIES) set.add(id)
      else if (!set.has(id)) overflow = true
    }
    return {
      fold(fact) {
        if (fact.kind !== 'decision' && fact.kind !== 'session.open') return
        const { human, agent } = fact.event.actor ?? { human: '', agent: '' }
        tally.judge(fact, () => `${human || 'no human'} through ${agent || 'no agent'}`)
        remember(humans, human)
        remember(agents, agent)
        for (const fault of faultsOf(fact)) {
          if (!faults.has(fault) && faults.size < MOST_IDENTITIES) tally.except(fact.n, fault)
          faults.set(fault, (faults.get(fault) ?? 0) + 1)
        }
      },
      result() {
        if (tally.population === 0) return tally.nothing('decision was taken and no session opened')
        const who = `${count(humans.size, 'human')} and ${count(agents.size, 'agent')}${overflow ? ' at least' : ''}`
        if (tally.exceptions > 0)
          return tally.finding(
            'exception',
            `${count(tally.exceptions, 'identity', 'identities')} ${tally.exceptions === 1 ? 'is' : 'are'} missing or generic: ${list([...faults.keys()], 4)}.`,
          )
        return tally.finding(
          'supported',
          `${count(tally.population, 'act')} ${tally.population === 1 ? 'names' : 'name'} ${who}; none is empty or generic.`,
        )
      },
    }
  },
}

function* faultsOf({ event }: Fact): Generator<string> {
  const { human, agent } = event.actor ?? { human: '', agent: '' }
  for (const [role, id] of [
    ['human', human],
    ['agent', agent],
  ] as const) {
    if (id.trim() === '') yield `no ${role} is named`
    else if (GENERIC.has(plain(id))) yield `${role} id "${id}" is generic`
  }
}

// `issuer alias|sub`, perhaps a mail address, perhaps numbered: what is left is the bare word.
function plain(id: string): string {
  const sub = id.slice(id.lastIndexOf('|') + 1)
  const local = sub.includes('@') ? sub.slice(0, sub.indexOf('@')) : sub
  return local
    .trim()
    .toLowerCase()
    .replace(/[0-9._-]{1,16}$/, '')
}
