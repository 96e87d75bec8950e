import type { Annotation, RegoModule, RegoRule } from './rego-ast.ts'
import type { Finding } from './toolchain-error.ts'

/** What a rule that gives reasons says of itself, in the METADATA block above it. */
export interface RuleNote {
  /** Rule id, for example `sql.bulk_export`: what a decision names. */
  readonly id: string
  readonly title: string
  readonly description: string
  /** The paragraph of HIPAA that it serves. */
  readonly hipaa: string
  readonly file: string
  readonly line: number
}

/** Rules of these names add reasons to a decision; the default gives one too. */
const GIVE_REASONS = new Set(['deny', 'hold', 'allow'])

/** Finds rules that give a reason without saying what they are: title, description, custom.id and custom.hipaa. */
export function lintMetadata(modules: ReadonlyMap<string, RegoModule>): readonly Finding[] {
  const findings: Finding[] = []
  for (const [file, rule] of reasonRules(modules)) {
    const missing = missingParts(rule.annotations?.[0])
    const name = rule.head.name ?? 'a rule'
    if (missing.length > 0)
      findings.push({
        file,
        line: rule.location.row,
        code: 'metadata',
        message: `\`${name}\` lacks METADATA: ${missing.join(', ')}`,
      })
  }
  return findings
}

/** The rules of a policy that give reasons, sorted by id. */
export function ruleNotes(modules: ReadonlyMap<string, RegoModule>): readonly RuleNote[] {
  return reasonRules(modules)
    .map(([file, { annotations, location }]) => ({
      id: text(annotations?.[0]?.custom?.['id']),
      title: text(annotations?.[0]?.title),
      description: text(annotations?.[0]?.description).trim(),
      hipaa: text(annotations?.[0]?.custom?.['hipaa']),
      file,
      line: location.row,
    }))
    .sort((left, right) => (left.id < right.id ? -1 : 1))
}

function reasonRules(modules: ReadonlyMap<string, RegoModule>): readonly (readonly [string, RegoRule])[] {
  const found: (readonly [string, RegoRule])[] = []
  for (const [file, module] of modules) {
    for (const rule of module.rules ?? []) {
      const givesReason = GIVE_REASONS.has(rule.head.name ?? '') || (rule.default && rule.head.name === 'decision')
      if (givesReason) found.push([file, rule])
    }
  }
  return found
}

function missingParts(note: Annotation | undefined): readonly string[] {
  const parts: readonly (readonly [string, unknown])[] = [
    ['title', note?.title],
    ['description', note?.description],
    ['custom.id', note?.custom?.['id']],
    ['custom.hipaa', note?.custom?.['hipaa']],
  ]
  return parts.filter(([, value]) => text(value) === '').map(([name]) => name)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
