import { createHash } from 'node:crypto'
import type { Phi } from '#phi'
import type { AccessRequest, FindingCount, GitPush, GitUpdate } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import type { Examination, Place } from './examination.ts'
import { maskName, scanName } from './names.ts'
import { type RefCommand, ZEROS } from './receive-commands.ts'

export interface PushFacts {
  /** Session handle. */
  readonly session: string
  readonly target: string
  readonly repository: string
  readonly channel: GitPush['channel']
  readonly commands: readonly RefCommand[]
  /** Refs of `commands` whose update is no fast-forward. */
  readonly forced: ReadonlySet<string>
  readonly examination: Examination
}

export interface Translating {
  readonly phi: Phi
  readonly commit: EnforcerContext['commit']
  /** Name of the enforcement point. */
  readonly enforcer: string
}

const MOST_UPDATES = 100
const MOST_PLACES = 200
const MOST_SKIPPED = 100
const MOST_CLASSES = 64
const MOST_WHY = 16

/**
 * The question for the engine: `git.push` of `schemas/git-push.schema.json`, one for all refs together. The engine fills
 * in who asks and when. `shape` is for the officer's eyes; the engine takes it out before policy judges.
 */
export function translate(facts: PushFacts, { phi, commit, enforcer }: Translating): AccessRequest {
  const { examination, commands, channel } = facts
  const places = [...refPlaces(commands, phi), ...examination.places]
  const isClean = places.length === 0
  const content = commit('content', contentDigest(commands, examination.unreachable))
  const push: GitPush = {
    repository: maskName(facts.repository, phi),
    channel,
    updates: commands.slice(0, MOST_UPDATES).map((command) => updateOf(command, facts, { phi, commit, isClean })),
    updateCount: commands.length,
    commits: examination.commits,
    merges: examination.merges,
    tags: examination.tags,
    files: examination.files,
    bytes: examination.bytes,
    unreachable: examination.unreachable.length,
    symlinks: examination.symlinks,
    submodules: examination.submodules,
    lfsPointers: examination.lfsPointers,
    findings: countsOf(places),
    places: places.slice(0, MOST_PLACES).map(({ where, path, lines, class: name, count }) => ({
      where,
      path,
      line: lines[0] ?? 0,
      class: name,
      count,
    })),
    placeCount: places.length,
    skipped: examination.skipped.slice(0, MOST_SKIPPED),
    skippedCount: examination.skipped.length,
    complete: examination.incomplete.length === 0,
    incomplete: examination.incomplete.slice(0, MOST_WHY),
    content,
  }
  return {
    subject: { type: 'session', id: facts.session },
    action: { name: 'git.push' },
    resource: { type: 'git-repository', id: facts.target, properties: { ...push } },
    context: { enforcer, shape: `push to ${push.repository}, content ${content.slice(0, 16)}` },
  }
}

/** The question `git.fetch`: one client reads one repository. */
export function translateFetch(
  {
    session,
    target,
    repository,
    channel,
  }: Pick<PushFacts, 'session' | 'target' | 'repository'> & { channel: 'backend' | 'door' },
  { phi, enforcer }: Pick<Translating, 'phi' | 'enforcer'>,
): AccessRequest {
  const masked = maskName(repository, phi)
  return {
    subject: { type: 'session', id: session },
    action: { name: 'git.fetch' },
    resource: { type: 'git-repository', id: target, properties: { repository: masked, channel } },
    context: { enforcer, shape: `read ${masked}` },
  }
}

/** Findings in the names of refs, one place a class. */
export function refPlaces(commands: readonly RefCommand[], phi: Phi): readonly Place[] {
  return commands.flatMap(({ ref }) => {
    const shown = maskName(ref, phi)
    return scanName(ref, phi).map(
      ({ class: name, count }): Place => ({
        where: 'ref',
        path: shown,
        label: shown,
        class: name,
        count,
        lines: [],
      }),
    )
  })
}

export function countsOf(places: readonly Pick<Place, 'class' | 'count'>[]): FindingCount[] {
  const counts = new Map<string, number>()
  for (const { class: name, count } of places) counts.set(name, (counts.get(name) ?? 0) + count)
  return [...counts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .slice(0, MOST_CLASSES)
    .map(([name, count]) => ({ class: name, count }))
}

export function operationOf({ old, new: next }: RefCommand): GitUpdate['operation'] {
  if (ZEROS.test(next)) return 'delete'
  return ZEROS.test(old) ? 'create' : 'update'
}

export function kindOf(ref: string): GitUpdate['kind'] {
  if (ref.startsWith('refs/heads/')) return 'branch'
  if (ref.startsWith('refs/tags/')) return 'tag'
  return ref.startsWith('refs/notes/') ? 'note' : 'other'
}

function updateOf(
  command: RefCommand,
  { forced }: PushFacts,
  { phi, commit, isClean }: Pick<Translating, 'phi' | 'commit'> & { readonly isClean: boolean },
): GitUpdate {
  const { ref, old, new: next } = command
  const isDelete = ZEROS.test(next)
  return {
    ref: maskName(ref, phi),
    kind: kindOf(ref),
    operation: operationOf(command),
    forced: forced.has(ref),
    old: ZEROS.test(old) ? '' : old,
    new: isDelete ? '' : isClean ? next : `keyed:${commit('content', next)}`,
  }
}

// Object ids say all of the content below them; what nothing leads to is named besides.
function contentDigest(commands: readonly RefCommand[], unreachable: readonly string[]): Buffer {
  const lines = commands.map(({ ref, old, new: next }) => `${old} ${next} ${ref}`).sort()
  return createHash('sha256')
    .update([...lines, '', ...unreachable].join('\n'))
    .digest()
}
