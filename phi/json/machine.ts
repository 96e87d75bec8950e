import { type Leaf, leaf } from '../flow/leaf.ts'
import { LeafMasker, MOST_STRING } from '../flow/leaf-masker.ts'
import type { Machine, Sink } from '../flow/sink.ts'
import type { Window } from '../flow/window.ts'
import { EscapeReader } from './escapes.ts'
import { ARRAY, OBJECT } from './frames.ts'
import { type JsonOptions, mayNest, nestedOptions } from './json-options.ts'
import { keyText, MOST_KEY } from './keys.ts'
import { LongString } from './long-string.ts'
import { Place } from './place.ts'
import { Repeats } from './repeats.ts'
import { type Progress, TextTail } from './text-tail.ts'
import {
  COMMA,
  markEnd,
  NEITHER,
  numberEnd,
  plainEnd,
  QUOTE,
  STRING_BYTES,
  spaceEnd,
  stringEnd,
  TOKEN,
  TOKENS,
  WAIT,
  wordEnd,
} from './tokens.ts'
import { Values } from './values.ts'

const KEY_LEAF = leaf('text')

/**
 * JSON as it comes, RFC 8259, one or more documents. Tokens are looked at when they are whole; a string that is longer than
 * MOST_STRING is read as it comes. A string may hold a document itself. Commas too many are let pass; any other break of
 * the grammar makes the rest text.
 */
export class JsonMachine implements Machine {
  readonly #options: JsonOptions
  readonly #mayNest: boolean
  readonly #place: Place
  readonly #escapes: EscapeReader = new EscapeReader()
  readonly #leaves: LeafMasker
  readonly #values: Values
  readonly #long: LongString
  readonly #tail: TextTail
  #mode: 'tokens' | 'long' | 'text' = 'tokens'
  #at: number = 0
  readonly #repeats: Repeats = new Repeats()

  constructor(sink: Sink, options: JsonOptions) {
    this.#options = options
    this.#mayNest = mayNest(options)
    this.#place = new Place(options.grammar, options.context)
    this.#leaves = new LeafMasker(options.rules, sink, this.#escapes, 'json')
    this.#values = new Values(this.#place, this.#leaves, options)
    this.#tail = new TextTail(sink, options.rules, options.lines === true)
    this.#long = new LongString(sink, this.#escapes, options.rules, {
      document: () => new JsonMachine(this.#long.layer, nestedOptions(options)),
      markup: () => options.markup(this.#long.layer),
    })
  }

  begin(at: number): void {
    this.#at = at
    this.#mode = 'tokens'
    this.#place.recorder.drop()
    this.#place.restart()
    this.#leaves.apart()
  }

  read(window: Window, end: number, last: boolean): number {
    for (;;) {
      const before = this.#at
      const { settled, again } =
        this.#mode === 'tokens'
          ? this.#readTokens(window, end, last)
          : this.#mode === 'long'
            ? this.#readLong(window, end, last)
            : this.#readText(window, end, last)
      if (!again || (this.#at === before && this.#at >= end)) return last ? settled : this.#leaves.held(settled, end)
    }
  }

  // Tokens until something else begins or more bytes are needed.
  #readTokens(window: Window, end: number, last: boolean): Progress {
    const { bytes, base } = window
    const to = end - base
    let at = this.#at - base
    this.#repeats.begin(this.#place, this.#at)
    while (at < to && this.#mode === 'tokens') {
      if (this.#repeats.active) at = this.#repeated(window, at, to)
      else if (this.#place.expected === 'key' && bytes[at] === QUOTE) at = this.#members(window, at, to)
      if (at >= to || this.#mode !== 'tokens') break
      const next = this.#token(window, bytes, at, to, last)
      if (next === WAIT) break
      at = next
    }
    this.#at = at + base
    return { settled: this.#at, again: this.#mode !== 'tokens' }
  }

  #token(window: Window, bytes: Uint8Array, at: number, to: number, last: boolean): number {
    switch (TOKENS[bytes[at] as number]) {
      case TOKEN.space:
        return spaceEnd(bytes, at + 1, to)
      case TOKEN.quote:
        return this.#place.expected === 'key' ? this.#key(window, at, to, last) : this.#string(window, at, to, last)
      case TOKEN.colon:
        return this.#place.colon() ? at + 1 : this.#break(window, at)
      case TOKEN.comma:
        return this.#place.comma() ? at + 1 : this.#break(window, at)
      case TOKEN.object:
        return this.#place.open(OBJECT) ? at + 1 : this.#break(window, at)
      case TOKEN.array:
        return this.#place.open(ARRAY) ? at + 1 : this.#break(window, at)
      case TOKEN.objectEnd:
        return this.#place.close(OBJECT) ? at + 1 : this.#break(window, at)
      case TOKEN.arrayEnd:
        return this.#place.close(ARRAY) ? at + 1 : this.#break(window, at)
      case TOKEN.number:
        return this.#number(window, at, to, last)
      case TOKEN.word:
        return this.#word(window, at, to, last)
      default:
        return this.#none(window, at, to, last)
    }
  }

  // A byte order mark before a document is let pass; nothing else is.
  #none(window: Window, at: number, to: number, last: boolean): number {
    if (this.#place.frames.depth > 0 || !this.#place.isValueExpected) return this.#break(window, at)
    const end = markEnd(window.bytes, at, to, last)
    return end === NEITHER ? this.#break(window, at) : end
  }

  /** Members as they were met before, one after the other, while their values are short strings: most of a document. */
  #members(window: Window, start: number, to: number): number {
    const { bytes, base } = window
    const place = this.#place
    let at = start
    for (;;) {
      const from = place.readAhead(bytes, at, to, base)
      if (from < 0) return at
      if (bytes[from] !== QUOTE || from === to) return from
      const end = plainEnd(window.view, from + 1, Math.min(to - 1, from + MOST_STRING))
      if (end < 0) return from
      at = this.#value(window, from + 1, end, false, place.node.leaf)
      if (this.#mode !== 'tokens' || bytes[at] !== COMMA) return at
      place.comma()
      at++
    }
  }

  /** What was met before at this place, as long as it comes again; strings and numbers between are looked at. */
  #repeated(window: Window, start: number, to: number): number {
    const place = this.#place
    const repeats = this.#repeats
    let at = start
    let trace = repeats.first(place, window, at, to)
    while (trace !== null) {
      if (trace.end.isApart) this.#leaves.apart()
      at += trace.length
      const end = this.#between(window, at, to)
      if (end < 0) return at
      at = end
      if (this.#values.isClean) repeats.lengthen(trace, place)
      if (this.#mode !== 'tokens' || place.recorder.active) return at
      trace = repeats.next(trace, place, window, at, to)
    }
    return at
  }

  // A plain string or a number that is wholly there; WAIT where it is none.
  #between(window: Window, at: number, to: number): number {
    const first = at < to ? (window.bytes[at] as number) : 0
    if (first !== QUOTE) return TOKENS[first] === TOKEN.number ? this.#number(window, at, to, false) : WAIT
    const end = plainEnd(window.view, at + 1, Math.min(to, at + 1 + MOST_STRING))
    return end < 0 ? WAIT : this.#value(window, at + 1, end, false, this.#place.node.leaf)
  }

  #key(window: Window, at: number, to: number, last: boolean): number {
    const { bytes } = window
    const from = at + 1
    const limit = Math.min(to, from + MOST_KEY)
    let end = from
    while (end < limit && STRING_BYTES[bytes[end] as number] === 0) end++
    if (end >= to && !last && end - from < MOST_KEY) return WAIT
    if (bytes[end] === QUOTE && end < to) {
      const key = this.#options.keys.find(bytes, from, end)
      if (key.id < 0) this.#leaves.string(window, from, end, from, false, KEY_LEAF, this.#place)
      this.#place.key(key, window.base + at)
      return end + 1
    }
    return this.#longKey(window, at, to, last)
  }

  // A key with escapes or longer than any that rules know: it is text.
  #longKey(window: Window, at: number, to: number, last: boolean): number {
    const from = at + 1
    const { end, escaped, state } = stringEnd(window.bytes, from, Math.min(to, from + MOST_STRING))
    if (state === 'more' && end < from + MOST_STRING && !last) return WAIT
    this.#place.node = this.#place.frames.node
    if (state === 'more' && end >= from + MOST_STRING) {
      this.#beginLong(window, from, KEY_LEAF, from)
      this.#place.expected = 'colon'
      return from
    }
    this.#leaves.string(window, from, end, from, escaped, KEY_LEAF, this.#place)
    if (state !== 'quote') return state === 'control' ? this.#break(window, end) : end
    this.#place.key({ id: -1, text: keyText(window.bytes, at, end + 1), bytes: new Uint8Array(0) }, -1)
    return end + 1
  }

  #string(window: Window, at: number, to: number, last: boolean): number {
    if (!this.#place.isValueExpected) return this.#break(window, at)
    const { leaf: rule } = this.#place.node
    const from = at + 1
    const { bytes } = window
    const limit = Math.min(to, from + MOST_STRING)
    const plain = plainEnd(window.view, from, limit)
    if (plain >= 0) return this.#value(window, from, plain, false, rule)
    const found = stringEnd(bytes, from, limit)
    if (found.state === 'quote') return this.#value(window, from, found.end, found.escaped, rule)
    if (found.state === 'more' && limit < from + MOST_STRING && !last) return WAIT
    if (found.state === 'more' && limit === from + MOST_STRING)
      return this.#beginLong(window, from, rule, this.#place.floor(window, from))
    // Cut off by a control or by the end: what there is of it is masked all the same.
    const next = this.#value(window, from, found.end, found.escaped, rule)
    if (this.#mode === 'long') return next
    return found.state === 'control' ? this.#break(window, found.end) : found.end
  }

  // A string that is wholly there. Answers the place behind its quote.
  #value(window: Window, from: number, end: number, escaped: boolean, rule: Leaf): number {
    if (this.#values.string(window, from, end, escaped, rule)) return end + 1
    return this.#beginLong(window, from, rule, this.#place.floor(window, from))
  }

  #beginLong(window: Window, from: number, rule: Leaf, floor: number): number {
    this.#leaves.apart()
    this.#mode = 'long'
    this.#place.recorder.drop()
    this.#long.begin(window, from, rule, floor, this.#mayNest)
    this.#place.after()
    return from
  }

  #number(window: Window, at: number, to: number, last: boolean): number {
    const end = this.#place.isValueExpected ? numberEnd(window.bytes, at, to, last) : NEITHER
    if (end === NEITHER) return this.#break(window, at)
    if (end === WAIT) return WAIT
    this.#values.number(window, at, end)
    return end
  }

  #word(window: Window, at: number, to: number, last: boolean): number {
    const end = this.#place.isValueExpected ? wordEnd(window.bytes, at, to, last) : NEITHER
    if (end === NEITHER) return this.#break(window, at)
    if (end !== WAIT) this.#place.word(window, at)
    return end
  }

  #readLong(window: Window, end: number, last: boolean): Progress {
    const { at, settled, state } = this.#long.read(window, this.#at, end, last)
    this.#at = at
    if (state === 'more') return { settled, again: false }
    this.#mode = 'tokens'
    if (state === 'control') this.#break(window, at - window.base)
    return { settled: at, again: true }
  }

  // What is no JSON is text, to the line's end where lines are documents.
  #readText(window: Window, end: number, last: boolean): Progress {
    const progress = this.#tail.read(window, this.#at, end, last)
    this.#at = progress.at
    if (!progress.again) return progress
    this.#mode = 'tokens'
    this.#place.restart()
    return progress
  }

  #break(window: Window, at: number): number {
    this.#leaves.apart()
    this.#mode = 'text'
    this.#place.recorder.drop()
    this.#tail.begin(window.base + at)
    return at
  }
}
