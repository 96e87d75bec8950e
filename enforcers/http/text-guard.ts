import { isUtf8 } from 'node:buffer'
import { HttpError } from './http-error.ts'

const NOTHING = Buffer.alloc(0)

/**
 * Lets through UTF-8 without zero bytes, and throws HttpError at the first byte that is anything else. Detectors read
 * UTF-8: the same words in UTF-16, or with zeros between, would pass them unseen. The same verdict for every cut.
 */
export class TextGuard {
  readonly #code: 'request_body' | 'upstream_answer'
  /** A character that has begun; at most three bytes. */
  #open: Buffer = NOTHING

  constructor(code: 'request_body' | 'upstream_answer') {
    this.#code = code
  }

  check(chunk: Uint8Array): void {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    if (bytes.includes(0)) throw this.#unfit()
    if (this.#open.length > 0) {
      const missing = lengthOf(this.#open[0] ?? 0) - this.#open.length
      this.#open = Buffer.concat([this.#open, bytes.subarray(0, missing)])
      if (bytes.length < missing) return
      if (!isUtf8(this.#open)) throw this.#unfit()
      this.#open = NOTHING
      bytes = bytes.subarray(missing)
    }
    const whole = bytes.length - openTail(bytes)
    if (!isUtf8(bytes.subarray(0, whole))) throw this.#unfit()
    if (whole < bytes.length) this.#open = Buffer.from(bytes.subarray(whole))
  }

  end(): void {
    if (this.#open.length > 0) throw this.#unfit()
  }

  #unfit(): HttpError {
    const whose = this.#code === 'request_body' ? 'The body' : "The service's answer"
    return new HttpError(this.#code, `${whose} is not plain UTF-8, and nothing else is passed on.`)
  }
}

// Bytes at the end that begin a character which more bytes could finish.
function openTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return lengthOf(byte) > back ? back : 0
  }
  return 0
}

function lengthOf(lead: number): number {
  if (lead >= 0xf0) return 4
  if (lead >= 0xe0) return 3
  return lead >= 0xc0 ? 2 : 1
}
