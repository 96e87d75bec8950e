import type { Gap, Gaps } from './gap.ts'
import type { JudgedEvent } from './judged-event.ts'

/** How many ids of the past are remembered. Bounds memory; far more than are ever in flight. */
const MOST_REMEMBERED = 262_144

interface Owed {
  readonly session: string
  readonly source: string
  readonly time: string
}

interface OpenSession {
  readonly source: string
  readonly epoch: number
  readonly decisions: Set<string>
}

export interface PairOptions {
  /** How old an allow must be before an effect that is not there yet is a gap. */
  readonly graceMs: number
  /** The walk began in the middle: what pairs with something before it is not judged. */
  readonly partial: boolean
}

/**
 * Pairs decisions with effects, and opened sessions with closed ones. An allow in a session is owed an effect until
 * that session ends with a reason; a new epoch of the source that opened a session is its end by crash. A
 * decision without a session (a caller that only asks) is owed nothing.
 */
export class Pairs {
  readonly #gaps: Gaps
  readonly #options: PairOptions
  readonly #owed = new Map<string, Owed>()
  readonly #early = new Map<string, Owed>()
  readonly #decided = new Map<string, true>()
  readonly #open = new Map<string, OpenSession>()
  readonly #ended = new Map<string, true>()
  abandoned = 0

  constructor(gaps: Gaps, options: PairOptions) {
    this.#gaps = gaps
    this.#options = options
  }

  /** Sessions that are still open. */
  get open(): number {
    return this.#open.size
  }

  add(event: JudgedEvent): void {
    switch (event.kind) {
      case 'source.opened':
        this.#crashed(event)
        return
      case 'session.open':
        this.#opened(event)
        return
      case 'session.close':
      case 'session.abandoned':
        this.#closed(event)
        return
      case 'decision':
        this.#decision(event)
        return
      case 'effect':
        this.#effect(event)
        return
      default:
    }
  }

  /** What is still unpaired when the ledger ends at `end`, milliseconds since 1970. */
  finish(end: number): void {
    const due = ({ time }: Owed): boolean => Date.parse(time) + this.#options.graceMs < end
    for (const [id, owed] of this.#owed) if (due(owed)) this.#gaps.add(withoutEffect(id, owed))
    if (this.#options.partial) return
    for (const [id, effect] of this.#early) if (due(effect)) this.#gaps.add(withoutDecision(id, effect))
  }

  #opened({ session, source }: JudgedEvent): void {
    if (session !== undefined)
      remember(this.#open, session, { source: source.id, epoch: source.epoch, decisions: new Set() })
  }

  #closed({ session, source, time }: JudgedEvent): void {
    if (session === undefined) return
    if (!this.#open.has(session) && !this.#ended.has(session) && !this.#options.partial) {
      const text = `session ${session} was closed, but its opening is not in the ledger`
      this.#gaps.add({ kind: 'session', text, source: source.id, from: null, to: time })
    }
    this.#end(session)
  }

  #crashed({ source: { id, epoch } }: JudgedEvent): void {
    for (const [session, opened] of this.#open) {
      if (opened.source !== id || opened.epoch >= epoch) continue
      this.abandoned++
      this.#end(session)
    }
  }

  #end(session: string): void {
    for (const id of this.#open.get(session)?.decisions ?? []) this.#owed.delete(id)
    this.#open.delete(session)
    remember(this.#ended, session, true)
  }

  #decision({ data, session, source, time }: JudgedEvent): void {
    const { id, effect } = data as { readonly id?: unknown; readonly effect?: unknown }
    if (typeof id !== 'string') return
    remember(this.#decided, id, true)
    if (this.#early.delete(id) || effect !== 'allow' || session === undefined || this.#ended.has(session)) return
    this.#open.get(session)?.decisions.add(id)
    const dropped = remember(this.#owed, id, { session, source: source.id, time })
    if (dropped) this.#gaps.add(withoutEffect(...dropped))
  }

  #effect({ data, session = '', source, time }: JudgedEvent): void {
    const { decision } = data as { readonly decision?: unknown }
    if (typeof decision !== 'string') return
    const owed = this.#owed.get(decision)
    if (owed) {
      this.#owed.delete(decision)
      this.#open.get(owed.session)?.decisions.delete(decision)
    } else if (!this.#decided.has(decision)) {
      // Where engine and enforcer run apart, an effect can be sealed before its decision.
      const dropped = remember(this.#early, decision, { session, source: source.id, time })
      if (dropped && !this.#options.partial) this.#gaps.add(withoutDecision(...dropped))
    }
  }
}

/** Sets an entry; answers the oldest where it had to go. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): [string, Value] | null {
  map.set(key, value)
  if (map.size <= MOST_REMEMBERED) return null
  const [oldest] = map
  if (!oldest) return null
  map.delete(oldest[0])
  return oldest
}

function withoutEffect(id: string, { source, session, time }: Owed): Gap {
  const text = `decision ${id} in session ${session} allowed something, and no effect says what was done`
  return { kind: 'decision', text, source, from: time, to: null }
}

function withoutDecision(id: string, { source, session, time }: Owed): Gap {
  const text = `an effect in session ${session} was done under decision ${id}, which is not in the ledger`
  return { kind: 'effect', text, source, from: null, to: time }
}
