import type { PolicyResult } from '#schemas'
import { inputText } from './input-text.ts'
import { policyView } from './policy-view.ts'
import { Recent } from './recent.ts'
import type { ResultReader } from './result-text.ts'
import type { PolicyModule } from './wasm.ts'

/** Evaluations kept an entrypoint: statements of a busy site, each for some kinds of people. */
const MOST_KEPT = 2048
/** Longer inputs are rare, and would fill the memory. */
const MOST_KEPT_LENGTH = 16 * 1024

export interface SharedEvaluation {
  /** Throws PolicyError. */
  evaluate(entrypoint: string, input: object): PolicyResult
}

/**
 * Evaluates once what policy cannot tell apart. Policy is pure and is shown exactly the text that is the key here, so
 * the kept result is the one that it would give again: a policy that reads the time is shown the time, and then no
 * two moments share. Lives and ends with one bundle. Without `reads` everything is shown and nothing is kept.
 */
export function shareEvaluations({
  module,
  results,
  reads,
}: {
  readonly module: PolicyModule
  readonly results: ResultReader
  readonly reads: readonly string[] | undefined
}): SharedEvaluation {
  const judge = (entrypoint: string, text: string): PolicyResult => results.read(module.evaluate(entrypoint, text))
  if (reads === undefined) return { evaluate: (entrypoint, input) => judge(entrypoint, inputText(input)) }
  const view = policyView(reads)
  const kept = new Map<string, Recent<PolicyResult>>()
  return {
    evaluate(entrypoint, input) {
      const text = inputText(view(input))
      let recent = kept.get(entrypoint)
      const known = recent?.get(text)
      if (known !== undefined) return known
      const result = judge(entrypoint, text)
      if (text.length > MOST_KEPT_LENGTH) return result
      recent ??= new Recent(MOST_KEPT)
      kept.set(entrypoint, recent)
      recent.set(text, result)
      return result
    },
  }
}
