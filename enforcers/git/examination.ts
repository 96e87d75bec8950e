import type { GitPlace, GitSkipped } from '#schemas'

/** Findings of one class at one place. Paths are masked. */
export interface Place {
  readonly where: GitPlace['where']
  /** As policy sees it. */
  readonly path: string
  /** As the developer reads it: with the beginning of a commit's id. */
  readonly label: string
  readonly class: string
  readonly count: number
  readonly lines: readonly number[]
}

/** All that was seen of a push's content. Holds no value. */
export interface Examination {
  readonly commits: number
  readonly merges: number
  readonly tags: number
  readonly files: number
  readonly bytes: number
  readonly unreachable: readonly string[]
  readonly symlinks: number
  readonly submodules: number
  readonly lfsPointers: number
  readonly places: readonly Place[]
  readonly skipped: readonly GitSkipped[]
  /** Why not everything was looked at; empty where it was. */
  readonly incomplete: readonly string[]
  /** New commit → its parents. */
  readonly parents: ReadonlyMap<string, readonly string[]>
}

/** A push with nothing to look at: deletes, refs to what is there already. */
export const NOTHING_NEW: Examination = {
  commits: 0,
  merges: 0,
  tags: 0,
  files: 0,
  bytes: 0,
  unreachable: [],
  symlinks: 0,
  submodules: 0,
  lfsPointers: 0,
  places: [],
  skipped: [],
  incomplete: [],
  parents: new Map(),
}
