import type { Chain } from '../chain.ts'
import type { Check } from '../validators.ts'

/**
 * Checks that identifiers all over the world are made with, over the letters and digits of a value: upper case, separators
 * left out. `luhn` and `verhoeff`, `damm`, `gs1` (mod 10, weights 3 and 1), `mod-11` (weights 2, 3, … from the right, X for
 * 10), `mod-11-7` (the same, weights 2 to 7 again and again), and ISO 7064 `mod-11-2`, `mod-11-10`, `mod-97-10`.
 */
export const CHECKSUMS: Readonly<Record<string, Check>> = {
  luhn: over(luhn),
  verhoeff: over(verhoeff),
  damm: over(damm),
  gs1: over((digits) => weighted(digits, (place) => (place % 2 === 0 ? 1 : 3)) % 10 === 0),
  'mod-11': over((digits) => weighted(digits, (place) => place + 1) % 11 === 0, true),
  'mod-11-7': over((digits) => weighted(digits, (place) => (place === 0 ? 1 : ((place - 1) % 6) + 2)) % 11 === 0, true),
  'mod-11-2': over((digits) => digits.reduce((sum, digit) => (sum * 2 + digit) % 11, 0) === 1, true),
  'mod-11-10': over(mod11And10),
  'mod-97-10': mod97,
}

// Digits of the value; letters beside them (a prefix) are no part of the sum. With `x` a last X is 10.
function over(isValid: (digits: readonly number[]) => boolean, x: boolean = false): Check {
  return (chain, groups) => {
    const length = chain.joined[groups - 1] as number
    const digits: number[] = []
    for (let at = 0; at < length; at++) {
      const byte = chain.text[at] as number
      if (byte >= 0x30 && byte <= 0x39) digits.push(byte - 0x30)
      else if (x && byte === 0x58 && at === length - 1) digits.push(10)
    }
    return digits.length > 1 && isValid(digits)
  }
}

function weighted(digits: readonly number[], weight: (place: number) => number): number {
  return digits.reduce((sum, digit, index) => sum + digit * weight(digits.length - 1 - index), 0)
}

function luhn(digits: readonly number[]): boolean {
  const sum = digits.reduce((total, digit, index) => {
    const value = (digits.length - index) % 2 === 0 ? digit * 2 : digit
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

// ISO 7064, MOD 11,10: a hybrid system.
function mod11And10(digits: readonly number[]): boolean {
  let product = 10
  for (const digit of digits.slice(0, -1)) {
    const sum = (digit + product) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (product + (digits.at(-1) ?? 0)) % 10 === 1
}

// ISO 7064, MOD 97-10: letters are 10 to 35.
function mod97(chain: Chain, groups: number): boolean {
  const length = chain.joined[groups - 1] as number
  let rest = 0
  for (let at = 0; at < length; at++) {
    const byte = chain.text[at] as number
    rest = byte <= 0x39 ? (rest * 10 + byte - 0x30) % 97 : (rest * 100 + byte - 55) % 97
  }
  return length > 2 && rest === 1
}

// J. Verhoeff, 1969: the dihedral group of order ten.
const MULTIPLY = table(
  '0123456789 1234067895 2340178956 3401289567 4012395678 5987604321 6598710432 7659821043 8765932104 9876543210',
)
const PERMUTE = table('0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258')

function verhoeff(digits: readonly number[]): boolean {
  let check = 0
  for (const [place, digit] of [...digits].reverse().entries())
    check = MULTIPLY[check]?.[PERMUTE[place % 8]?.[digit] ?? 0] ?? 0
  return check === 0
}

// H. M. Damm, 2004: a totally anti-symmetric quasigroup.
const QUASIGROUP = table(
  '0317598642 7092154863 4206871359 1750983426 6123045978 3674209581 5869720134 8945362017 9438617205 2581436790',
)

function damm(digits: readonly number[]): boolean {
  return digits.reduce((interim, digit) => QUASIGROUP[interim]?.[digit] ?? 0, 0) === 0
}

function table(rows: string): readonly (readonly number[])[] {
  return rows.split(' ').map((row) => [...row].map(Number))
}
