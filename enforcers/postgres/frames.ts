/*
 * Frame := tag(1 byte) length(4 bytes, big-endian, counts itself and the body) body
 * Chapter 55.2 of the PostgreSQL manual. Both directions, after startup.
 */

const HEADER_BYTES = 5
const FIRST_ALLOCATION_BYTES = 65_536

/** `length`: a length below 4. `too-long`: over the cap of its tag. `unknown-tag`: a tag we do not know. */
export type FrameErrorCode = 'length' | 'too-long' | 'unknown-tag'

export class FrameError extends Error {
  override readonly name = 'FrameError'
  readonly code: FrameErrorCode
  readonly tag: number

  constructor(code: FrameErrorCode, tag: number, message: string) {
    super(message)
    this.code = code
    this.tag = tag
  }
}

/** Most bytes of a whole frame that may be held, by tag; negative where the tag is unknown. `run` holds none. */
export type FrameCaps = (tag: number) => number

/**
 * Cuts one direction of a connection into frames, however its bytes arrive. `next` answers whole frames, as
 * views of the incoming chunk where they lie in one; `run` lets frames of one tag through without holding them.
 */
export class FrameReader {
  /** Frames begun in the last `run` or `runWhole`. */
  runFrames = 0
  readonly #caps: FrameCaps
  #chunk: Buffer = Buffer.alloc(0)
  #at = 0
  #partial: Buffer | null = null
  #filled = 0
  #total = 0
  /** Bytes that the frame in a `run` still wants. */
  #passing = 0

  constructor(caps: FrameCaps) {
    this.#caps = caps
  }

  /** Takes the next chunk. Call it only when `next` answered null: at most a cut header is then left. */
  push(chunk: Buffer): void {
    const left = this.#chunk.length - this.#at
    this.#chunk = left === 0 ? chunk : Buffer.concat([this.#chunk.subarray(this.#at), chunk])
    this.#at = 0
  }

  /** The next whole frame, tag and length included; null where more bytes are needed. Throws FrameError. */
  next(): Buffer | null {
    if (this.#partial !== null) return this.#fill()
    const total = this.#header(true)
    if (total < 0) return null
    const start = this.#at
    if (this.#chunk.length - start < total) return this.#begin(total)
    this.#at = start + total
    return this.#chunk.subarray(start, this.#at)
  }

  /**
   * Bytes of up to `most` frames of this tag, as one view, complete or cut as they came; null where the next
   * frame is another one, or nothing is there. A frame that was begun must be run to its end.
   */
  run(tag: number, most: number): Buffer | null {
    const start = this.#at
    const end = this.#chunk.length
    this.runFrames = 0
    while (this.#at < end) {
      if (this.#passing === 0) {
        if (this.runFrames >= most || this.#chunk[this.#at] !== tag || this.#partial !== null) break
        const total = this.#header(false)
        if (total < 0) break
        this.#passing = total
        this.runFrames++
      }
      const step = Math.min(this.#passing, end - this.#at)
      this.#passing -= step
      this.#at += step
    }
    return this.#at === start ? null : this.#chunk.subarray(start, this.#at)
  }

  /**
   * The same for frames that must be held whole, each within its cap. The one that is cut at the end of what is
   * there, and one that breaks a rule, are left to `next`.
   */
  runWhole(tag: number, most: number): Buffer | null {
    const start = this.#at
    const chunk = this.#chunk
    const cap = this.#caps(tag)
    this.runFrames = 0
    if (this.#partial !== null || this.#passing > 0) return null
    while (this.runFrames < most && chunk.length - this.#at >= HEADER_BYTES && chunk[this.#at] === tag) {
      const length = chunk.readUInt32BE(this.#at + 1)
      if (length < 4 || length + 1 > cap || length + 1 > chunk.length - this.#at) break
      this.#at += length + 1
      this.runFrames++
    }
    return this.#at === start ? null : chunk.subarray(start, this.#at)
  }

  /** True while `run` stands inside a frame. */
  get passing(): boolean {
    return this.#passing > 0
  }

  /** Whole size of the frame that begins here, or -1 where its header is not all there. */
  #header(held: boolean): number {
    if (this.#chunk.length - this.#at < HEADER_BYTES) return -1
    const tag = this.#chunk[this.#at] as number
    const cap = this.#caps(tag)
    if (cap < 0) throw new FrameError('unknown-tag', tag, `message type ${tag} is not known`)
    const length = this.#chunk.readUInt32BE(this.#at + 1)
    if (length < 4) throw new FrameError('length', tag, `message type ${tag} has an impossible length`)
    if (held && length + 1 > cap)
      throw new FrameError('too-long', tag, `message type ${tag} is longer than ${cap} bytes`)
    return length + 1
  }

  // A header may promise what never comes: memory grows with what arrived, not with what was promised.
  #begin(total: number): null {
    const rest = this.#chunk.subarray(this.#at)
    this.#partial = Buffer.allocUnsafe(Math.min(total, Math.max(FIRST_ALLOCATION_BYTES, rest.length)))
    this.#filled = rest.copy(this.#partial)
    this.#total = total
    this.#at = this.#chunk.length
    return null
  }

  #fill(): Buffer | null {
    const step = Math.min(this.#total - this.#filled, this.#chunk.length - this.#at)
    const partial = this.#room(this.#filled + step)
    this.#chunk.copy(partial, this.#filled, this.#at, this.#at + step)
    this.#at += step
    this.#filled += step
    if (this.#filled < this.#total) return null
    this.#partial = null
    return partial.subarray(0, this.#total)
  }

  #room(size: number): Buffer {
    const partial = this.#partial as Buffer
    if (size <= partial.length) return partial
    const grown = Buffer.allocUnsafe(Math.min(this.#total, Math.max(size, partial.length * 2)))
    partial.copy(grown, 0, 0, this.#filled)
    this.#partial = grown
    return grown
  }
}
