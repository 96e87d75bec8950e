import type { Leaf } from '../flow/leaf.ts'
import { LeafMasker, MOST_STRING } from '../flow/leaf-masker.ts'
import { type Machine, type Mask, type Sink, tagBytes } from '../flow/sink.ts'
import { TextMachine } from '../flow/text-machine.ts'
import type { Window } from '../flow/window.ts'
import { TextTail } from '../json/text-tail.ts'
import type { Rules } from '../rules.ts'
import type { StructureContext } from '../structure-context.ts'
import { Elements } from './elements.ts'
import { XmlEscapes } from './escapes.ts'
import type { XmlNode } from './grammar.ts'
import { isBlank, isName, type Markup, MOST_NAME, markupAt, nameOf, spaceEnd } from './markup.ts'

const WAIT = -1
const LESS = 0x3c
const GREATER = 0x3e
const SLASH = 0x2f
const EQUALS = 0x3d
const DOCTYPE: Mask = { class: 'free-text', detector: 'xml-doctype', score: 1 }

/**
 * XML 1.0 as it comes, without DTDs: text between tags, CDATA, comments and attribute values are masked by where they stand;
 * markup is never touched, so what is well-formed stays it. A document type declares entities, which could hide or multiply
 * anything: from there on everything goes. Other breaks of the syntax make the rest text.
 */
export class XmlMachine implements Machine {
  readonly #sink: Sink
  readonly #leaves: LeafMasker
  readonly #text: TextMachine
  readonly #tail: TextTail
  readonly #elements: Elements
  #mode: 'content' | 'tag' | 'long' | 'closed' | 'tail' = 'content'
  /** What ends the text that is being read: `<` between tags, or the end of a comment or CDATA section. */
  #markup: Markup | null = null
  #at: number = 0
  #leaf: Leaf
  #from: number = 0
  /** Of a long value: what it is in, and the byte that ends it. */
  #after: 'content' | 'tag' = 'content'
  #quote: number = LESS

  constructor(sink: Sink, rules: Rules, context: StructureContext, root: XmlNode) {
    this.#sink = sink
    this.#leaves = new LeafMasker(rules, sink, new XmlEscapes())
    this.#text = new TextMachine(rules, sink)
    this.#tail = new TextTail(sink, rules, false)
    this.#elements = new Elements(root, context)
    this.#leaf = root.text
  }

  begin(at: number): void {
    this.#at = at
    this.#mode = 'content'
    this.#markup = null
    this.#elements.clear()
  }

  read(window: Window, end: number, last: boolean): number {
    let settled = this.#at
    while (this.#at < end || (last && this.#mode === 'long')) {
      if (this.#mode === 'tail') return this.#tail.read(window, this.#at, end, last).settled
      if (this.#mode === 'closed') break
      if (this.#mode === 'long') {
        settled = this.#long(window, end, last)
        if (this.#mode === 'long') return settled
        continue
      }
      const at = this.#at - window.base
      const next =
        this.#mode === 'tag'
          ? this.#tag(window, at, end - window.base, last)
          : this.#content(window, at, end - window.base, last)
      if (next === WAIT) break
      this.#at = next + window.base
      settled = this.#at
    }
    if (this.#mode === 'tail') return this.#tail.read(window, this.#at, end, last).settled
    if (this.#mode !== 'closed') return settled
    this.#at = end
    if (last) this.#sink.mask(this.#from, end, tagBytes('free-text'), DOCTYPE)
    return end
  }

  #content(window: Window, at: number, to: number, last: boolean): number {
    if (this.#markup === null && window.bytes[at] === LESS) return this.#open(window, at, to, last)
    const { end, state } = this.#runEnd(window.bytes, at, Math.min(to, at + MOST_STRING), to)
    const leaf = this.#markup?.kind === 'comment' ? this.#elements.comment : this.#elements.text
    if (state === 'more' && end - at >= MOST_STRING - 3) return this.#beginLong(window, at, leaf, 'content')
    if (state === 'more' && !last) return WAIT
    const stop = state === 'more' ? to : end
    this.#mask(window, at, stop, leaf)
    if (state === 'more' || this.#markup === null) return stop
    const { length } = this.#markup.end
    this.#markup = null
    return stop + length
  }

  // Where text ends: at a tag, or where a comment or section does; its end may be cut.
  #runEnd(bytes: Uint8Array, at: number, limit: number, to: number): { end: number; state: 'end' | 'more' } {
    const closing = this.#markup?.end
    const first = closing?.[0] ?? LESS
    let end = at
    for (;;) {
      while (end < limit && bytes[end] !== first) end++
      if (end >= limit) return { end, state: 'more' }
      if (closing === undefined) return { end, state: 'end' }
      if (end + closing.length > to) return { end, state: 'more' }
      if (closing.every((byte, index) => bytes[end + index] === byte)) return { end, state: 'end' }
      end++
    }
  }

  #open(window: Window, at: number, to: number, last: boolean): number {
    const found = markupAt(window.bytes, at, to, last)
    if (found === 'wait') return WAIT
    if (found === null) return this.#break(window, at)
    switch (found.kind) {
      case 'comment':
      case 'section':
        this.#markup = found
        return found.at
      case 'instruction':
        return found.at
      case 'doctype':
        this.#mode = 'closed'
        this.#from = window.base + at
        this.#sink.open(this.#from)
        return at
      case 'end':
        return this.#elements.close() ? found.at : this.#break(window, at)
      case 'start':
        if (!this.#elements.open(nameOf(window.bytes, at + 1, found.at))) return this.#break(window, at)
        this.#mode = 'tag'
        return found.at
    }
  }

  // Inside a start tag: attributes, then its end.
  #tag(window: Window, at: number, to: number, last: boolean): number {
    const { bytes } = window
    const byte = bytes[at] as number
    if (isBlank(byte)) return spaceEnd(bytes, at, to)
    if (byte === GREATER) {
      this.#mode = 'content'
      return at + 1
    }
    if (byte === SLASH) {
      if (at + 1 === to) return last ? this.#break(window, at) : WAIT
      if (bytes[at + 1] !== GREATER) return this.#break(window, at)
      this.#elements.close()
      this.#mode = 'content'
      return at + 2
    }
    return this.#attribute(window, at, to, last)
  }

  #attribute(window: Window, at: number, to: number, last: boolean): number {
    const { bytes } = window
    let end = at
    while (end < to && end - at < MOST_NAME && isName(bytes[end] as number)) end++
    const equals = spaceEnd(bytes, end, to)
    const open = equals < to && bytes[equals] === EQUALS ? spaceEnd(bytes, equals + 1, to) : equals
    if (open >= to) return last || to - at > MOST_STRING ? this.#break(window, at) : WAIT
    const quote = bytes[open] as number
    if (end === at || open === equals || (quote !== 0x22 && quote !== 0x27)) return this.#break(window, at)
    const from = open + 1
    const limit = Math.min(to, from + MOST_STRING)
    let stop = from
    while (stop < limit && bytes[stop] !== quote && bytes[stop] !== LESS) stop++
    const name = nameOf(bytes, at, end)
    const leaf = this.#elements.attribute(name)
    if (stop === limit && stop - from >= MOST_STRING) {
      this.#quote = quote
      return this.#beginLong(window, from, leaf, 'tag')
    }
    if (stop === to && !last) return WAIT
    this.#elements.said(name, bytes, from, stop)
    this.#mask(window, from, stop, leaf)
    if (stop < to && bytes[stop] === LESS) return this.#break(window, stop)
    return Math.min(stop + 1, to)
  }

  #mask(window: Window, from: number, to: number, leaf: Leaf): void {
    const { bytes } = window
    let start = from
    let end = to
    while (start < end && isBlank(bytes[start] as number)) start++
    while (end > start && isBlank(bytes[end - 1] as number)) end--
    if (start === end || leaf.kind === 'keep') return
    const escaped = this.#markup === null && bytes.subarray(start, end).includes(0x26)
    this.#leaves.string(window, start, end, start, escaped, leaf, this.#elements)
  }

  #beginLong(window: Window, at: number, leaf: Leaf, after: 'content' | 'tag'): number {
    this.#mode = 'long'
    this.#leaf = leaf
    this.#after = after
    this.#from = window.base + at
    if (isMasked(leaf)) this.#sink.open(this.#from)
    else if (leaf.kind !== 'keep') this.#text.begin(this.#from, leaf.mode)
    return at
  }

  #long(window: Window, end: number, last: boolean): number {
    const { bytes, base } = window
    const to = end - base
    let at = this.#at - base
    let isOver = false
    if (this.#after === 'content') {
      const found = this.#runEnd(bytes, at, to, to)
      at = found.state === 'end' || !last ? found.end : to
      isOver = found.state === 'end'
    } else {
      while (at < to && bytes[at] !== this.#quote && bytes[at] !== LESS) at++
      isOver = at < to
    }
    this.#at = at + base
    const settled = this.#settle(window, isOver || last)
    if (isOver || last) this.#endLong(window, at, isOver)
    return settled
  }

  #settle(window: Window, isOver: boolean): number {
    if (!isMasked(this.#leaf)) return this.#leaf.kind === 'keep' ? this.#at : this.#text.read(window, this.#at, isOver)
    if (isOver) this.#sink.mask(this.#from, this.#at, this.#leaf.replacement, this.#leaf)
    return this.#at
  }

  #endLong(window: Window, at: number, isOver: boolean): void {
    this.#mode = this.#after
    if (!isOver) return
    if (this.#after === 'tag') {
      if (window.bytes[at] === LESS) this.#break(window, at)
      else this.#at++
    } else if (this.#markup !== null) {
      this.#at += this.#markup.end.length
      this.#markup = null
    }
  }

  #break(window: Window, at: number): number {
    this.#mode = 'tail'
    this.#tail.begin(window.base + at)
    return at
  }
}

function isMasked(leaf: Leaf): boolean {
  return leaf.kind === 'whole' || leaf.kind === 'value'
}
