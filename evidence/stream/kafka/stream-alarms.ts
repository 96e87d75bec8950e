import type { EventDraft } from '#schemas'
import type { SealerLog } from '../../ledger/sealer.ts'

export type StreamAlarmCode = 'stream.poison' | 'stream.lost' | 'stream.gap' | 'stream.conflict' | 'stream.replaced'

export interface StreamAlarmsOptions {
  /** Records an alarm. */
  readonly alarm: (draft: EventDraft) => void
  readonly log: SealerLog
  /** Monotonic milliseconds. */
  readonly clock: () => number
}

/** Between two alarms of one kind: who can write to a topic must not be able to fill the ledger. */
const EVERY_MS = 30_000

/** Raises alarms, the first of a kind at once, then counted together. */
export class StreamAlarms {
  readonly #options: StreamAlarmsOptions
  readonly #kinds = new Map<StreamAlarmCode, { raised: number; held: number }>()

  constructor(options: StreamAlarmsOptions) {
    this.#options = options
  }

  /** `message` says what, where, and what to do; no content. */
  raise(code: StreamAlarmCode, message: string): void {
    const { clock, log } = this.#options
    const kind = this.#kinds.get(code) ?? { raised: Number.NEGATIVE_INFINITY, held: 0 }
    this.#kinds.set(code, kind)
    if (clock() - kind.raised < EVERY_MS) {
      kind.held++
      return
    }
    const more = kind.held > 0 ? ` (and ${kind.held} more of this kind since the last alarm)` : ''
    kind.raised = clock()
    kind.held = 0
    log.error(message, { code })
    this.#record({ kind: 'alarm', data: { code, message: `${message}${more}`.slice(0, 1024) } })
  }

  // A log that is full refuses alarms too, and says so by itself.
  #record(draft: EventDraft): void {
    try {
      this.#options.alarm(draft)
    } catch (error) {
      this.#options.log.error('an alarm could not be recorded', {
        error: error instanceof Error ? error.message : 'unknown',
      })
    }
  }
}
