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
