import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Span, scanFrames } from './frames.ts'
import type { Position } from './position.ts'
import type { Segment } from './segments.ts'
import { sequenceOf } from './stamp.ts'

/** One event as it was read back. */
export interface ReadEvent {
  readonly seq: number
  readonly bytes: Uint8Array
}

interface Kept {
  readonly name: string
  readonly durable: number
  readonly bytes: Buffer
  readonly frames: readonly Span[]
}

/** Reads durable events back from segment files. Keeps the last segment it read: readers go in order. */
export class SegmentReader {
  readonly #folder: string
  #kept: Kept | undefined

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Up to `most` durable events of a segment after `after`; none where the file has been released meanwhile. */
  async read(segment: Segment, after: Position, most: number): Promise<readonly ReadEvent[]> {
    const seq = segment.first.epoch > after.epoch ? 0 : after.seq
    const known = this.#kept?.name === segment.name ? pick(this.#kept, seq, most) : []
    if (known.length > 0) return known
    const { durable, name } = segment
    const bytes = await readDurable(join(this.#folder, name), durable)
    const kept = { name, durable, bytes, frames: scanFrames(bytes).frames }
    this.#kept = kept
    return pick(kept, seq, most)
  }
}

function pick({ bytes, frames }: Kept, seq: number, most: number): readonly ReadEvent[] {
  const sequence = ({ start, end }: Span): number => sequenceOf(bytes.subarray(start, end))
  const from = firstAfter(frames, sequence, seq)
  return frames
    .slice(from, from + most)
    .map((span) => ({ seq: sequence(span), bytes: bytes.subarray(span.start, span.end) }))
}

async function readDurable(path: string, durable: number): Promise<Buffer> {
  try {
    return (await readFile(path)).subarray(0, durable)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

// Sequences rise, though not by one where damage was cut out: bisection.
function firstAfter(frames: readonly Span[], sequence: (span: Span) => number, seq: number): number {
  let low = 0
  let high = frames.length
  while (low < high) {
    const middle = (low + high) >> 1
    const span = frames[middle]
    if (span && sequence(span) <= seq) low = middle + 1
    else high = middle
  }
  return low
}
