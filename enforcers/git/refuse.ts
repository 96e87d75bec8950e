import type { ApprovalReference, Decision } from '#schemas'
import type { Place } from './examination.ts'

/** Why a push is not let through, as git shows it. */
export interface PushRefusal {
  /** For the terminal, behind `remote: `. */
  readonly lines: readonly string[]
  /** Behind each ref: `! [remote rejected] main -> main (…)`. */
  readonly reason: string
}

const MOST_FILES = 20
const MOST_REASONS = 8
const MOST_WIDTH = 300
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** An answer that is no allow, in git's own terminal output: file, line and class of what was found, never the value. Pure. */
export function refusePush(decision: Decision, places: readonly Place[]): PushRefusal {
  const { id, effect, reasons, approval } = decision.context
  const pending = effect === 'require_approval' && approval !== undefined
  const lines = [
    pending
      ? 'Cordon holds this push until a person approves it. Nothing was changed.'
      : 'Cordon refused this push. Nothing was changed.',
    ...placeLines(places),
    ...reasons.slice(0, MOST_REASONS).map(({ rule, message }) => `${rule}: ${message}`),
    ...(pending ? approvalLines(approval) : []),
    `Decision ${id}.`,
  ]
  const reason = pending ? `approval needed: ${approval.id}` : `denied by policy: ${id}`
  return { lines: lines.map(plain), reason }
}

/** A repository that may not be read: the body of a 403, which git prints behind `remote: `. */
export function refuseFetch(decision: Decision): string {
  const { id, effect, reasons, approval } = decision.context
  const pending = effect === 'require_approval' && approval !== undefined
  return [
    pending ? 'Cordon holds this until a person approves it.' : 'Cordon refused to show this repository.',
    ...reasons.slice(0, MOST_REASONS).map(({ rule, message }) => `${rule}: ${message}`),
    ...(pending ? approvalLines(approval) : []),
    `Decision ${id}.`,
  ]
    .map(plain)
    .join('\n')
}

/** A line for a terminal: what could move its cursor, or reorder its text, is a question mark. */
export function plain(line: string): string {
  return line.replaceAll(UNSAFE, '?').slice(0, MOST_WIDTH)
}

// One line a place, its classes side by side.
function placeLines(places: readonly Place[]): readonly string[] {
  const byPlace = new Map<string, Place[]>()
  for (const place of places) {
    const key = `${place.where} ${place.label}`
    byPlace.set(key, [...(byPlace.get(key) ?? []), place])
  }
  const all = [...byPlace.values()]
  const lines = all.slice(0, MOST_FILES).map((group) => {
    const [first] = group
    const found = group.map(({ class: name, count, lines: where }) => `${name} × ${count}${onLines(where)}`).join(', ')
    return `  ${first === undefined ? '' : describe(first)}: ${found}`
  })
  return all.length > MOST_FILES ? [...lines, `  and ${all.length - MOST_FILES} more places`] : lines
}

function describe({ where, label }: Place): string {
  switch (where) {
    case 'file':
      return label
    case 'path':
      return `the name ${label}`
    case 'symlink':
      return `the target of the link ${label}`
    case 'ref':
      return `the ref ${label}`
    case 'identity':
      return `${label}, author or committer`
    case 'message':
    case 'trailer':
      return `${label}, ${where}`
    default:
      return where satisfies never
  }
}

function onLines(lines: readonly number[]): string {
  if (lines.length === 0) return ''
  return lines.length === 1 ? ` (line ${lines[0]})` : ` (lines ${lines.join(', ')})`
}

function approvalLines({ id, expiresAt, previous, previousUsedAt }: ApprovalReference): readonly string[] {
  const spent =
    previous === undefined
      ? []
      : [
          `Approval ${previous} was used${previousUsedAt === undefined ? '' : ` at ${previousUsedAt}`}; this is a new request.`,
        ]
  return [
    ...spent,
    `An officer approves with: cordon approvals approve ${id}`,
    `(until ${expiresAt}). Then run the same git push again.`,
  ]
}
