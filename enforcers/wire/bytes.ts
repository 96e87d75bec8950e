import { isUtf8 } from 'node:buffer'

/** A message that does not hold what its format promises. The text quotes no content. */
export class WireError extends Error {
  override readonly name = 'WireError'
  readonly code: 'short' | 'format' | 'closed' | 'deadline'

  constructor(code: WireError['code'], message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.code = code
  }
}

/** Reads one whole message from front to back, big-endian. Every read is checked: WireError `short` or `format`. */
export class ByteReader {
  readonly #bytes: Buffer
  #at: number

  constructor(bytes: Buffer, start: number) {
    this.#bytes = bytes
    this.#at = start
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  uint8(): number {
    return this.#bytes.readUInt8(this.#advance(1))
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#advance(2))
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#advance(4))
  }

  uint32(): number {
    return this.#bytes.readUInt32BE(this.#advance(4))
  }

  /** A view, not a copy. */
  bytes(length: number): Buffer {
    if (length < 0) throw new WireError('format', 'a length is negative')
    const start = this.#advance(length)
    return this.#bytes.subarray(start, start + length)
  }

  /** Bytes up to a zero byte, which is consumed; a view. */
  zeroEnded(): Buffer {
    const end = this.#bytes.indexOf(0, this.#at)
    if (end < 0) throw new WireError('format', 'a text has no end')
    const text = this.#bytes.subarray(this.#at, end)
    this.#at = end + 1
    return text
  }

  /** `zeroEnded` as UTF-8; what is none becomes U+FFFD. */
  text(): string {
    return this.zeroEnded().toString('utf8')
  }

  /** `text` that must be UTF-8: two different names must never read the same. */
  strictText(): string {
    const bytes = this.zeroEnded()
    if (!isUtf8(bytes)) throw new WireError('format', 'a name is not UTF-8')
    return bytes.toString('utf8')
  }

  end(): void {
    if (this.left !== 0) throw new WireError('format', 'a message is longer than what it holds')
  }

  #advance(length: number): number {
    const start = this.#at
    if (length > this.#bytes.length - start) throw new WireError('short', 'a message ends before what it promises')
    this.#at = start + length
    return start
  }
}

/** Builds a message, big-endian. */
export class ByteWriter {
  readonly #parts: Buffer[] = []

  uint8(value: number): this {
    return this.bytes(Buffer.of(value))
  }

  int16(value: number): this {
    const part = Buffer.allocUnsafe(2)
    part.writeInt16BE(value)
    return this.bytes(part)
  }

  int32(value: number): this {
    const part = Buffer.allocUnsafe(4)
    part.writeInt32BE(value)
    return this.bytes(part)
  }

  /** UTF-8 and a zero byte. A zero byte inside would end it early: WireError `format`. */
  text(value: string): this {
    if (value.includes('\0')) throw new WireError('format', 'a text holds a zero byte')
    return this.bytes(Buffer.from(`${value}\0`, 'utf8'))
  }

  bytes(part: Uint8Array): this {
    this.#parts.push(Buffer.from(part.buffer, part.byteOffset, part.byteLength))
    return this
  }

  done(): Buffer {
    return Buffer.concat(this.#parts)
  }
}
