import { CLASS, DIGIT } from '../byte-classes.ts'
import type { Leaf } from './leaf.ts'
import type { Mask, Sink } from './sink.ts'
import { tagBytes } from './sink.ts'
import type { Window } from './window.ts'

/** Bytes from where the first of three leaves begins to where the last does. */
const MOST_APART = 192
const SHORTEST = 2
export const LONGEST = 4
/** Only so many digits begin one. */
export const FIRST_LENGTH = 3
const QUOTE = 0x22
const SSN: Mask = { class: 'ssn', detector: 'split-ssn', score: 0.85 }
const PHONE: Mask = { class: 'phone', detector: 'split-phone', score: 0.85 }

interface Part {
  start: number
  length: number
  value: number
  /** Masked by its own key already: an area code. */
  isMasked: boolean
}

/**
 * Numbers that were split over three leaves beside one another: the groups of an SSN, or the exchange and the line of a phone
 * behind an area code that its key or column named. The first two are held back until the third is there, or too far away.
 */
export class Triples {
  readonly #sink: Sink
  /** In `cells` nobody says what is a number and what is text: only groups that begin with a zero tell. */
  readonly #where: 'json' | 'cells'
  readonly #first: Part = part()
  readonly #second: Part = part()
  #count: number = 0

  constructor(sink: Sink, where: 'json' | 'cells') {
    this.#sink = sink
    this.#where = where
  }

  /** Whether a leaf waits for the next. */
  get isOpen(): boolean {
    return this.#count > 0
  }

  /** The place from which on leaves must not be let go yet, given where the bytes end; without end where none is held. */
  held(end: number): number {
    const { start } = this.#first
    return this.#count === 0 || end - start > MOST_APART ? Number.POSITIVE_INFINITY : start
  }

  /** What comes next is beside none of those before. */
  apart(): void {
    this.#count = 0
  }

  /** A leaf. True where it was the third, and all were masked. */
  join(window: Window, from: number, to: number, rule: Leaf): boolean {
    if (rule.kind === 'whole' && rule.class === 'phone') return this.#take(window, from, to, true)
    // Keys of JSON are no values.
    if (rule.kind === 'text' && rule.value === null)
      return (this.#where === 'cells' || rule.numbers === 'scan') && this.#take(window, from, to, false)
    this.#count = 0
    return false
  }

  #take({ bytes, base }: Window, from: number, to: number, isMasked: boolean): boolean {
    const length = to - from
    const value = length < SHORTEST || length > LONGEST ? -1 : numberOf(bytes, from, to)
    if (value < 0) {
      this.#count = 0
      return false
    }
    const start = base + from
    if (this.#count > 0 && start - this.#first.start > MOST_APART) this.#count = 0
    const mask = this.#count === 2 ? this.#whole(length, value, bytes[from - 1] === QUOTE) : null
    if (mask !== null) this.#mask(start, base + to, mask)
    else this.#keep(start, length, value, isMasked)
    return mask !== null
  }

  #mask(start: number, end: number, mask: Mask): void {
    const tag = tagBytes(mask.class)
    for (const { start: at, length, isMasked } of [this.#first, this.#second])
      if (!isMasked) this.#sink.mask(at, at + length, tag, mask)
    this.#sink.mask(start, end, tag, mask)
    this.#count = 0
  }

  // As the second where it may be that, else as a first.
  #keep(start: number, length: number, value: number, isMasked: boolean): void {
    if (this.#count === 1 && length === (this.#first.isMasked ? 3 : 2)) {
      set(this.#second, start, length, value, isMasked)
      this.#count = 2
      return
    }
    set(this.#first, start, length, value, isMasked)
    this.#count = length === FIRST_LENGTH ? 1 : 0
  }

  #whole(length: number, value: number, isQuoted: boolean): Mask | null {
    if (length !== 4) return null
    const { value: area, isMasked } = this.#first
    const { value: middle } = this.#second
    if (isMasked) return middle >= 200 ? PHONE : null
    if (area === 0 || area === 666 || area >= 900 || middle === 0 || value === 0 || isMonthOfYear(middle, value))
      return null
    if (middle < 10 || value < 1000 || area < 100) return SSN
    const isText = isQuoted && this.#where === 'json'
    return isText && [area, middle, value].some((group) => group % 5 !== 0 && group % 8 !== 0) ? SSN : null
  }
}

function part(): Part {
  return { start: 0, length: 0, value: 0, isMasked: false }
}

function set(part: Part, start: number, length: number, value: number, isMasked: boolean): void {
  part.start = start
  part.length = length
  part.value = value
  part.isMasked = isMasked
}

// Day of a year, month, year: no groups of an SSN.
function isMonthOfYear(middle: number, value: number): boolean {
  return middle <= 12 && value >= 1900 && value <= 2099
}

// -1 where there is anything but digits.
function numberOf(bytes: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number
    if (((CLASS[byte] as number) & DIGIT) === 0) return -1
    value = value * 10 + byte - 0x30
  }
  return value
}
