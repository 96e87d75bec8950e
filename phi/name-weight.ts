import { WORD_BITS } from './dictionaries.ts'
import type { Rules } from './rules.ts'
import type { Word } from './word.ts'

const { given, surname, ambiguous, notName, place, eponym, particle, role, title, month, afterEponym } = WORD_BITS
const HYPHEN = 0x2d

/**
 * How much a capitalised word is a part of a person's name: below 0 it is something else, 1 and more says that it may well
 * be one, 2 and more that a dictionary has it as one. Weights of the words of a sequence add up.
 */
export function nameWeight(word: Word, rules: Rules, bytes: Uint8Array): number {
  if (word.shape === 'initial') return 0.4
  if (word.is(particle)) return 0.5
  if (word.shape === 'lower' || word.shape === 'other' || word.shape === 'none') return -3
  if (!word.named) return strangerWeight(word, rules, bytes)
  if (word.is(notName | role | title | month | afterEponym)) return 0.6
  if (word.is(place)) return 0.7
  if (word.is(given)) return word.is(ambiguous) ? (word.is(surname) ? 1.4 : 1.2) : 3
  return isEnglish(word, rules, bytes) ? 1 : word.is(eponym) ? 1.5 : 2.5
}

function strangerWeight(word: Word, rules: Rules, bytes: Uint8Array): number {
  if (word.is(notName | role | title | month | afterEponym)) return -3
  if (word.is(place)) return -2
  if (word.is(eponym)) return -1
  if (isEnglish(word, rules, bytes)) return -3
  if (word.end - word.start < 4) return 0.6
  return hasSurnameEnding(word, rules, bytes) ? 2 : 1.3
}

/** An everyday word, or a part of a hyphenated one is. */
export function isEnglish(word: Word, rules: Rules, bytes: Uint8Array): boolean {
  const { english } = rules.dictionaries
  let from = word.start
  for (let at = word.start; at <= word.end; at++) {
    if (at < word.end && bytes[at] !== HYPHEN) continue
    if (at - from > 1 && english.has(bytes, from, at)) return true
    from = at + 1
  }
  return false
}

const LONGEST_ENDING = 7
const SHORTEST_ENDING = 3
const SHORTEST_STEM = 3

function hasSurnameEnding(word: Word, rules: Rules, bytes: Uint8Array): boolean {
  const { surnameEndings } = rules.dictionaries
  const most = Math.min(LONGEST_ENDING, word.end - word.start - SHORTEST_STEM)
  for (let length = most; length >= SHORTEST_ENDING; length--)
    if (surnameEndings.lookup(bytes, word.end - length, word.end) !== 0) return true
  return false
}
