import type { Watermark } from '#schemas'
import type { Watermarks } from './watermarks.ts'

/** How many sealed events are remembered by hash: four full segments. */
const MOST_REMEMBERED = 16_384

/**
 * `new`: seal it. `duplicate`: it is sealed; drop it. `conflict`: its number is sealed with another hash; seal it
 * too. `forgotten`: its number is behind the watermark, and what was sealed there is no longer remembered: look it up
 * in the store.
 */
export type Novelty = 'new' | 'duplicate' | 'conflict' | 'forgotten'

/** Knows an event again by (source, epoch, sequence) and hash, by the watermarks and a bounded memory. */
export class Deduper {
  readonly #places = new Recent(MOST_REMEMBERED)
  readonly #events = new Recent(MOST_REMEMBERED)

  /** Judges an event against what was sealed; `marks` are the watermarks before it. */
  judge({ source, epoch, seq, head }: Watermark, marks: Watermarks): Novelty {
    const mark = marks.get(source)
    if (!mark || epoch > mark.epoch || (epoch === mark.epoch && seq > mark.seq)) return 'new'
    const place = `${source}/${epoch}/${seq}`
    if (this.#events.has(`${place}/${head}`)) return 'duplicate'
    if (epoch === mark.epoch && seq === mark.seq) return head === mark.head ? 'duplicate' : 'conflict'
    return this.#places.has(place) ? 'conflict' : 'forgotten'
  }

  remember({ source, epoch, seq, head }: Watermark): void {
    const place = `${source}/${epoch}/${seq}`
    this.#places.add(place)
    this.#events.add(`${place}/${head}`)
  }
}

/** The last so many entries. A Set alone would do, but finding its oldest entry walks over all that were deleted. */
class Recent {
  readonly #entries = new Set<string>()
  readonly #ring: string[] = []
  readonly #most: number
  #next = 0

  constructor(most: number) {
    this.#most = most
  }

  has(entry: string): boolean {
    return this.#entries.has(entry)
  }

  add(entry: string): void {
    if (this.#entries.has(entry)) return
    const oldest = this.#ring[this.#next]
    if (oldest !== undefined) this.#entries.delete(oldest)
    this.#entries.add(entry)
    this.#ring[this.#next] = entry
    this.#next = (this.#next + 1) % this.#most
  }
}
