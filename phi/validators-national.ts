import { isDay } from './calendar.ts'
import type { Chain } from './chain.ts'

/** Checks of national identifiers. All read `chain.text`: digits and capitals without separators. */

/** NHS number (England): ten digits, weights 10 to 2, 11 minus the sum modulo 11; 10 is no number. */
export function isNhs(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 10) return false
  const check = 11 - (weighted(chain, 0, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)
  return check !== 10 && digit(chain, 9) === check % 11 && digit(chain, 0) > 0
}

/** Canadian SIN, nine digits, Luhn, the first not 0 or 8. */
export function isSin(chain: Chain, groups: number): boolean {
  const first = digit(chain, 0)
  return size(chain, groups) === 9 && first !== 0 && first !== 8 && luhn(chain, 0, 9)
}

/** German tax id: eleven digits, ISO 7064 modulo 11, 10. */
export function isSteuerId(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 11 || digit(chain, 0) === 0) return false
  let product = 10
  for (let at = 0; at < 10; at++) {
    const sum = (digit(chain, at) + product) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (11 - product) % 10 === digit(chain, 10)
}

/** French NIR: sex, year, month, department, commune, order, and 97 minus the number modulo 97 (Corsica as digits only). */
export function isNir(chain: Chain, groups: number): boolean {
  const sex = digit(chain, 0)
  const month = number(chain, 3, 2)
  if (size(chain, groups) !== 15 || (sex !== 1 && sex !== 2) || month < 1 || month > 12) return false
  return 97 - modulo(chain, 0, 13, 97) === number(chain, 13, 2)
}

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE'

/** Spanish DNI: eight digits and the letter of their rest modulo 23. NIE: X, Y, Z for 0, 1, 2 before seven digits. */
export function isDni(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 9) return false
  const first = (chain.text[0] as number) - 0x58
  const isForeigner = first >= 0 && first <= 2
  if (!(isForeigner || isDigits(chain, 0, 1)) || !isDigits(chain, 1, 7)) return false
  const value = (isForeigner ? first : digit(chain, 0)) * 1e7 + number(chain, 1, 7)
  return chain.text[8] === DNI_LETTERS.charCodeAt(value % 23)
}

// Values of characters at odd places, for 0-9 and A-Z (Decreto ministeriale of 23 December 1976).
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
const ODD_LETTERS = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

/** Italian codice fiscale: six letters, two digits, a month's letter, two digits, a place of four, a check letter. */
export function isCodiceFiscale(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 16 || !fits(chain, 'AAAAAANNANNANNNA')) return false
  let sum = 0
  for (let at = 0; at < 15; at++) {
    const byte = chain.text[at] as number
    const value = byte < 0x41 ? byte - 0x30 : byte - 0x41
    sum += at % 2 === 1 ? value : ((byte < 0x41 ? ODD[value] : ODD_LETTERS[value]) as number)
  }
  return chain.text[15] === 0x41 + (sum % 26)
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

const DIHEDRAL = dihedral()
const PERMUTED = permutations()

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

function cpfDigit(chain: Chain, length: number): number {
  let sum = 0
  for (let at = 0; at < length; at++) sum += digit(chain, at) * (length + 1 - at)
  return ((sum * 10) % 11) % 10
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

/** Swedish personal number: YYMMDD or YYYYMMDD (days from 61 for coordination numbers), three digits, Luhn over the last ten. */
export function isPersonnummer(chain: Chain, groups: number): boolean {
  const from = size(chain, groups) - 10
  if (from !== 0 && from !== 2) return false
  const day = number(chain, from + 4, 2)
  return isDay(number(chain, from + 2, 2), day > 60 ? day - 60 : day) && luhn(chain, from, 10)
}

/** Danish CPR: DDMMYY and four digits; the check digit is no longer kept. */
export function isCpr(chain: Chain, groups: number): boolean {
  return size(chain, groups) === 10 && isDay(number(chain, 2, 2), number(chain, 0, 2))
}

const FINNISH = '0123456789ABCDEFHJKLMNPRSTUVWXY'

/** Finnish personal identity code: DDMMYY, a century sign (a dash here, or a letter), three digits, a check character. */
export function isHetu(chain: Chain, groups: number): boolean {
  const from = size(chain, groups) === 11 ? 7 : 6
  if (size(chain, groups) !== from + 4 || !isDigits(chain, 0, 6) || !isDigits(chain, from, 3)) return false
  const value = number(chain, 0, 6) * 1000 + number(chain, from, 3)
  return isDay(number(chain, 2, 2), number(chain, 0, 2)) && chain.text[from + 3] === FINNISH.charCodeAt(value % 31)
}

/** Norwegian birth number: DDMMYY (day from 41 for D numbers), three digits, two check digits modulo 11. */
export function isFodselsnummer(chain: Chain, groups: number): boolean {
  const day = number(chain, 0, 2)
  if (size(chain, groups) !== 11 || !isDay(number(chain, 2, 2), day > 40 ? day - 40 : day)) return false
  const first = weighted(chain, 0, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1])
  return first % 11 === 0 && weighted(chain, 0, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
}

/** Czech and Slovak birth number: YYMMDD (months of women from 51), four digits, divisible by 11. */
export function isRodneCislo(chain: Chain, groups: number): boolean {
  const month = number(chain, 2, 2) % 50
  return size(chain, groups) === 10 && isDay(month, number(chain, 4, 2)) && modulo(chain, 0, 10, 11) === 0
}

/** Belgian national number: YYMMDD, three digits, 97 minus the rest modulo 97 (from 2000 with a 2 before it). */
export function isBelgian(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 11 || number(chain, 2, 2) > 12 || number(chain, 4, 2) > 31) return false
  const rest = number(chain, 0, 9)
  const check = number(chain, 9, 2)
  return 97 - (rest % 97) === check || 97 - ((rest + 2e9) % 97) === check
}

/** Swiss AHV number: 756 and ten digits, EAN-13. */
export function isAhv(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 13 || number(chain, 0, 3) !== 756) return false
  return weighted(chain, 0, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0
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

const CHINESE = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

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

/** UK National Insurance number: two letters (no D F I Q U V, second no O), six digits, A to D. */
export function isNino(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 9 || !fits(chain, 'AANNNNNNA')) return false
  const first = String.fromCharCode(chain.text[0] as number)
  const second = String.fromCharCode(chain.text[1] as number)
  const isIssued = !'DFIQUV'.includes(first) && !'DFIQUVO'.includes(second)
  return (
    isIssued &&
    !['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ'].includes(first + second) &&
    (chain.text[8] as number) <= 0x44
  )
}

function isDateAt(chain: Chain, at: number): boolean {
  return isDay(number(chain, at + 2, 2), number(chain, at + 4, 2))
}

// A letter, a digit, or X for either, one character each.
function fits(chain: Chain, pattern: string): boolean {
  for (let at = 0; at < pattern.length; at++) {
    const isLetter = (chain.text[at] as number) >= 0x41
    const kind = pattern.charCodeAt(at)
    if (kind === 0x41 ? !isLetter : kind === 0x4e && isLetter) return false
  }
  return true
}

function isDigits(chain: Chain, from: number, count: number): boolean {
  for (let at = from; at < from + count; at++) if ((chain.text[at] as number) > 0x39) return false
  return true
}

function weighted(chain: Chain, from: number, weights: readonly number[]): number {
  let sum = 0
  for (let at = 0; at < weights.length; at++) sum += digit(chain, from + at) * (weights[at] as number)
  return sum
}

function luhn(chain: Chain, from: number, count: number): boolean {
  let sum = 0
  for (let at = 0; at < count; at++) {
    const value = digit(chain, from + count - 1 - at) * (at % 2 === 1 ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

function modulo(chain: Chain, from: number, count: number, by: number): number {
  let rest = 0
  for (let at = from; at < from + count; at++) rest = (rest * 10 + digit(chain, at)) % by
  return rest
}

function number(chain: Chain, from: number, count: number): number {
  let value = 0
  for (let at = from; at < from + count; at++) value = value * 10 + digit(chain, at)
  return value
}

function digit(chain: Chain, at: number): number {
  return (chain.text[at] as number) - 48
}

function size(chain: Chain, groups: number): number {
  return chain.joined[groups - 1] as number
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
