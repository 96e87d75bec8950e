/**
 * What a stream's first bytes say of its encoding. `sealed`: it cannot be looked into (UTF-32, zip, xz, bzip2, Zstandard, 7z).
 */
export type Encoding = 'plain' | 'utf-16le' | 'utf-16be' | 'gzip' | 'zlib' | 'sealed'

/** The longest beginning that is needed. */
const MOST_BYTES = 16
const SEALED = [
  'PK\x03\x04',
  '\xfd7zXZ',
  'BZh',
  '\x28\xb5\x2f\xfd',
  '7z\xbc\xaf\x27\x1c',
  '\xff\xfe\0\0',
  '\0\0\xfe\xff',
]

/**
 * By a byte order mark, NUL in every second byte, a magic number (RFC 1950, RFC 1952); null where more bytes are needed. Nearly
 * every stream is told by its first two.
 */
export function encodingOf(bytes: Uint8Array, length: number, last: boolean): Encoding | null {
  if (length < 2) return last ? 'plain' : null
  const first = bytes[0] as number
  const second = bytes[1] as number
  const isShort = length < MOST_BYTES && !last
  if (first === 0x78) return zlibOf(bytes, length, second, isShort)
  if (second !== 0 && first >= 0x20 && first < 0x7f && SECONDS.get(first) !== second) return 'plain'
  if (!LEADS.has(first) && second !== 0) return 'plain'
  if (isShort) return null
  const start = Buffer.from(bytes.subarray(0, Math.min(length, MOST_BYTES))).toString('latin1')
  if (SEALED.some((magic) => start.startsWith(magic))) return isBzip(start) ? 'sealed' : 'plain'
  return ofStart(start)
}

function ofStart(start: string): Encoding {
  if (start.startsWith('\x1f\x8b')) return start.charCodeAt(2) === 8 ? 'gzip' : 'sealed'
  if (start.startsWith('\xff\xfe')) return 'utf-16le'
  if (start.startsWith('\xfe\xff')) return 'utf-16be'
  const nulls = [0, 1, 2, 3].map((at) => (start.charCodeAt(at) === 0 ? '0' : '1')).join('')
  return nulls === '1010' ? 'utf-16le' : nulls === '0101' ? 'utf-16be' : 'plain'
}

/** First bytes that only further ones tell apart: magic numbers, byte order marks, NUL. */
const LEADS = new Set([0, 0x1f, 0x28, 0x37, 0x42, 0x50, 0x78, 0xfd, 0xfe, 0xff])

/** What follows in magic numbers that begin as text may. */
const SECONDS: ReadonlyMap<number, number> = new Map([
  [0x28, 0xb5],
  [0x37, 0x7a],
  [0x42, 0x5a],
  [0x50, 0x4b],
])

// BZh1 to BZh9 and the magic number of a block; a text may begin with these letters.
function isBzip(start: string): boolean {
  return !start.startsWith('BZh') || start.slice(4, 10) === '1AY&SY'
}

// "x^2" and "x\x01" begin texts as well as zlib does: a byte that no text has must follow.
function zlibOf(bytes: Uint8Array, length: number, second: number, isShort: boolean): Encoding | null {
  if (second !== 0x01 && second !== 0x5e && second !== 0x9c && second !== 0xda)
    return second === 0 && isShort ? null : second === 0 ? wideOf(bytes, length) : 'plain'
  if (isShort) return null
  for (let at = 2; at < Math.min(length, MOST_BYTES); at++) {
    const byte = bytes[at] as number
    if (byte < 0x09 || (byte > 0x0d && byte < 0x20) || byte > 0x7e) return 'zlib'
  }
  return 'plain'
}

function wideOf(bytes: Uint8Array, length: number): Encoding {
  return length > 3 && bytes[2] !== 0 && bytes[3] === 0 ? 'utf-16le' : 'plain'
}
