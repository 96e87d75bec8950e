import type { Leaf } from '../flow/leaf.ts'
import type { Key } from './keys.ts'

/**
 * A place in a document, as far as rules tell places apart: what becomes of a string or number there, and which node each
 * key of an object there leads to. Elements of an array are at the array's place. What a key leads to is remembered.
 */
export class Node {
  readonly leaf: Leaf
  readonly #resolve: (key: string) => Node
  readonly #next: (Node | undefined)[] = []

  constructor(rule: Leaf, resolve: (key: string) => Node) {
    this.leaf = rule
    this.#resolve = resolve
  }

  child(key: Key): Node {
    if (key.id < 0) return this.#resolve(key.text)
    let next = this.#next[key.id]
    if (next === undefined) {
      next = this.#resolve(key.text)
      this.#next[key.id] = next
    }
    return next
  }
}

/** Where a document begins, and what a `resourceType` makes of the object around it. */
export interface Grammar {
  readonly root: Node
  resource(type: string): Node
}
