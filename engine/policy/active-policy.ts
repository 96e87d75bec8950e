import type { PolicyReference, PolicyResult } from '#schemas'

/** One activated bundle: immutable, so that a request never mixes two revisions. */
export interface ActivePolicy {
  /** Digest of code and data, and revision: what every decision is pinned to. */
  readonly reference: PolicyReference
  /** Sequence number of the bundle's manifest; a lower one is refused unless told. */
  readonly sequence: number
  /**
   * Evaluates the entrypoint that a fixed table gives for the action. Synchronous and pure: the same input gives
   * the same result. Throws PolicyError: `entrypoint` (no such action), `undefined`, `shape`, `evaluation`.
   */
  evaluate(action: string, input: object): PolicyResult
}

/** Holds the policy in force; swaps it whole, and keeps the last good one. */
export interface PolicyKeeper {
  /** The policy in force. A decision takes it once, at its beginning. */
  current(): ActivePolicy
}
