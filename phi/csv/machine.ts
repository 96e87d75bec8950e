import type { Leaf } from '../flow/leaf.ts'
import { isSame, isWhole, LeafMasker, MOST_STRING } from '../flow/leaf-masker.ts'
import type { Machine, Sink } from '../flow/sink.ts'
import { TextMachine } from '../flow/text-machine.ts'
import type { Window } from '../flow/window.ts'
import type { Rules } from '../rules.ts'
import { NO_FRAMES, NOBODY, type StructureContext } from '../structure-context.ts'
import { CellSink } from './cell-sink.ts'
import { type Column, Columns } from './columns.ts'
import { bareEnd, type ContentEnd, quotedEnd } from './content-end.ts'
import { QUOTE, QuoteEscapes, recordCells, separatorOf } from './records.ts'

/** A header is looked for in a first record of at most so many bytes. */
const MOST_HEADER = 4000
const WAIT = -1
const SPACE = 0x20

/**
 * CSV (RFC 4180) and its kin as they come: cells by the header's names, by what other cells of their column held, and as
 * text. Quotes, separators and line ends are never touched.
 */
export class CsvMachine implements Machine {
  readonly #sink: Sink
  readonly #leaves: LeafMasker
  readonly #text: TextMachine
  readonly #columns: Columns
  readonly #masked: CellSink
  readonly #occurrence: { readonly context: StructureContext; readonly frames: typeof NO_FRAMES }
  /** Whole values are told to someone. */
  readonly #isHeard: boolean
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
    this.#masked = new CellSink(sink)
    this.#leaves = new LeafMasker(rules, this.#masked, new QuoteEscapes(), 'cells')
    this.#text = new TextMachine(rules, sink)
    this.#occurrence = { context, frames: NO_FRAMES }
    this.#isHeard = context.learn !== null || context.subject !== NOBODY
    this.#separator = separator
    this.#columns = new Columns(rules)
    for (const byte of [0x0a, 0x0d, ...(separator === 0 ? [] : [separator])]) this.#ends[byte] = 1
    this.#leaf = this.#columns.at(0).leaf
  }

  read(window: Window, end: number, last: boolean): number {
    let settled = this.#at
    while (this.#at < end || (last && this.#mode === 'long')) {
      if (this.#mode === 'long') {
        settled = this.#long(window, end, last)
        if (this.#mode === 'long') return settled
        continue
      }
      const next = this.#step(window, this.#at - window.base, end - window.base, last)
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

  #step(window: Window, at: number, to: number, last: boolean): number {
    if (this.#mode === 'header') return this.#header(window, at, to, last)
    const next = this.#isFresh ? this.#cells(window, at, to) : at
    return next === at ? this.#next(window, at, to, last) : next
  }

  // Cells that are all there and have no odd quote or space, which most are; answers where the first other one begins.
  #cells(window: Window, at: number, to: number): number {
    const { bytes } = window
    const ends = this.#ends
    let place = at
    while (place < to) {
      const limit = Math.min(to, place + MOST_STRING - 1)
      const isQuoted = bytes[place] === QUOTE
      const from = isQuoted ? place + 1 : place
      let end = from
      if (isQuoted) while (end < limit && bytes[end] !== QUOTE) end++
      else while (end < limit && ends[bytes[end] as number] === 0) end++
      const behind = isQuoted ? end + 1 : end
      if (behind >= limit || ends[bytes[behind] as number] === 0 || (!isQuoted && bytes[from] === SPACE)) break
      if (end > from) this.#cell(window, from, end, false, this.#columns.at(this.#column))
      this.#pass(bytes[behind] as number)
      place = behind + 1
    }
    return place
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
      this.#pass(byte)
      this.#isFresh = true
      return at + 1
    }
    return this.#content(window, at, to, last)
  }

  // A separator or a line end.
  #pass(byte: number): void {
    if (byte === this.#separator) this.#column++
    else {
      this.#column = 0
      this.#leaves.apart()
    }
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
    const column = this.#columns.at(this.#column)
    if (!isOver && end - at >= MOST_STRING - 1) return this.#beginLong(window, at, column.leaf)
    if (!isOver && !last) return WAIT
    this.#cell(window, this.#quoted ? at : at + spaces(window.bytes, at, end), end, escaped, column)
    this.#isFresh = false
    return end
  }

  #cell(window: Window, from: number, to: number, escaped: boolean, column: Column): void {
    const { bytes, base } = window
    const { leaf, clean } = column
    const isAlone = !escaped && to > from && !this.#leaves.mayJoin(bytes, from, to)
    if (isAlone && !this.#isHeard && isWhole(bytes, from, to, leaf)) {
      if (!isSame(bytes, from, to, leaf.replacement)) this.#sink.mask(base + from, base + to, leaf.replacement, leaf)
      return
    }
    const isKept = isAlone && clean !== null
    if (isKept && clean.has(bytes, from, to, 0)) {
      column.note(null)
      return
    }
    const masked = this.#masked
    masked.begin()
    this.#leaves.string(window, from, to, from, escaped, leaf, this.#occurrence)
    if (leaf.kind !== 'whole' && to > from) column.note(masked.whole(base + from, base + to))
    if (isKept && masked.isClean) clean.add(bytes, from, to)
  }

  #contentEnd(bytes: Uint8Array, at: number, limit: number, to: number): ContentEnd {
    const found = this.#found
    if (this.#quoted) quotedEnd(found, bytes, at, limit, to)
    else bareEnd(found, bytes, at, limit, this.#ends)
    return found
  }

  #beginLong(window: Window, at: number, leaf: Leaf): number {
    this.#leaves.apart()
    this.#leaf = leaf
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

function spaces(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to && bytes[at] === 0x20) at++
  return at - from
}
