import { WORD_BITS } from '../dictionaries.ts'
import { type FieldRule, INITIALS } from '../field-words.ts'
import { isEnglish } from '../name-weight.ts'
import type { Scene } from '../scene.ts'
import type { Word } from '../word.ts'
import { isWordy, sequence } from './name-words.ts'

const DOUBLE = 0x22
const SPACE = 0x20
const MOST_NAME_WORDS = 7
const MOST_INITIALS = 5

/** At what stands behind a label of persons: one, as strongly as the label says so. */
export function offerName(scene: Scene, rule: FieldRule, from: number): void {
  const { text, words, rules } = scene
  words[0].read(text, from, rules.dictionaries.words)
  if (rule === INITIALS) offerInitials(scene, from)
  else offerPerson(scene, rule, from)
}

function offerInitials(scene: Scene, from: number): void {
  const [first] = scene.words
  if (first.shape === 'caps' && first.end - from < MOST_INITIALS) scene.offer('label-name', from, first.end)
}

function offerPerson(scene: Scene, rule: FieldRule, from: number): void {
  const { words } = scene
  const [first] = words
  if (first.shape === 'initial' && isInitialled(scene)) {
    scene.offer('label-name', from, words[1].end)
    return
  }
  if (first.end - from < 2 || first.refused || first.shape === 'other') return
  if (rule.strength === 'sure') {
    scene.offer('label-name', from, looseNameEnd(scene))
    return
  }
  if (!first.capital) {
    offerSmallName(scene, from)
    return
  }
  const count = sequence(scene)
  const isKnown = words.slice(0, count).some((word) => word.named)
  const isListed =
    first.shape === 'caps' && listedEnd(scene, (words[count - 1] as Word).end) > (words[count - 1] as Word).end
  if (rule.strength === 'weak' && !isListed && !(isKnown && (count > 1 || first.shape === 'title'))) return
  const last = words[count - 1]
  if (last === undefined) return
  const isOne = !(count > 1 && first.is(WORD_BITS.given))
  const listed = isOne ? listedEnd(scene, last.end) : last.end
  const end = listed > last.end ? listed : closedEnd(scene, last)
  if (first.shape !== 'caps' || isKnown || count > 1 || end > last.end) scene.offer('label-name', from, end)
}

// "Name: Jerrold Field" and nothing behind: a last word may be any.
function closedEnd(scene: Scene, last: Word): number {
  const { text, words, rules } = scene
  if (!words[0].named || text.at(last.end) !== SPACE) return last.end
  const word = scene.scratch
  word.read(text, last.end + 1, rules.dictionaries.words)
  if (word.shape !== 'title' || word.is(WORD_BITS.title | WORD_BITS.role)) return last.end
  const next = text.at(word.end)
  const isClosed = next === 0 || next === 0x0a || next === 0x0d || next === DOUBLE || next === 0x3c || next === 0x7c
  const after = text.at(word.end + 1)
  const isParted = next === 0x2c || (next === SPACE && (after === SPACE || after === 0x28))
  return isClosed || isParted ? word.end : last.end
}

// "Signed: K. Pollich"; the family's name is left in words[1].
function isInitialled({ text, words, rules }: Scene): boolean {
  const [first, second] = words
  if (text.at(first.end) !== 0x2e || text.at(first.end + 1) !== SPACE) return false
  second.read(text, first.end + 2, rules.dictionaries.words)
  return second.shape === 'title' && !second.refused && second.end - second.start > 2
}

// "Name: jane doe": in small letters both words must be known.
function offerSmallName(scene: Scene, from: number): void {
  const { text, words, rules } = scene
  const [first, second] = words
  if (first.shape !== 'lower' || !first.is(WORD_BITS.given | WORD_BITS.surname) || text.at(first.end) !== SPACE) return
  second.read(text, first.end + 1, rules.dictionaries.words)
  if (second.shape !== 'lower' || second.is(WORD_BITS.notName)) return
  // A given name, and a surname or a word that English has not; or a surname that is a given name's second.
  const isName = first.is(WORD_BITS.given) && !isEnglish(first, rules, text.bytes)
  const isOther = second.is(WORD_BITS.surname) || isWordy(scene, second)
  const isStranger = second.end - second.start > 3 && !isEnglish(second, rules, text.bytes)
  if ((first.is(WORD_BITS.given) && isOther) || (isName && isStranger)) scene.offer('label-name', from, second.end)
}

// After a sure label any word may be a name, in any case, until something else begins.
function looseNameEnd(scene: Scene): number {
  const { text, rules } = scene
  const word = scene.scratch
  let end = scene.words[0].end
  for (let count = 1; count < MOST_NAME_WORDS; count++) {
    const gap = text.at(end) === 0x2e || text.at(end) === 0x2c ? end + 1 : end
    if (text.at(gap) !== SPACE) return end
    word.read(text, gap + 1, rules.dictionaries.words)
    const isLabel =
      text.at(word.end) === 0x3a || rules.dictionaries.topics.lookup(text.bytes, word.start, word.end) !== 0
    if (word.end === word.start || word.refused || word.shape === 'other' || isLabel) return end
    end = word.end
  }
  return end
}

// "Okonkwo, Zubaida" after a label.
function listedEnd(scene: Scene, end: number): number {
  const { text, rules } = scene
  if (text.at(end) !== 0x2c) return end
  const word = scene.scratch
  word.read(text, text.at(end + 1) === SPACE ? end + 2 : end + 1, rules.dictionaries.words)
  const isLabel = text.at(word.end) === 0x3a
  return word.capital &&
    !word.refused &&
    !isLabel &&
    rules.dictionaries.topics.lookup(text.bytes, word.start, word.end) === 0
    ? word.end
    : end
}

/** `"patient": "Tristian Y. Spinka"`: two to four words with capitals, and nothing else up to the quote. */
export function offerWhole(scene: Scene, from: number, quote: number): void {
  const { text, rules } = scene
  const word = scene.scratch
  let end = from
  for (let count = 1; count < MOST_NAME_WORDS; count++) {
    word.read(text, end, rules.dictionaries.words)
    if (!word.capital || word.refused) return
    end = word.shape === 'initial' && text.at(word.end) === 0x2e ? word.end + 1 : word.end
    if (text.at(end) === quote && count > 1) scene.offer('label-name', from, end)
    if (text.at(end) !== SPACE) return
    end++
  }
}
