import type { FieldLookup } from '../field-names.ts'
import { type FieldRule, INITIALS } from '../field-words.ts'
import { type Leaf, leaf } from '../flow/leaf.ts'
import type { Labels } from '../labels.ts'
import type { PhiClass } from '../phi.ts'
import { Node } from './node.ts'

/** Members of an object about a person or an address that are no identifiers themselves. */
const FACTS = new Set(
  `state country type use kind status system code label unit gender sex format language role relationship specialty active verified
  preferred primary version url_type count rank mode`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
/** Members of a person's name. */
const NAME_PARTS = new Set('first last given family middle full text preferred maiden prefix suffix display'.split(' '))
/** Members of an object about a person that identify them. */
const PERSON_KEYS = new Set('id identifier number num no ref reference uid uuid key external_id'.split(' '))
const PATIENTS = new Set('patient subject member subscriber beneficiary'.split(' '))

/** Classes whose values have a digit: `"license": "MIT"` and `"phone": "none"` are scanned. */
const WITHOUT_DIGIT = new Set<PhiClass>(['name', 'address', 'secret', 'email', 'url', 'photo', 'biometric'])

/** What is known of the objects around a key. */
interface Around {
  /** A class that everything in here is of, unless its own key says otherwise. */
  readonly inherited: PhiClass | null
  /** `person`: the object is about one; `name`: it is a name; `patient`: its ids are a patient's. */
  readonly about: 'none' | 'name' | 'person' | 'patient'
}

/** Key semantics of JSON that follows no standard; an object with a `resourceType` is FHIR. */
export class GenericGrammar {
  readonly root: Node
  readonly #nodes: Map<string, Node> = new Map()
  readonly #otherwise: (key: string) => Node | null
  readonly #field: FieldLookup
  readonly #labels: Labels
  /** By the node and the class of what was said in it. */
  readonly #labelled: Map<Node, Map<string, Node>> = new Map()
  readonly #pieces: Map<string, Node> = new Map()
  readonly #delta: Node
  /** Keys that mean the same wherever they stand. */
  readonly #known: ReadonlyMap<string, Node>

  /** `otherwise` knows keys of standards that have no `resourceType`. */
  constructor(field: FieldLookup, labels: Labels, otherwise: (key: string) => Node | null = () => null) {
    this.#field = field
    this.#labels = labels
    this.#otherwise = otherwise
    const nothing: Around = { inherited: null, about: 'none' }
    this.root = this.#node(TEXT, nothing)
    const other = (key: string): Node => this.#child(key, nothing)
    this.#delta = new Node(PIECE, (key) =>
      CONTAINERS.has(key) ? this.#delta : PIECES.has(key) ? this.#piece(key) : other(key),
    )
    const choices = new Node(TEXT, (key) => (key === 'text' ? this.#piece(key) : other(key)))
    const resourceType = new Node(leaf('type'), () => this.root)
    this.#known = new Map([
      ['resourceType', resourceType],
      ['delta', this.#delta],
      ['choices', choices],
      ['parts', choices],
    ])
  }

  /** {"type": "MRN", "value": "…"}: from a label on the members that hold values are of what it names. */
  labelled(bytes: Uint8Array, from: number, to: number, node: Node): Node | null {
    const rule = this.#labels.said(bytes, from, to)
    if (rule === null || rule.class === 'free-text') return null
    const nodes = this.#labelled.get(node) ?? new Map<string, Node>()
    this.#labelled.set(node, nodes)
    const id = `${rule.class} ${rule.strength}`
    let labelled = nodes.get(id)
    if (labelled === undefined) {
      const value = this.#ruled(rule, '', { inherited: null, about: 'none' })
      labelled = new Node(node.leaf, (key) =>
        VALUES.has(key.toLowerCase()) ? value : node.child({ id: -1, text: key, bytes: NO_BYTES }),
      )
      nodes.set(id, labelled)
    }
    return labelled
  }

  #piece(key: string): Node {
    let node = this.#pieces.get(key)
    if (node === undefined) {
      node = new Node(PIECE, (inner) => this.root.child({ id: -1, text: inner, bytes: NO_BYTES }))
      this.#pieces.set(key, node)
    }
    return node
  }

  // Nodes are few: one for each thing a key can say and what is around it.
  #node(rule: Leaf, around: Around): Node {
    const id = `${rule.kind} ${rule.class} ${rule.label.length} ${rule.subject} ${rule.says} ${around.inherited} ${around.about}`
    let node = this.#nodes.get(id)
    if (node === undefined) {
      node = new Node(rule, (key) => this.#child(key, around))
      this.#nodes.set(id, node)
    }
    return node
  }

  #child(key: string, around: Around): Node {
    const known = this.#known.get(key) ?? this.#otherwise(key)
    if (known !== null) return known
    const name = key.toLowerCase()
    const part = this.#part(name, around)
    if (part !== null) return part
    const rule = this.#field(key, true) ?? (key.endsWith('s') ? this.#field(key.slice(0, -1), true) : null)
    if (rule !== null && !(SAYING.has(name) && rule.strength === 'weak')) return this.#ruled(rule, key, around)
    if (SAYING.has(name) && around.inherited === null) return this.#saying(rule, around)
    if (FACTS.has(name) || around.inherited === null) return this.#node(TEXT, { inherited: null, about: around.about })
    return this.#sure(around.inherited, around)
  }

  // A member of a person's name, or of an object about a person.
  #part(name: string, around: Around): Node | null {
    if (around.about === 'name') return NAME_PARTS.has(name) ? this.#sure('name', around) : null
    if (around.about === 'none') return null
    if (name === 'name') return this.#named()
    if (NAME_PARTS.has(name)) return this.#sure('name', around)
    return PERSON_KEYS.has(name) ? this.#sure(around.about === 'patient' ? 'mrn' : 'other-id', around) : null
  }

  // A key under which labels stand; "name" may be somebody's too.
  #saying(rule: FieldRule | null, around: Around): Node {
    if (rule === null) return this.#node(SAYS, { inherited: null, about: around.about })
    return this.#node(NAME_SAYS, { inherited: null, about: 'name' })
  }

  #ruled(rule: FieldRule, key: string, around: Around): Node {
    if (rule.class === 'age') return this.#node(AGE, around)
    if (rule.class === 'free-text') return this.#node(TEXT, { inherited: null, about: around.about })
    if (rule.strength === 'sure' || rule === INITIALS) return this.#sure(rule.class, around)
    if (rule.class === 'date') return this.#node(DATE_LABEL, around)
    if (rule.class === 'secret') return this.#node(TOKEN_LABEL, { inherited: null, about: around.about })
    if (rule.strength === 'weak') return this.#node(NAME_LABEL, { inherited: null, about: 'name' })
    const words = key.toLowerCase()
    const isPatient = [...PATIENTS].some((word) => words.includes(word))
    return this.#node(PERSON_LABEL, { inherited: null, about: isPatient ? 'patient' : 'person' })
  }

  #named(): Node {
    return this.#node(sureLeaf('name'), { inherited: 'name', about: 'name' })
  }

  #sure(kind: PhiClass, around: Around): Node {
    return this.#node(sureLeaf(kind), { inherited: kind, about: around.about })
  }
}

/** Keys of objects that say in one member what another holds. */
const SAYING = new Set(
  'type label name key kind field attribute attr question title code id_type idtype fieldname'.split(' '),
)
const VALUES = new Set('value val values answer number content data'.split(' '))

/** What models' answers come in, piece by piece: the strings of a `delta`, and the objects inside one that hold them. */
const PIECES = new Set(
  'content text partial_json thinking reasoning reasoning_content refusal arguments input transcript'.split(' '),
)
const CONTAINERS = new Set(['tool_calls', 'function', 'function_call', 'message', 'delta'])
const NO_BYTES = new Uint8Array(0)

const PIECE = leaf('text', { numbers: 'scan', piece: true })
const TEXT = leaf('text', { numbers: 'scan' })
const AGE = leaf('label', { class: 'age', label: Buffer.from('Age: '), numbers: 'age' })
const SAYS = leaf('text', { numbers: 'scan', says: true })
const NAME_LABEL = leaf('label', { class: 'name', label: Buffer.from('Name: '), numbers: 'keep' })
const PERSON_LABEL = leaf('label', { class: 'name', label: Buffer.from('Patient: '), numbers: 'keep' })
const NAME_SAYS = leaf('label', { class: 'name', label: Buffer.from('Name: '), numbers: 'keep', says: true })
const TOKEN_LABEL = leaf('label', { class: 'secret', label: Buffer.from('token: '), numbers: 'keep' })
const DATE_LABEL = leaf('label', { class: 'date', label: Buffer.from('Date: '), numbers: 'scan' })

function sureLeaf(kind: PhiClass): Leaf {
  return leaf('whole', {
    class: kind,
    numbers: 'whole',
    needsDigit: !WITHOUT_DIGIT.has(kind),
    subject: kind === 'mrn',
  })
}
