import { labelEndsOf } from '../field-names.ts'
import { Endings } from '../looks/endings.ts'
import type { LookTables } from '../looks/tables.ts'
import { codePairs } from './pairs.ts'

/** What looks at source code ask. Each is made when it is first asked for: most streams are no source code. */
export class CodeTables {
  readonly #looks: LookTables
  #pairs: Uint8Array | null = null
  #names: Endings | null = null

  constructor(looks: LookTables) {
    this.#looks = looks
  }

  /** 1 at `first | second << 8` where something may begin at one of two bytes. */
  get pairs(): Uint8Array {
    this.#pairs ??= codePairs(this.#looks)
    return this.#pairs
  }

  /** How labels of names end, a tenant's left out. */
  get names(): Endings {
    this.#names ??= new Endings(labelEndsOf('name'))
    return this.#names
  }
}
