import { type PhiRules, parse, SchemaError } from '#schemas'
import { PhiError } from '../phi-error.ts'

/**
 * Checks a tenant's rules, as they come out of a YAML or JSON file, against their schema (phi-rules.schema.json). Shapes and
 * examples are checked where an engine is made of them. Throws PhiError `rules`.
 */
export function parsePhiRules(document: unknown): PhiRules {
  try {
    return parse('phi-rules', document)
  } catch (cause) {
    if (!(cause instanceof SchemaError)) throw cause
    const problems = cause.faults.map(({ path, message }) => `${path || '/'} ${message}`)
    throw new PhiError('rules', problems, { cause })
  }
}
