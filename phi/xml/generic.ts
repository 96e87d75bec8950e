import type { Node } from '../json/node.ts'
import type { XmlNode } from './grammar.ts'

const NO_BYTES = new Uint8Array(0)
const NODES = new WeakMap<Node, XmlNode>()

/** XML that follows no standard: elements and attributes by their names, as the keys of JSON. */
export function genericXml(node: Node): XmlNode {
  let found = NODES.get(node)
  if (found === undefined) {
    const child = (name: string): Node => node.child({ id: -1, text: name, bytes: NO_BYTES })
    found = { text: node.leaf, attribute: (name) => child(name).leaf, child: (name) => genericXml(child(name)) }
    NODES.set(node, found)
  }
  return found
}
