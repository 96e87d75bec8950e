import type { EventDraft, PolicyActivateData, PolicyManifest } from '#schemas'
import type { Recorder } from '../components.ts'
import { makeActive } from './active.ts'
import type { ActivePolicy, PolicyKeeper } from './active-policy.ts'
import type { PolicyBundle } from './bundle.ts'
import { asError, PolicyError } from './policy-error.ts'

/** A keeper that can be told to look again. */
export interface ReloadablePolicyKeeper extends PolicyKeeper {
  /** Loads the bundle again and puts it in force; on any failure the last good one stays. Never rejects. */
  reload(): Promise<Activation>
}

/** What came of a look at the bundle. */
export type Activation =
  | { readonly outcome: 'activated'; readonly bundle: PolicyBundle }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly error: PolicyError }

export interface PolicyKeeperOptions {
  /** Reads and verifies the bundle, for example `() => readBundle(folder, trust)`. */
  readonly load: () => Promise<PolicyBundle>
  readonly record: Recorder['append']
  /** Whether a bundle with a lower sequence than the last one may be put in force; that is recorded. */
  readonly allowOlder: boolean
  /** Lowest sequence at the start: the last one that was in force here before. 0 by default. */
  readonly leastSequence?: number
  /** Evaluations of the golden decisions before a bundle is in force; 50 by default. */
  readonly warmUp?: number
  /** Called with each bundle that came into force, for the store. */
  readonly onActivated?: (bundle: PolicyBundle) => void
}

const MOST_REASON = 512

/**
 * Puts the first bundle in force and keeps the policy from then on. Rejects (PolicyError) where the first one can't be
 * used: an engine without policy does not start.
 */
export async function createPolicyKeeper(options: PolicyKeeperOptions): Promise<ReloadablePolicyKeeper> {
  let current: ActivePolicy | null = null
  const first = await lookAgain()
  if (first.outcome === 'refused') throw first.error
  let running: Promise<Activation> | null = null

  return {
    current() {
      if (current === null) throw new PolicyError('load', 'no policy is in force')
      return current
    },
    // One look at a time: two at once could end in the wrong order.
    reload() {
      running ??= lookAgain().finally(() => {
        running = null
      })
      return running
    },
  }

  async function lookAgain(): Promise<Activation> {
    let bundle: PolicyBundle | null = null
    try {
      bundle = await options.load()
      if (bundle.manifest.digest === current?.reference.digest && bundle.manifest.sequence === current.sequence)
        return { outcome: 'unchanged' }
      await putInForce(bundle)
      options.onActivated?.(bundle)
      return { outcome: 'activated', bundle }
    } catch (thrown) {
      const error = toPolicyError(thrown)
      recordRefusal(bundle?.manifest ?? null, error)
      return { outcome: 'refused', error }
    }
  }

  async function putInForce({ manifest, trustedBy, ...rest }: PolicyBundle): Promise<void> {
    const least = current?.sequence ?? options.leastSequence ?? 0
    const older = manifest.sequence < least
    if (older && !options.allowOlder)
      throw new PolicyError(
        'older',
        `the bundle has sequence ${manifest.sequence}, and ${least} was in force: raise it, or allow an older one`,
      )
    const next = makeActive({ manifest, trustedBy, ...rest }, options.warmUp)
    const reason = older
      ? `trusted by ${trustedBy}; older than sequence ${least}, as allowed`
      : `trusted by ${trustedBy}`
    // On record before it judges anything.
    await recorded(draft('policy.activate', manifest, reason))
    current = next
  }

  async function recorded(event: EventDraft): Promise<void> {
    try {
      await options.record(event).durable
    } catch (cause) {
      throw new PolicyError('record', 'the activation could not be recorded, so it did not happen', { cause })
    }
  }

  function recordRefusal(manifest: PolicyManifest | null, error: PolicyError): void {
    try {
      // Nobody waits for it: the last good policy is in force either way.
      options
        .record(draft('policy.refused', manifest, `${error.code}: ${error.message}`))
        .durable.catch(() => undefined)
    } catch {
      // a log that is full says so on every decision
    }
  }

  function draft(
    kind: 'policy.activate' | 'policy.refused',
    manifest: PolicyManifest | null,
    reason: string,
  ): EventDraft {
    const data: PolicyActivateData = {
      digest: manifest?.digest ?? '',
      revision: manifest?.revision ?? '',
      sequence: manifest?.sequence ?? 0,
      previous: current?.reference.digest ?? null,
      reason: reason.slice(0, MOST_REASON),
    }
    return { kind, data: { ...data } }
  }
}

function toPolicyError(thrown: unknown): PolicyError {
  if (thrown instanceof PolicyError) return thrown
  const cause = asError(thrown)
  return new PolicyError('bundle', `the bundle can't be loaded: ${cause.message}`, { cause })
}
