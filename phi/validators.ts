import type { Chain } from './chain.ts'

/** Judges the first `groups` groups of a chain. Checksums read `chain.text`: upper case, without separators. */
export type Check = (chain: Chain, groups: number) => boolean

/** SSN: area not 000, 666 or 900-999, group not 00, serial not 0000 (SSA POMS RM 10201.035). It has no check digit. */
export function isSsn(chain: Chain, groups: number): boolean {
  const area = digits(chain, 0, 3)
  return (
    size(chain, groups) === 9 &&
    area !== 0 &&
    area !== 666 &&
    area < 900 &&
    digits(chain, 3, 2) !== 0 &&
    digits(chain, 5, 4) !== 0
  )
}

/** ITIN: 9xx with the fourth and fifth digit 50-65, 70-88, 90-92 or 94-99 (IRS). */
export function isItin(chain: Chain, groups: number): boolean {
  const group = digits(chain, 3, 2)
  const inRange = (group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group !== 93)
  return size(chain, groups) === 9 && digits(chain, 0, 3) >= 900 && inRange
}

/** North American number: area and exchange begin with 2-9, the area is no N11; a leading 1 is the country. */
export function isNanp(chain: Chain, groups: number): boolean {
  const length = size(chain, groups)
  const from = length === 11 && digits(chain, 0, 1) === 1 ? 1 : 0
  const area = digits(chain, from, 3)
  return length - from === 10 && area >= 200 && area % 100 !== 11 && digits(chain, from + 3, 3) >= 200
}

/** E.164 with its plus, or 00 for it: seven to fifteen digits that begin with no 0. */
export function isPlus(chain: Chain, groups: number): boolean {
  const length = size(chain, groups)
  if (chain.lead === 0x2b) return length >= 8 && length <= 15 && digits(chain, 0, 1) > 0
  return (
    groups > 1 &&
    length >= 11 &&
    length <= 17 &&
    digits(chain, 0, 2) === 0 &&
    digits(chain, 2, 1) > 0 &&
    chain.length(0) < 6 &&
    !isDrugCode(chain, groups)
  )
}

/**
 * A number with the trunk prefix of most countries outside North America: 0, then at least two groups and nine to twelve
 * digits. Four-four-two and its kin are drug codes.
 */
export function isNationalPhone(chain: Chain, groups: number): boolean {
  const length = size(chain, groups)
  if (groups < 2 || length < 9 || length > 12 || digits(chain, 0, 1) !== 0 || digits(chain, 1, 1) === 0) return false
  // 0.78 (0.65-0.93): a ratio and its interval.
  if (chain.length(0) === 1 && chain.separators[0] === 0x2e) return false
  return !isDrugCode(chain, groups) && chain.length(0) < 7 && chain.length(groups - 1) > 1
}

/** Nine digits, the first 6 to 9: mobile and national numbers of Spain and its neighbours. */
export function isNine(chain: Chain, groups: number): boolean {
  return size(chain, groups) === 9 && digits(chain, 0, 1) >= 6
}

// Labeler, product and package of an NDC: 4-4-2, 5-3-2, 5-4-1, 5-4-2.
function isDrugCode(chain: Chain, groups: number): boolean {
  const first = chain.length(0)
  return groups === 3 && (first === 4 || first === 5) && chain.length(2) < 3 && chain.separators[0] === 0x2d
}

/** Luhn, and a length and first digits that card networks issue (ISO/IEC 7812). */
export function isCard(chain: Chain, groups: number): boolean {
  return isIssued(chain, size(chain, groups)) && luhn(chain.text, size(chain, groups), 0) === 0
}

function isIssued(chain: Chain, length: number): boolean {
  const two = digits(chain, 0, 2)
  const four = digits(chain, 0, 4)
  const isVisa = two >= 40 && two <= 49
  switch (length) {
    case 13:
      return isVisa
    case 14:
      return two === 36 || two === 38 || two === 39 || (four >= 3000 && four <= 3059)
    case 15:
      return two === 34 || two === 37
    case 16:
      return (
        isVisa ||
        (two >= 51 && two <= 55) ||
        (four >= 2221 && four <= 2720) ||
        four === 6011 ||
        two === 65 ||
        two === 35
      )
    case 19:
      return isVisa || two === 62
    default:
      return false
  }
}

/** NPI: ten digits, the first 1 or 2, Luhn over 80840 and the number: those five digits add 24 (CMS). */
export function isNpi(chain: Chain, groups: number): boolean {
  const first = digits(chain, 0, 1)
  return size(chain, groups) === 10 && (first === 1 || first === 2) && luhn(chain.text, 10, 24) === 0
}

/** ABA routing number: weights 3 7 1 modulo 10, and a first pair that is assigned. */
export function isAba(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 9) return false
  const pair = digits(chain, 0, 2)
  let sum = 0
  for (let at = 0; at < 9; at++) sum += digits(chain, at, 1) * (at % 3 === 0 ? 3 : at % 3 === 1 ? 7 : 1)
  const assigned = pair <= 12 || (pair >= 21 && pair <= 32) || (pair >= 61 && pair <= 72) || pair === 80
  return sum > 0 && sum % 10 === 0 && assigned
}

/** DEA: two letters (the second may be 9), seven digits: d1+d3+d5 + 2(d2+d4+d6) ends in d7. */
export function isDea(chain: Chain, groups: number): boolean {
  const text = chain.text
  if (size(chain, groups) !== 9 || !isLetter(text[0]) || !(isLetter(text[1]) || text[1] === 0x39)) return false
  for (let at = 2; at < 9; at++) if (!isDigit(text[at])) return false
  let sum = 0
  for (let at = 2; at < 8; at++) sum += ((text[at] as number) - 48) * (at % 2 === 0 ? 1 : 2)
  return sum % 10 === (text[8] as number) - 48
}

const MBI = 'CAXNAXNAANN'
const MBI_LETTERS = new Set(Buffer.from('ACDEFGHJKMNPQRTUVWXY', 'latin1'))

/** Medicare Beneficiary Identifier (CMS, "Understanding the MBI"): C 1-9, A letter without S L O I B Z, N digit, X either. */
export function isMbi(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== MBI.length) return false
  for (let at = 0; at < MBI.length; at++) {
    const byte = chain.text[at] as number
    const kind = MBI[at]
    const fits =
      kind === 'C'
        ? byte >= 0x31 && byte <= 0x39
        : ((kind === 'N' || kind === 'X') && isDigit(byte)) || ((kind === 'A' || kind === 'X') && MBI_LETTERS.has(byte))
    if (!fits) return false
  }
  return true
}

const VIN_VALUES = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ'
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

/** VIN: 17 of digits and letters without I, O, Q; the ninth is the weighted sum modulo 11 (49 CFR 565.15). */
export function isVin(chain: Chain, groups: number): boolean {
  if (size(chain, groups) !== 17) return false
  let sum = 0
  let letters = 0
  for (let at = 0; at < 17; at++) {
    const byte = chain.text[at] as number
    const value = VIN_VALUES.indexOf(String.fromCharCode(byte))
    if (value < 0) return false
    if (!isDigit(byte)) letters++
    sum += (value % 10) * (VIN_WEIGHTS[at] as number)
  }
  const check = sum % 11
  return letters > 0 && letters < 17 && chain.text[8] === (check === 10 ? 0x58 : 48 + check)
}

/** IMEI: 15 digits, Luhn. */
export function isImei(chain: Chain, groups: number): boolean {
  return size(chain, groups) === 15 && luhn(chain.text, 15, 0) === 0
}

/** IBAN (ISO 13616): the first four to the end, letters as 10-35, modulo 97 is 1. */
export function isIban(text: Uint8Array, length: number): boolean {
  if (length < 15 || length > 34) return false
  let rest = 0
  for (let at = 0; at < length; at++) {
    const byte = text[(at + 4) % length] as number
    rest = isDigit(byte) ? (rest * 10 + byte - 48) % 97 : (rest * 100 + byte - 55) % 97
  }
  return rest === 1
}

/** Letters, and at least three digits; no hash of a machine. */
export function isMixed(chain: Chain, groups: number): boolean {
  return isLettered(chain, groups) && !(groups === 1 && isHash(chain, size(chain, groups)))
}

/** Letters, and at least three digits. */
export function isLettered(chain: Chain, groups: number): boolean {
  let letters = 0
  const length = size(chain, groups)
  for (let at = 0; at < length; at++) if (isLetter(chain.text[at])) letters++
  return letters > 0 && length - letters >= 3
}

/** Shorter runs of hexadecimal digits may be identifiers. */
const LEAST_HASH = 16
const LEAST_TURNS = 5

// Hexadecimal digits of a usual length, letters among them: a span, a trace, a commit, a digest.
function isHash(chain: Chain, length: number): boolean {
  if (length < LEAST_HASH || length % 8 !== 0) return false
  let turns = 0
  for (let at = 0; at < length; at++) {
    const byte = chain.text[at] as number
    if (isLetter(byte) && byte > 0x46) return false
    if (at > 0 && isLetter(byte) !== isLetter(chain.text[at - 1])) turns++
  }
  return turns >= LEAST_TURNS
}

/** 512B, 4W-12: digits with one or two capitals, and no unit in small letters. */
export function isRoom(chain: Chain, groups: number): boolean {
  let letters = 0
  const length = size(chain, groups)
  for (let at = 0; at < length; at++) if (isLetter(chain.text[at])) letters++
  return letters > 0 && letters < 3 && length - letters >= 2
}

function luhn(text: Uint8Array, length: number, added: number): number {
  let sum = added
  for (let at = length - 1, double = false; at >= 0; at--, double = !double) {
    const value = ((text[at] as number) - 48) * (double ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10
}

function size(chain: Chain, groups: number): number {
  return chain.joined[groups - 1] as number
}

function digits(chain: Chain, from: number, count: number): number {
  let value = 0
  for (let at = from; at < from + count; at++) value = value * 10 + (chain.text[at] as number) - 48
  return value
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x41 && byte <= 0x5a
}

/** SK or AC and 32 hexadecimal digits: an API key, or the account that it belongs to. */
export function isTwilioKey(chain: Chain, groups: number): boolean {
  const kind = ((chain.text[0] as number) << 8) | (chain.text[1] as number)
  if (size(chain, groups) !== 34 || (kind !== 0x534b && kind !== 0x4143)) return false
  for (let at = 2; at < 34; at++) {
    const byte = chain.text[at] as number
    if (!isDigit(byte) && (byte < 0x41 || byte > 0x46)) return false
  }
  return true
}
