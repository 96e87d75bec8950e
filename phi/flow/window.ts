const SMALLEST = 1024
const NOTHING = new Uint8Array(0)
const NOTHING_VIEW = new DataView(NOTHING.buffer)

/**
 * The part of a stream that is still needed, in one buffer that is used again and again. Places are counted from the
 * beginning of the stream; `bytes[place - base]` is the byte there.
 */
export class Window {
  bytes: Uint8Array = NOTHING
  /** Place of `bytes[0]`. */
  base: number = 0
  /** Bytes of the buffer that are filled. */
  length: number = 0
  /** The same buffer. */
  view: DataView = NOTHING_VIEW

  /** Place behind the last byte. */
  get end(): number {
    return this.base + this.length
  }

  append(chunk: Uint8Array): void {
    this.#reserve(chunk.length)
    this.bytes.set(chunk, this.length)
    this.length += chunk.length
  }

  /** The same for a short run of another buffer: a loop is faster than a view. */
  appendRun(bytes: Uint8Array, from: number, to: number): void {
    if (to - from > 64) {
      this.append(bytes.subarray(from, to))
      return
    }
    this.#reserve(to - from)
    for (let at = from; at < to; at++) this.bytes[this.length++] = bytes[at] as number
  }

  appendByte(byte: number): void {
    this.#reserve(1)
    this.bytes[this.length++] = byte
  }

  /** Lets go of what is before a place. */
  forget(before: number): void {
    const cut = before - this.base
    if (cut <= 0) return
    this.bytes.copyWithin(0, cut, this.length)
    this.length -= cut
    this.base = before
  }

  /** Empty, at a place of its own stream. */
  restart(base: number): void {
    this.base = base
    this.length = 0
  }

  #reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(SMALLEST, this.bytes.length * 2, this.length + more))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
    this.view = new DataView(larger.buffer)
  }
}
