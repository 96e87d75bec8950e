import { createHmac, hash } from 'node:crypto'

/** Bytes of a kept digest: 96 bits. */
const DIGEST_BYTES = 12
const BLOCK = 64
const INNER = 0x36
const OUTER = 0x5c

/**
 * HMAC-SHA-256 (RFC 2104) under a key that is derived from `secret`, truncated, as base64; `domain` parts the kinds. Made of two one-shot
 * hashes: making an Hmac object costs several times as much as hashing a word.
 */
export function keyedDigest(secret: Uint8Array): (domain: string, bytes: Uint8Array) => string {
  const key = createHmac('sha256', secret).update('cordon seen values').digest()
  const outer = Buffer.alloc(BLOCK + key.length, OUTER)
  let inner = Buffer.alloc(4 * BLOCK, INNER)
  for (const [at, byte] of key.entries()) {
    outer[at] = byte ^ OUTER
    inner[at] = byte ^ INNER
  }
  return (domain, bytes) => {
    const length = BLOCK + domain.length + 1 + bytes.length
    if (length > inner.length) inner = Buffer.concat([inner.subarray(0, BLOCK)], 2 * length)
    inner.write(domain, BLOCK, 'latin1')
    inner[BLOCK + domain.length] = 0
    inner.set(bytes, BLOCK + domain.length + 1)
    outer.set(hash('sha256', inner.subarray(0, length), 'buffer'), BLOCK)
    return hash('sha256', outer, 'buffer').toString('base64', 0, DIGEST_BYTES)
  }
}
