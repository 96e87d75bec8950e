import { hash } from 'node:crypto'

/** Hex of 32 zero bytes: what stands where there is no previous hash. */
export const NO_HASH: string = '0'.repeat(64)

export const HASH_BYTES = 32

/** SHA-256 as hex. One-shot hashing to a string is the fastest that Node has; to a Buffer it is half as fast. */
export function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}

export function isHash(text: string): boolean {
  if (text.length !== 2 * HASH_BYTES) return false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (!((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66))) return false
  }
  return true
}

/**
 * Reduces a level of an RFC 6962 tree to the one above, in place. Hashes lie in slots of 32 bytes; `joinPairs`
 * takes `count` pairs from slot `first` (0 or 1) on and puts their nodes, `SHA-256(0x01 ‖ left ‖ right)`, into the
 * slots from 1 on: slot 0 stays free for what comes before them, and no node is written before its pair was read.
 */
export class Slots {
  readonly #bytes: Buffer
  /** 0x01 and the pair that is hashed: one view for all, since making one costs a sixth of a hash. */
  readonly #pair: Uint8Array

  constructor(count: number) {
    this.#bytes = Buffer.allocUnsafeSlow(SLOTS_AT + count * HASH_BYTES)
    this.#bytes[0] = INTERIOR_PREFIX
    this.#pair = this.#bytes.subarray(0, SLOTS_AT)
  }

  set(slot: number, hashes: Uint8Array): void {
    this.#bytes.set(hashes, SLOTS_AT + slot * HASH_BYTES)
  }

  hex(slot: number): string {
    const at = SLOTS_AT + slot * HASH_BYTES
    return this.#bytes.toString('hex', at, at + HASH_BYTES)
  }

  joinPairs(first: 0 | 1, count: number): void {
    for (let pair = 0; pair < count; pair++) {
      const left = SLOTS_AT + (first + 2 * pair) * HASH_BYTES
      this.#bytes.copyWithin(1, left, left + 2 * HASH_BYTES)
      const node = hash('sha256', this.#pair, 'binary')
      this.#bytes.write(node, SLOTS_AT + (1 + pair) * HASH_BYTES, 'binary')
    }
  }
}

const INTERIOR_PREFIX = 0x01
const SLOTS_AT = 1 + 2 * HASH_BYTES
