import { crc32 } from 'node:zlib'

/*
 * segment = *frame end
 * frame   = length crc payload
 * length  = u32 LE: bytes of the payload, 1 … MOST_PAYLOAD_BYTES
 * crc     = u32 LE: CRC-32 (IEEE 802.3, as in zlib) of the payload
 * end     = *%x00      segments are filled with zeros ahead, so a length of zero ends one; nothing but zeros follows
 *
 * A process that dies leaves a prefix of its last write: a frame that is cut short, then zeros. A frame that does
 * not hold with a frame behind it that does is something else: damage.
 */
export const FRAME_HEADER_BYTES = 8
export const MOST_PAYLOAD_BYTES: number = 64 * 1024 * 1024

/** A payload within the scanned bytes: [start, end). Its frame begins FRAME_HEADER_BYTES before. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface Scan {
  /** Payloads of all frames that hold, in order; where `rest` is `damaged`, those behind the damage too. */
  readonly frames: readonly Span[]
  /** Where the first frame that does not hold begins: the place to cut at, or to go on writing at. */
  readonly end: number
  /** What stands at `end`: nothing but zeros, a frame that was cut short, or damage inside. */
  readonly rest: 'clean' | 'torn' | 'damaged'
}

/** Writes the header of a frame whose payload stands already in `buffer` at [start, end). */
export function sealFrame(buffer: Buffer, start: number, end: number): void {
  buffer.writeUInt32LE(end - start, start - FRAME_HEADER_BYTES)
  buffer.writeUInt32LE(crc32(buffer.subarray(start, end)), start - FRAME_HEADER_BYTES + 4)
}

/** Reads a segment. Linear: what it looks at again behind damage is bounded by a budget. Never throws. */
export function scanFrames(bytes: Uint8Array): Scan {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const frames: Span[] = []
  const end = walk(buffer, 0, frames)
  if (isZero(buffer, end)) return { frames, end, rest: 'clean' }
  const budget = { bytes: 4 * buffer.length }
  let next = findFrame(buffer, end + 1, budget)
  if (next === undefined) return { frames, end, rest: 'torn' }
  while (next !== undefined) {
    const stop = walk(buffer, next, frames)
    next = isZero(buffer, stop) ? undefined : findFrame(buffer, stop + 1, budget)
  }
  return { frames, end, rest: 'damaged' }
}

// Collects frames from `at` while they hold; answers where they stop.
function walk(buffer: Buffer, at: number, frames: Span[]): number {
  let place = at
  for (;;) {
    const end = frameEnd(buffer, place)
    if (end === undefined || !holds(buffer, place, end)) return place
    frames.push({ start: place + FRAME_HEADER_BYTES, end })
    place = end
  }
}

// After damage the lengths lead nowhere: tries every place. Text never looks like a length (its top byte would be
// a control character), so almost no place costs a checksum; bytes made to look so use up the budget.
function findFrame(buffer: Buffer, from: number, budget: { bytes: number }): number | undefined {
  for (let place = from; place + FRAME_HEADER_BYTES < buffer.length; place++) {
    const end = frameEnd(buffer, place)
    if (end === undefined) continue
    budget.bytes -= end - place
    if (budget.bytes < 0) return undefined
    if (holds(buffer, place, end)) return place
  }
  return undefined
}

function frameEnd(buffer: Buffer, place: number): number | undefined {
  if (place + FRAME_HEADER_BYTES >= buffer.length) return undefined
  const length = buffer.readUInt32LE(place)
  const end = place + FRAME_HEADER_BYTES + length
  return length === 0 || length > MOST_PAYLOAD_BYTES || end > buffer.length ? undefined : end
}

function holds(buffer: Buffer, place: number, end: number): boolean {
  return crc32(buffer.subarray(place + FRAME_HEADER_BYTES, end)) === buffer.readUInt32LE(place + 4)
}

const ZEROS = Buffer.alloc(64 * 1024)

function isZero(buffer: Buffer, from: number): boolean {
  for (let place = from; place < buffer.length; place += ZEROS.length) {
    const piece = buffer.subarray(place, place + ZEROS.length)
    if (!piece.equals(ZEROS.subarray(0, piece.length))) return false
  }
  return true
}
