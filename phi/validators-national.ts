import { isDay } from './calendar.ts'
import type { Chain } from './chain.ts'
import { digit, fits, isDigits, luhn, modulo, number, size, weighted } from './chain-digits.ts'

/** Checks of the national identifiers of Europe. All read `chain.text`: digits and capitals without separators. */

/** NHS number (England): ten digits, weights 10 to 2, 11 minus the sum modulo 11; 10 is no number. */
export function isNhs(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 10) return false
  const check = 11 - (weighted(chain, 0, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)
  return check !== 10 && digit(chain, 9) === check % 11 && digit(chain, 0) > 0
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

/** Spanish DNI: eight digits and the letter of their rest modulo 23. NIE: X, Y, Z for 0, 1, 2 before seven digits. */
export function isDni(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 9) return false
  const first = (chain.text[0] as number) - 0x58
  const isForeigner = first >= 0 && first <= 2
  if (!(isForeigner || isDigits(chain, 0, 1)) || !isDigits(chain, 1, 7)) return false
  const value = (isForeigner ? first : digit(chain, 0)) * 1e7 + number(chain, 1, 7)
  return chain.text[8] === DNI_LETTERS.charCodeAt(value % 23)
}

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

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE'

// Values of characters at odd places, for 0-9 and A-Z (Decreto ministeriale of 23 December 1976).
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
const ODD_LETTERS = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

const FINNISH = '0123456789ABCDEFHJKLMNPRSTUVWXY'
