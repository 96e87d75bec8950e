import type { Phi } from '#phi'
import { type Decision, faultOf, type GitPush } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import { type Examination, NOTHING_NEW, type Place } from './examination.ts'
import { type ExamineLimits, type ExamineParts, examine } from './examine.ts'
import type { PushStore } from './new-objects.ts'
import { runGit } from './process.ts'
import { type RefCommand, ZEROS } from './receive-commands.ts'
import { type PushRefusal, refusePush } from './refuse.ts'
import { refPlaces, translate } from './translate.ts'
import type { Verdicts } from './verdicts.ts'

/** What judging needs, the same for every push of an enforcer. */
export interface Judging {
  readonly phi: Phi
  readonly verdicts: Verdicts
  readonly limits: ExamineLimits
  readonly decide: EnforcerContext['decide']
  readonly commit: EnforcerContext['commit']
  readonly enforcer: string
  readonly target: string
  readonly log: EnforcerContext['log']
}

export interface Push {
  /** Session handle. */
  readonly session: string
  readonly repository: string
  readonly channel: GitPush['channel']
  readonly commands: readonly RefCommand[]
  readonly store: PushStore
  readonly progress: ExamineParts['progress']
  /** Whether one commit leads to another, of those that are there already. */
  readonly isAncestor: (old: string, next: string) => Promise<boolean>
}

export interface PushVerdict {
  readonly decision: Decision
  /** Null where it may pass. */
  readonly refusal: PushRefusal | null
  readonly examination: Examination
  readonly places: readonly Place[]
}

/** Each may cost a question to the server. */
const MOST_EDGE = 16

/** Looks at a push, asks once about all of it, and says what to answer. What can't be looked at is told to policy, and denied there. */
export async function judgePush(push: Push, judging: Judging): Promise<PushVerdict> {
  const { commands, session, repository, channel } = push
  const { phi, commit, enforcer, target, decide } = judging
  const examination = await look(push, judging)
  const forced = await forcedRefs(push, examination)
  const facts = { session, repository, channel, commands, forced, examination, target }
  const decision = await decide(translate(facts, { phi, commit, enforcer }))
  const places = [...refPlaces(commands, phi), ...examination.places]
  const isAllowed = decision.decision === true && decision.context.effect === 'allow'
  const unmet = isAllowed && decision.context.obligations.some(({ type }) => type !== 'record')
  if (unmet) return { decision, refusal: refuseObligation(decision), examination, places }
  return { decision, refusal: isAllowed ? null : refusePush(decision, places), examination, places }
}

async function look({ commands, store, progress }: Push, judging: Judging): Promise<Examination> {
  const tips = [...new Set(commands.map(({ new: next }) => next).filter((id) => !ZEROS.test(id)))]
  try {
    return await examine(tips, store, { ...judging, progress })
  } catch (error) {
    judging.log.warn('a push could not be looked at', {
      ...faultOf(error),
    })
    return { ...NOTHING_NEW, incomplete: ['its objects could not be read'] }
  }
}

async function forcedRefs({ commands, isAncestor }: Push, { parents }: Examination): Promise<ReadonlySet<string>> {
  const forced = new Set<string>()
  for (const { ref, old, new: next } of commands) {
    if (ZEROS.test(old) || ZEROS.test(next) || old === next) continue
    // A tag that moves is no history that goes on.
    if (ref.startsWith('refs/tags/') || !(await goesOn(next, old, parents, isAncestor))) forced.add(ref)
  }
  return forced
}

// Old commits never lead to new ones: so the way from a new commit to `old` leads over the edge of what is new.
async function goesOn(
  next: string,
  old: string,
  parents: Examination['parents'],
  isAncestor: Push['isAncestor'],
): Promise<boolean> {
  const edge = edgeOf(next, parents)
  if (edge.includes(old)) return true
  for (const commit of edge.slice(0, MOST_EDGE)) if (await isAncestor(old, commit).catch(() => false)) return true
  return false
}

/** Commits that are there already and that a commit goes on from; the commit itself where it is there. */
function edgeOf(from: string, parents: Examination['parents']): readonly string[] {
  const seen = new Set<string>([from])
  const edge: string[] = []
  const queue = [from]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const before = parents.get(id)
    if (before === undefined) edge.push(id)
    for (const parent of before ?? []) {
      if (!seen.has(parent)) queue.push(parent)
      seen.add(parent)
    }
  }
  return edge
}

/** Git's own answer, for a store that holds the whole history. */
export function ancestorIn(store: PushStore): Push['isAncestor'] {
  return async (old, next) => {
    const { code } = await runGit(['merge-base', '--is-ancestor', old, next], store.place, { codes: [0, 1] })
    return code === 0
  }
}

function refuseObligation({ context: { id } }: Decision): PushRefusal {
  return {
    lines: [
      'Cordon refused this push. Nothing was changed.',
      `Decision ${id} allows it only under an obligation that no push can meet. Tell who looks after policy.`,
    ],
    reason: `denied: ${id}`,
  }
}
