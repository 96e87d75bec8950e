import { canonical, remember } from '#schemas'
import type { ActivePolicy } from './active-policy.ts'
import type { PolicyBundle } from './bundle.ts'
import { entrypointOf } from './entrypoints.ts'
import { PolicyError } from './policy-error.ts'
import { createResultReader } from './result-text.ts'
import { type SharedEvaluation, shareEvaluations } from './shared-evaluation.ts'
import { loadPolicyModule } from './wasm.ts'

/** Evaluations before a policy is in force: the first ones compile the module, and take milliseconds each. */
const WARM_UP = 50

/**
 * Makes a verified bundle ready to judge: compiled, given its data, and run on its golden decisions until it is warm.
 * Throws PolicyError `load` or `golden`.
 */
export function makeActive(bundle: PolicyBundle, warmUp: number = WARM_UP): ActivePolicy {
  const { manifest, wasm, data } = bundle
  const module = loadPolicyModule({ wasm, data })
  if (canonical(module.entrypoints) !== canonical([...manifest.entrypoints].sort()))
    throw new PolicyError('load', 'the module has other entrypoints than the manifest says: build the bundle again')
  const results = createResultReader()
  // Everything shown, nothing shared: what the golden decisions are held against, and what warms the module.
  const plain = shareEvaluations({ module, results, reads: undefined })
  runGolden(plain, bundle, warmUp)
  if (manifest.reads === undefined) return activeOf(manifest, plain)
  const shared = shareEvaluations({ module, results, reads: manifest.reads })
  runGolden(shared, bundle, 1)
  return activeOf(manifest, shared)
}

function activeOf(
  { digest, revision, sequence }: PolicyBundle['manifest'],
  { evaluate }: SharedEvaluation,
): ActivePolicy {
  return {
    reference: remember({ digest, revision }),
    sequence,
    evaluate: (action, input) => evaluate(judging(action), input),
  }
}

function judging(action: string): string {
  const entrypoint = entrypointOf(action)
  if (entrypoint === null) throw new PolicyError('entrypoint', 'no entrypoint judges this action')
  return entrypoint
}

function runGolden({ evaluate }: SharedEvaluation, { golden }: PolicyBundle, warmUp: number): void {
  for (let done = 0; done < warmUp && golden.length > 0; done += golden.length) {
    for (const { name, action, input, effect, rules } of golden) {
      const answer = evaluate(judging(action), input)
      const given = answer.reasons.map(({ rule }) => rule)
      if (answer.effect !== effect || canonical(given) !== canonical([...rules].sort()))
        throw new PolicyError('golden', `"${name}" must be ${effect} (${rules.join(', ')}), and is ${answer.effect}`)
    }
  }
}
