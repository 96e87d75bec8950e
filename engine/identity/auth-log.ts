import type { Actor } from '#schemas'
import type { Recorder } from '../components.ts'
import { IdentityError } from './identity-error.ts'

// Whoever knocks without end must not fill the disk: so many refusals a second are recorded one by one, the rest
// are counted into the next record.
const REFUSALS_A_SECOND = 10
const REFUSALS_AT_ONCE = 100

/** Where a credential was shown. */
export interface Place {
  readonly enforcer: string
  readonly transport?: string
  readonly target?: string
}

/** Who was let in, and until when: enough to know the session again after a restart. */
export interface Accepted {
  readonly issuer: string
  readonly session: string
  readonly run: string
  readonly actor: Actor
  /** RFC 3339. */
  readonly expiresAt: string
}

export interface AuthLog {
  /** Records a login; durable when it resolves. Throws IdentityError `full` or `unavailable` where that fails. */
  accepted(place: Place, who: Accepted): Promise<void>
  /** Records a refusal. Never throws: it stays a refusal. */
  refused(place: Place, error: unknown): void
}

/** Every login and every refusal as an `auth` event. */
export function createAuthLog({ recorder, now }: { readonly recorder: Recorder; readonly now: () => number }): AuthLog {
  let allowance = REFUSALS_AT_ONCE
  let refilledAt = now()
  let suppressed = 0

  return {
    async accepted({ enforcer, transport, target }, { issuer, session, run, actor, expiresAt }) {
      const where = { ...(transport === undefined ? {} : { transport }), ...(target === undefined ? {} : { target }) }
      const data = { outcome: 'accepted', enforcer, issuer, expiresAt, ...where }
      try {
        await recorder.append({ kind: 'auth', session, run, actor, data }).durable
      } catch (cause) {
        if ((cause as { code?: unknown } | null)?.code === 'full')
          throw new IdentityError('full', 'nobody can log in: the log of evidence has no room; see the log', { cause })
        throw new IdentityError('unavailable', 'nobody can log in: evidence cannot be written; see the log', { cause })
      }
    },
    refused({ enforcer, transport }, error) {
      const time = now()
      allowance = Math.min(REFUSALS_AT_ONCE, allowance + (Math.max(0, time - refilledAt) / 1000) * REFUSALS_A_SECOND)
      refilledAt = time
      if (allowance < 1) {
        suppressed++
        return
      }
      allowance--
      const why = error instanceof IdentityError ? error.operatorReason : 'unexpected failure'
      const reason = suppressed > 0 ? `${why} (and ${suppressed} refusals before it that were only counted)` : why
      suppressed = 0
      const data = { outcome: 'refused', enforcer, reason, ...(transport === undefined ? {} : { transport }) }
      try {
        recorder.append({ kind: 'auth', data }).durable.catch(ignoreLoss)
      } catch {
        // A full log refuses everyone already; there is nobody to tell.
      }
    },
  }
}

// The log that failed reports itself through every decision that it refuses.
function ignoreLoss(): void {
  // Nothing is owed to a refused caller.
}
