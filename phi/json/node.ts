import type { Leaf } from '../flow/leaf.ts'
import type { Key } from './keys.ts'

/** What was met last at a place between members: what may well come next. */
export interface Trail {
  next: Member | null
}

/** A member that an object had: its key as it stands, with the colon, and where it leads to. */
export interface Member extends Trail {
  readonly bytes: Uint8Array
  readonly node: Node
}

/**
 * A place in a document, as far as rules tell places apart: what becomes of a string or number there, and which node each
 * key of an object there leads to. Elements of an array are at the array's place. What a key leads to is remembered.
 */
export class Node {
  readonly leaf: Leaf
  readonly #resolve: (key: string) => Node
  readonly #members: (Member | undefined)[] = []
  /** Before the first member. */
  readonly begin: Trail = { next: null }

  constructor(rule: Leaf, resolve: (key: string) => Node) {
    this.leaf = rule
    this.#resolve = resolve
  }

  /** Where a key leads to that is not remembered. */
  child(key: Key): Node {
    return this.#resolve(key.text)
  }

  /** The member of a key that is. */
  member(key: Key): Member {
    let member = this.#members[key.id]
    if (member === undefined) {
      member = { bytes: Buffer.from(`"${key.text}":`), node: this.#resolve(key.text), next: null }
      this.#members[key.id] = member
    }
    return member
  }
}

/** Where a document begins, and what a `resourceType` makes of the object around it. */
export interface Grammar {
  readonly root: Node
  resource(type: string): Node
  /** What a value of an object makes of the object's node where it is a label; null where it is none. */
  labelled(bytes: Uint8Array, from: number, to: number, node: Node): Node | null
}
