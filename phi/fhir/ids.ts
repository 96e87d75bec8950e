/** Ids that are told apart; later ones all get the same. */
const MOST_IDS = 50_000
const UUID_LENGTH = 36

/**
 * Valid ids in the place of ids, numbered in the order in which they are met: the same for the same, so that references
 * still meet their resources, and made from nothing in the id. Ids are remembered by a hash of 53 bits.
 */
export class IdNumbers {
  readonly #numbers: Map<number, number> = new Map()

  of(id: string): string {
    const number = this.#number(id)
    if (!isUuid(id)) return `masked-${number}`
    return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
  }

  #number(id: string): number {
    const hash = hashOf(id.toLowerCase())
    let number = this.#numbers.get(hash)
    if (number === undefined) {
      if (this.#numbers.size >= MOST_IDS) return 0
      number = this.#numbers.size + 1
      this.#numbers.set(hash, number)
    }
    return number
  }
}

function isUuid(id: string): boolean {
  return id.length === UUID_LENGTH && id[8] === '-' && id[13] === '-' && id[18] === '-' && id[23] === '-'
}

// Two FNV-1a hashes side by side, 53 bits of them.
function hashOf(text: string): number {
  let low = 0x811c9dc5
  let high = 0x9dc5811c
  for (let at = 0; at < text.length; at++) {
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193)
    high = Math.imul(high ^ text.charCodeAt(at), 0x01000193) + at
  }
  return (low >>> 0) * 0x200000 + (high >>> 11)
}
