/** Numbers that look random and are the same in every run (mulberry32). */
export class Seeded {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let value = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) % limit
  }

  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T {
    return list[this.below(list.length)] as T
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.below(10)).join('')
  }

  letters(count: number, alphabet: string = 'ABCDEFGHJKLMNPRSTUVWXYZ'): string {
    return Array.from({ length: count }, () => alphabet.charAt(this.below(alphabet.length))).join('')
  }

  two(from: number, to: number): string {
    return String(from + this.below(to - from + 1)).padStart(2, '0')
  }
}

/** A text and where the values in it are. */
export interface Labelled {
  readonly kind: string
  readonly text: string
  readonly spans: readonly (readonly [start: number, end: number])[]
}

/** Puts a value where `{}` stands. */
export function labelled(kind: string, phrase: string, value: string): Labelled {
  const start = phrase.indexOf('{}')
  return { kind, text: phrase.replace('{}', () => value), spans: [[start, start + value.length]] }
}
