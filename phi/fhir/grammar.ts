import { fieldRule } from '../field-names.ts'
import { type Grammar, Node } from '../json/node.ts'
import { LEAVES } from './leaves.ts'
import { CHOICES, ELEMENTS, RESOURCES, TYPES } from './types.ts'

type Elements = ReadonlyMap<string, string>

/** What a place in FHIR JSON holds: by the datatype, then by the element's name, then by what its key says. */
export class FhirGrammar implements Grammar {
  readonly root: Node
  readonly #types: Map<string, Elements> = new Map()
  readonly #nodes: Map<string, Node> = new Map()
  /** By the resource's type; those that have no rules of their own are plain. */
  readonly #resources: Map<string, Node> = new Map()
  readonly #plain: Node

  constructor() {
    for (const [type, { elements }] of Object.entries(TYPES)) this.#types.set(type, parsed(elements))
    this.root = this.#node('Resource', elementsOf('', RESOURCES[''] ?? ''), '')
    this.#plain = this.#node('Resource', NONE, 'other')
    for (const [type, own] of Object.entries(RESOURCES))
      if (type !== '') this.#resources.set(type, this.#node('Resource', elementsOf(type, own), type))
  }

  resource(type: string): Node {
    return this.#resources.get(type) ?? this.#plain
  }

  /** Here types say what a value is. */
  labelled(): null {
    return null
  }

  // A type is one node in every resource that has rules of its own.
  #node(target: string, own: Elements, resource: string): Node {
    const id = `${resource}/${target}`
    let node = this.#nodes.get(id)
    if (node === undefined) {
      const type = TYPES[target]
      const leaf = LEAVES[type?.leaf ?? target] ?? LEAVES['text']
      if (leaf === undefined) throw new RangeError(`"${target}" is no leaf and no type`)
      const elements = this.#types.get(target) ?? NONE
      node = new Node(leaf, (key) => this.#child(key, target, elements, own, resource))
      this.#nodes.set(id, node)
    }
    return node
  }

  #child(key: string, type: string, elements: Elements, own: Elements, resource: string): Node {
    if (key.startsWith('_')) return this.#node('Primitive', own, resource)
    // An object where a value to be masked should be: all of it is masked.
    if (TYPES[type] === undefined && isMasked(type))
      return this.#node(key === 'extension' ? 'Extension' : type, own, resource)
    // A resource's own rules reach its backbone elements, and no datatype.
    const rules = type === 'Resource' || type === 'Any' ? own : NONE
    const target = elements.get(key) ?? rules.get(key) ?? GLOBAL.get(key) ?? choice(key) ?? byName(key)
    return target === 'Resource' ? this.root : this.#node(target, own, resource)
  }
}

const NONE: Elements = new Map()
const GLOBAL = parsed(ELEMENTS)
const ENDS = [...parsed(CHOICES)].sort(([left], [right]) => right.length - left.length)
const PARSED = new Map<string, Elements>()

function elementsOf(type: string, own: string): Elements {
  const known = PARSED.get(type) ?? parsed(own)
  PARSED.set(type, known)
  return known
}

function isMasked(target: string): boolean {
  const kind = LEAVES[target]?.kind
  return kind === 'whole' || kind === 'value'
}

// valueCodeableConcept, onsetDateTime: the longest end that is a datatype.
function choice(key: string): string | undefined {
  return ENDS.find(([end]) => key.length > end.length && key.endsWith(end))?.[1]
}

// No element that we know: what its name says, as of any key.
function byName(key: string): string {
  const rule = fieldRule(key, true)
  if (rule === null || rule.strength !== 'sure') return 'Any'
  if (rule.class === 'date' || LEAVES[rule.class] !== undefined) return rule.class
  return 'other-id'
}

function parsed(text: string): Elements {
  const pairs = text.split(/\s+/).filter((pair) => pair !== '')
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]))
}
