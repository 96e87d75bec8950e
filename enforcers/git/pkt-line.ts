import { GitError } from './git-error.ts'

/** Longest packet with its length (gitprotocol-common: pkt-line). */
const MOST_PACKET = 65_520
const HEAD = 4

/** One packet: its bytes, or what a length below 4 stands for. */
export type Packet =
  | { readonly kind: 'data'; readonly bytes: Buffer }
  | { readonly kind: 'flush' | 'delimiter' | 'end' }

/**
 * Cuts packets out of a stream that may arrive in any pieces. Throws GitError `protocol` on what is no length. Holds one
 * packet at most.
 */
export class PacketReader {
  #held: Buffer = Buffer.alloc(0)

  push(chunk: Buffer): void {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
  }

  /** The next whole packet, or null where more bytes are wanted. */
  next(): Packet | null {
    if (this.#held.length < HEAD) return null
    const length = readLength(this.#held)
    if (length < HEAD) {
      this.#held = this.#held.subarray(HEAD)
      return { kind: length === 0 ? 'flush' : length === 1 ? 'delimiter' : 'end' }
    }
    if (this.#held.length < length) return null
    const bytes = this.#held.subarray(HEAD, length)
    this.#held = this.#held.subarray(length)
    return { kind: 'data', bytes }
  }

  /** What was pushed and not yet taken. */
  get rest(): Buffer {
    return this.#held
  }
}

/** A packet around these bytes. */
export function packet(content: string | Uint8Array): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  const length = bytes.length + HEAD
  if (length > MOST_PACKET) throw new GitError('protocol', 'a packet would be longer than the protocol allows')
  return Buffer.concat([Buffer.from(length.toString(16).padStart(HEAD, '0')), bytes])
}

export const FLUSH: Buffer = Buffer.from('0000')

/** Band 1 carries the report, 2 text that git prints behind `remote: `, 3 a fatal error. */
export function sideband(band: 1 | 2 | 3, content: Uint8Array): Buffer {
  const most = MOST_PACKET - HEAD - 1
  const parts: Buffer[] = []
  for (let at = 0; at < content.length; at += most)
    parts.push(packet(Buffer.concat([Buffer.of(band), content.subarray(at, at + most)])))
  return Buffer.concat(parts)
}

function readLength(bytes: Buffer): number {
  let length = 0
  for (let at = 0; at < HEAD; at++) {
    const digit = hexDigit(bytes[at] ?? 0)
    if (digit < 0) throw new GitError('protocol', 'these bytes are no pkt-line')
    length = length * 16 + digit
  }
  if (length > MOST_PACKET || length === 3)
    throw new GitError('protocol', 'a pkt-line has a length that is not allowed')
  return length
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
