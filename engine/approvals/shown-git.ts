import { type GitPlace, type GitSkipped, type GitUpdate, parse } from '#schemas'
import type { PolicyInput } from '../policy-input.ts'
import type { View } from './view.ts'

const SHORT = 12

/** A push: what happens to each ref, what was found and what could not be read, and how much there is of it. */
export function showPush(input: PolicyInput): View {
  const { properties: push } = parse('git-push', input).resource
  const { updates, places, skipped, commits, merges, tags, files, bytes, symlinks, submodules, lfsPointers } = push
  const more = [
    [symlinks, 'symbolic links'],
    [submodules, 'submodules'],
    [lfsPointers, 'files kept elsewhere (LFS)'],
  ] as const
  return {
    effects: [...new Set(updates.map(({ operation, forced }) => (forced ? 'force' : operation)))].map(
      (one) => `push: ${one}`,
    ),
    relations: updates.map(updateLine),
    columns: [...places.map(placeLine), ...skipped.map(skippedLine)],
    rows: [
      `${commits} commits (${merges} merges), ${tags} tags, ${files} files, ${bytes} bytes`,
      ...more.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`),
    ].join(', '),
    clipped: push.updateCount > updates.length || push.placeCount > places.length || push.skippedCount > skipped.length,
  }
}

/** A fetch: the repository that would be read. */
export function showFetch(input: PolicyInput): View {
  const { repository } = parse('git-fetch', input).resource.properties
  return { effects: ['read'], relations: [repository], columns: [], rows: 'the whole repository', clipped: false }
}

function updateLine({ operation, forced, ref, old, new: next }: GitUpdate): string {
  const ids = [old, next].map((id) => id.slice(0, id.startsWith('keyed:') ? SHORT + 6 : SHORT) || 'nothing')
  return `${operation} ${ref}, ${ids.join(' to ')}${forced ? ', rewriting its history' : ''}`
}

function placeLine({ where, path, line, class: name, count }: GitPlace): string {
  return `${name} × ${count} in ${where === 'file' ? path : `${where} ${path}`}${line > 0 ? `, line ${line}` : ''}`
}

function skippedLine({ path, why, bytes }: GitSkipped): string {
  return `not read: ${path} (${why}, ${bytes} bytes)`
}
