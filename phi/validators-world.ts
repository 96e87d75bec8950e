import { isDay } from './calendar.ts'
import type { Chain } from './chain.ts'
import { digit, fits, isDigits, luhn, modulo, number, size, weighted } from './chain-digits.ts'

/** Checks of the national identifiers of the Americas, Asia and Oceania. All read `chain.text`: digits and capitals without separators. */

/** Canadian SIN, nine digits, Luhn, the first not 0 or 8. */
export function isSin(chain: Chain, groups: number): boolean {
  const first = digit(chain, 0)
  return size(chain, groups) === 9 && first !== 0 && first !== 8 && luhn(chain, 0, 9)
}

/** Australian TFN: nine digits, weights 1 4 3 7 5 8 6 9 10, modulo 11. */
export function isTfn(chain: Chain, groups: number): boolean {
  return size(chain, groups) === 9 && weighted(chain, 0, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0
}

/** Australian Medicare card: eight digits beginning with 2 to 6, weights 1 3 7 9, a check digit, an issue number. */
export function isAuMedicare(chain: Chain, groups: number): boolean {
  const first = digit(chain, 0)
  if (size(chain, groups) !== 10 || first < 2 || first > 6 || digit(chain, 9) === 0) return false
  return weighted(chain, 0, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digit(chain, 8)
}

/** Aadhaar: twelve digits, the first 2 to 9, Verhoeff. */
export function isAadhaar(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 12 || digit(chain, 0) < 2) return false
  let check = 0
  for (let at = 0; at < 12; at++) {
    const value = digit(chain, 11 - at)
    check = DIHEDRAL[check * 10 + (PERMUTED[(at % 8) * 10 + value] as number)] as number
  }
  return check === 0
}

/** Indian PAN: five letters of which the fourth says what kind of person, four digits, a letter. */
export function isPan(chain: Chain, groups: number): boolean {
  const kind = String.fromCharCode(chain.text[3] as number)
  return size(chain, groups) === 10 && fits(chain, 'AAAAANNNNA') && 'ABCFGHJLPT'.includes(kind)
}

/** Brazilian CPF: nine digits and two check digits, modulo 11. Eleven of one digit are none. */
export function isCpf(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 11 || modulo(chain, 0, 11, 11_111_111_111) === 0) return false
  return cpfDigit(chain, 9) === digit(chain, 9) && cpfDigit(chain, 10) === digit(chain, 10)
}

/** Brazilian CNPJ: twelve digits and two check digits. */
export function isCnpj(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 14) return false
  const first = weighted(chain, 0, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) % 11
  const second = weighted(chain, 0, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) % 11
  return digit(chain, 12) === (first < 2 ? 0 : 11 - first) && digit(chain, 13) === (second < 2 ? 0 : 11 - second)
}

/** Mexican CURP: four letters, a date, sex, five letters, a character, a digit. Its first ten and three more are an RFC. */
export function isCurp(chain: Chain, groups: number): boolean {
  const length = size(chain, groups)
  if (length === 13) return fits(chain, 'AAAANNNNNNXXX') && isDateAt(chain, 4)
  const sex = chain.text[10]
  return length === 18 && fits(chain, 'AAAANNNNNNAAAAAAXN') && (sex === 0x48 || sex === 0x4d) && isDateAt(chain, 4)
}

/** Chilean RUT with a digit as its check, modulo 11. */
export function isRut(chain: Chain, groups: number): boolean {
  const length = size(chain, groups)
  let sum = 0
  for (let at = length - 2, weight = 2; at >= 0; at--, weight = weight === 7 ? 2 : weight + 1)
    sum += digit(chain, at) * weight
  const check = 11 - (sum % 11)
  return (length === 8 || length === 9) && check !== 10 && check % 11 === digit(chain, length - 1)
}

/** Argentine CUIT and CUIL: weights 5 4 3 2 7 6 5 4 3 2, modulo 11. */
export function isCuit(chain: Chain, groups: number): boolean {
  const first = number(chain, 0, 2)
  if (size(chain, groups) !== 11 || !((first >= 20 && first <= 27) || (first >= 30 && first <= 34))) return false
  return weighted(chain, 0, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
}

/** Korean resident number: YYMMDD and seven digits of which the first is 1 to 8. */
export function isRrn(chain: Chain, groups: number): boolean {
  const century = digit(chain, 6)
  return size(chain, groups) === 13 && isDay(number(chain, 2, 2), number(chain, 4, 2)) && century >= 1 && century <= 8
}

/** Chinese resident number: place, YYYYMMDD, order, and a check of which X is ten (GB 11643). */
export function isChinese(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 18 || !isDigits(chain, 0, 17)) return false
  const year = number(chain, 6, 4)
  if (year < 1900 || year > 2099 || !isDay(number(chain, 10, 2), number(chain, 12, 2))) return false
  return chain.text[17] === '10X98765432'.charCodeAt(weighted(chain, 0, CHINESE) % 11)
}

/** Singapore NRIC and FIN: S, T, F, G or M, seven digits, a check letter. */
export function isNric(chain: Chain, groups: number): boolean {
  const first = 'STFGM'.indexOf(String.fromCharCode(chain.text[0] as number))
  if (size(chain, groups) !== 9 || first < 0 || !isDigits(chain, 1, 7)) return false
  const sum = weighted(chain, 1, [2, 7, 6, 5, 4, 3, 2]) + (first === 1 || first === 3 ? 4 : first === 4 ? 3 : 0)
  const letters = first < 2 ? 'JZIHGFEDCBA' : first < 4 ? 'XWUTRQPNMLK' : 'XWUTRQPNJLK'
  const rest = first === 4 ? 10 - (sum % 11) : sum % 11
  return chain.text[8] === letters.charCodeAt(rest)
}

const DIHEDRAL = dihedral()
const PERMUTED = permutations()

function cpfDigit(chain: Chain, length: number): number {
  let sum = 0
  for (let at = 0; at < length; at++) sum += digit(chain, at) * (length + 1 - at)
  return ((sum * 10) % 11) % 10
}

const CHINESE = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

function isDateAt(chain: Chain, at: number): boolean {
  return isDay(number(chain, at + 2, 2), number(chain, at + 4, 2))
}

// The dihedral group of order ten, and the powers of Verhoeff's permutation.
function dihedral(): Uint8Array {
  const table = new Uint8Array(100)
  for (let left = 0; left < 10; left++) {
    for (let right = 0; right < 10; right++) {
      const turned = left < 5 ? left + right : left - right
      const isMirrored = left < 5 !== right < 5
      table[left * 10 + right] = (((turned % 5) + 5) % 5) + (isMirrored ? 5 : 0)
    }
  }
  return table
}

function permutations(): Uint8Array {
  const once = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
  const table = new Uint8Array(80)
  for (let value = 0; value < 10; value++) {
    for (let power = 0, at = value; power < 8; power++, at = once[at] ?? 0) table[power * 10 + value] = at
  }
  return table
}
