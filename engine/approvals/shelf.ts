import type { Approval } from '#schemas'
import { advance, isOpen, type Step } from './states.ts'

const MOST_CLOSED = 10_000

/** Approvals in memory, by id and by fingerprint. Bounded: closed ones are forgotten, the oldest first. */
export class Shelf {
  readonly #byId = new Map<string, Approval>()
  readonly #newest = new Map<string, string>()
  readonly #lastUsed = new Map<string, Approval>()
  #pending = 0
  #open = 0

  get(id: string): Approval | undefined {
    return this.#byId.get(id)
  }

  /** The newest approval of a fingerprint. */
  newest(fingerprint: string): Approval | null {
    const id = this.#newest.get(fingerprint)
    return (id === undefined ? undefined : this.#byId.get(id)) ?? null
  }

  /** The approval of a fingerprint that was used last. */
  lastUsed(fingerprint: string): Approval | null {
    return this.#lastUsed.get(fingerprint) ?? null
  }

  /** Takes a step; a step that leads nowhere changes nothing. */
  apply(id: string, step: Step): Approval | undefined {
    const before = this.#byId.get(id)
    const after = advance(before, step)
    if (after && after !== before) this.put(after)
    return after
  }

  put(approval: Approval): void {
    const before = this.#byId.get(approval.id)
    this.#count(before, -1)
    this.#count(approval, 1)
    this.#byId.set(approval.id, approval)
    if (!before) this.#newest.set(approval.fingerprint, approval.id)
    if (approval.state === 'used') this.#lastUsed.set(approval.fingerprint, approval)
    if (this.#byId.size - this.#open > MOST_CLOSED) this.#forgetOldestClosed()
  }

  /** In the order of their making. */
  all(): IterableIterator<Approval> {
    return this.#byId.values()
  }

  pending(): number {
    return this.#pending
  }

  #count(approval: Approval | undefined, by: number): void {
    if (!approval) return
    if (approval.state === 'pending') this.#pending += by
    if (isOpen(approval)) this.#open += by
  }

  #forgetOldestClosed(): void {
    for (const approval of this.#byId.values()) {
      if (isOpen(approval)) continue
      this.#byId.delete(approval.id)
      if (this.#newest.get(approval.fingerprint) === approval.id) this.#newest.delete(approval.fingerprint)
      if (this.#lastUsed.get(approval.fingerprint)?.id === approval.id) this.#lastUsed.delete(approval.fingerprint)
      return
    }
  }
}
