import type { PhiClass } from '../phi.ts'
import { tagOf } from '../transforms.ts'
import type { Window } from './window.ts'

/**
 * Where machines say what is to be masked: in order, without overlap, at places of the stream that they read. What nobody
 * masks stays as it was, byte for byte. Replacements are made of letters, digits and `[ ] - : . +` only, so that they stand
 * in every format as they are.
 */
export interface Sink {
  /** From here on everything goes; where that ends is not known yet. The `mask` that follows begins here. */
  open(start: number): void
  mask(start: number, end: number, replacement: Uint8Array, mask: Mask): void
}

/** For formats whose values keep their length. */
export interface BlankingSink extends Sink {
  /** Every byte becomes this one. */
  blank(start: number, end: number, byte: number): void
  /** A finding of what is blanked. */
  note(start: number, end: number, mask: Mask): void
}

/** What a finding will say. */
export interface Mask {
  readonly class: PhiClass
  readonly detector: string
  readonly score: number
}

/** Reads a stream through a window. State is kept in places of the stream, so that no cut of the bytes matters. */
export interface Machine {
  /** Reads on, up to `end`; with `last` nothing comes after it. Answers the place before which nothing can change any more. */
  read(window: Window, end: number, last: boolean): number
}

const TAG_BYTES = new Map<PhiClass, Uint8Array>()

/** A class's tag, as bytes. */
export function tagBytes(kind: PhiClass): Uint8Array {
  let bytes = TAG_BYTES.get(kind)
  if (bytes === undefined) {
    bytes = Buffer.from(tagOf(kind), 'latin1')
    TAG_BYTES.set(kind, bytes)
  }
  return bytes
}
