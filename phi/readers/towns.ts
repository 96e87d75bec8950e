import { LETTER, LOWER, UPPER } from '../byte-classes.ts'
import { TOWN_PART, TOWN_WHOLE, WORD_BITS } from '../dictionaries.ts'
import { Lexicon } from '../lexicon.ts'
import { isEnglish } from '../name-weight.ts'
import type { Scene } from '../scene.ts'
import { TOWN_LINKS } from '../words/us-towns.ts'

const SPACE = 0x20
const DOT = 0x2e
const MOST_WORDS = 4
const MOST_LINK = 8
const MOST_WORD = 24
/** Of a word that only its ending tells. */
const LEAST_STEM = 3
const LONGEST_ENDING = 8
const { placePrefix, stateName, place, city, month, title, notName } = WORD_BITS
const LINKS = new Lexicon(new Map(TOWN_LINKS.map((word) => [word, 1] as const)))

/**
 * At a capital (read into words[0]) behind "in", "from", "near" and such: a town that the list has, one that begins as towns do
 * (Lake, New, Fort) or ends so.
 */
export function readLinkedTown(scene: Scene, at: number): void {
  if (!isLinked(scene, at)) return
  const listed = listedEnd(scene, at)
  const end = listed > 0 ? listed : shapedEnd(scene, at)
  if (end > 0) scene.offer('town', at, end)
}

/** Whether such a small word stands right before a place. */
export function isLinked({ text, rules }: Scene, at: number): boolean {
  if (text.before(at - 1) !== SPACE || !rules.looks.links.may(text, at - 1)) return false
  const start = text.runStart(at - 1, LOWER, MOST_LINK)
  return (text.classBefore(start - 1) & LETTER) === 0 && LINKS.lookup(text.bytes, start, at - 1) !== 0
}

/** The end of a town of the list that begins at a capital, however many words it has; or 0. */
export function townEnd(scene: Scene, at: number): number {
  const { text, rules } = scene
  const { towns } = rules.dictionaries
  let best = 0
  let end = text.runEnd(at, LETTER, MOST_WORD)
  for (let count = 0; count < MOST_WORDS; count++) {
    // Coeur d'Alene, O'Fallon, Winston-Salem.
    while ((text.at(end) === 0x27 || text.at(end) === 0x2d) && (text.classAt(end + 1) & UPPER) !== 0)
      end = text.runEnd(end + 1, LETTER, MOST_WORD)
    const found = towns.lookup(text.bytes, at, end)
    if ((found & TOWN_WHOLE) !== 0) best = end
    if ((found & TOWN_PART) === 0 || text.at(end) !== SPACE) break
    const next = text.runEnd(end + 1, LETTER, MOST_WORD)
    end = text.at(next) === 0x27 ? text.runEnd(next + 1, LETTER, MOST_WORD) : next
  }
  return best
}

// What is an everyday word as well is no town before another capital: "in Normal Saline".
function listedEnd(scene: Scene, at: number): number {
  const { text, rules } = scene
  const [first] = scene.words
  const end = townEnd(scene, at)
  if (end === 0 || end > first.end) return end
  const isWord = first.refused || isEnglish(first, rules, text.bytes)
  return isWord && text.at(end) === SPACE && (text.classAt(end + 1) & UPPER) !== 0 ? 0 : end
}

function shapedEnd(scene: Scene, at: number): number {
  const { text, rules } = scene
  const [first] = scene.words
  if (first.shape !== 'title' || first.is(month | title)) return 0
  if (!first.is(placePrefix)) return first.is(place) && !first.is(city) ? 0 : endedEnd(scene, at)
  const gap = text.at(first.end) === DOT ? first.end + 1 : first.end
  if (text.at(gap) !== SPACE) return 0
  const second = scene.scratch
  second.read(text, gap + 1, rules.dictionaries.words)
  const isOpen = second.shape === 'title' && !second.is(notName | month | title | stateName)
  const isState = (rules.dictionaries.words.lookup(text.bytes, at, second.end) & stateName) !== 0
  return isOpen && !isState && (second.named || !isEnglish(second, rules, text.bytes)) ? second.end : 0
}

// Greenbrier Falls, Myrnabury.
function endedEnd(scene: Scene, at: number): number {
  const { text, rules } = scene
  const [first] = scene.words
  const noun = text.at(first.end) === SPACE ? text.runEnd(first.end + 1, LETTER, MOST_WORD) : first.end
  const isNoun = rules.dictionaries.townNouns.lookup(text.bytes, first.end + 1, noun) !== 0
  if (isNoun && !first.refused && (text.classAt(first.end + 1) & UPPER) !== 0) return noun
  return isTownLike(scene, at, first.end) ? first.end : 0
}

// Myrnabury, Garettmouth: no word of any list, and an ending of towns.
function isTownLike(scene: Scene, from: number, to: number): boolean {
  const { rules, text } = scene
  const [first] = scene.words
  if (first.named || first.refused || isEnglish(first, rules, text.bytes)) return false
  const most = Math.min(LONGEST_ENDING, to - from - LEAST_STEM)
  for (let length = most; length > 2; length--)
    if (rules.dictionaries.townEndings.lookup(text.bytes, to - length, to) !== 0) return true
  return false
}
