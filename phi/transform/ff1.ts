import { createCipheriv } from 'node:crypto'

/** SP 800-38G revision 1 (second draft, 2025): a domain of fewer values is broken by trying them. */
const LEAST_DOMAIN = 1_000_000
const ROUNDS = 10
const BLOCK = 16
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

/** Whether so many characters of an alphabet are enough for FF1. */
export function isEnough(radix: number, length: number): boolean {
  return length >= 2 && length * Math.log(radix) >= Math.log(LEAST_DOMAIN) - 1e-9
}

/**
 * FF1 format-preserving encryption (NIST SP 800-38G) of a text of numerals, `0` to `9` and `a` to `z`, below a radix of at
 * most 36. The key has 16, 24 or 32 bytes. Throws RangeError for a domain below one million, or a character beyond the radix.
 */
export function ff1Encrypt(key: Uint8Array, tweak: Uint8Array, radix: number, text: string): string {
  const parts = setUp(key, tweak, radix, text)
  let [a, b] = [parts.left, parts.right]
  for (let round = 0; round < ROUNDS; round++) {
    const sum = a + parts.round(round, b)
    ;[a, b] = [b, sum % parts.modulus(round)]
  }
  return written(a, radix, parts.u) + written(b, radix, parts.v)
}

/** The inverse of `ff1Encrypt`. */
export function ff1Decrypt(key: Uint8Array, tweak: Uint8Array, radix: number, text: string): string {
  const parts = setUp(key, tweak, radix, text)
  let [a, b] = [parts.left, parts.right]
  for (let round = ROUNDS - 1; round >= 0; round--) {
    const modulus = parts.modulus(round)
    const difference = (b - parts.round(round, a)) % modulus
    ;[a, b] = [difference < 0n ? difference + modulus : difference, a]
  }
  return written(a, radix, parts.u) + written(b, radix, parts.v)
}

interface Parts {
  readonly u: number
  readonly v: number
  readonly left: bigint
  readonly right: bigint
  readonly modulus: (round: number) => bigint
  /** y of step 6.iv. */
  readonly round: (round: number, half: bigint) => bigint
}

function setUp(key: Uint8Array, tweak: Uint8Array, radix: number, text: string): Parts {
  const n = text.length
  if (!isEnough(radix, n))
    throw new RangeError(`FF1 needs a domain of ${LEAST_DOMAIN} values: ${n} characters of ${radix} are fewer`)
  const u = Math.floor(n / 2)
  const v = n - u
  const halfBytes = Math.ceil(Math.ceil(v * Math.log2(radix)) / 8)
  const wanted = 4 * Math.ceil(halfBytes / 4) + 4
  const head = Buffer.alloc(BLOCK)
  head.set([1, 2, 1])
  head.writeUIntBE(radix, 3, 3)
  head.set([ROUNDS, u % 256], 6)
  head.writeUInt32BE(n, 8)
  head.writeUInt32BE(tweak.length, 12)
  const pad = (BLOCK - ((tweak.length + halfBytes + 1) % BLOCK)) % BLOCK
  const [small, large] = [BigInt(radix) ** BigInt(u), BigInt(radix) ** BigInt(v)]
  const tail = (round: number, half: bigint): Buffer =>
    Buffer.concat([tweak, Buffer.alloc(pad), Buffer.of(round), bytesOf(half, halfBytes)])
  return {
    u,
    v,
    left: read(text.slice(0, u), radix),
    right: read(text.slice(u), radix),
    modulus: (round) => (round % 2 === 0 ? small : large),
    round: (round, half) => numberOf(stretched(key, chained(key, Buffer.concat([head, tail(round, half)])), wanted)),
  }
}

// CBC-MAC over whole blocks: PRF of the standard.
function chained(key: Uint8Array, blocks: Uint8Array): Buffer {
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, Buffer.alloc(BLOCK)).setAutoPadding(false)
  return Buffer.concat([cipher.update(blocks), cipher.final()]).subarray(-BLOCK)
}

function stretched(key: Uint8Array, first: Buffer, wanted: number): Buffer {
  const blocks = [first]
  for (let count = 1; blocks.length * BLOCK < wanted; count++) {
    const block = Buffer.from(first)
    block.writeUInt32BE((block.readUInt32BE(12) ^ count) >>> 0, 12)
    const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false)
    blocks.push(cipher.update(block))
  }
  return Buffer.concat(blocks).subarray(0, wanted)
}

function read(text: string, radix: number): bigint {
  let value = 0n
  for (const character of text) {
    const digit = ALPHABET.indexOf(character)
    if (digit < 0 || digit >= radix) throw new RangeError(`a character is no numeral of radix ${radix}`)
    value = value * BigInt(radix) + BigInt(digit)
  }
  return value
}

function written(value: bigint, radix: number, length: number): string {
  return value.toString(radix).padStart(length, '0')
}

function bytesOf(value: bigint, length: number): Buffer {
  return Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex')
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}
