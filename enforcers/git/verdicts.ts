import type { TextOptions } from '#phi'
import type { UnreadableContent } from './readable.ts'
import type { ClassLines } from './scan-text.ts'

/** What was found in one blob, wherever it stands. */
export interface BlobVerdict {
  readonly found: readonly { readonly inner: string; readonly classes: readonly ClassLines[] }[]
  readonly unreadable: readonly UnreadableContent[]
  readonly lfsPointer: boolean
}

const MOST_VERDICTS = 20_000
/** A verdict that says more than this is made again. */
const MOST_KEPT = 64

/**
 * Verdicts of one process by object id: a blob never changes, nor do the rules while a process lives. What was
 * seen elsewhere since is held against new blobs alone. The oldest makes room.
 */
export class Verdicts {
  readonly #kept = new Map<string, BlobVerdict>()

  get(id: string, mode: TextOptions['mode']): BlobVerdict | undefined {
    return this.#kept.get(`${mode} ${id}`)
  }

  keep(id: string, mode: TextOptions['mode'], verdict: BlobVerdict): void {
    if (verdict.found.length + verdict.unreadable.length > MOST_KEPT) return
    // A budget that was used up by others says nothing of this blob.
    if (verdict.unreadable.some(({ why }) => why === 'too-large')) return
    this.#kept.set(`${mode} ${id}`, verdict)
    if (this.#kept.size <= MOST_VERDICTS) return
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined) this.#kept.delete(oldest)
  }
}
