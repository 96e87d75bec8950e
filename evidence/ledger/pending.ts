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

  constructor(tip: LedgerTip, recent: readonly Uint8Array[]) {
    this.watermarks = new Map(tip.watermarks)
    for (const event of recent) this.#recall(event)
  }

  /** Takes what the source brought; answers the alarms that it gives cause for. Throws LedgerError `event`, `full`. */
  take(batch: readonly Uint8Array[]): EventDraft[] {
    const seen = { conflict: 0, forgotten: 0 }
    for (const event of batch) {
      const { mark, time } = readMark(event)
      const novelty = this.#deduper.judge(mark, this.watermarks)
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

function readMark(bytes: Uint8Array): { readonly mark: Watermark; readonly time: string } {
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
    novelty: 'forgotten',
    code: 'ledger.repeated',
    message:
      'events came that are older than the sealer remembers; they were sealed again. Was the event source set back?',
  },
] as const
