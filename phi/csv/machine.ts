import type { Leaf } from '../flow/leaf.ts'
import { LeafMasker, MOST_STRING } from '../flow/leaf-masker.ts'
import type { Machine, Mask, Sink } from '../flow/sink.ts'
import { TextMachine } from '../flow/text-machine.ts'
import type { Window } from '../flow/window.ts'
import type { PhiClass } from '../phi.ts'
import type { Rules } from '../rules.ts'
import { NO_FRAMES, type StructureContext } from '../structure-context.ts'
import { Columns } from './columns.ts'
import { QUOTE, QuoteEscapes, recordCells, separatorOf } from './records.ts'

/** A header is looked for in a first record of at most so many bytes. */
const MOST_HEADER = 4000
const WAIT = -1

/**
 * CSV (RFC 4180) and its kin as they come: cells by the header's names, by what other cells of their column held, and as
 * text. Quotes, separators and line ends are never touched.
 */
export class CsvMachine implements Machine {
  readonly #sink: Sink
  readonly #leaves: LeafMasker
  readonly #text: TextMachine
  readonly #columns: Columns
  readonly #cell: CellSink
  readonly #occurrence: { readonly context: StructureContext; readonly frames: typeof NO_FRAMES }
  #mode: 'header' | 'cell' | 'long' = 'header'
  #separator: number
  /** Bytes that end a cell without quotes. */
  readonly #ends: Uint8Array = new Uint8Array(256)
  /** Filled again for each cell. */
  readonly #found: ContentEnd = { end: 0, escaped: false, isOver: false }
  #at: number = 0
  #column: number = 0
  /** Inside quotes. */
  #quoted: boolean = false
  /** A cell's beginning, where a quote opens. */
  #isFresh: boolean = true
  #leaf: Leaf
  #from: number = 0

  /** A separator of 0 is found out from the first record. */
  constructor(sink: Sink, rules: Rules, context: StructureContext, separator: number) {
    this.#sink = sink
    this.#cell = new CellSink(sink)
    this.#leaves = new LeafMasker(rules, this.#cell, new QuoteEscapes(), 'cells')
    this.#text = new TextMachine(rules, sink)
    this.#occurrence = { context, frames: NO_FRAMES }
    this.#separator = separator
    this.#columns = new Columns(rules.field)
    for (const byte of [0x0a, 0x0d, ...(separator === 0 ? [] : [separator])]) this.#ends[byte] = 1
    this.#leaf = this.#columns.leaf(0)
  }

  read(window: Window, end: number, last: boolean): number {
    let settled = this.#at
    while (this.#at < end || (last && this.#mode === 'long')) {
      if (this.#mode === 'long') {
        settled = this.#long(window, end, last)
        if (this.#mode === 'long') return settled
        continue
      }
      const at = this.#at - window.base
      const next =
        this.#mode === 'header'
          ? this.#header(window, at, end - window.base, last)
          : this.#next(window, at, end - window.base, last)
      if (next === WAIT) break
      this.#at = next + window.base
      settled = this.#at
    }
    return last ? settled : this.#leaves.held(settled, end)
  }

  // The first record: names of columns, or the first of the data.
  #header({ bytes }: Window, at: number, to: number, last: boolean): number {
    const limit = Math.min(to, at + MOST_HEADER)
    if (this.#separator === 0) {
      const found = separatorOf(bytes, at, limit, limit < to || last)
      if (found === null) return WAIT
      this.#separator = found
      this.#ends[found] = 1
    }
    const record = recordCells(bytes, at, limit, this.#separator)
    if (!record.isWhole && !last && limit === to && to - at < MOST_HEADER) return WAIT
    this.#mode = 'cell'
    if (!record.isWhole || !this.#columns.isHeader(record.cells)) return at
    this.#columns.header(record.cells)
    return record.end
  }

  #next(window: Window, at: number, to: number, last: boolean): number {
    const byte = window.bytes[at] as number
    if (this.#isFresh && byte === QUOTE) {
      this.#quoted = true
      this.#isFresh = false
      return at + 1
    }
    if (this.#quoted && byte === QUOTE) return this.#unquote(window, at, to, last)
    if (!this.#quoted && this.#ends[byte] === 1) {
      if (byte === this.#separator) this.#column++
      else {
        this.#column = 0
        this.#leaves.apart()
      }
      this.#isFresh = true
      return at + 1
    }
    return this.#content(window, at, to, last)
  }

  // A quote inside quotes ends the cell, unless another follows: that is one that the cell holds.
  #unquote({ bytes }: Window, at: number, to: number, last: boolean): number {
    if (at + 1 === to && !last) return WAIT
    if (at + 1 < to && bytes[at + 1] === QUOTE) return at + 2
    this.#quoted = false
    return at + 1
  }

  #content(window: Window, at: number, to: number, last: boolean): number {
    const limit = Math.min(to, at + MOST_STRING)
    const { end, escaped, isOver } = this.#contentEnd(window.bytes, at, limit, to)
    this.#leaf = this.#columns.leaf(this.#column)
    if (!isOver && end - at >= MOST_STRING - 1) return this.#beginLong(window, at)
    if (!isOver && !last) return WAIT
    const from = this.#quoted ? at : at + spaces(window.bytes, at, end)
    this.#cell.begin()
    this.#leaves.string(window, from, end, from, escaped, this.#leaf, this.#occurrence)
    if (this.#leaf.kind !== 'whole' && end > from)
      this.#columns.note(this.#column, this.#cell.whole(window.base + from, window.base + end))
    this.#isFresh = false
    return end
  }

  #contentEnd(bytes: Uint8Array, at: number, limit: number, to: number): ContentEnd {
    return this.#quoted ? this.#quotedEnd(bytes, at, limit, to) : this.#bareEnd(bytes, at, limit)
  }

  #bareEnd(bytes: Uint8Array, at: number, limit: number): ContentEnd {
    const found = this.#found
    const ends = this.#ends
    let end = at
    while (end < limit && ends[bytes[end] as number] === 0) end++
    found.end = end
    found.escaped = false
    found.isOver = end < limit
    return found
  }

  #quotedEnd(bytes: Uint8Array, at: number, limit: number, to: number): ContentEnd {
    const found = this.#found
    found.escaped = false
    found.isOver = false
    let end = at
    for (; end < limit; end++) {
      if (bytes[end] !== QUOTE) continue
      found.isOver = end + 1 < to && bytes[end + 1] !== QUOTE
      if (found.isOver || end + 1 >= to) break
      found.escaped = true
      end++
    }
    found.end = Math.min(end, limit)
    return found
  }

  #beginLong(window: Window, at: number): number {
    this.#leaves.apart()
    this.#mode = 'long'
    this.#isFresh = false
    this.#from = window.base + at
    if (this.#leaf.kind === 'whole') this.#sink.open(this.#from)
    else this.#text.begin(this.#from, this.#leaf.mode)
    return at
  }

  #long(window: Window, end: number, last: boolean): number {
    const { base, bytes } = window
    const to = end - base
    const found = this.#contentEnd(bytes, this.#at - base, to, to)
    // A quote at the very end may be one of two.
    this.#at = base + (found.isOver || !last ? found.end : to)
    const isOver = found.isOver || last
    if (isOver) this.#mode = 'cell'
    if (this.#leaf.kind !== 'whole') return this.#text.read(window, this.#at, isOver)
    if (isOver) this.#sink.mask(this.#from, this.#at, this.#leaf.replacement, this.#leaf)
    return this.#at
  }
}

interface ContentEnd {
  end: number
  escaped: boolean
  isOver: boolean
}

/** Passes masks on, and tells which of them fill a whole cell. */
class CellSink implements Sink {
  readonly #sink: Sink
  #start: number = -1
  #end: number = -1
  #class: PhiClass | null = null

  constructor(sink: Sink) {
    this.#sink = sink
  }

  begin(): void {
    this.#class = null
  }

  whole(start: number, end: number): PhiClass | null {
    return this.#class !== null && this.#start === start && this.#end === end ? this.#class : null
  }

  open(start: number): void {
    this.#sink.open(start)
  }

  mask(start: number, end: number, replacement: Uint8Array, mask: Mask): void {
    this.#start = start
    this.#end = end
    this.#class = mask.class
    this.#sink.mask(start, end, replacement, mask)
  }
}

function spaces(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to && bytes[at] === 0x20) at++
  return at - from
}
