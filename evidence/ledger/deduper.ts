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
  readonly #places = new Set<string>()
  readonly #events = new Set<string>()

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
    addBounded(this.#places, place)
    addBounded(this.#events, `${place}/${head}`)
  }
}

function addBounded(set: Set<string>, entry: string): void {
  set.add(entry)
  if (set.size <= MOST_REMEMBERED) return
  // A Set iterates in order of insertion: the first is the oldest.
  for (const oldest of set) {
    set.delete(oldest)
    return
  }
}
