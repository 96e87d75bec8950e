import { Layer } from '../flow/layer.ts'
import type { Machine, Sink } from '../flow/sink.ts'
import { TextMachine } from '../flow/text-machine.ts'
import type { Window } from '../flow/window.ts'
import type { Node } from '../json/node.ts'
import type { Rules } from '../rules.ts'
import { Deltas } from './deltas.ts'
import { OrderedSink } from './ordered-sink.ts'

const LINE_FEED = 0x0a
const RETURN = 0x0d
const COLON = 0x3a
const SPACE = 0x20
const MOST_FIELD = 8
const NEW_LINE = Uint8Array.of(LINE_FEED)
const NOTHING = new Uint8Array(0)
const DATA = Buffer.from('data', 'latin1')

export interface DocumentMachine extends Machine {
  begin(at: number): void
}

/** Takes the next piece of a text that goes on over events; false where it is to be read by itself. */
export type TakePiece = (window: Window, from: number, to: number, node: Node) => boolean

/**
 * Server-sent events, HTML Living Standard 9.2.6: the data of one event, over all of its `data:` lines, is one document or
 * text; whatever else stands in a line is text. An event's end, or a line of another kind, is the end of its document, whole or not.
 * What a model's answer says in pieces, one an event, is read as one text (deltas.ts).
 */
export class SseMachine implements Machine {
  readonly #sink: OrderedSink
  readonly #deltas: Deltas
  readonly #layer: Layer
  readonly #line: TextMachine
  readonly #text: TextMachine
  readonly #document: DocumentMachine
  #at: number = 0
  #state: 'field' | 'data' | 'other' = 'field'
  /** Of the event, whether any data has come, and whether it is a document. */
  #hasData: boolean = false
  #hasBegun: boolean = false
  /** Place behind the data of the line before, where the gap to the next data begins. */
  #gap: number = 0
  #settled: number = 0

  constructor(sink: Sink, rules: Rules, documentIn: (sink: Sink, pieces: TakePiece) => DocumentMachine) {
    this.#sink = new OrderedSink(sink)
    this.#deltas = new Deltas(rules, this.#sink)
    this.#layer = new Layer(this.#sink)
    this.#line = new TextMachine(rules, this.#sink)
    this.#text = new TextMachine(rules, this.#layer)
    const placeOf = (place: number): number => this.#layer.outside(place)
    this.#document = documentIn(this.#layer, (window, from, to, node) =>
      this.#deltas.take(window, from, to, node, placeOf),
    )
  }

  read(window: Window, end: number, last: boolean): number {
    while (this.#at < end) if (this.#step(window, end, last)) break
    if (last) {
      this.#endEvent()
      this.#deltas.finish()
    }
    const settled = last ? end : Math.min(this.#settled, this.#deltas.settled)
    this.#sink.flush(last ? Number.POSITIVE_INFINITY : settled)
    return settled
  }

  // True where more bytes are needed.
  #step(window: Window, end: number, last: boolean): boolean {
    switch (this.#state) {
      case 'field':
        return this.#field(window, end, last)
      case 'data':
        return this.#data(window, end)
      case 'other':
        return this.#other(window, end, last)
    }
  }

  // The beginning of a line: what kind of line it is.
  #field({ bytes, base }: Window, end: number, last: boolean): boolean {
    const at = this.#at - base
    const to = end - base
    if (isLineEnd(bytes[at])) {
      // A line end may be the second half of CR LF: it then ends no event. (That byte is behind: it is looked back at.)
      if (!(bytes[at] === LINE_FEED && at > 0 && bytes[at - 1] === RETURN)) this.#endEvent()
      this.#at++
      if (!this.#hasData) this.#settled = this.#at
      return false
    }
    if (to - at < MOST_FIELD && !last && !bytes.subarray(at, to).some(isLineEnd)) return true
    let value = dataValue(bytes, at, to)
    if (value < 0) {
      this.#endEvent()
      this.#state = 'other'
      this.#line.begin(this.#at, 'log')
      return false
    }
    if (value < to && bytes[value] === SPACE) value++
    this.#beginData(base + value)
    return false
  }

  #beginData(value: number): void {
    if (!this.#hasData) {
      this.#hasData = true
      this.#layer.begin(value, NOTHING, 0, 0)
    } else this.#layer.escape(NEW_LINE, 1, this.#gap, value)
    this.#at = value
    this.#state = 'data'
  }

  #data({ bytes, base }: Window, end: number): boolean {
    const from = this.#at - base
    const to = end - base
    let at = from
    while (at < to && !isLineEnd(bytes[at])) at++
    if (!this.#hasBegun && at > from) this.#beginDocument(bytes[from])
    this.#layer.plain(bytes, from, at, base)
    this.#at = base + at
    if (at < to) {
      this.#gap = this.#at
      this.#at++
      this.#state = 'field'
    }
    if (this.#hasBegun) this.#settled = this.#layer.read(false)
    else this.#settled = this.#at
    return at === to
  }

  #beginDocument(first: number | undefined): void {
    this.#hasBegun = true
    const isDocument = first === 0x7b || first === 0x5b || first === 0x22
    if (isDocument) this.#document.begin(0)
    else this.#text.begin(0, 'prose')
    this.#layer.use(isDocument ? this.#document : this.#text)
  }

  #other(window: Window, end: number, last: boolean): boolean {
    const { bytes, base } = window
    const to = end - base
    let at = this.#at - base
    while (at < to && !isLineEnd(bytes[at])) at++
    this.#at = base + at
    const isOver = at < to
    this.#settled = this.#line.read(window, this.#at, isOver || last)
    if (isOver) {
      this.#state = 'field'
      this.#at++
    }
    return !isOver
  }

  #endEvent(): void {
    if (this.#hasBegun) this.#layer.read(true)
    this.#deltas.bound(this.#at)
    this.#hasData = false
    this.#hasBegun = false
  }
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === RETURN
}

// Behind `data:`, or `data` alone in its line; -1 where the line is none of data.
function dataValue(bytes: Uint8Array, at: number, to: number): number {
  for (let index = 0; index < DATA.length; index++) if (bytes[at + index] !== DATA[index] || at + index >= to) return -1
  const colon = at + DATA.length
  if (colon >= to || isLineEnd(bytes[colon])) return colon
  return bytes[colon] === COLON ? colon + 1 : -1
}
