import { hash } from 'node:crypto'

/** Hex of 32 zero bytes: what stands where there is no previous hash. */
export const NO_HASH: string = '0'.repeat(64)

export const HASH_BYTES = 32

/** SHA-256 as hex. One-shot hashing to a string is the fastest that Node has; to a Buffer it is half as fast. */
export function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}

const interior = Buffer.alloc(1 + 2 * HASH_BYTES, 1)

/**
 * RFC 6962 interior node, `SHA-256(0x01 ‖ left ‖ right)`, of two hashes that lie side by side in `hashes` at
 * `at`. Written over the left one, in place.
 */
export function joinInPlace(hashes: Buffer, at: number): void {
  // The scratch buffer is free again when this returns: nothing here awaits.
  hashes.copy(interior, 1, at, at + 2 * HASH_BYTES)
  hashes.write(hash('sha256', interior, 'binary'), at, 'binary')
}
