import { Layer } from '../flow/layer.ts'
import { isKept, type Leaf } from '../flow/leaf.ts'
import type { Machine, Sink } from '../flow/sink.ts'
import { TextMachine } from '../flow/text-machine.ts'
import type { Window } from '../flow/window.ts'
import type { Rules } from '../rules.ts'
import type { EscapeReader } from './escapes.ts'
import { BACKSLASH, opensJson, QUOTE, STRING_BYTES } from './tokens.ts'

export interface NestedMachine extends Machine {
  begin(at: number): void
}

/** Make what reads documents inside strings, when it is first needed. */
export interface NestedMakers {
  document(): NestedMachine
  markup(): NestedMachine
}

export interface LongRead {
  /** Place to go on from: behind the quote where the string has ended. */
  readonly at: number
  /** Place before which nothing can change any more. */
  readonly settled: number
  readonly state: 'more' | 'quote' | 'control'
}

/** A string that is read as it comes: too long to be looked at whole, or a document itself. */
export class LongString {
  readonly layer: Layer
  readonly #sink: Sink
  readonly #escapes: EscapeReader
  readonly #rules: Rules
  readonly #makers: NestedMakers
  #text: TextMachine | null = null
  #document: NestedMachine | null = null
  #markup: NestedMachine | null = null
  #kind: 'kept' | 'masked' | 'layer' = 'kept'
  #rule: Leaf | null = null
  #from: number = 0

  constructor(sink: Sink, escapes: EscapeReader, rules: Rules, makers: NestedMakers) {
    this.#sink = sink
    this.#escapes = escapes
    this.#rules = rules
    this.#makers = makers
    this.layer = new Layer(sink)
  }

  /** Begins behind the quote, at `from` in the window's buffer; what is from `floor` on may be looked back at. */
  begin(window: Window, from: number, rule: Leaf, floor: number, mayNest: boolean): void {
    const { bytes, base, length } = window
    this.#rule = rule
    this.#from = base + from
    if (isKept(rule)) this.#kind = 'kept'
    else if (rule.kind === 'whole' || rule.kind === 'value') {
      this.#kind = 'masked'
      this.#sink.open(this.#from)
    } else {
      this.#kind = 'layer'
      this.layer.begin(this.#from, bytes, floor, from)
      if (rule.kind === 'markup') this.layer.use(this.#nestedMarkup())
      else if (mayNest && opensJson(bytes, from, length)) this.layer.use(this.#nested())
      else this.layer.use(this.#prose(rule, floor - from))
    }
  }

  read(window: Window, from: number, end: number, last: boolean): LongRead {
    const { base } = window
    const found = this.#kind === 'layer' ? this.#decode(window, from, end, last) : this.#skip(window, from, end, last)
    const isOver = found.state !== 'more' || last
    const place = base + found.at
    let settled = place
    if (this.#kind === 'layer') settled = this.layer.read(isOver)
    else if (this.#kind === 'masked' && isOver && this.#rule !== null)
      this.#sink.mask(this.#from, place, this.#rule.replacement, this.#rule)
    return { at: found.state === 'quote' ? place + 1 : place, settled, state: found.state }
  }

  #skip({ bytes, base }: Window, from: number, end: number, last: boolean): Found {
    const to = end - base
    let at = from - base
    while (at < to) {
      while (at < to && STRING_BYTES[bytes[at] as number] === 0) at++
      if (at >= to) break
      if (bytes[at] !== BACKSLASH) return { at, state: bytes[at] === QUOTE ? 'quote' : 'control' }
      if (at + 1 >= to) return { at: last ? to : at, state: 'more' }
      at += (bytes[at + 1] as number) < 0x20 ? 1 : 2
    }
    return { at, state: 'more' }
  }

  #decode({ bytes, base }: Window, from: number, end: number, last: boolean): Found {
    const to = end - base
    const escapes = this.#escapes
    let at = from - base
    while (at < to) {
      const run = at
      while (at < to && STRING_BYTES[bytes[at] as number] === 0) at++
      this.layer.plain(bytes, run, at, base)
      if (at >= to) break
      if (bytes[at] !== BACKSLASH) return { at, state: bytes[at] === QUOTE ? 'quote' : 'control' }
      if (!escapes.read(bytes, at, to, last)) break
      const next = at + (escapes.length === 2 && (bytes[at + 1] as number) < 0x20 ? 1 : escapes.length)
      this.layer.escape(escapes.decoded, escapes.decodedLength, base + at, base + next)
      at = next
    }
    return { at, state: 'more' }
  }

  #prose(rule: Leaf, floor: number): TextMachine {
    this.#text ??= new TextMachine(this.#rules, this.layer)
    this.#text.begin(0, rule.mode, floor)
    return this.#text
  }

  #nested(): NestedMachine {
    this.#document ??= this.#makers.document()
    this.#document.begin(0)
    return this.#document
  }

  #nestedMarkup(): NestedMachine {
    this.#markup ??= this.#makers.markup()
    this.#markup.begin(0)
    return this.#markup
  }
}

interface Found {
  readonly at: number
  readonly state: 'more' | 'quote' | 'control'
}
