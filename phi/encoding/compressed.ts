import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib'
import type { BlankingSink, Machine, Mask } from '../flow/sink.ts'
import { tagBytes } from '../flow/sink.ts'
import type { Window } from '../flow/window.ts'
import type { Finding } from '../phi.ts'

/** Bytes of a compressed stream that are held back to be looked into, and what they may inflate to. */
const MOST_COMPRESSED = 1024 * 1024
const MOST_INFLATED = 16 * 1024 * 1024
/** Names and comments of a gzip header (RFC 1952, section 2.3) are read as text. */
const MOST_HEADER = 1024
const NOTHING = new Uint8Array(0)
/** FEXTRA, FNAME, FCOMMENT. */
const EXTRA = 0x04
const NAME = 0x08
const COMMENT = 0x10
const SEALED: Mask = { class: 'free-text', detector: 'encoded', score: 1 }

/** Masks what was inflated. */
export interface InnerMasker {
  write(chunk: Uint8Array): Uint8Array
  end(): Uint8Array
  readonly findings: readonly Finding[]
}

/**
 * gzip or zlib as a whole stream: inflated within a budget, masked, compressed again; untouched where nothing is found. What is
 * larger, broken, or compressed too often goes as a whole, with one tag for it.
 */
export class CompressedMachine implements Machine {
  readonly #sink: BlankingSink
  readonly #masker: (() => InnerMasker) | null
  readonly #encoding: 'gzip' | 'zlib'
  #isSealed: boolean = false

  /** Without a masker nothing is looked into. */
  constructor(sink: BlankingSink, masker: (() => InnerMasker) | null, encoding: 'gzip' | 'zlib') {
    this.#sink = sink
    this.#masker = masker
    this.#encoding = encoding
  }

  read(window: Window, end: number, last: boolean): number {
    if (!this.#isSealed && (this.#masker === null || end > MOST_COMPRESSED)) this.#seal()
    if (this.#isSealed) {
      if (last) this.#sink.mask(0, end, tagBytes('free-text'), SEALED)
      return end
    }
    if (!last) return 0
    this.#look(window.bytes.subarray(0, end), end)
    return end
  }

  // From its first byte on everything goes.
  #seal(): void {
    this.#isSealed = true
    this.#sink.open(0)
  }

  #look(data: Uint8Array, end: number): void {
    const inflated = this.#inflated(data)
    const masker = this.#masker
    this.#isSealed = inflated === null || masker === null
    if (inflated === null || masker === null) {
      this.#sink.open(0)
      this.#sink.mask(0, end, tagBytes('free-text'), SEALED)
      return
    }
    const inner = masker()
    const masked = Buffer.concat([inner.write(inflated), inner.end()])
    const header = masker()
    header.write(this.#encoding === 'gzip' ? headerText(data) : NOTHING)
    header.end()
    const [first, ...others] = [...inner.findings, ...header.findings]
    if (first === undefined) return
    this.#sink.open(0)
    this.#sink.mask(0, end, this.#encoding === 'gzip' ? gzipSync(masked) : deflateSync(masked), first)
    for (const found of others) this.#sink.note(0, end, found)
  }

  // Null where it is broken, too large, or something stands behind it.
  #inflated(data: Uint8Array): Uint8Array | null {
    const options = { maxOutputLength: MOST_INFLATED, info: true }
    try {
      const result: unknown = this.#encoding === 'gzip' ? gunzipSync(data, options) : inflateSync(data, options)
      const { buffer, engine } = result as { buffer: Uint8Array; engine: { bytesWritten: number } }
      return engine.bytesWritten === data.length ? buffer : null
    } catch {
      return null
    }
  }
}

// The extra field, the file's name and the comment, as far as they are looked at.
function headerText(data: Uint8Array): Uint8Array {
  const flags = data[3] ?? 0
  if ((flags & (EXTRA | NAME | COMMENT)) === 0) return NOTHING
  let end = 10
  if ((flags & EXTRA) !== 0) end += 2 + (data[10] ?? 0) + 256 * (data[11] ?? 0)
  for (const flag of [NAME, COMMENT]) if ((flags & flag) !== 0) end = data.indexOf(0, end) + 1 || data.length
  return Buffer.concat([Buffer.from(' '), data.subarray(10, Math.min(end, MOST_HEADER))])
}
