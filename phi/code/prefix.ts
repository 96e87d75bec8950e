import { CLASS, WORD } from '../byte-classes.ts'
import type { PrefixRule, Rules } from '../rules.ts'

const UNDERSCORE = 0x5f

/** Whether a prefix of a token stands around its anchor: all of it, where a word begins. What is behind it is not looked at. */
export function isPrefix(rules: Rules, bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at] as number
  const { prefixes, starts } = rules.looks
  const mayBe =
    prefixes[(byte << 8) | (bytes[at - 1] as number)] === 1 || starts[(byte << 8) | (bytes[at + 1] as number)] === 1
  if (!mayBe) return false
  const candidates = rules.prefixes[byte] ?? []
  for (let index = 0; index < candidates.length; index++)
    if (isWhole(candidates[index] as PrefixRule, bytes, at)) return true
  return false
}

function isWhole({ prefix, anchor }: PrefixRule, bytes: Uint8Array, at: number): boolean {
  const start = at - anchor
  for (let index = 0; index < prefix.length; index++) if (bytes[start + index] !== prefix[index]) return false
  const before = bytes[start - 1] as number
  return before !== UNDERSCORE && ((CLASS[before] as number) & WORD) === 0
}
