import { type AccessRequest, type Decision, mintId, parseParts } from '#schemas'
import type { EngineFailureKind, Patience } from './engine-client.ts'

/**
 * Asks the engine; may throw, never answer, or answer anything. `signal` aborts at the deadline; it is made when it is
 * first looked at.
 */
export type Ask = (request: AccessRequest, deadline: { readonly signal: AbortSignal }) => Promise<unknown>

/**
 * The only place that turns failure into refusal: makes of any way to ask one that never rejects, answers within the
 * deadline, and answers `allow` only where the engine said so in a whole and consistent decision.
 */
export function failClosed(
  ask: Ask,
  { deadlineMs, now, onDead }: Patience,
): (request: AccessRequest) => Promise<Decision> {
  function refuse(kind: EngineFailureKind, cause: unknown): Decision {
    const decision = refusalOf(kind, now())
    try {
      onDead({ kind, decision: decision.context.id, cause })
    } catch {
      // A log that fails makes no refusal an allow.
    }
    return decision
  }

  return (request) =>
    new Promise((resolve) => {
      const abort = new AbortController()
      let isLate = false
      const timer = setTimeout(() => {
        isLate = true
        resolve(refuse('late', undefined))
        abort.abort()
      }, deadlineMs)
      const fail = (cause: unknown): void => {
        // After the deadline the answer is given; this is the echo of our own abort.
        if (isLate) return
        clearTimeout(timer)
        resolve(refuse('unreachable', cause))
      }
      const take = (answer: unknown): void => {
        if (isLate) return
        clearTimeout(timer)
        resolve(believe(answer, refuse))
      }
      try {
        ask(request, abort).then(take, fail)
      } catch (cause) {
        fail(cause)
      }
    })
}

function believe(answer: unknown, refuse: (kind: EngineFailureKind, cause: unknown) => Decision): Decision {
  let decision: Decision
  try {
    decision = parseParts('decision', answer)
  } catch (cause) {
    return refuse('nonsense', cause)
  }
  const { effect } = decision.context
  if (decision.decision !== (effect === 'allow')) return refuse('nonsense', undefined)
  return decision
}

const MESSAGES: Readonly<Record<EngineFailureKind, string>> = {
  unreachable: 'The engine cannot be reached, so nothing passes. Try again later, or tell the operator.',
  late: 'The engine did not answer in time, so nothing passes. Try again later, or tell the operator.',
  nonsense: 'The engine answered nonsense, so nothing passes. Tell the operator.',
}

/** A deny that no engine made: its policy digest is all zeros. */
function refusalOf(kind: EngineFailureKind, now: number): Decision {
  return {
    decision: false,
    context: {
      id: mintId('dec', now),
      effect: 'deny',
      reasons: [{ rule: `enforcer.engine_${kind}`, message: MESSAGES[kind] }],
      obligations: [],
      policy: { digest: '0'.repeat(64), revision: 'none' },
    },
  }
}
