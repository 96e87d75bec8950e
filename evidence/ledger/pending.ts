import type { EventDraft, Watermark } from '#schemas'
import { Deduper } from './deduper.ts'
import { checkEventBytes } from './event-bytes.ts'
import { sha256 } from './hash.ts'
import { LedgerError } from './ledger-error.ts'
import type { LedgerTip } from './segment.ts'
import { advance, type Watermarks } from './watermarks.ts'

/** Events that were read and are not sealed yet, each once, and the fold over them. */
export class Pending {
  events: Uint8Array[] = []
  bytes = 0
  /** `time` of the first and last of `events`. */
  firstTime = ''
  lastTime = ''
  watermarks: Watermarks
  readonly #deduper = new Deduper()
  readonly #sealedAs: (mark: Watermark) => Promise<readonly string[]>

  /** `sealedAs` looks up the hashes that were sealed under a number that is no longer remembered. */
  constructor(
    tip: LedgerTip,
    recent: readonly Uint8Array[],
    sealedAs: (mark: Watermark) => Promise<readonly string[]>,
  ) {
    this.#sealedAs = sealedAs
    this.watermarks = new Map(tip.watermarks)
    for (const event of recent) this.#recall(event)
  }

  /**
   * Takes what the source brought; answers the alarms that it gives cause for. Throws LedgerError `event`, `full`,
   * and what the look-up of sealed events throws.
   */
  async take(batch: readonly Uint8Array[]): Promise<EventDraft[]> {
    const seen = { conflict: 0, late: 0 }
    for (const event of batch) {
      const { mark, time } = readMark(event)
      const judged = this.#deduper.judge(mark, this.watermarks)
      const novelty = judged === 'new' || judged === 'duplicate' ? judged : await this.#recalled(mark, judged)
      if (novelty === 'duplicate') continue
      if (novelty !== 'new') seen[novelty]++
      advance(this.watermarks, mark)
      this.#deduper.remember(mark)
      if (this.events.length === 0) this.firstTime = time
      this.lastTime = time
      this.events.push(event)
      this.bytes += event.length
    }
    return ALARMS.filter(({ novelty }) => seen[novelty] > 0).map(({ novelty, code, message }) => ({
      kind: 'alarm',
      data: { code, message: `${seen[novelty]} ${message}` },
    }))
  }

  // Of two under one number, memory may hold only the one that came last.
  async #recalled(mark: Watermark, judged: 'conflict' | 'forgotten'): Promise<'duplicate' | 'conflict' | 'late'> {
    const hashes = await this.#sealedAs(mark)
    if (hashes.includes(mark.head)) return 'duplicate'
    return judged === 'conflict' || hashes.length > 0 ? 'conflict' : 'late'
  }

  // What was changed in the store is for a verifier to name; the sealer only loses a memory.
  #recall(event: Uint8Array): void {
    try {
      this.#deduper.remember(readMark(event).mark)
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
    }
  }

  /** They are sealed. */
  clear(): void {
    this.events = []
    this.bytes = 0
  }
}

/** Who made an event, under which number, and when. Throws LedgerError `event`. */
export function readMark(bytes: Uint8Array): { readonly mark: Watermark; readonly time: string } {
  const { source, time } = checkEventBytes(bytes)
  return { mark: { source: source.id, epoch: source.epoch, seq: source.seq, head: sha256(bytes) }, time }
}

const ALARMS = [
  {
    novelty: 'conflict',
    code: 'ledger.conflict',
    message:
      'events came under a source number that is sealed with other bytes; both were sealed. A log was restored or forged: find out which',
  },
  {
    novelty: 'late',
    code: 'ledger.late',
    message:
      'events came that their source made before others that are sealed; they were sealed behind them. Was something lost on the way, and found again?',
  },
] as const
