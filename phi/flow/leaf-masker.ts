import { CLASS, DIGIT, LOWER, UPPER, WORD } from '../byte-classes.ts'
import { ASK, SCAN } from '../fhir/quick-values.ts'
import type { PhiClass } from '../phi.ts'
import type { Rules } from '../rules.ts'
import { NOBODY, type Occurrence } from '../structure-context.ts'
import { type Leaf, leaf } from './leaf.ts'
import { KNOWN_CLEAN, LeafScan } from './leaf-scan.ts'
import { type Escapes, Scratch } from './scratch.ts'
import type { Sink } from './sink.ts'
import { tagBytes } from './sink.ts'
import { FIRST_LENGTH, LONGEST, Triples } from './triples.ts'
import type { Window } from './window.ts'

/** Longer strings are read as they come, not at once. */
export const MOST_STRING = 2048
const MOST_PREFIX = 256
const MOST_REPLACEMENTS = 64
/** A run of capitals at least so long may be an identifier without a digit. */
const SHORTEST_CODE = 5
const ZERO = Buffer.from('0')
const NINETY = Buffer.from('90')
const TEXT_LEAF = leaf('text')

/** Masks one short string or number that is wholly in the window. Places are those of the window's buffer. */
export class LeafMasker {
  readonly #scan: LeafScan
  #undoing: Scratch | null = null
  readonly #sink: Sink
  readonly #escapes: Escapes
  readonly #replacements: Map<string, Uint8Array> = new Map()
  /** Null where nothing is held back. */
  readonly #triples: Triples | null

  /**
   * `joins`: values that were split over leaves are found; then what is `held` must not be let go. Who reads `cells` knows
   * themselves which come again.
   */
  constructor(rules: Rules, sink: Sink, escapes: Escapes, joins: 'json' | 'cells' | 'nothing' = 'nothing') {
    // Strings of JSON say line ends by escapes only.
    this.#scan = new LeafScan(rules, joins !== 'cells', joins === 'json')
    this.#triples = joins === 'nothing' ? null : new Triples(sink, joins)
    this.#sink = sink
    this.#escapes = escapes
  }

  /** The place from which on nothing may be let go yet, given where the bytes end. */
  held(settled: number, end: number): number {
    return this.#triples === null ? settled : Math.min(settled, this.#triples.held(end))
  }

  /** What comes next is beside none of the leaves before. */
  apart(): void {
    this.#triples?.apart()
  }

  /** Whether a leaf may be one of three that are masked together. Most begin no such three, and are beside none that does. */
  mayJoin(bytes: Uint8Array, from: number, to: number): boolean {
    const triples = this.#triples
    return triples !== null && (triples.isOpen || (to - from === FIRST_LENGTH && isDigit(bytes[from])))
  }

  /**
   * `floor`: where the key before it begins, or the value where there is none to look back at. Answers whether it is a text
   * that was met before, behind the same key, and is always clean.
   */
  string(
    window: Window,
    from: number,
    to: number,
    floor: number,
    escaped: boolean,
    rule: Leaf,
    at: Occurrence,
  ): boolean {
    if (this.mayJoin(window.bytes, from, to) && this.#triples?.join(window, from, to, rule) === true) return false
    switch (rule.kind) {
      case 'keep':
      case 'type':
      case 'remember':
      case 'markup':
        return false
      case 'whole':
        if (!isWhole(window.bytes, from, to, rule)) this.#text(window, from, to, floor, escaped, TEXT_LEAF)
        else {
          if (at.context.learn !== null) this.#learn(window, from, to, escaped, rule, at.context.learn)
          this.#whole(window, from, to, rule, at)
        }
        return false
      case 'value':
        this.#value(window, from, to, escaped, rule, at)
        return false
      case 'label':
        this.#labelled(window, from, to, escaped, rule)
        return false
      case 'text':
        if (rule.value !== null && isDigit(window.bytes[from]) && this.#value(window, from, to, escaped, rule, at))
          return false
        return this.#text(window, from, to, floor, escaped, rule)
    }
  }

  number(window: Window, from: number, to: number, floor: number, rule: Leaf, at: Occurrence): void {
    const { bytes, base } = window
    this.#triples?.apart()
    if (rule.numbers === 'keep' || (to - from === 1 && bytes[from] === 0x30)) return
    if (rule.numbers === 'scan' && this.#scan.number(window, from, to, floor, rule.mode).length === 0) return
    const isAge = rule.numbers === 'age'
    if (isAge && !(ageOf(bytes, from, to) > 90)) return
    if (rule.subject && at.context.subject !== NOBODY)
      at.context.subject(Buffer.from(bytes.buffer, from, to - from).toString('latin1'))
    if (rule.kind === 'whole')
      at.context.learn?.(rule.class, Buffer.from(bytes.buffer, from, to - from).toString('latin1'))
    this.#sink.mask(base + from, base + to, isAge ? NINETY : ZERO, rule)
  }

  // True where the value's own rule has settled what becomes of it.
  #value(window: Window, from: number, to: number, escaped: boolean, rule: Leaf, at: Occurrence): boolean {
    if (rule.value === null || from === to) return false
    if (rule.quick !== null && !escaped && at.context.learn === null) {
      const mask = rule.quick(window.bytes, from, to, at)
      if (mask === SCAN) return false
      if (mask !== ASK) {
        if (mask !== null && !isSame(window.bytes, from + mask.kept, to, mask.replacement))
          this.#sink.mask(window.base + from + mask.kept, window.base + to, mask.replacement, mask)
        return true
      }
    }
    const scratch = this.#scratch
    scratch.clear()
    if (escaped) scratch.decode(window.bytes, from, to, this.#escapes)
    else scratch.plain(window.bytes, from, to)
    const pieces = rule.value(scratch.latin1(0), at)
    if (pieces === 'scan') return false
    for (const { start, end, text, class: kind } of pieces) {
      const { base } = window
      const mask = { class: kind, detector: rule.detector, score: 1 }
      at.context.learn?.(kind, Buffer.from(scratch.bytes.buffer, start, end - start).toString('utf8'))
      this.#sink.mask(base + scratch.from(start), base + scratch.from(end), this.#replacement(text), mask)
    }
    return true
  }

  // Replacements are few: masked dates, tags; numbered ids are not kept.
  #replacement(text: string): Uint8Array {
    let bytes = this.#replacements.get(text)
    if (bytes === undefined) {
      bytes = Buffer.from(text, 'latin1')
      if (this.#replacements.size < MOST_REPLACEMENTS) this.#replacements.set(text, bytes)
    }
    return bytes
  }

  // A value that passed here is found again in free text.
  #learn(
    window: Window,
    from: number,
    to: number,
    escaped: boolean,
    rule: Leaf,
    learn: (kind: PhiClass, value: string) => void,
  ): void {
    const scratch = this.#scratch
    scratch.clear()
    if (escaped) scratch.decode(window.bytes, from, to, this.#escapes)
    else scratch.plain(window.bytes, from, to)
    learn(rule.class, Buffer.from(scratch.bytes.buffer, 0, scratch.length).toString('utf8'))
  }

  #whole({ bytes, base }: Window, from: number, to: number, rule: Leaf, at: Occurrence): void {
    if (rule.subject && to > from && at.context.subject !== NOBODY)
      at.context.subject(Buffer.from(bytes.buffer, from, to - from).toString('utf8'))
    if (to > from && !isSame(bytes, from, to, rule.replacement))
      this.#sink.mask(base + from, base + to, rule.replacement, rule)
  }

  #labelled(window: Window, from: number, to: number, escaped: boolean, rule: Leaf): void {
    const scratch = this.#scratch
    scratch.clear()
    scratch.prefix(rule.label, 0, rule.label.length)
    if (escaped) scratch.decode(window.bytes, from, to, this.#escapes)
    else scratch.plain(window.bytes, from, to)
    this.#scratched(window, 0, rule.label.length, rule)
  }

  // Answers as `string` does.
  #text(window: Window, from: number, to: number, floor: number, escaped: boolean, rule: Leaf): boolean {
    const { bytes, base } = window
    if (escaped) {
      const scratch = this.#scratch
      scratch.clear()
      scratch.prefix(bytes, floor, from)
      scratch.decode(bytes, from, to, this.#escapes)
      this.#scratched(window, from - floor, from - floor, rule)
      return false
    }
    const items = this.#scan.text(window, from, to, floor, rule.mode)
    // A few digits may be a part of what was split over leaves.
    if (items === KNOWN_CLEAN) return to - from > LONGEST || !isDigit(bytes[from])
    if (items.length > 0) this.#triples?.apart()
    for (const found of items)
      this.#sink.mask(Math.max(found.start, base + from), found.end, tagBytes(found.class), found)
    return false
  }

  // Large, and short documents may need none.
  get #scratch(): Scratch {
    this.#undoing ??= new Scratch(MOST_STRING + MOST_PREFIX)
    return this.#undoing
  }

  #scratched({ base }: Window, from: number, valueAt: number, rule: Leaf): void {
    const scratch = this.#scratch
    const items = this.#scan.apart(scratch.bytes, from, scratch.length, rule.mode)
    if (items.length > 0) this.#triples?.apart()
    for (const found of items) {
      const start = base + scratch.from(Math.max(found.start, valueAt))
      const end = base + scratch.from(found.end)
      if (found.end > valueAt) this.#sink.mask(start, end, tagBytes(found.class), found)
    }
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

/** Whether a value without escapes is masked as a whole, whatever else it holds. */
export function isWhole(bytes: Uint8Array, from: number, to: number, { kind, needsDigit }: Leaf): boolean {
  if (kind !== 'whole') return false
  if (needsDigit) return isCode(bytes, from, to)
  return ((CLASS[bytes[from] as number] as number) & WORD) !== 0 || hasWord(bytes, from + 1, to)
}

// Lines and dots of a drawn table hide nobody.
function hasWord(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (((CLASS[bytes[at] as number] as number) & WORD) !== 0) return true
  return false
}

// A digit, or a run of capitals long enough to be an identifier: "unknown" and "N/A" are none.
function isCode(bytes: Uint8Array, from: number, to: number): boolean {
  let small = false
  let capital = false
  for (let at = from; at < to; at++) {
    const kind = CLASS[bytes[at] as number] as number
    if ((kind & DIGIT) !== 0) return true
    if ((kind & LOWER) !== 0) small = true
    if ((kind & UPPER) !== 0) capital = true
  }
  return capital && !small && to - from >= SHORTEST_CODE && bytes[from] !== 0x5b
}

/** Whether bytes are these. */
export function isSame(bytes: Uint8Array, from: number, to: number, other: Uint8Array): boolean {
  if (to - from !== other.length) return false
  for (let at = 0; at < other.length; at++) if (bytes[from + at] !== other[at]) return false
  return true
}

// The whole part of a number, as far as ages go.
function ageOf(bytes: Uint8Array, from: number, to: number): number {
  let age = 0
  for (let at = from; at < to && isDigit(bytes[at]) && age < 1000; at++) age = age * 10 + (bytes[at] as number) - 0x30
  return age === 90 && to - from > 2 ? 91 : age
}
