import type { ObjectType } from './object-stream.ts'
import { type GitPlace, runGit } from './process.ts'

/** One object that a push would add. */
export interface NewObject {
  readonly id: string
  readonly type: ObjectType
  readonly size: number
  /** One path under which it is found; empty for commits, root trees, and what nothing leads to. */
  readonly path: string
}

export interface NewObjects {
  readonly objects: readonly NewObject[]
  /** Ids among them that no ref of the push leads to. */
  readonly unreachable: readonly string[]
}

/** Where the objects of a push are, before they are anybody's. */
export interface PushStore {
  /** Sees the new objects and, where they are at hand, the old ones. */
  readonly place: GitPlace
  /** What the push adds, given the ids that its refs would point at. Rejects with GitError. */
  readonly list: (tips: readonly string[]) => Promise<NewObjects>
}

/** A repository in which git itself has put the new objects, apart from the old ones or among them. */
export interface ReceivedObjects {
  readonly place: GitPlace
  /** Sees the new ones alone; null where they are not apart (the `update` hook). */
  readonly incoming: GitPlace | null
  /** Sees the old ones alone. */
  readonly existing: GitPlace
}

const MOST_LIST_BYTES = 256 * 1024 * 1024
const OBJECT_ID = /^[0-9a-f]{40,64}$/

/**
 * Everything that a push adds: what its refs lead to and no ref of the repository does, and what it carries besides.
 * Bases that git itself added to complete a thin pack are left out. Rejects with GitError.
 */
export async function listReceived(tips: readonly string[], store: ReceivedObjects): Promise<NewObjects> {
  const paths = tips.length === 0 ? new Map<string, string>() : await walk(tips, store)
  const unreachable = await listUnreachable(paths, store)
  for (const id of unreachable) paths.set(id, '')
  return { objects: await check(paths, store.place), unreachable }
}

async function walk(tips: readonly string[], { place }: ReceivedObjects): Promise<Map<string, string>> {
  const args = ['rev-list', '--objects', '--stdin', '--not', '--all']
  const { out } = await runGit(args, place, { input: `${tips.join('\n')}\n`, most: MOST_LIST_BYTES })
  const paths = new Map<string, string>()
  for (const line of lines(out)) {
    const space = line.indexOf(' ')
    const id = space < 0 ? line : line.slice(0, space)
    if (OBJECT_ID.test(id)) paths.set(id, space < 0 ? '' : line.slice(space + 1))
  }
  return paths
}

async function listUnreachable(known: ReadonlyMap<string, string>, store: ReceivedObjects): Promise<readonly string[]> {
  if (store.incoming === null) return []
  const args = ['cat-file', '--batch-all-objects', '--batch-check=%(objectname)']
  const { out } = await runGit(args, store.incoming, { most: MOST_LIST_BYTES })
  const beyond = lines(out).filter((id) => !known.has(id))
  if (beyond.length === 0) return []
  const { out: answer } = await runGit(['cat-file', '--batch-check', '--buffer'], store.existing, {
    input: `${beyond.join('\n')}\n`,
    most: MOST_LIST_BYTES,
  })
  return lines(answer)
    .filter((line) => line.endsWith(' missing'))
    .map((line) => line.slice(0, line.indexOf(' ')))
    .sort()
}

async function check(paths: ReadonlyMap<string, string>, place: GitPlace): Promise<readonly NewObject[]> {
  if (paths.size === 0) return []
  const { out } = await runGit(['cat-file', '--batch-check', '--buffer'], place, {
    input: `${[...paths.keys()].join('\n')}\n`,
    most: MOST_LIST_BYTES,
  })
  return lines(out).map((line) => {
    const [id = '', type = '', size = ''] = line.split(' ')
    return { id, type: type as ObjectType, size: Number(size), path: paths.get(id) ?? '' }
  })
}

function lines(out: Buffer): string[] {
  return out.toString('utf8').split('\n').filter(Boolean)
}
