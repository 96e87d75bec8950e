import { isKept, type Leaf } from '../flow/leaf.ts'
import type { LeafMasker } from '../flow/leaf-masker.ts'
import type { Window } from '../flow/window.ts'
import { type JsonOptions, mayNest } from './json-options.ts'
import type { Place } from './place.ts'
import { opensJson } from './tokens.ts'

/** Values that are wholly there: masked, kept or told to what is around them. */
export class Values {
  /** The one that was read last is a text that was met before, behind the same key, is always clean, and says nothing. */
  isClean: boolean = false
  readonly #place: Place
  readonly #leaves: LeafMasker
  readonly #pieces: JsonOptions['pieces']
  readonly #mayNest: boolean

  constructor(place: Place, leaves: LeafMasker, options: JsonOptions) {
    this.#place = place
    this.#leaves = leaves
    this.#pieces = options.pieces
    this.#mayNest = mayNest(options)
  }

  /** A string, from behind its quote to its quote. False where it holds a document: it is to be read as it comes. */
  string(window: Window, from: number, end: number, escaped: boolean, rule: Leaf): boolean {
    const { bytes } = window
    const place = this.#place
    const { kind } = rule
    this.isClean = false
    const isText = kind === 'text'
    const nests = kind === 'markup' || (isText && this.#mayNest && opensJson(bytes, from, end))
    // What may repeat of a text is known when it was read.
    if (place.recorder.active && (!isText || nests || rule.piece)) place.begins(window, from - 1, !isKept(rule))
    if (rule.piece && this.#pieces?.(window, from, end, place.node) === true) return this.#after()
    if (nests) return false
    if (kind === 'type' || kind === 'remember') place.tell(bytes, from, end, rule)
    else if (kind !== 'keep') {
      const isClean = this.#leaves.string(window, from, end, place.floor(window, from), escaped, rule, place)
      this.isClean = !(rule.says && place.label(bytes, from, end)) && isClean
      if (isText && place.recorder.active) place.reads(window, from - 1, this.isClean)
    }
    return this.#after()
  }

  number(window: Window, at: number, end: number): void {
    const place = this.#place
    const { leaf: rule } = place.node
    this.isClean = false
    if (place.recorder.active) place.begins(window, at, rule.numbers !== 'keep')
    if (rule.numbers !== 'keep') this.#leaves.number(window, at, end, place.floor(window, at), rule, place)
    place.after()
  }

  #after(): boolean {
    this.#place.after()
    return true
  }
}
