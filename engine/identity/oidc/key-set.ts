import { createLocalJWKSet, errors, type LocalJWKSet } from 'jose'
import type { TokenHeader } from './header.ts'
import { refuse } from './refusals.ts'
import type { UsableKeys } from './usable-keys.ts'

type PublicKey = Awaited<ReturnType<LocalJWKSet>>

/** The keys of one issuer, kept and renewed. Times are milliseconds since 1970. */
export interface KeySet {
  /** The one key that fits; asks the issuer again for an unknown one. Throws IdentityError `refused`. */
  find(header: TokenHeader, now: number): Promise<PublicKey>
  /** Changes with the keys, and when they have become too old to be used. */
  generation(now: number): string
  /** Whether there are keys that are not too old. */
  isUsable(now: number): boolean
  /** Asks the issuer where that is due. Never rejects: see KeyReport. */
  renew(now: number): Promise<void>
}

/** How old keys may be, and how often an issuer is asked, in milliseconds. */
export interface KeyTimes {
  /** Older keys are renewed, in the background. */
  readonly freshMs: number
  /** While the issuer cannot be asked, keys are used until they are so old. After that everything is refused. */
  readonly staleMs: number
  /** At most one request for unknown keys in so long: made-up key ids must not become a flood. */
  readonly cooldownMs: number
  /** How soon a failed request is tried again. */
  readonly retryMs: number
}

export interface KeyReport {
  /** The issuer answered; `changed` where its keys are others than before. */
  readonly onLoaded: (keys: UsableKeys, changed: boolean) => void
  readonly onFailure: (error: unknown) => void
}

interface Held extends UsableKeys {
  readonly pick: LocalJWKSet
  readonly loadedAt: number
}

/** Keeps what `load` brings: fresh, then stale while the issuer fails, then not at all. One request at a time. */
export function createKeySet({
  load,
  times: { freshMs, staleMs, cooldownMs, retryMs },
  report,
}: {
  readonly load: () => Promise<UsableKeys>
  readonly times: KeyTimes
  readonly report: KeyReport
}): KeySet {
  let held: Held | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  let hasFailed = false
  let running: Promise<void> | undefined

  function ask(now: number): Promise<void> {
    askedAt = now
    running ??= attempt(now).finally(() => {
      running = undefined
    })
    return running
  }

  async function attempt(now: number): Promise<void> {
    try {
      const keys = await load()
      const changed = keys.digest !== held?.digest
      held = { ...keys, pick: createLocalJWKSet({ keys: [...keys.keys] }), loadedAt: now }
      hasFailed = false
      report.onLoaded(keys, changed)
    } catch (error) {
      hasFailed = true
      report.onFailure(error)
    }
  }

  // A clock that stepped backwards makes everything due.
  const passed = (ms: number, since: number, now: number): boolean => now - since >= ms || now < since

  const isUsable = (now: number): boolean =>
    held !== undefined && held.keys.length > 0 && now - held.loadedAt <= staleMs

  async function renew(now: number): Promise<void> {
    if (running) return running
    const due = hasFailed || !held ? passed(retryMs, askedAt, now) : passed(freshMs, held.loadedAt, now)
    if (due) await ask(now)
  }

  async function find(header: TokenHeader, now: number): Promise<PublicKey> {
    if (isUsable(now)) void renew(now)
    else await renew(now)
    const known = await pick(header, now)
    if (known) return known
    // Somebody may just be asking: the answer is for everyone.
    if (running) await running
    else if (passed(cooldownMs, askedAt, now)) await ask(now)
    const found = await pick(header, now)
    if (!found) throw refuse('key_unknown')
    return found
  }

  async function pick(header: TokenHeader, now: number): Promise<PublicKey | undefined> {
    if (!held || !isUsable(now)) throw refuse('keys_unavailable')
    try {
      return await held.pick({ ...header })
    } catch (cause) {
      if (cause instanceof errors.JWKSNoMatchingKey) return undefined
      throw refuse(cause instanceof errors.JWKSMultipleMatchingKeys ? 'key_ambiguous' : 'key_unknown', { cause })
    }
  }

  return {
    find,
    isUsable,
    renew,
    generation: (now) => {
      void renew(now)
      return held && isUsable(now) ? held.digest : 'none'
    },
  }
}
