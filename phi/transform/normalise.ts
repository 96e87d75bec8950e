import type { PhiClass } from '../phi.ts'

/**
 * One form for all the ways in which a value is written, so that each has one token: case, accents, width and punctuation
 * mean nothing, and `Smith, John` is `John Smith`.
 */
export function normalise(kind: PhiClass, value: string): string {
  const parts = value
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
  return kind === 'name' ? parts.sort().join(' ') : parts.join('')
}
