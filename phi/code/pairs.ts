import { CLASS, HEX, HIGH, LETTER } from '../byte-classes.ts'
import type { LookTables } from '../looks/tables.ts'
import { threeLetters } from '../looks/tables.ts'
import {
  AT_SIGN,
  CAPITAL,
  COLON,
  DASH,
  DISGUISE,
  DOT,
  EQUALS,
  LINE,
  NUMBER,
  PARENTHESIS,
  QUIET,
  SLASH,
  SPELLED,
  TRIGGERS,
  UNDERSCORE,
} from '../triggers.ts'

/**
 * What each byte sets off in source code, where neither the ends of lines nor paths mean anything. A parenthesis is found by the
 * digit behind it: (01).
 */
export const CODE_TRIGGERS: Uint8Array = TRIGGERS.map((trigger) =>
  trigger === LINE || trigger === SLASH || trigger === PARENTHESIS ? QUIET : trigger,
)

/** What may follow the mark of a label: a value, blanks before one. */
const LABELLED = new Set(Buffer.from(' \t\n"\'(\\', 'latin1'))

/**
 * 1 at `first | second << 8` where something may begin at one of two bytes, as far as they tell by themselves: two at a time,
 * most of a program is passed.
 */
export class CodePairs {
  readonly #looks: LookTables
  #table: Uint8Array | null = null

  constructor(looks: LookTables) {
    this.#looks = looks
  }

  /** Made when it is first asked for. */
  get table(): Uint8Array {
    this.#table ??= this.#make()
    return this.#table
  }

  #make(): Uint8Array {
    const table = new Uint8Array(65_536)
    for (let second = 0; second < 256; second++)
      for (let first = 0; first < 256; first++)
        if (this.#mayBegin(first, second) || this.#mayFollow(first, second)) table[(second << 8) | first] = 1
    return table
  }

  // At the first byte, whatever is before it.
  #mayBegin(byte: number, next: number): boolean {
    const kind = CLASS[next] as number
    switch (CODE_TRIGGERS[byte]) {
      case QUIET:
        return false
      case DOT:
      case DASH:
      case UNDERSCORE:
        return next > 0x20
      case COLON:
        return next === 0x2f || next === 0x3a || LABELLED.has(next) || (kind & (LETTER | HEX)) !== 0
      case EQUALS:
        return next === 0x2f || next === 0x0d || LABELLED.has(next) || (kind & (LETTER | HEX)) !== 0
      case SPELLED:
        return (kind & HIGH) !== 0 || isAny((other) => this.#isSpelled(other, byte, next))
      default:
        return true
    }
  }

  // At the second byte, whatever is behind it.
  #mayFollow(previous: number, byte: number): boolean {
    const kind = CLASS[previous] as number
    switch (CODE_TRIGGERS[byte]) {
      case QUIET:
        return false
      case DOT:
        return (previous | 0x20) === 0x77 || (kind & HEX) !== 0 || this.#mayBePrefix(previous, byte)
      case UNDERSCORE:
        return this.#mayBePrefix(previous, byte)
      case DASH:
        return previous !== byte || this.#mayBePrefix(previous, byte)
      case COLON:
        return previous !== byte
      case SPELLED:
        return (kind & HIGH) !== 0 || isAny((other) => this.#isSpelled(previous, byte, other))
      case NUMBER:
      case CAPITAL:
      case AT_SIGN:
      case EQUALS:
      case DISGUISE:
        return true
      default:
        throw new RangeError(`nothing says what may be before byte ${byte}`)
    }
  }

  // A prefix of a token with its anchor here, or one that begins with it.
  #mayBePrefix(previous: number, byte: number): boolean {
    const { prefixes, starts } = this.#looks
    return prefixes[(byte << 8) | previous] === 1 || starts.subarray(byte << 8, (byte + 1) << 8).includes(1)
  }

  #isSpelled(first: number, byte: number, third: number): boolean {
    return this.#looks.spelled[threeLetters(letterOf(first), byte, letterOf(third))] === 1
  }
}

// Accented letters count as what they stand for: any.
function isAny(holds: (other: number) => boolean): boolean {
  for (let other = 0x60; other < 0x7b; other++) if (holds(other)) return true
  return false
}

function letterOf(byte: number): number {
  return ((CLASS[byte] as number) & LETTER) === 0 ? 0 : byte
}
