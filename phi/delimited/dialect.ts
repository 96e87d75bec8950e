import type { Leaf } from '../flow/leaf.ts'
import type { Escapes } from '../flow/scratch.ts'

/** What a delimiter ends. */
export const FIELD = 1
export const COMPONENT = 2
export const REPETITION = 3
export const SUBCOMPONENT = 4
export const SEGMENT = 5

/** Delimiters as a message itself declares them. */
export interface Delimiters {
  /** What each byte ends; 0 for bytes that are no delimiters. */
  readonly table: Uint8Array
  /** Place behind the declaration, in the window's buffer. */
  readonly end: number
  /** What the byte at `end` ends, as far as the segment goes: its fields are counted on from here. */
  readonly field: number
  readonly escape: number
}

/** Where a value stands in its segment: all counted from 1. */
export interface Position {
  field: number
  component: number
  subcomponent: number
}

/** A standard whose messages are segments of fields of components. */
export interface Dialect {
  readonly escapes: Escapes
  /** The segments that declare delimiters, by the bytes that they begin with. */
  readonly headers: readonly Uint8Array[]
  /** `wait` where more bytes are needed; null where it declares none that make sense. */
  delimiters(bytes: Uint8Array, at: number, to: number): Delimiters | 'wait' | null
  /** A segment begins. */
  segment(id: string): void
  leaf(position: Position): Leaf
  /** A value of a `remember` leaf. */
  said(value: string, position: Position): void
}

/** A table of delimiters, or null where two are the same, or one could stand in a value or in what replaces one. */
export function delimiterTable(kinds: readonly (readonly [byte: number, kind: number])[]): Uint8Array | null {
  const table = new Uint8Array(256)
  for (const [byte, kind] of kinds) {
    const isWord = (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) || byte >= 0x80
    if (isWord || UNFIT.includes(byte) || (table[byte] !== 0 && table[byte] !== kind)) return null
    table[byte] = kind
  }
  return table
}

/** Bytes of tags and masked dates. */
const UNFIT = Buffer.from('[]-"', 'latin1')
