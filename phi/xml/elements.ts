import { type Leaf, leaf } from '../flow/leaf.ts'
import { NO_FRAMES, type Occurrence, type StructureContext } from '../structure-context.ts'
import type { XmlNode } from './grammar.ts'

const MOST_DEPTH = 512
const MOST_SAID = 256
const COMMENT = leaf('text')

/** The elements around a place, and what their attributes have said. */
export class Elements {
  readonly context: StructureContext
  /** For values that hang on others: the innermost element's root, system or kind of content. */
  readonly frames: { -readonly [Key in keyof Occurrence['frames']]: Occurrence['frames'][Key] }
  readonly comment: Leaf = COMMENT
  readonly #nodes: XmlNode[] = []
  readonly #root: XmlNode

  constructor(root: XmlNode, context: StructureContext) {
    this.#root = root
    this.context = context
    this.frames = { ...NO_FRAMES }
  }

  clear(): void {
    this.#nodes.length = 0
  }

  /** False where the budget of depth is spent. */
  open(name: string): boolean {
    if (this.#nodes.length === MOST_DEPTH) return false
    this.#nodes.push(this.#node.child(name))
    this.frames.memo = ''
    return true
  }

  /** False where nothing is open. */
  close(): boolean {
    return this.#nodes.pop() !== undefined
  }

  get text(): Leaf {
    return this.#node.text
  }

  attribute(name: string): Leaf {
    return this.#node.attribute(name)
  }

  /** An attribute that others hang on is remembered. */
  said(name: string, bytes: Uint8Array, from: number, to: number): void {
    if ((name === 'root' || name === 'representation') && to - from <= MOST_SAID)
      this.frames.memo = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')
  }

  get #node(): XmlNode {
    return this.#nodes.at(-1) ?? this.#root
  }
}
