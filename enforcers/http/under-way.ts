/**
 * Counts what is under way. Not a set of promises: one from which things go all day leaves old tables behind that hold
 * on to what was in them, whole exchanges, until the next full collection of garbage.
 */
export class UnderWay {
  #count: number = 0
  #waiting: (() => void)[] = []

  /** Counts work until it ends, however it does. */
  add(work: Promise<void>): void {
    this.#count++
    work.then(this.#end, this.#end)
  }

  /** Resolves once nothing is under way. */
  none(): Promise<void> {
    if (this.#count === 0) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  readonly #end = (): void => {
    this.#count--
    if (this.#count > 0) return
    for (const resolve of this.#waiting) resolve()
    this.#waiting = []
  }
}
