import { randomBytes } from 'node:crypto'

/**
 * Ids are a kind and 26 characters of base 32: 48 bits of milliseconds, then 80 random bits, so that they
 * sort by time and cannot be guessed (ASVS 5.0 11.5.1 asks for 64 bits at least).
 */
export type IdKind = 'ses' | 'dec' | 'apr'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_DIGITS = 10
const RANDOM_DIGITS = 16
const POOL_BYTES = 4096

let pool = randomBytes(POOL_BYTES)
let used = 0

/** Mints an id; `now` is in milliseconds since 1970. */
export function mintId(kind: IdKind, now: number): string {
  let time = ''
  for (let left = Math.floor(now), digit = 0; digit < TIME_DIGITS; digit++) {
    time = ALPHABET[left % 32] + time
    left = Math.floor(left / 32)
  }
  let random = ''
  for (const byte of take(RANDOM_DIGITS)) random += ALPHABET[byte & 31]
  return `${kind}_${time}${random}`
}

function take(bytes: number): Uint8Array {
  if (used + bytes > pool.length) {
    pool = randomBytes(POOL_BYTES)
    used = 0
  }
  used += bytes
  return pool.subarray(used - bytes, used)
}
