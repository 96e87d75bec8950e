import { resolve } from 'node:path'
import type { Call } from '../command.ts'
import { EXIT, type Io, UsageError } from '../io.ts'
import { loadRules } from './rules-file.ts'

/** `cordon phi rules check FILE`: says what a file adds; throws CommandError with everything that is wrong with it. */
export async function checkRules({ positionals, flag }: Call, { cwd, out }: Io): Promise<number> {
  const [verb, file, ...rest] = positionals
  if (verb !== 'check' || file === undefined || rest.length > 0)
    throw new UsageError('`check` and a file are wanted; see cordon phi rules --help')
  const { rules, phi } = loadRules(resolve(cwd, file))
  const facts = {
    rules: (rules.rules ?? []).map(({ id }) => id),
    examples: (rules.rules ?? []).reduce(
      (sum, { examples }) => sum + examples.match.length + examples.ignore.length,
      0,
    ),
    names: rules.names?.length ?? 0,
    without: rules.without ?? [],
    digest: phi.digest,
  }
  if (flag('json')) out(`${JSON.stringify({ ok: true, ...facts })}\n`)
  else {
    const left = facts.without.length === 0 ? '' : `, leaves out ${facts.without.join(', ')}`
    out(`${file}: ok, ${facts.rules.length} rules, ${facts.examples} examples hold, ${facts.names} names${left}\n`)
    out(`rule set ${facts.digest}\n`)
  }
  return EXIT.ok
}
