/** A map that forgets its oldest entry when it is full, and counts what it forgot: joins stay flat in memory. */
export class BoundedMap<Key, Value> {
  readonly #most: number
  readonly #map = new Map<Key, Value>()
  #forgotten = 0

  constructor(most: number) {
    this.#most = most
  }

  /** How many entries had to go. Where it is not 0, "not found" does not mean "not there". */
  get forgotten(): number {
    return this.#forgotten
  }

  get size(): number {
    return this.#map.size
  }

  get(key: Key): Value | undefined {
    return this.#map.get(key)
  }

  has(key: Key): boolean {
    return this.#map.has(key)
  }

  set(key: Key, value: Value): void {
    if (!this.#map.has(key) && this.#map.size >= this.#most) {
      const [oldest] = this.#map.keys()
      if (oldest !== undefined) this.#map.delete(oldest)
      this.#forgotten++
    }
    this.#map.set(key, value)
  }

  delete(key: Key): boolean {
    return this.#map.delete(key)
  }

  entries(): IterableIterator<[Key, Value]> {
    return this.#map.entries()
  }

  values(): IterableIterator<Value> {
    return this.#map.values()
  }
}
