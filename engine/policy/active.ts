import { canonical } from '#schemas'
import type { ActivePolicy } from './active-policy.ts'
import type { PolicyBundle } from './bundle.ts'
import { entrypointOf } from './entrypoints.ts'
import { inputText } from './input-text.ts'
import { PolicyError } from './policy-error.ts'
import { createResultReader } from './result-text.ts'
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
  const active: ActivePolicy = {
    reference: Object.freeze({ digest: manifest.digest, revision: manifest.revision }),
    sequence: manifest.sequence,
    evaluate(action, input) {
      const entrypoint = entrypointOf(action)
      if (entrypoint === null) throw new PolicyError('entrypoint', 'no entrypoint judges this action')
      return results.read(module.evaluate(entrypoint, inputText(input)))
    },
  }
  runGolden(active, bundle, warmUp)
  return active
}

function runGolden(active: ActivePolicy, { golden }: PolicyBundle, warmUp: number): void {
  for (let done = 0; done < warmUp; done += golden.length) {
    for (const { name, action, input, effect, rules } of golden) {
      const answer = active.evaluate(action, input)
      const given = answer.reasons.map(({ rule }) => rule)
      if (answer.effect !== effect || canonical(given) !== canonical([...rules].sort()))
        throw new PolicyError('golden', `"${name}" must be ${effect} (${rules.join(', ')}), and is ${answer.effect}`)
    }
  }
}
