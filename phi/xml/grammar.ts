import type { Leaf } from '../flow/leaf.ts'

/** A kind of element: what becomes of the text in it and of its attributes, and of what kind its children are. */
export interface XmlNode {
  readonly text: Leaf
  attribute(name: string): Leaf
  /** By the local name: prefixes are let fall. */
  child(name: string): XmlNode
}
