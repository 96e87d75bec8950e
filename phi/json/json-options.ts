import type { Sink } from '../flow/sink.ts'
import type { Window } from '../flow/window.ts'
import type { Rules } from '../rules.ts'
import type { StructureContext } from '../structure-context.ts'
import type { KeyTable } from './keys.ts'
import type { NestedMachine } from './long-string.ts'
import type { Grammar, Node } from './node.ts'

/** What a machine for JSON is made of. */
export interface JsonOptions {
  readonly rules: Rules
  readonly grammar: Grammar
  readonly keys: KeyTable
  readonly context: StructureContext
  /** Makes what reads XHTML inside a string. */
  readonly markup: (sink: Sink) => NestedMachine
  /** A line end begins anew where a line was no JSON. */
  readonly lines?: boolean
  /** Takes pieces of texts that go on in other documents; false where one is to be read by itself. */
  readonly pieces?: (window: Window, from: number, to: number, node: Node) => boolean
  /** How many documents are around this one. */
  readonly layer?: number
}

/** Documents inside strings of documents; what is deeper is text. */
const MOST_LAYERS = 3

/** Whether a string of the document may hold one. */
export function mayNest({ layer = 1 }: JsonOptions): boolean {
  return layer < MOST_LAYERS
}

/** For a document inside a string of another: it goes on in no other, and is no line of its own. */
export function nestedOptions({ pieces: _none, layer = 1, ...options }: JsonOptions): JsonOptions {
  return { ...options, lines: false, layer: layer + 1 }
}
