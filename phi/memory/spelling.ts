import { foldText } from '../latin.ts'
import type { PhiClass } from '../phi.ts'

/** Shorter words are initials and particles. */
export const LEAST_WORD = 2
export const MOST_WORD = 32
const LEAST_DIGITS = 6
const LEAST_MIXED = 5
export const MOST_IDENTIFIER = 32
const MOST_WORDS = 8

/** Words of a name as they are looked for: small, without accents, parted at hyphens and apostrophes. */
export function wordsOf(value: string): readonly string[] {
  const words = value
    .slice(0, 256)
    .split(/[^\p{L}\p{M}]+/u)
    .map((word) => foldText(word.normalize('NFC')).toLowerCase())
  return words
    .filter((word) => word.length >= LEAST_WORD && word.length <= MOST_WORD && isLatin(word))
    .slice(0, MOST_WORDS)
}

/** An identifier without separators, in capitals; null for what is too short to be told from other numbers, or is no identifier. */
export function identifierOf(kind: PhiClass, value: string): string | null {
  if (!IDENTIFIERS.has(kind)) return null
  const text = value
    .slice(0, 64)
    .replace(/[\s\-./]/g, '')
    .toUpperCase()
  if (!/^[0-9A-Z]+$/.test(text) || text.length > MOST_IDENTIFIER) return null
  const digits = text.replace(/[A-Z]/g, '').length
  const isLong = digits === text.length ? digits >= LEAST_DIGITS : digits >= 3 && text.length >= LEAST_MIXED
  return isLong ? text : null
}

/** Whether a value of the class can be found again in free text by itself: names and identifiers can. */
export function canBeSeen(kind: PhiClass): boolean {
  return kind === 'name' || IDENTIFIERS.has(kind)
}

const IDENTIFIERS: ReadonlySet<PhiClass> = new Set<PhiClass>([
  'ssn',
  'mrn',
  'plan-id',
  'account',
  'card',
  'licence',
  'npi',
  'vehicle',
  'device',
  'phone',
  'fax',
  'other-id',
])

// Folded names are bytes of ASCII; names in other scripts are found by their own readers.
function isLatin(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) > 0x7f) return false
  return true
}
