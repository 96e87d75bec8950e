import { ALNUM, CLASS, LOWER } from './byte-classes.ts'
import type { FieldLookup } from './field-names.ts'
import type { FieldRule } from './field-words.ts'
import { Lexicon } from './lexicon.ts'
import { Endings } from './looks/endings.ts'

/** Longest label, in bytes. */
export const MOST_LABEL = 48

/** A repository has some thousands of different ones. */
const SLOTS = 4096

/** What labels are about. Labels repeat: those that were asked for last are known by their bytes, and no string is made. */
export class Labels {
  /** How labels end. */
  readonly endings: Endings
  readonly #field: FieldLookup
  readonly #ends: Lexicon
  readonly #bytes: Uint8Array = new Uint8Array(SLOTS * MOST_LABEL)
  readonly #lengths: Uint8Array = new Uint8Array(SLOTS)
  readonly #rules: (FieldRule | null)[] = new Array<FieldRule | null>(SLOTS).fill(null)

  constructor(ends: readonly string[], field: FieldLookup) {
    this.endings = new Endings(ends)
    this.#ends = new Lexicon(new Map(ends.map((end) => [end, 1] as const)))
    this.#field = field
  }

  /** What a whole value that may be a label says; null for anything that no label ends with. */
  said(bytes: Uint8Array, from: number, to: number): FieldRule | null {
    if (to - from > MOST_LABEL || to - from < 2) return null
    let start = to
    while (start > from && ((CLASS[bytes[start - 1] as number] as number) & ALNUM) !== 0) start--
    if (start === to) return null
    let camel = to - 1
    while (camel > start && ((CLASS[bytes[camel] as number] as number) & LOWER) !== 0) camel--
    const isEnd = this.#ends.lookup(bytes, start, to) !== 0 || this.#ends.lookup(bytes, camel, to) !== 0
    return isEnd ? this.rule(bytes, from, to) : null
  }

  /** Null for what is longer than a label is. */
  rule(bytes: Uint8Array, from: number, to: number): FieldRule | null {
    const length = to - from
    if (length > MOST_LABEL) return null
    const slot = slotOf(bytes, from, to)
    if (this.#lengths[slot] === length && this.#isSame(slot, bytes, from, length)) return this.#rules[slot] ?? null
    const start = slot * MOST_LABEL
    for (let at = 0; at < length; at++) this.#bytes[start + at] = bytes[from + at] as number
    const rule = this.#field(Buffer.from(this.#bytes.buffer, start, length).toString('utf8'), false)
    this.#lengths[slot] = length
    this.#rules[slot] = rule
    return rule
  }

  #isSame(slot: number, bytes: Uint8Array, from: number, length: number): boolean {
    const start = slot * MOST_LABEL
    for (let at = 0; at < length; at++) if (this.#bytes[start + at] !== bytes[from + at]) return false
    return true
  }
}

function slotOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193)
  return (hash ^ (hash >>> 15)) & (SLOTS - 1)
}
