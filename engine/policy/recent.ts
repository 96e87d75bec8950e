/**
 * What was used lately, by text: at most `most` entries. Two generations: what is found in the older one moves to the
 * younger, and when that is half of `most` it becomes the older. So finding what is used all day changes nothing.
 */
export class Recent<Value> {
  readonly #half: number
  #young = new Map<string, Value>()
  #old = new Map<string, Value>()

  constructor(most: number) {
    this.#half = Math.ceil(most / 2)
  }

  get(text: string): Value | undefined {
    const found = this.#young.get(text)
    if (found !== undefined) return found
    const older = this.#old.get(text)
    if (older !== undefined) this.set(text, older)
    return older
  }

  set(text: string, value: Value): void {
    if (this.#young.size >= this.#half) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(text, value)
  }
}
