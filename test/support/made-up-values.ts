/** A message and the values in it that must not survive. */
export interface Message {
  readonly text: string
  readonly phi: readonly string[]
}

/** Values of made-up people, the same for the same seed; what is PHI is remembered in `made`. */
export class MadeUpValues {
  readonly made: string[] = []
  readonly #letters: readonly string[]
  #state: number

  constructor(seed: number, letters: string = 'bcdfgklmnprstvzaeiou') {
    this.#letters = [...letters]
    this.#state = seed * 2654435761 + 1
  }

  /** A word that is in no dictionary. */
  word(): string {
    const letters = Array.from({ length: 5 + this.below(5) }, () => this.pick(this.#letters))
    return this.secret(`Q${letters.join('')}x`)
  }

  code(): string {
    return this.secret(`${this.pick([...'ABCDE'])}${this.digits(8)}`)
  }

  digits(count: number): string {
    return this.secret(this.#run(count))
  }

  ssn(): string {
    return this.secret(`${1 + this.below(6)}${this.#run(2)}-${this.#run(2)}-${this.#run(4)}`)
  }

  date(): string {
    return this.secret(`19${50 + this.below(49)}0${2 + this.below(7)}1${this.below(9)}`)
  }

  iso(): string {
    return this.secret(`19${50 + this.below(49)}-0${2 + this.below(7)}-1${this.below(9)}`)
  }

  time(): string {
    return this.secret(
      `20${10 + this.below(14)}0${2 + this.below(7)}1${this.below(9)}11${20 + this.below(9)}${this.pick(['', '07', '07.1234', '07-0600'])}`,
    )
  }

  secret(value: string): string {
    if (value.length > 4) this.made.push(value)
    return value
  }

  maybe(): boolean {
    return this.below(2) === 1
  }

  pick<T>(items: readonly T[] | string): T {
    return items[this.below(items.length)] as T
  }

  some<T>(make: () => T): T[] {
    return Array.from({ length: 1 + this.below(3) }, make)
  }

  shuffled<T>(items: readonly T[]): T[] {
    const left = [...items]
    const out: T[] = []
    while (left.length > 0) out.push(...left.splice(this.below(left.length), 1))
    return out
  }

  below(limit: number): number {
    this.#state = (Math.imul(this.#state ^ (this.#state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
    const mixed = Math.imul(this.#state ^ (this.#state >>> 12), 0x297a2d39)
    return ((mixed ^ (mixed >>> 15)) >>> 0) % limit
  }

  #run(count: number): string {
    return Array.from({ length: count }, (_, at) => (at === 0 ? 3 + this.below(6) : this.below(10))).join('')
  }
}
