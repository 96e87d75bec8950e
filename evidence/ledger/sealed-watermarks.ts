import type { KeyObject } from 'node:crypto'
import type { SegmentFacts } from '#schemas'
import type { ObjectStore } from '../store/object-store.ts'
import { openHeader } from './header.ts'
import { readSegmentKey, segmentKeys, segmentPrefix } from './segment-keys.ts'

export interface SealedWatermarksOptions {
  readonly store: ObjectStore
  readonly shard: string
  /** Of the sealer: only what it signed counts. */
  readonly publicKey: KeyObject
}

/** First step of the search for the last segment; doubles. */
const FIRST_STEP = 4096

/** How far a shard is sealed, read back from the store by whoever waits for that. Cheap to ask again. */
export class SealedWatermarks {
  readonly #options: SealedWatermarksOptions
  #last: SegmentFacts | null = null

  constructor(options: SealedWatermarksOptions) {
    this.#options = options
  }

  /**
   * Facts of the last segment whose header is in the store; null where there is none. Throws StoreError, and
   * LedgerError `header` where it is not by this key.
   */
  async read(): Promise<SegmentFacts | null> {
    const { store, shard, publicKey } = this.#options
    const first = await this.#findLast(this.#last?.first ?? null)
    if (first === null || first === this.#last?.first) return this.#last
    const bytes = await store.get(segmentKeys(shard, first).header)
    if (bytes) this.#last = openHeader(bytes, publicKey)
    return this.#last
  }

  // Listing a ledger of years takes long, so the place behind which nothing is listed is searched for by doubling
  // and halving, and only the rest is walked.
  async #findLast(known: number | null): Promise<number | null> {
    let low = known ?? (await this.#nextHeader(null))
    if (low === null) return null
    let step = FIRST_STEP
    for (let next = await this.#nextHeader(low + step); next !== null; next = await this.#nextHeader(low + step)) {
      low = next
      step *= 2
    }
    for (; step > FIRST_STEP; step = Math.ceil(step / 2)) low = (await this.#nextHeader(low + step)) ?? low
    for (let next = await this.#nextHeader(low); next !== null; next = await this.#nextHeader(low)) low = next
    return low
  }

  /** Number of the first segment with a header behind that of `first`; of all where it is null. */
  async #nextHeader(first: number | null): Promise<number | null> {
    const { store, shard } = this.#options
    // Behind every part of that segment: parts sort by their endings, of which `.ndjson` is the last.
    const after = first === null ? undefined : segmentKeys(shard, first).lines
    for await (const key of store.list(segmentPrefix(shard), after)) {
      const read = readSegmentKey(shard, key)
      if (read?.part === 'header') return read.first
    }
    return null
  }
}
