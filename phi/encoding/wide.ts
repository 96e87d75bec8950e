import { Layer } from '../flow/layer.ts'
import type { BlankingSink, Machine, Mask, Sink } from '../flow/sink.ts'
import { tagBytes } from '../flow/sink.ts'
import type { Window } from '../flow/window.ts'

const NOTHING = new Uint8Array(0)
const REPLACEMENT = 0xfffd
const SEALED: Mask = { class: 'free-text', detector: 'encoded', score: 1 }

/**
 * UTF-16 (RFC 2781): decoded for the machine of a format, masks encoded again. Two printable bytes of ASCII side by side are read
 * as these, not as the ideograph that they also are: who reads such a stream as ASCII must find nothing either.
 */
export class WideMachine implements Machine {
  readonly #layer: Layer
  readonly #isBig: boolean
  readonly #scratch: Uint8Array = new Uint8Array(4)
  #at: number = 0
  /** Bytes that the character which was read last takes. */
  #width: number = 2

  constructor(sink: Sink, machineOf: (sink: BlankingSink) => Machine, encoding: 'utf-16le' | 'utf-16be') {
    this.#isBig = encoding === 'utf-16be'
    const layer = new Layer(new WideSink(sink, this.#isBig))
    layer.begin(0, NOTHING, 0, 0)
    layer.use(machineOf(blankless(layer)))
    this.#layer = layer
  }

  read({ bytes, base }: Window, end: number, last: boolean): number {
    const to = end - base
    let at = this.#at - base
    while (to - at >= 2) {
      if (isAscii(bytes[at] as number) && isAscii(bytes[at + 1] as number)) {
        this.#layer.plain(bytes, at, at + 2, base)
        at += 2
        continue
      }
      const code = this.#code(bytes, at, to, last)
      if (code < 0) break
      const length = encode(code, this.#scratch)
      this.#layer.escape(this.#scratch, length, base + at, base + at + this.#width)
      at += this.#width
    }
    if (last) this.#layer.plain(bytes, at, to, base)
    this.#at = last ? end : base + at
    const settled = this.#layer.read(last)
    // Masks begin with a whole unit, so half of one is not let out before.
    return last ? end : settled - (settled % 2)
  }

  // -1 where the second half of a pair has not come. Halves without the other are U+FFFD.
  #code(bytes: Uint8Array, at: number, to: number, last: boolean): number {
    const unit = this.#unit(bytes, at)
    this.#width = 2
    if (unit < 0xd800 || unit > 0xdfff) return unit
    if (unit > 0xdbff || (last && to - at < 4)) return REPLACEMENT
    if (to - at < 4) return -1
    const low = this.#unit(bytes, at + 2)
    if (low < 0xdc00 || low > 0xdfff) return REPLACEMENT
    this.#width = 4
    return 0x10000 + ((unit - 0xd800) << 10) + low - 0xdc00
  }

  #unit(bytes: Uint8Array, at: number): number {
    const first = bytes[at] as number
    const second = bytes[at + 1] as number
    return this.#isBig ? (first << 8) | second : (second << 8) | first
  }
}

/** Masks whole units of two bytes, with what is encoded in such units. */
class WideSink implements Sink {
  readonly #sink: Sink
  readonly #isBig: boolean

  constructor(sink: Sink, isBig: boolean) {
    this.#sink = sink
    this.#isBig = isBig
  }

  open(start: number): void {
    this.#sink.open(start - (start % 2))
  }

  mask(start: number, end: number, replacement: Uint8Array, mask: Mask): void {
    const wide = new Uint8Array(replacement.length * 2)
    for (let at = 0; at < replacement.length; at++) wide[at * 2 + (this.#isBig ? 1 : 0)] = replacement[at] as number
    // What is open is redacted, whatever transform is asked for: transforms read UTF-8.
    const from = start - (start % 2)
    this.#sink.open(from)
    this.#sink.mask(from, end + (end % 2), wide, mask)
  }
}

function blankless(sink: Sink): BlankingSink {
  return {
    open: (start) => sink.open(start),
    mask: (start, end, replacement, mask) => sink.mask(start, end, replacement, mask),
    blank: (start, end) => sink.mask(start, end, tagBytes('free-text'), SEALED),
    note: () => {},
  }
}

function isAscii(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f
}

// UTF-8, RFC 3629; answers how many bytes.
function encode(code: number, out: Uint8Array): number {
  if (code < 0x80) {
    out[0] = code
    return 1
  }
  const length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  let rest = code
  for (let at = length - 1; at > 0; at--) {
    out[at] = 0x80 | (rest & 0x3f)
    rest >>= 6
  }
  out[0] = ((0xf00 >> length) & 0xff) | rest
  return length
}
