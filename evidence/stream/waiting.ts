/** What setTimeout can count to. */
const MOST_TIMER_MS = 2 ** 31 - 1

/** Those who wait for something to change: woken all at once, or each by its own time or signal. */
export class Waiting {
  readonly #waiting = new Set<() => void>()

  wake(): void {
    for (const wake of this.#waiting) wake()
  }

  /** Resolves at the next `wake`, after `mostMs` milliseconds, or when `signal` aborts. */
  change(signal: AbortSignal, mostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, Math.min(Math.ceil(mostMs), MOST_TIMER_MS))
      this.#waiting.add(done)
      signal.addEventListener('abort', done)
    })
  }
}
