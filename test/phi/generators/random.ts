/** A seeded source of chance (mulberry32): the same documents for the same seed, on every machine. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761) >>> 0
  }

  /** 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let value = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }

  /** Both ends are possible. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }

  /** `9` a digit, `1` a digit but 0, `A` a capital, `a` a small letter, `N` a capital or digit, `h` a hexadecimal digit. */
  like(shape: string): string {
    return [...shape].map((mark) => (SETS[mark] === undefined ? mark : this.pick([...SETS[mark]]))).join('')
  }

  digits(count: number): string {
    return this.like('9'.repeat(count))
  }

  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items]
    for (let at = shuffled.length - 1; at > 0; at--) {
      const other = this.int(0, at)
      const kept = shuffled[at] as T
      shuffled[at] = shuffled[other] as T
      shuffled[other] = kept
    }
    return shuffled
  }
}

const SETS: Readonly<Record<string, string>> = {
  '9': '0123456789',
  '1': '123456789',
  A: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  a: 'abcdefghijklmnopqrstuvwxyz',
  N: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  h: '0123456789abcdef',
}
