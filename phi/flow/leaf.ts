import type { QuickValue } from '../fhir/quick-values.ts'
import type { FhirValue } from '../fhir/values.ts'
import type { PhiClass } from '../phi.ts'
import type { Mode } from '../scene.ts'
import { tagBytes } from './sink.ts'

/**
 * What becomes of a string or number at a place. `keep`: nothing. `text`: scanned. `label`: scanned behind a label, where a
 * key only hints. `whole`: masked. `value`: by its own rule. `markup`: XHTML, whose text is scanned. `type` and `remember`: kept, and said to the object around it.
 */
export type LeafKind = 'keep' | 'text' | 'label' | 'whole' | 'value' | 'markup' | 'type' | 'remember'

/** `scan`: masked where something is found in it. `age`: masked above 89. Masked numbers are numbers. */
export type NumberRule = 'keep' | 'scan' | 'whole' | 'age'

export interface Leaf {
  readonly kind: LeafKind
  readonly class: PhiClass
  readonly detector: string
  readonly score: number
  readonly mode: Mode
  /** What stands in its place; what a longer value than can be looked at gets, too. */
  readonly replacement: Uint8Array
  readonly numbers: NumberRule
  /** For `label`. */
  readonly label: Uint8Array
  /** Of what has no digit nothing is known: it is scanned. */
  readonly needsDigit: boolean
  /** For `value`, and for `text` whose beginning is a digit. */
  readonly value: FhirValue | null
  /** The common cases of `value`, of a value without escapes. */
  readonly quick: QuickValue | null
  /** For `remember`: how many objects and arrays further out. */
  readonly up: number
  /** A piece of a text that goes on in the next event of a stream. */
  readonly piece: boolean
  /** The value may be a label that says what its object's other members hold: {"type": "MRN", "value": …}. */
  readonly says: boolean
  /** The values are a patient's identifiers: told to who listens for subjects. */
  readonly subject: boolean
}

const NOTHING = new Uint8Array(0)

export function leaf(kind: LeafKind, options: Partial<Omit<Leaf, 'kind'>> = {}): Leaf {
  const named = options.class ?? 'free-text'
  return {
    kind,
    class: named,
    detector: 'json-key',
    score: 1,
    mode: 'prose',
    replacement: tagBytes(named),
    numbers: 'keep',
    label: NOTHING,
    needsDigit: false,
    value: null,
    quick: null,
    up: 0,
    piece: false,
    says: false,
    subject: false,
    ...options,
  }
}

/** Strings there stay as they are. */
export function isKept({ kind }: Leaf): boolean {
  return kind === 'keep' || kind === 'type' || kind === 'remember'
}
