import { gunzipSync, inflateSync } from 'node:zlib'

/** Bytes of a base64 or hex run that are decoded at once, and what they may inflate to. */
export const MOST_ENCODED = 1024
const MOST_INFLATED = 64 * 1024
const SHORTEST_TEXT = 7

/** What a run hides: text, something that cannot be looked into, or nothing. */
export type Decoded =
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'sealed' | 'photo' | 'biometric' | 'none' }

const NONE: Decoded = { kind: 'none' }
const SEALED: Decoded = { kind: 'sealed' }

/** Decodes a run of base64 or base64url, and what is compressed in it. `whole`: the run ends here. */
export function decodeBase64(bytes: Uint8Array, from: number, to: number, whole: boolean): Decoded {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')
  const start = Buffer.from(text.slice(0, 16), 'base64')
  if (isCompressed(start)) return whole ? inflate(Buffer.from(text, 'base64')) : SEALED
  const picture = pictureOf(start)
  if (picture !== null) return picture
  if (!isPlain(start)) return NONE
  const decoded = Buffer.from(text, 'base64')
  return decoded.length >= SHORTEST_TEXT && isPlain(decoded) ? { kind: 'text', bytes: decoded } : NONE
}

/** The same for pairs of hex digits. */
export function decodeHex(bytes: Uint8Array, from: number, to: number): Decoded {
  const even = to - ((to - from) % 2)
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, even - from).toString('latin1')
  if (!isPlain(Buffer.from(text.slice(0, 16), 'hex'))) return NONE
  const decoded = Buffer.from(text, 'hex')
  return decoded.length >= SHORTEST_TEXT && isPlain(decoded) ? { kind: 'text', bytes: decoded } : NONE
}

// JPEG, PNG, GIF87a and 89a, HEIC; finger, face and iris records of ISO/IEC 19794.
export function pictureOf(start: Buffer): Decoded | null {
  const head = start.toString('latin1', 0, 12)
  if (
    head.startsWith('\xff\xd8\xff') ||
    head.startsWith('\x89PNG') ||
    head.startsWith('GIF8') ||
    head.slice(4, 12) === 'ftypheic'
  )
    return { kind: 'photo' }
  return ['FMR\0', 'FIR\0', 'FAC\0', 'IIR\0'].includes(head.slice(0, 4)) ? { kind: 'biometric' } : null
}

// gzip (RFC 1952) and zlib (RFC 1950).
export function isCompressed(start: Uint8Array): boolean {
  if (start[0] === 0x1f && start[1] === 0x8b && start[2] === 8) return true
  return start[0] === 0x78 && (start[1] === 0x01 || start[1] === 0x5e || start[1] === 0x9c || start[1] === 0xda)
}

function inflate(data: Buffer): Decoded {
  try {
    const options = { maxOutputLength: MOST_INFLATED }
    return { kind: 'text', bytes: data[0] === 0x1f ? gunzipSync(data, options) : inflateSync(data, options) }
  } catch {
    // Cut off, broken or larger than the budget: nobody can say that there is nothing in it.
    return data[0] === 0x1f ? SEALED : NONE
  }
}

// Printable ASCII and UTF-8, tabs and line ends; every second byte may be NUL (UTF-16).
export function isPlain(bytes: Uint8Array): boolean {
  let odd = 0
  for (const byte of bytes) {
    if (byte >= 0x20 && byte < 0x7f) continue
    if (byte === 0x09 || byte === 0x0a || byte === 0x0d) continue
    odd++
    if (byte > 0 && byte < 0x80) return false
  }
  return odd * 2 <= bytes.length && (odd * 4 <= bytes.length || isWide(bytes))
}

function isWide(bytes: Uint8Array): boolean {
  let zeros = 0
  for (const byte of bytes) if (byte === 0) zeros++
  return zeros * 5 >= bytes.length * 2
}
