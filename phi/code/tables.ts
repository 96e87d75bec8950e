import { labelEndsOf } from '../field-names.ts'
import { Endings } from '../looks/endings.ts'
import type { Rules } from '../rules.ts'
import { digitNeeds, tokenNeeds } from './needs.ts'
import { codePairs } from './pairs.ts'

type Parts = Pick<Rules, 'looks' | 'digits' | 'counts' | 'byId' | 'tokens'>

/** What looks at source code ask. Each is made when it is first asked for: most streams are no source code. */
export class CodeTables {
  readonly #rules: Parts
  #pairs: Uint8Array | null = null
  #names: Endings | null = null
  #digits: Int32Array | null = null
  #tokens: Int32Array | null = null

  constructor(rules: Parts) {
    this.#rules = rules
  }

  /** 1 at `first | second << 8` where something may begin at one of two bytes. */
  get pairs(): Uint8Array {
    this.#pairs ??= codePairs(this.#rules.looks)
    return this.#pairs
  }

  /** How labels of names end, a tenant's left out. */
  get names(): Endings {
    this.#names ??= new Endings(labelEndsOf('name'))
    return this.#names
  }

  /** What must be said before a number, by its digits. */
  get digits(): Int32Array {
    this.#digits ??= digitNeeds(this.#rules)
    return this.#digits
  }

  /** The same before a token of one group. */
  get tokens(): Int32Array {
    this.#tokens ??= tokenNeeds(this.#rules)
    return this.#tokens
  }
}
