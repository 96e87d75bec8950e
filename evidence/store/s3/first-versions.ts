import { type ReadVersions, readHistories } from './histories.ts'

const MOST_KNOWN = 16_384
/** Enough for a key as it should be: one version. */
const FIRST_PAGE = 4

/**
 * Which version of a key was the first: looked up, or remembered from a list. Versions have unguessable names, so a
 * remembered one is right or gone.
 */
export class FirstVersions {
  readonly #read: ReadVersions
  readonly #known = new Map<string, string>()

  constructor(read: ReadVersions) {
    this.#read = read
  }

  learn(key: string, version: string): void {
    if (this.#known.size >= MOST_KNOWN) this.#known.clear()
    this.#known.set(key, version)
  }

  /** Null where no version of the key holds bytes. */
  async find(key: string): Promise<string | null> {
    return this.#known.get(key) ?? (await this.look(key))
  }

  /** The same, asked of the service. */
  async look(key: string): Promise<string | null> {
    this.#known.delete(key)
    for await (const { key: found, first } of readHistories(this.#read, { prefix: key, pageSize: FIRST_PAGE })) {
      if (found !== key) return null
      if (first !== null) this.learn(key, first)
      return first
    }
    return null
  }
}
