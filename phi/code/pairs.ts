import { CLASS, HEX, HIGH, LETTER } from '../byte-classes.ts'
import { type LookTables, threeLetters } from '../looks/tables.ts'
import {
  COLON,
  DASH,
  DOT,
  EQUALS,
  LINE,
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
export function codePairs(looks: LookTables): Uint8Array {
  const table = new Uint8Array(65_536)
  for (let second = 0; second < 256; second++)
    for (let first = 0; first < 256; first++)
      if (mayBegin(looks, first, second) || mayFollow(looks, first, second)) table[(second << 8) | first] = 1
  return table
}

// At the first byte, whatever is before it.
function mayBegin(looks: LookTables, byte: number, next: number): boolean {
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
      return (kind & HIGH) !== 0 || isAny((other) => isSpelled(looks, other, byte, next))
    default:
      return true
  }
}

// At the second byte, whatever is behind it.
function mayFollow(looks: LookTables, previous: number, byte: number): boolean {
  const kind = CLASS[previous] as number
  switch (CODE_TRIGGERS[byte]) {
    case QUIET:
      return false
    case DOT:
      return (previous | 0x20) === 0x77 || (kind & HEX) !== 0 || mayBePrefix(looks, previous, byte)
    case UNDERSCORE:
      return mayBePrefix(looks, previous, byte)
    case DASH:
      return previous !== byte || mayBePrefix(looks, previous, byte)
    case COLON:
      return previous !== byte
    case SPELLED:
      return (kind & HIGH) !== 0 || isAny((other) => isSpelled(looks, previous, byte, other))
    default:
      return true
  }
}

// A prefix of a token with its anchor here, or one that begins with it.
function mayBePrefix({ prefixes, starts }: LookTables, previous: number, byte: number): boolean {
  return prefixes[(byte << 8) | previous] === 1 || starts.subarray(byte << 8, (byte + 1) << 8).includes(1)
}

function isSpelled(looks: LookTables, first: number, byte: number, third: number): boolean {
  return looks.spelled[threeLetters(letterOf(first), byte, letterOf(third))] === 1
}

// Accented letters count as what they stand for: any.
function isAny(holds: (other: number) => boolean): boolean {
  for (let other = 0x60; other < 0x7b; other++) if (holds(other)) return true
  return false
}

function letterOf(byte: number): number {
  return ((CLASS[byte] as number) & LETTER) === 0 ? 0 : byte
}
