import type { Node, Trail } from './node.ts'
import type { Shape } from './trace.ts'

/** Deeper documents are text from there on. */
export const MOST_DEPTH = 512
const MOST_SAID = 1024
export const OBJECT = 1
export const ARRAY = 2

/** The objects and arrays around a place, outermost first: a fixed budget, and no recursion. */
export class Frames {
  depth: number = 0
  readonly #kinds: number[] = []
  readonly #nodes: Node[] = []
  readonly #trails: Trail[] = []
  /** What was said in an object that its other members hang on: a system, a type, an extension's url. */
  readonly #memos: string[] = []
  readonly #types: string[] = []
  /** Ids of resources whose type is not said yet. */
  readonly #pending: string[] = []
  /** Of the outermost ones, as many as are known to be right. */
  readonly #shapes: (Shape | null)[] = []
  #shaped: number = 0

  clear(): void {
    this.depth = 0
    this.#shaped = 0
  }

  /** False where the budget is spent. */
  push(kind: number, node: Node): boolean {
    const { depth } = this
    if (depth === MOST_DEPTH) return false
    this.#kinds[depth] = kind
    this.#nodes[depth] = node
    this.#trails[depth] = node.begin
    this.#memos[depth] = ''
    this.#types[depth] = ''
    this.#pending[depth] = ''
    this.depth++
    return true
  }

  pop(count: number): void {
    this.depth -= count
    if (this.#shaped > this.depth) this.#shaped = this.depth
  }

  /** All of them as one object, given the one of none; null where there is no room for more. */
  shape(root: Shape): Shape | null {
    const shapes = this.#shapes
    let shape = this.#shaped === 0 ? root : (shapes[this.#shaped - 1] as Shape | null)
    for (let index = this.#shaped; index < this.depth; index++) {
      shape = shape?.inner(this.#kinds[index] as number, this.#nodes[index] as Node) ?? null
      shapes[index] = shape
    }
    this.#shaped = this.depth
    return shape
  }

  get kind(): number {
    return this.depth === 0 ? 0 : (this.#kinds[this.depth - 1] as number)
  }

  /** The node of the innermost one; there is one. */
  get node(): Node {
    return this.#nodes[this.depth - 1] as Node
  }

  /** The innermost object's last member, of the same node. */
  get trail(): Trail {
    return this.#trails[this.depth - 1] as Trail
  }

  set trail(trail: Trail) {
    this.#trails[this.depth - 1] = trail
  }

  get memo(): string {
    return this.#memos[this.depth - 1] ?? ''
  }

  /** What was said in an object further out. */
  saidAround(up: number): string {
    return this.#memos[this.depth - 1 - up] ?? ''
  }

  remember(up: number, said: string): void {
    const index = this.depth - 1 - up
    const before = this.#memos[index]
    if (before === undefined || index < 0) return
    this.#memos[index] = before === '' ? said : `${before} ${said}`.slice(0, MOST_SAID)
  }

  /** The type of the innermost resource that has one. */
  get type(): string {
    for (let index = this.depth - 1; index >= 0; index--) {
      const type = this.#types[index]
      if (type !== undefined && type !== '') return type
    }
    return ''
  }

  /** The type of the innermost object itself. */
  get ownType(): string {
    return this.#types[this.depth - 1] ?? ''
  }

  setType(type: string, node: Node): void {
    this.#types[this.depth - 1] = type
    this.become(node)
  }

  /** What is known of the innermost one has changed. */
  become(node: Node): void {
    if (this.#shaped === this.depth) this.#shaped--
    this.#nodes[this.depth - 1] = node
    this.#trails[this.depth - 1] = node.begin
  }

  get pending(): string {
    return this.#pending[this.depth - 1] ?? ''
  }

  pend(id: string): void {
    if (this.depth > 0) this.#pending[this.depth - 1] = id
  }
}
