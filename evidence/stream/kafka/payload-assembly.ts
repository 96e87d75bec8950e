import { sha256 } from '../../ledger/hash.ts'
import { MOST_PAYLOAD_BYTES } from '../frames.ts'
import type { PayloadPart } from './payload-message.ts'
import { Poison } from './signed-message.ts'

interface Begun {
  readonly offset: number
  readonly parts: Buffer[]
  bytes: number
}

/** Of all that is begun in a partition. */
const MOST_BYTES = 2 * MOST_PAYLOAD_BYTES

/** Joins the parts of recordings that are larger than a message. What is never finished is sent again some time. */
export class PayloadAssembly {
  readonly #begun = new Map<string, Begun>()
  #bytes = 0

  /** Offset of the first message that is still needed; null where nothing is begun. */
  get oldest(): number | null {
    let oldest: number | null = null
    for (const { offset } of this.#begun.values()) oldest = Math.min(oldest ?? offset, offset)
    return oldest
  }

  /** Takes the next part; answers the whole when it is the last. Throws Poison. */
  add({ source, session, digest, index, count, value }: PayloadPart, offset: number): Buffer | null {
    if (count === 1) return value
    const id = `${source}/${session}/${digest}`
    if (index === 1) this.#drop(id)
    const begun = this.#begun.get(id) ?? { offset, parts: [], bytes: 0 }
    // Out of turn: the beginning was read by another, or is sent again.
    if (begun.parts.length !== index - 1) return null
    begun.parts.push(value)
    begun.bytes += value.length
    this.#bytes += value.length
    this.#begun.set(id, begun)
    if (index < count) {
      this.#bound()
      return null
    }
    this.#drop(id)
    const whole = Buffer.concat(begun.parts)
    if (whole.length > MOST_PAYLOAD_BYTES + 8 || sha256(whole) !== digest)
      throw new Poison('its parts do not make it whole')
    return whole
  }

  #bound(): void {
    for (const id of this.#begun.keys()) {
      if (this.#bytes <= MOST_BYTES) return
      this.#drop(id)
    }
  }

  #drop(id: string): void {
    this.#bytes -= this.#begun.get(id)?.bytes ?? 0
    this.#begun.delete(id)
  }
}
