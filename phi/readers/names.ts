import { LOWER, UPPER } from '../byte-classes.ts'
import { WORD_BITS } from '../dictionaries.ts'
import { Lexicon } from '../lexicon.ts'
import { isEnglish } from '../name-weight.ts'
import type { Scene } from '../scene.ts'
import type { Word } from '../word.ts'
import { offerCredential, offerListed } from './listed-names.ts'
import { offerCell } from './name-cells.ts'
import { isIdentified, isInList } from './name-context.ts'
import {
  ending,
  isQuiet,
  isWordy,
  LIKELY_PAIR,
  nextWord,
  particlesBefore,
  STRANGER,
  sequence,
  weightOf,
  wordBefore,
} from './name-words.ts'

const SPACE = 0x20
const COMMA = 0x2c
const DOT = 0x2e
const AMPERSAND = 0x26
const OPENING = 0x28
const FRENCH_MR = 0x4d
const {
  given,
  surname,
  ambiguous,
  notName,
  title,
  naming,
  role,
  greeting,
  credential,
  placePrefix,
  place,
  eponym,
  personVerb,
  afterEponym,
  auxiliary,
  kin,
} = WORD_BITS
/** What follows a person in a sentence: small words, adverbs. */
const BEHIND_NAMES = new Lexicon(
  new Map(
    `with from that this then than when while will would could should might must were been have into onto over under about after before because
    until since during without within again also always just later never only soon still today tomorrow yesterday tonight here there who whom
    which whose went came left felt sent told gave took made kept lost spent slept woke wrote rang drove knew began came`
      .split(/\s+/)
      .map((word) => [word, 1] as const),
  ),
)
/** Weight (name-weight.ts) of a name of two words that a dictionary has. */
const SURE_PAIR = 4
/** Of a surname that is an everyday word too, behind a given name. */
const WORDY = 1.4

/**
 * At a capital that begins a word (already read into words[0], and not refused): a person, by any of the signs in
 * detectors/names.ts.
 */
export function readName(scene: Scene, at: number): void {
  const first = scene.words[0]
  const start = particlesBefore(scene, at)
  const left = wordBefore(scene, start)
  const called = left & (title | greeting)
  const isIntroduced = called !== 0 || (left & (naming | role)) !== 0
  if (!isIntroduced && !first.named && !goesOn(scene, first)) return
  if (called === 0 && !first.named && weightOf(scene, first) < 0) return
  const count = sequence(scene)
  const next = nextWord(scene, count)
  const isEponym = next.is(afterEponym) && !isPerson(scene, count, next)
  if (called !== 0 && (first.shape !== 'initial' || count > 1))
    scene.offer((called & title) !== 0 ? 'name-title' : 'name-greeting', start, ending(scene, count))
  if (first.shape === 'initial') {
    if (!isEponym) offerInitials(scene, at, count)
    return
  }
  if (!isEponym) {
    offerIntroduced(scene, at, count, left)
    offerPair(scene, at, count)
    if ((left & placePrefix) === 0) offerAlone(scene, at, count, next)
  }
  offerListed(scene, at, count, (left & (role | title | naming)) !== 0)
  offerCell(scene, at)
  offerCredential(scene, at, count)
}

// "Johanna Quitzon cell 303…": behind a whole name, such a word in small letters is the sentence's.
function isPerson({ words }: Scene, count: number, next: Word): boolean {
  const [first] = words
  if (count < 2 || next.shape !== 'lower' || !first.is(given) || first.is(ambiguous | notName)) return false
  for (let index = 0; index < count; index++) {
    const word = words[index] as Word
    if (word.is(eponym) && !(index > 0 && word.is(surname))) return false
  }
  return true
}

// A stranger is a name only with a capital, a comma or what persons do behind it, or where it is introduced.
function goesOn(scene: Scene, word: Word): boolean {
  const { text, rules } = scene
  const next = text.at(word.end)
  if (next === COMMA || next === 0x5e) return true
  if (next !== SPACE)
    return (next === DOT && word.shape === 'initial') || isPossessive(scene, word) || isSeen(scene, word)
  if (text.at(word.end + 1) === OPENING) return isInList(scene, word.start, word.end)
  const after = scene.scratch
  after.read(text, word.end + 1, rules.dictionaries.words)
  return after.capital || after.is(WORD_BITS.particle | personVerb) || isSeen(scene, word)
}

function isSeen(scene: Scene, word: Word): boolean {
  return scene.seen.has(scene.text.bytes, word.start, word.end)
}

// Zubaida's, and not the plural's apostrophe.
function isPossessive({ text }: Scene, word: Word): boolean {
  const next = text.at(word.end)
  const isMark = next === 0x27 || (next === 0xe2 && text.at(word.end + 1) === 0x80 && text.at(word.end + 2) === 0x99)
  return isMark && text.at(word.end + (next === 0x27 ? 1 : 3)) === 0x73
}

function offerIntroduced(scene: Scene, at: number, count: number, left: number): void {
  const [first] = scene.words
  offerIntroducedPair(scene, at, count, left)
  if ((left & (role | naming)) === 0) return
  if (!isIntroducible(scene, count)) return
  if ((left & (naming | kin)) === 0 && first.is(ambiguous) && count < 2) return
  if (first.shape === 'caps' && !first.named && !(count > 1 && weightOf(scene, scene.words[1]) >= STRANGER)) return
  scene.offer('name-role', at, ending(scene, count))
}

// "Dr. Zubaida Field", "his son Raton Read": behind a title or kin a second word is the surname that it may be.
function offerIntroducedPair(scene: Scene, at: number, count: number, left: number): void {
  const { text, rules, words } = scene
  if ((left & (title | kin | naming)) === 0 || words[0].is(notName | place)) return
  const last = words[count - 1] as Word
  const from = last.shape === 'initial' && text.at(last.end) === DOT ? last.end + 1 : last.end
  if (text.at(from) !== SPACE || (count > 1 && last.shape !== 'initial')) return
  const next = words[7]
  next.read(text, from + 1, rules.dictionaries.words)
  if (next.shape === 'title' && isWordy(scene, next)) scene.offer('name-role', at, next.end)
}

// A name or a stranger; of what is a word of some language too, two.
function isIntroducible(scene: Scene, count: number): boolean {
  const [first, second] = scene.words
  if (!first.is(notName)) return first.named || weightOf(scene, first) >= STRANGER
  return first.named && count > 1 && weightOf(scene, second) >= STRANGER
}

function offerPair(scene: Scene, at: number, count: number): void {
  if (count < 2) {
    offerIdentified(scene, at)
    return
  }
  if (isFirm(scene, at, count)) return
  const { words } = scene
  const [first] = words
  const last = words[count - 1] as Word
  const { total, named, full } = sum(scene, count)
  if (full < 2) {
    const isCalled = last.shape === 'initial' && first.is(given) && !first.is(ambiguous)
    if (isCalled) scene.offer('name-given-other', at, ending(scene, count))
    return
  }
  const isKnown = first.is(given) && last.named && !(first.is(ambiguous) && last.is(notName))
  const isSure = isKnown || isMiddled(scene, count) || (total >= SURE_PAIR && total >= full * STRANGER)
  if (first.shape === 'caps') {
    if (isSure && named > 1) scene.offer('name-pair', at, ending(scene, count))
  } else if (isSure) scene.offer('name-pair', at, ending(scene, count))
  else if (total >= full && total > 2 && isIdentified(scene, last.end))
    scene.offer('name-pair', at, ending(scene, count))
  else if (
    total >= LIKELY_PAIR &&
    total >= full &&
    (named > 0 || weightOf(scene, last) === 2 || isQuiet(scene, at, last.end))
  )
    scene.offer('name-given-other', at, ending(scene, count))
}

// Grant R. Bode: an initial between two words of which the first may be a given name.
function isMiddled({ words, text }: Scene, count: number): boolean {
  const [first, middle] = words
  return count === 3 && first.is(given) && middle.shape === 'initial' && text.at(middle.end) === DOT
}

// "Else Parish (MRN 4410)": a given name of any kind and a word, with what identifies a person right behind.
function offerIdentified(scene: Scene, at: number): void {
  const { text, rules, words } = scene
  const [first] = words
  if (first.shape !== 'title' || !first.is(given) || first.is(notName) || text.at(first.end) !== SPACE) return
  const next = words[7]
  next.read(text, first.end + 1, rules.dictionaries.words)
  if (next.shape !== 'title' || next.is(title | role | credential) || next.end - next.start < 2) return
  const { end } = next
  if (isIdentified(scene, end)) scene.offer('name-pair', at, end)
}

// Eli Lilly, Morgan Stanley: the list of what is no name has them whole.
function isFirm({ words, text, rules }: Scene, at: number, count: number): boolean {
  return (rules.dictionaries.words.lookup(text.bytes, at, (words[count - 1] as Word).end) & notName) !== 0
}

// Morgan Stanley, at its second word.
function isFirmBehind({ text, rules }: Scene, at: number, end: number): boolean {
  if (text.before(at - 1) !== SPACE) return false
  const start = text.runStart(at - 1, LOWER | UPPER, 16)
  const isCapital = (text.classBefore(start) & UPPER) !== 0
  return isCapital && (rules.dictionaries.words.lookup(text.bytes, start, end) & notName) !== 0
}

interface Sum {
  readonly total: number
  readonly named: number
  /** Words that are written out. */
  readonly full: number
}

function sum(scene: Scene, count: number): Sum {
  let total = 0
  let named = 0
  let full = 0
  for (let index = 0; index < count; index++) {
    const word = scene.words[index] as Word
    const isSurname = index > 0 && !word.named && word.shape === 'title' && isWordy(scene, word)
    if (word.shape !== 'lower') total += isSurname ? WORDY : Math.max(0, weightOf(scene, word))
    if (word.named || isSurname) named++
    if (word.shape === 'title' || word.shape === 'caps') full++
  }
  return { total, named, full }
}

// J. K. Rowling, A. Kowalska.
function offerInitials(scene: Scene, at: number, count: number): void {
  const { words, text } = scene
  const last = words[count - 1] as Word
  if (count < 2 || last.shape !== 'title' || text.at(words[0].end) !== DOT) return
  if (weightOf(scene, last) >= 2) scene.offer('name-given-other', at, ending(scene, count))
  // M. Colin, where the language is not English.
  else if (count === 2 && text.at(at) === FRENCH_MR && !last.refused && !isQuiet(scene, at, last.end))
    scene.offer('name-title', at, ending(scene, count))
}

function offerAlone(scene: Scene, at: number, count: number, next: Word): void {
  const [first] = scene.words
  if (first.shape !== 'title' || first.end - at < 3) return
  const mayBeOne = first.named || isWordy(scene, first) || weightOf(scene, first) >= STRANGER
  if (mayBeOne && isInList(scene, at, (scene.words[count - 1] as Word).end))
    scene.offer('name-alone', at, ending(scene, count))
  if (first.is(place | eponym)) return
  if (first.is(surname) && (isPartner(scene, at, first.end) || isFirmBehind(scene, at, first.end))) return
  // Salter-Harris is nobody, and neither is its half.
  if (scene.text.before(at - 1) === 0x2d && (scene.text.classBefore(at - 2) & LOWER) !== 0) return
  const weight = weightOf(scene, first)
  const isGiven = first.is(given) && !first.is(ambiguous | notName | WORD_BITS.month)
  const isFamily =
    first.is(surname) && !first.is(given | notName) && weight >= 2 && first.end - at > 3 && !names(scene, count, next)
  const does = next.shape === 'lower' && next.is(personVerb) && weight >= STRANGER
  const belongs = weight >= STRANGER && count === 1 && (isPossessive(scene, first) || isSeen(scene, first))
  if (isGiven || isFamily || does || belongs) scene.offer('name-alone', at, ending(scene, count))
}

// "Greenfield filter", "Bosch drills": a thing behind a family's name alone is called after it.
function names({ rules, text }: Scene, count: number, next: Word): boolean {
  if (count > 1 || next.shape !== 'lower' || next.is(personVerb | auxiliary | role | kin)) return false
  const last = text.at(next.end - 1)
  const isVerb = last === 0x73 || last === 0x64 || last === 0x67
  return (
    !isVerb &&
    next.end - next.start > 3 &&
    BEHIND_NAMES.lookup(text.bytes, next.start, next.end) === 0 &&
    isEnglish(next, rules, text.bytes)
  )
}

// Johnson & Johnson, Ernst & Young: a firm's partners.
function isPartner({ text }: Scene, at: number, end: number): boolean {
  return (
    (text.at(end) === SPACE && text.at(end + 1) === AMPERSAND) ||
    (text.before(at - 1) === SPACE && text.before(at - 2) === AMPERSAND)
  )
}
