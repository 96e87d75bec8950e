import { setTimeout as sleep } from 'node:timers/promises'
import { StoreError } from '../store/store-error.ts'

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 30_000

/** The signal came while the store was out of reach. Nothing is lost: what is not sealed is in the log. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/**
 * Tries again, ever more slowly, while a store is out of reach (StoreError `io`), until `signal` aborts; then it
 * throws Interrupted, after one last try. Every other error passes at once.
 */
export class Patience {
  readonly #signal: AbortSignal
  readonly #warn: (message: string, facts: Readonly<Record<string, unknown>>) => void
  readonly #firstPauseMs: number

  constructor(options: {
    readonly signal: AbortSignal
    readonly warn: (message: string, facts: Readonly<Record<string, unknown>>) => void
    readonly firstPauseMs?: number
  }) {
    this.#signal = options.signal
    this.#warn = options.warn
    this.#firstPauseMs = options.firstPauseMs ?? FIRST_PAUSE_MS
  }

  async with<T>(what: string, act: () => Promise<T>): Promise<T> {
    for (let pauseMs = this.#firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        return await act()
      } catch (cause) {
        if (!(cause instanceof StoreError) || cause.code !== 'io') throw cause
        if (this.#signal.aborted) throw new Interrupted(`could not ${what} before the end`, { cause })
        this.#warn(`could not ${what}; it is tried again`, { pauseMs, error: cause.message })
        await pause(pauseMs, this.#signal)
      }
    }
  }
}

/** Resolves after `ms`, or when the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return
  try {
    await sleep(ms, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
