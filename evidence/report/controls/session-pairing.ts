import { BoundedMap } from '../bounded-map.ts'
import type { Fact } from '../facts.ts'

const MOST_WAITING = 100_000

/**
 * Pairs session openings with the accepted authentications that minted them. Sources are sealed as they arrive,
 * so an opening may stand before its authentication: whichever comes first waits for the other.
 */
export class SessionPairing {
  readonly #accepted = new BoundedMap<string, number>(MOST_WAITING)
  readonly #opened = new BoundedMap<string, { readonly n: number; readonly judged: boolean }>(MOST_WAITING)

  /** `judged`: the fact lies in the period. */
  take(fact: Fact, judged: boolean): void {
    const { session } = fact.event
    if (fact.kind === 'auth' && fact.data.outcome === 'accepted' && session !== undefined) {
      if (!this.#opened.delete(session)) this.#accepted.set(session, fact.n)
    }
    if (fact.kind !== 'session.open') return
    if (session === undefined || !this.#accepted.delete(session)) this.#opened.set(session ?? '', { n: fact.n, judged })
  }

  /** Ledger numbers of openings in the period that no authentication stands behind. */
  unpaired(): readonly number[] {
    return [...this.#opened.values()].filter(({ judged }) => judged).map(({ n }) => n)
  }

  /** True where an authentication may have been forgotten: an unpaired opening then proves nothing. */
  get forgetful(): boolean {
    return this.#accepted.forgotten > 0 || this.#opened.forgotten > 0
  }
}
