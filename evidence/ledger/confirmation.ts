import type { Watermark } from '#schemas'
import { sha256 } from './hash.ts'
import { readMark } from './pending.ts'
import type { Watermarks } from './watermarks.ts'

/** An event that its source brings where the lines hold another, or none. */
export class Unconfirmed extends Error {
  override readonly name = 'Unconfirmed'
}

/**
 * Holds events that stand in the store unsealed against what the event source brings again. Sources are held apart:
 * each must bring its events in the order of the lines, leaving out none; how the events of several sources lie
 * between each other is not the same every time where a stream has partitions.
 */
export class Confirmation {
  readonly #watermarks: Watermarks
  /** What is still to be brought, by source, first event first. */
  readonly #wanted = new Map<string, string[]>()
  readonly #seen = new Set<string>()
  #open: number
  /** Events that were brought and do not stand in the lines. */
  others = 0

  constructor(lines: readonly Uint8Array[], watermarks: Watermarks) {
    this.#watermarks = watermarks
    this.#open = lines.length
    for (const event of lines) {
      const { source, head } = readMark(event).mark
      const list = this.#wanted.get(source)
      if (list) list.push(head)
      else this.#wanted.set(source, [head])
    }
    for (const list of this.#wanted.values()) list.reverse()
  }

  /** How many events are still to be brought. */
  get open(): number {
    return this.#open
  }

  /** Throws Unconfirmed. */
  see(event: Uint8Array): void {
    const list = this.#wanted.get(readMark(event).mark.source)
    const head = sha256(event)
    if (list?.at(-1) === head) {
      list.pop()
      this.#open--
      this.#seen.add(head)
      return
    }
    this.others++
    if (list && list.length > 0 && !this.#isKnown(readMark(event).mark)) throw new Unconfirmed()
  }

  // Sealed before, or brought twice.
  #isKnown({ source, epoch, seq, head }: Watermark): boolean {
    const mark = this.#watermarks.get(source)
    const isBehind = mark !== undefined && (mark.epoch > epoch || (mark.epoch === epoch && mark.seq >= seq))
    return isBehind || this.#seen.has(head)
  }
}
