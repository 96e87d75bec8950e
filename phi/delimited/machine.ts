import type { Leaf } from '../flow/leaf.ts'
import { isSame, isWhole, LeafMasker, MOST_STRING } from '../flow/leaf-masker.ts'
import type { Machine, Sink } from '../flow/sink.ts'
import { TextMachine } from '../flow/text-machine.ts'
import type { Window } from '../flow/window.ts'
import { TextTail } from '../json/text-tail.ts'
import type { Rules } from '../rules.ts'
import { NO_FRAMES, NOBODY, type StructureContext } from '../structure-context.ts'
import { COMPONENT, type Delimiters, type Dialect, FIELD, type Position, SEGMENT, SUBCOMPONENT } from './dialect.ts'

const LONGEST_ID = 3
const WAIT = -1

/**
 * Messages of delimited segments as they come: each value is looked at when it is whole, longer ones as they come. No
 * delimiter is ever touched, so all counts stay. What begins like no message is text to the end; a segment without
 * a proper name is text to its end.
 */
export class DelimitedMachine implements Machine {
  readonly #sink: Sink
  readonly #dialect: Dialect
  readonly #leaves: LeafMasker
  readonly #text: TextMachine
  readonly #tail: TextTail
  readonly #occurrence: { readonly context: StructureContext; readonly frames: typeof NO_FRAMES }
  /** Whole values are told to someone. */
  readonly #isHeard: boolean
  readonly #position: Position = { field: 0, component: 1, subcomponent: 1 }
  #delimiters: Delimiters | null = null
  #mode: 'segment' | 'value' | 'long' | 'tail' = 'segment'
  #at: number = 0
  /** Of a long value. */
  #leaf: Leaf
  #from: number = 0

  constructor(sink: Sink, rules: Rules, context: StructureContext, dialect: Dialect) {
    this.#sink = sink
    this.#dialect = dialect
    this.#leaves = new LeafMasker(rules, sink, dialect.escapes)
    this.#text = new TextMachine(rules, sink)
    this.#tail = new TextTail(sink, rules, false)
    this.#occurrence = { context, frames: NO_FRAMES }
    this.#isHeard = context.learn !== null || context.subject !== NOBODY
    this.#leaf = dialect.leaf(this.#position)
  }

  read(window: Window, end: number, last: boolean): number {
    let settled = this.#at
    while (this.#at < end) {
      if (this.#mode === 'tail') return this.#tail.read(window, this.#at, end, last).settled
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
    if (this.#mode === 'tail') return this.#tail.read(window, this.#at, end, last).settled
    if (last && this.#mode === 'long') this.#long(window, end, true)
    return settled
  }

  #step(window: Window, at: number, to: number, last: boolean): number {
    return this.#mode === 'segment' ? this.#segment(window, at, to, last) : this.#values(window, at, to, last)
  }

  // Between segments: line ends, frames; then a name.
  #segment(window: Window, at: number, to: number, last: boolean): number {
    const { bytes } = window
    const byte = bytes[at] as number
    if (byte <= 0x20) return at + 1
    if (to - at < LONGEST_ID && !last) return WAIT
    if (this.#dialect.headers.some((header) => startsWith(bytes, at, to, header)))
      return this.#header(window, at, to, last)
    const { table } = this.#delimiters ?? NO_DELIMITERS
    if (this.#delimiters === null) return this.#noMessage(window, at)
    const end = nameEnd(bytes, at, to)
    if (end === to && end - at <= LONGEST_ID && !last) return WAIT
    const isName = end - at >= 2 && end - at <= LONGEST_ID && (end === to || table[bytes[end] as number] !== 0)
    this.#begin(isName ? latin1(bytes, at, end) : '', isName ? 0 : 1)
    return isName ? end : at
  }

  #header(window: Window, at: number, to: number, last: boolean): number {
    const found = this.#dialect.delimiters(window.bytes, at, to)
    if (found === 'wait' && !last) return WAIT
    if (found === 'wait' || found === null) return this.#noMessage(window, at)
    this.#delimiters = found
    this.#begin(latin1(window.bytes, at, at + LONGEST_ID), found.field)
    return found.end
  }

  #begin(id: string, field: number): void {
    this.#dialect.segment(id)
    this.#position.field = field
    this.#position.component = 1
    this.#position.subcomponent = 1
    this.#mode = 'value'
  }

  #noMessage(window: Window, at: number): number {
    this.#mode = 'tail'
    this.#tail.begin(window.base + at)
    return at
  }

  // Values and the delimiters where they end, as far as the segment goes.
  #values(window: Window, at: number, to: number, last: boolean): number {
    const { bytes } = window
    const { table } = this.#delimiters ?? NO_DELIMITERS
    let place = at
    while (place < to && this.#mode === 'value') {
      const kind = table[bytes[place] as number] as number
      if (kind !== 0) {
        this.#pass(kind)
        place++
        continue
      }
      const next = this.#value(window, place, to, last)
      if (next === WAIT) return place === at ? WAIT : place
      place = next
    }
    return place
  }

  #value(window: Window, at: number, to: number, last: boolean): number {
    const { bytes, base } = window
    const { table, escape: mark } = this.#delimiters ?? NO_DELIMITERS
    const limit = Math.min(to, at + MOST_STRING)
    let end = at
    let escaped = false
    while (end < limit && table[bytes[end] as number] === 0) if (bytes[end++] === mark) escaped = true
    const rule = this.#dialect.leaf(this.#position)
    if (end === at + MOST_STRING) return this.#beginLong(window, at, rule)
    if (end === to && !last) return WAIT
    if (rule.kind === 'remember') this.#dialect.said(latin1(bytes, at, end), this.#position)
    else if (rule.kind === 'keep' || isNull(bytes, at, end)) return end
    else if (!this.#isHeard && isWhole(bytes, at, end, rule)) {
      if (!isSame(bytes, at, end, rule.replacement)) this.#sink.mask(base + at, base + end, rule.replacement, rule)
    } else this.#leaves.string(window, at, end, at, escaped && rule.kind !== 'whole', rule, this.#occurrence)
    return end
  }

  #pass(kind: number): void {
    const position = this.#position
    if (kind === SUBCOMPONENT) {
      position.subcomponent++
      return
    }
    position.subcomponent = 1
    if (kind === COMPONENT) position.component++
    else position.component = 1
    if (kind === FIELD) position.field++
    if (kind === SEGMENT) this.#mode = 'segment'
  }

  #beginLong(window: Window, at: number, rule: Leaf): number {
    this.#mode = 'long'
    this.#leaf = rule
    this.#from = window.base + at
    if (isMasked(rule)) this.#sink.open(this.#from)
    else if (rule.kind !== 'keep') this.#text.begin(this.#from, rule.mode)
    return at
  }

  #long(window: Window, end: number, last: boolean): number {
    const { bytes, base } = window
    const { table } = this.#delimiters ?? NO_DELIMITERS
    const to = end - base
    let at = this.#at - base
    while (at < to && table[bytes[at] as number] === 0) at++
    this.#at = at + base
    const isOver = at < to || last
    if (isOver) this.#mode = 'value'
    if (isMasked(this.#leaf)) {
      if (isOver) this.#sink.mask(this.#from, this.#at, this.#leaf.replacement, this.#leaf)
      return this.#at
    }
    return this.#leaf.kind === 'keep' ? this.#at : this.#text.read(window, this.#at, isOver)
  }
}

const NO_DELIMITERS = { table: new Uint8Array(256), escape: -1 }

function isMasked(rule: Leaf): boolean {
  return rule.kind === 'whole' || rule.kind === 'value'
}

function startsWith(bytes: Uint8Array, at: number, to: number, header: Uint8Array): boolean {
  if (to - at < header.length) return false
  for (let index = 0; index < header.length; index++) if (bytes[at + index] !== header[index]) return false
  return true
}

// A capital and more capitals or digits.
function nameEnd(bytes: Uint8Array, at: number, to: number): number {
  let end = at
  while (end < to && end - at <= LONGEST_ID) {
    const byte = bytes[end] as number
    if (!(byte >= 0x41 && byte <= 0x5a) && !(end > at && byte >= 0x30 && byte <= 0x39)) break
    end++
  }
  return end
}

// HL7's `""`: deleted.
function isNull(bytes: Uint8Array, from: number, to: number): boolean {
  return to - from === 2 && bytes[from] === 0x22 && bytes[from + 1] === 0x22
}

const MOST_SAID = 64

// Names and qualifiers are short: a loop is faster than a view and a call.
function latin1(bytes: Uint8Array, from: number, to: number): string {
  let text = ''
  for (let at = from; at < Math.min(to, from + MOST_SAID); at++) text += String.fromCharCode(bytes[at] as number)
  return text
}
