import { lastThree, WORD_BITS } from './dictionaries.ts'
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
  if (word.end - word.start < 3) return 0.6
  if (word.end - word.start < 4) return rules.dictionaries.surnames.has(bytes, word.start, word.end) ? 1.3 : 0.6
  const ending = endingOf(word, rules, bytes)
  if (ending !== 0) return ending === SURNAME ? 2 : -3
  return rules.dictionaries.surnames.has(bytes, word.start, word.end) ? 1.9 : 1.3
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

const LONGEST_ENDING = 12
const SHORTEST_ENDING = 3
const SHORTEST_STEM = 3
const SURNAME = 1
const TERM = 2

/** A word that no dictionary of names has and that ends as technical terms do. */
export function isTerm(word: Word, rules: Rules, bytes: Uint8Array): boolean {
  return !word.named && endingOf(word, rules, bytes) === TERM
}

// Of the longest ending that is known.
function endingOf(word: Word, rules: Rules, bytes: Uint8Array): number {
  const { strangerEndings, lastLetters } = rules.dictionaries
  const { end } = word
  const third = bytes[end - 3] as number
  const second = bytes[end - 2] as number
  const last = bytes[end - 1] as number
  const isAscii = (third | second | last) < 0x80
  if (isAscii && lastLetters[lastThree(third, second, last)] === 0) return 0
  const most = Math.min(LONGEST_ENDING, word.end - word.start - SHORTEST_STEM)
  for (let length = most; length >= SHORTEST_ENDING; length--) {
    const ending = strangerEndings.lookup(bytes, word.end - length, word.end)
    if (ending !== 0) return ending
  }
  return 0
}
