import { LOWER } from '../byte-classes.ts'
import { WORD_BITS } from '../dictionaries.ts'
import type { Scene } from '../scene.ts'
import type { Word } from '../word.ts'
import { isIdentified } from './name-context.ts'
import { initialEnd, LIKELY_PAIR, STRANGER, weightOf } from './name-words.ts'

const SPACE = 0x20
const COMMA = 0x2c
const { given, surname, ambiguous, notName, title, role, credential, place, eponym, personVerb, unit, auxiliary } =
  WORD_BITS

/** "Smith, John M.": the comma alone proves nothing, so the names must be known, or be strangers that somebody does something. */
export function offerListed(scene: Scene, at: number, count: number, isIntroduced: boolean): void {
  const { text, words, rules } = scene
  const [first] = words
  const last = words[count - 1] as Word
  if (count > 3 || text.at(last.end) !== COMMA || text.at(last.end + 1) !== SPACE || first.is(place | eponym)) return
  const family = weightOf(scene, first)
  if (!first.is(surname) && (first.shape === 'initial' || family < STRANGER)) return
  const name = scene.scratch
  name.read(text, last.end + 2, rules.dictionaries.words)
  if (!name.capital || name.refused || name.is(place)) return
  const { end, flags } = name
  // "Jillian Walker, Brian Kilback": two people of a list.
  if (count > 1 && first.is(given) && isFollowedByName(scene, end)) return
  name.read(text, last.end + 2, rules.dictionaries.words)
  const own = weightOf(scene, name)
  const isKnown = name.is(given) && !(name.is(ambiguous) && (last.is(notName | ambiguous) || !last.is(surname)))
  const isOrdered = last.is(surname) || !first.is(given) || count > 1
  const isTitle = name.shape === 'title'
  if ((isKnown && isOrdered) || isIdentifiedList(scene, last, end))
    scene.offer('name-listed', at, initialEnd(scene, end))
  else if (isIntroduced && isTitle && own >= STRANGER) scene.offer('name-listed', at, initialEnd(scene, end))
  else if (isTitle && (flags & notName) === 0 && family + own >= LIKELY_PAIR && own >= STRANGER && acts(scene, end))
    scene.offer('name-listed', at, initialEnd(scene, end))
}

// "ZORK, QUILL DOB 1962-03-12"
function isIdentifiedList(scene: Scene, last: Word, end: number): boolean {
  return last.shape === 'caps' && isIdentified(scene, initialEnd(scene, end))
}

function isFollowedByName(scene: Scene, end: number): boolean {
  const { text, rules } = scene
  if (text.at(end) !== SPACE) return false
  const word = scene.scratch
  word.read(text, end + 1, rules.dictionaries.words)
  return word.shape === 'title' && !word.refused && word.end - word.start > 1
}

// What a person does follows: "was admitted", "denies".
function acts(scene: Scene, end: number): boolean {
  const { text, rules } = scene
  if (text.at(end) !== SPACE) return false
  const start = end + 1
  const wordEnd = text.runEnd(start, LOWER, 12)
  return (rules.dictionaries.words.lookup(text.bytes, start, wordEnd) & (personVerb | auxiliary)) !== 0
}

/** "Jane Okafor, RN", "Okonkwo, MD", "Ifeoma Eze MD". */
export function offerCredential(scene: Scene, at: number, count: number): void {
  const { text, words } = scene
  const last = words[count - 1] as Word
  const isComma = text.at(last.end) === COMMA
  const from = isComma ? last.end + 1 : last.end
  if (text.at(from) !== SPACE || (!isComma && count < 2)) return
  for (let index = 0; index < count; index++) {
    const word = words[index] as Word
    if (word.is(notName | role | title) || word.shape === 'other') return
  }
  const after = scene.scratch
  after.read(text, from + 1, scene.rules.dictionaries.words)
  if (
    after.is(credential) &&
    after.shape !== 'lower' &&
    after.shape !== 'initial' &&
    words[0].shape === 'title' &&
    !words[0].is(unit)
  )
    scene.offer('name-credential', at, last.end)
}
