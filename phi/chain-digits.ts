import type { Chain } from './chain.ts'

/** What checks read of `chain.text`: digits and capitals without separators. */

// A letter, a digit, or X for either, one character each.
export function fits(chain: Chain, pattern: string): boolean {
  for (let at = 0; at < pattern.length; at++) {
    const isLetter = (chain.text[at] as number) >= 0x41
    const kind = pattern.charCodeAt(at)
    if (kind === 0x41 ? !isLetter : kind === 0x4e && isLetter) return false
  }
  return true
}

export function isDigits(chain: Chain, from: number, count: number): boolean {
  for (let at = from; at < from + count; at++) if ((chain.text[at] as number) > 0x39) return false
  return true
}

export function weighted(chain: Chain, from: number, weights: readonly number[]): number {
  let sum = 0
  for (let at = 0; at < weights.length; at++) sum += digit(chain, from + at) * (weights[at] as number)
  return sum
}

export function luhn(chain: Chain, from: number, count: number): boolean {
  let sum = 0
  for (let at = 0; at < count; at++) {
    const value = digit(chain, from + count - 1 - at) * (at % 2 === 1 ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

export function modulo(chain: Chain, from: number, count: number, by: number): number {
  let rest = 0
  for (let at = from; at < from + count; at++) rest = (rest * 10 + digit(chain, at)) % by
  return rest
}

export function number(chain: Chain, from: number, count: number): number {
  let value = 0
  for (let at = from; at < from + count; at++) value = value * 10 + digit(chain, at)
  return value
}

export function digit(chain: Chain, at: number): number {
  return (chain.text[at] as number) - 48
}

export function size(chain: Chain, groups: number): number {
  return chain.joined[groups - 1] as number
}
