import type { EffectData } from '#schemas'
import type { Recording } from '../enforcer.ts'
import type { PushVerdict } from './judge.ts'
import type { RefCommand } from './receive-commands.ts'
import type { PushReport } from './report.ts'
import type { SessionLedger } from './session-ledger.ts'
import { countsOf } from './translate.ts'

export interface PushRunParts {
  readonly ledger: SessionLedger
  readonly repository: string
  readonly commands: readonly RefCommand[]
  readonly detector: { readonly version: string; readonly digest: string }
  readonly maskName: (name: string) => string
  /** As the client states it, masked; null where it states none. */
  readonly purpose: string | null
  readonly now: () => number
}

const MOST_COMMAND = 128
const MOST_CLASSES = 128
const MOST_REFS = 1000

/** One push from its head to its record: what was decided, and what the server then said it had done. */
export class PushRun {
  readonly #parts: PushRunParts
  readonly #startedAt: number
  verdict: PushVerdict | null = null

  constructor(parts: PushRunParts) {
    this.#parts = parts
    this.#startedAt = parts.now()
  }

  /** Records the effect; nothing where nothing was decided. Throws where the log is broken. */
  finish(report: PushReport | null, bytes: number): void {
    const { verdict } = this
    if (verdict === null) return
    const { ledger, now, detector, purpose } = this.#parts
    const updated = this.#updated(report)
    const refused = verdict.refusal !== null
    const outcome = refused ? 'refused' : updated.length > 0 ? 'done' : report === null ? 'abandoned' : 'failed'
    const data: EffectData = {
      decision: verdict.decision.context.id,
      outcome,
      bytes,
      recipient: ledger.recipient,
      durationMs: Math.max(0, now() - this.#startedAt),
      phi: {
        masked: [],
        released: outcome === 'done' ? countsOf(verdict.places).slice(0, MOST_CLASSES) : [],
        subjects: [],
        // Content that reaches a repository names no patient that could be referred to.
        subjectsOverflow: outcome === 'done' && verdict.places.length > 0,
        detector: { version: detector.version, digest: detector.digest },
      },
      command: this.#command(updated).slice(0, MOST_COMMAND),
    }
    if (purpose !== null) data.purpose = purpose
    if (!refused) data.payload = ledger.payload(this.#content(outcome, report), this.#recording(verdict))
    ledger.effect(data)
  }

  #updated(report: PushReport | null): readonly RefCommand[] {
    const done = new Set(report?.refs.filter(({ ok }) => ok).map(({ ref }) => ref))
    return this.#parts.commands.filter(({ ref }) => done.has(ref))
  }

  #command(updated: readonly RefCommand[]): string {
    const { commands, maskName } = this.#parts
    const named = updated.map(({ ref, old, new: next }) => `${maskName(ref)} ${old.slice(0, 10)}..${next.slice(0, 10)}`)
    return `updated ${updated.length} of ${commands.length} refs${named.length > 0 ? `: ${named.join(', ')}` : ''}`
  }

  #recording({ decision }: PushVerdict): Recording {
    const full = decision.context.obligations.some((one) => one.type === 'record' && one.level === 'full')
    return { full, cut: this.#parts.commands.length > MOST_REFS }
  }

  // Only of what was let through: the ids of a refused push could give its content away.
  #content(outcome: string, report: PushReport | null): object {
    const { repository, commands, maskName } = this.#parts
    const said = new Map(report?.refs.map(({ ref, ok }) => [ref, ok]))
    const { decision, places, examination } = this.verdict as PushVerdict
    return {
      push: maskName(repository),
      decision: decision.context.id,
      outcome,
      refs: commands.slice(0, MOST_REFS).map(({ ref, old, new: next }) => ({
        ref: maskName(ref),
        old,
        new: next,
        updated: said.get(ref) ?? false,
      })),
      commits: examination.commits,
      files: examination.files,
      bytes: examination.bytes,
      places: places.map(({ where, path, class: name, count, lines }) => ({ where, path, class: name, count, lines })),
      skipped: examination.skipped,
    }
  }
}
