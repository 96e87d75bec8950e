import type { FhirValue } from '../fhir/values.ts'
import { type Leaf, leaf } from '../flow/leaf.ts'
import { Node } from '../json/node.ts'
import type { PhiClass } from '../phi.ts'
import { CLASS_OF } from './tags.ts'
import { valueByVr } from './values.ts'

const DETECTOR = 'dicom-attribute'
const TAG_LENGTH = 8

/** By the VR that the attribute around has said; the value stands in an array. */
const byVr: FhirValue = (value, at) => valueByVr(at.frames.saidAround(1), value, at)

/** The DICOM JSON model, PS3.18 annex F: attributes by tag, `{"vr": …, "Value": […]}`, sequences inside. */
export class DicomJsonGrammar {
  readonly root: Node
  readonly #nodes: Map<string, Node> = new Map()

  constructor() {
    this.root = new Node(TEXT, (key) => this.#attribute(key))
  }

  /** The node of an attribute, or null where a key is no tag. */
  attribute(key: string): Node | null {
    return isTag(key) ? this.#attribute(key) : null
  }

  #attribute(key: string): Node {
    const kind = isTag(key) ? (CLASS_OF.get(key.toUpperCase()) ?? '') : ''
    return this.#node(`tag ${kind}`, TEXT, (member) => this.#member(member, kind))
  }

  #member(member: string, kind: string): Node {
    switch (member) {
      case 'vr':
        return this.#node('vr', leaf('remember'), () => this.root)
      case 'InlineBinary':
        return this.#node(
          'binary',
          leaf('whole', { detector: 'dicom-binary', replacement: Buffer.from('W1RFWFRd') }),
          () => this.root,
        )
      case 'BulkDataURI':
        return this.#node(
          'bulk',
          leaf('whole', { class: 'url', detector: DETECTOR, replacement: Buffer.from('urn:masked') }),
          () => this.root,
        )
      default:
        return this.#node(`value ${kind}`, kind === '' ? BY_VR : sure(kind as PhiClass), (inner) => this.#inner(inner))
    }
  }

  // Inside a value: the three groups of a person's name, or the attributes of a sequence's item.
  #inner(key: string): Node {
    return isTag(key) ? this.#attribute(key) : this.#node('name', sure('name'), () => this.root)
  }

  #node(id: string, rule: Leaf, child: (key: string) => Node): Node {
    let node = this.#nodes.get(id)
    if (node === undefined) {
      node = new Node(rule, child)
      this.#nodes.set(id, node)
    }
    return node
  }
}

const TEXT = leaf('text')
const BY_VR = leaf('value', { class: 'free-text', detector: DETECTOR, value: byVr })

function sure(kind: PhiClass): Leaf {
  return leaf('whole', { class: kind, detector: DETECTOR, numbers: 'whole', subject: kind === 'mrn' })
}

function isTag(key: string): boolean {
  if (key.length !== TAG_LENGTH) return false
  for (let at = 0; at < TAG_LENGTH; at++) if (!'0123456789ABCDEFabcdef'.includes(key.charAt(at))) return false
  return true
}
