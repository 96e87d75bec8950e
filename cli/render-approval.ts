import type { Approval } from '#schemas'
import { colours } from './colour.ts'

const STATEMENT_NAMES = { relations: 'relations', columns: 'columns', rows: 'rows' }

/** What the parts of a request are called where it is no statement. */
const NAMES: Readonly<Record<string, typeof STATEMENT_NAMES>> = {
  'git.push': { relations: 'refs', columns: 'found', rows: 'holds' },
  'git.fetch': { relations: 'of', columns: 'found', rows: 'holds' },
}

/** What an officer must see before a verdict: who asks, and exactly what would happen. */
export function renderApproval(approval: Approval, colour: boolean): string {
  const { bold, dim, yellow } = colours(colour)
  const { shown, human, agent, state, id, requestedAt, expiresAt } = approval
  const names = NAMES[shown.action] ?? STATEMENT_NAMES
  const rows: readonly (readonly [string, string])[] = [
    ['asked by', `${human} through ${agent}`],
    ['asked at', `${requestedAt}, ends ${expiresAt}`],
    ['would', `${shown.effects.join(', ')} on ${shown.target}`],
    [names.relations, shown.relations.join(', ') || 'none'],
    [names.columns, shown.columns.join(', ') || 'none'],
    [names.rows, shown.rows],
    ['because', shown.reasons.map(({ rule, message }) => `${message} [${rule}]`).join('; ')],
    ['policy', approval.policy.digest.slice(0, 16)],
  ]
  const lines = rows.map(([name, value]) => `  ${dim(name.padEnd(10))} ${value}`)
  const statement = shown.statement.split('\n').map((line) => `  │ ${line}`)
  const clipped = shown.clipped ? [yellow('  it did not fit and was clipped: such a request cannot be approved')] : []
  return [`${bold(id)}  ${state}`, ...lines, ...statement, ...clipped, ''].join('\n')
}
