import type { Analysis } from './analysis.ts'
import { allAnswered, type SessionState } from './session-state.ts'

/**
 * A name that an unanswered earlier group changed may mean another statement than we think: the server may skip
 * that group. Before anything is judged by such a name, the server's answers are awaited.
 */
export async function sureOfName(state: SessionState, kind: 'statement' | 'portal', name: string): Promise<void> {
  if (state.names.isUnsure(kind, name)) await allAnswered(state)
}

/** The same for every name that SQL EXECUTE and FETCH of these statements stand for. */
export async function sureOf(state: SessionState, { steps }: Analysis): Promise<void> {
  for (const step of steps) {
    if (step.kind === 'execute') await sureOfName(state, 'statement', step.name)
    else if (step.kind === 'fetch') await sureOfName(state, 'portal', step.name)
  }
}
