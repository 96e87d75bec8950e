import type { Approval } from '#schemas'
import { colours } from './colour.ts'

/** What an officer must see before a verdict: who asks, and exactly what would happen. */
export function renderApproval(approval: Approval, colour: boolean): string {
  const { bold, dim, yellow } = colours(colour)
  const { shown, human, agent, state, id, requestedAt, expiresAt } = approval
  const rows: readonly (readonly [string, string])[] = [
    ['asked by', `${human} through ${agent}`],
    ['asked at', `${requestedAt}, ends ${expiresAt}`],
    ['would', `${shown.effects.join(', ')} on ${shown.target}`],
    ['relations', shown.relations.join(', ') || 'none'],
    ['columns', shown.columns.join(', ') || 'none'],
    ['rows', shown.rows],
    ['because', shown.reasons.map(({ rule, message }) => `${message} [${rule}]`).join('; ')],
    ['policy', approval.policy.digest.slice(0, 16)],
  ]
  const lines = rows.map(([name, value]) => `  ${dim(name.padEnd(10))} ${value}`)
  const statement = shown.statement.split('\n').map((line) => `  │ ${line}`)
  const clipped = shown.clipped ? [yellow('  it did not fit and was clipped: such a request cannot be approved')] : []
  return [`${bold(id)}  ${state}`, ...lines, ...statement, ...clipped, ''].join('\n')
}
