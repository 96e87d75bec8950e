import { DIGIT, HIGH, LETTER, LOWER, UPPER, WORD } from '../byte-classes.ts'
import { WORD_BITS } from '../dictionaries.ts'
import { isEnglish, nameWeight } from '../name-weight.ts'
import type { Scene } from '../scene.ts'
import type { Word } from '../word.ts'

const SPACE = 0x20
const COMMA = 0x2c
const DOT = 0x2e
const LINE_END = 0x0a
const APOSTROPHE = 0x27
const OPENING = 0x28
const MOST_NAME_WORDS = 8
const MOST_WORD = 24
const MOST_PARTICLES = 3
const { given, ambiguous, notName, place, title, naming, role, greeting, credential, suffix, particle, placePrefix } =
  WORD_BITS

/** Weights of two words of which a dictionary half has one, and of a word that a stranger may be called. */
export const LIKELY_PAIR: number = 2.5
export const STRANGER: number = 1.2

/** How much a word looks like a name: see name-weight.ts. */
export function weightOf(scene: Scene, word: Word): number {
  return nameWeight(word, scene.rules, scene.text.bytes)
}

/** Words that may be one name, read into `scene.words`; answers how many. Also used for what follows a label. */
export function sequence(scene: Scene): number {
  const { words, text, rules } = scene
  let count = 1
  while (count < MOST_NAME_WORDS) {
    const next = words[count] as Word
    const previous = words[count - 1] as Word
    let place = previous.end
    if (text.at(place) === DOT && (previous.shape === 'initial' || isSaint(previous))) place++
    if (text.at(place) !== SPACE) break
    next.read(text, place + 1, rules.dictionaries.words)
    if (!(next.shape === 'lower' && next.is(particle)) && !isPart(scene, next, count)) break
    count++
  }
  // A particle belongs to the word that follows it.
  while (count > 1 && (words[count - 1] as Word).shape === 'lower') count--
  return count
}

function isPart(scene: Scene, next: Word, count: number): boolean {
  const { words, rules, text } = scene
  const [first] = words
  if (!next.capital) return false
  // An initial with its full stop is one, whatever the letter is in a language: Y. is no Spanish "and", V. no number.
  if (next.shape === 'initial' && text.at(next.end) === DOT) return true
  if (next.is(credential | suffix)) return false
  if (isSurelyPart(scene, next, count)) return true
  if (next.refused && !isForeignPart(scene, next, count)) return false
  if (next.shape === 'caps' && first.shape !== 'caps' && !(next.named && next.end - next.start > 2)) return false
  if (nameWeight(next, rules, text.bytes) > 0) return true
  if (next.shape !== 'title' || next.end - next.start < 3 || !first.named) return false
  // Behind a particle anything is a name (de los Monteros), and a town is one behind two names (Lozada Sevilla).
  if ((words[count - 1] as Word).shape === 'lower') return true
  if (count > 1 && next.is(place) && first.is(given)) return true
  // Behind a given name that is nothing else, an everyday word is a family's name: Jane Roe, Karla I. Stark.
  return count === 1 && first.is(given) && !first.is(ambiguous)
}

// Grant R. Bode, Willard St. Clair, Jane Field: whatever the word is beside.
function isSurelyPart(scene: Scene, next: Word, count: number): boolean {
  const [first] = scene.words
  if (isAfterInitial(scene, count) && first.is(given) && next.shape === 'title' && !next.is(title | role)) return true
  if (isSaint(next) && scene.text.at(next.end) === DOT) return first.named
  return isWordySurname(scene, next, count)
}

// David N. Hand: the initial says that the name goes on.
function isAfterInitial({ words, text }: Scene, count: number): boolean {
  const middle = words[count - 1] as Word
  return count === 2 && middle.shape === 'initial' && text.at(middle.end) === DOT
}

// St. Clair.
function isSaint(word: Word): boolean {
  return word.shape === 'title' && word.is(placePrefix) && word.end - word.start === 2
}

// Jane Field, Paul T. Street: a surname that is an everyday word, behind a given name that is nothing else.
function isWordySurname(scene: Scene, next: Word, count: number): boolean {
  const [first] = scene.words
  if (next.shape !== 'title' || !first.is(given) || first.is(ambiguous | notName)) return false
  return (count === 1 || isAfterInitial(scene, count)) && isWordy(scene, next)
}

/** Whether a word is a common surname and an everyday word. */
export function isWordy({ rules, text }: Scene, word: Word): boolean {
  return rules.dictionaries.wordySurnames.lookup(text.bytes, word.start, word.end) !== 0
}

// Behind a given name that is nothing else, a word or month of another language is a family's name: Kiana Maggio, Gunnar Von.
function isForeignPart(scene: Scene, next: Word, count: number): boolean {
  const { words, rules, text } = scene
  const [first] = words
  const isGiven = count === 1 && first.is(given) && !first.is(ambiguous | notName) && first.shape === 'title'
  return isGiven && next.shape === 'title' && !next.is(title) && !isEnglish(next, rules, text.bytes)
}

/** The word after the sequence, for eponyms, institutions and verbs. */
export function nextWord(scene: Scene, count: number): Word {
  const { text, rules } = scene
  const last = scene.words[count - 1] as Word
  const next = scene.scratch
  const from = text.at(last.end) === SPACE || text.at(last.end) === APOSTROPHE ? last.end + 1 : last.end
  next.read(text, from, rules.dictionaries.words)
  // Bell's palsy
  if (next.end - next.start === 1 && text.at(next.end) === SPACE)
    next.read(text, next.end + 1, rules.dictionaries.words)
  return next
}

/** The end of a name of so many words, with an initial and Jr., Sr., III behind it. */
export function ending(scene: Scene, count: number): number {
  const { text, rules } = scene
  const last = scene.words[count - 1] as Word
  let end = last.shape === 'initial' && text.at(last.end) === DOT ? last.end + 1 : last.end
  const from = text.at(end) === COMMA ? end + 1 : end
  if (text.at(from) === SPACE) {
    const word = scene.scratch
    word.read(text, from + 1, rules.dictionaries.words)
    if (word.capital && word.is(suffix)) end = text.at(word.end) === DOT ? word.end + 1 : word.end
  }
  return end
}

export function initialEnd(scene: Scene, end: number): number {
  const { text } = scene
  if (text.at(end) !== SPACE || (text.classAt(end + 1) & UPPER) === 0) return end
  if (text.at(end + 2) === DOT) return end + 3
  return (text.classAt(end + 2) & (WORD | DIGIT)) === 0 ? end + 2 : end
}

/**
 * No sign of a text in another language than English right before or behind a pair of strangers: there, nouns and headings
 * have capitals too.
 */
export function isQuiet(scene: Scene, at: number, end: number): boolean {
  const { text, rules } = scene
  if (text.before(at - 1) === SPACE) {
    const start = text.runStart(at - 1, LOWER | HIGH, MOST_WORD)
    const length = at - 1 - start
    if (
      length > 1 &&
      (text.classBefore(start - 1) & LETTER) === 0 &&
      !rules.dictionaries.english.has(text.bytes, start, at - 1)
    )
      return false
  }
  if (text.at(end) !== SPACE) return true
  const wordEnd = text.runEnd(end + 1, LOWER | HIGH, MOST_WORD)
  return wordEnd - end < 3 || rules.dictionaries.english.has(text.bytes, end + 1, wordEnd)
}

/** Where the small particles before a name begin, if a title stands before them: Mrs. van den Bosch. Else the name itself. */
export function particlesBefore(scene: Scene, at: number): number {
  const { text, rules } = scene
  let start = at
  for (let count = 0; count < MOST_PARTICLES && text.before(start - 1) === SPACE; count++) {
    const from = text.runStart(start - 1, LOWER, MOST_WORD)
    const length = start - 1 - from
    if (length < 2 || length > 5 || text.before(from - 1) !== SPACE) break
    if ((rules.dictionaries.words.lookup(text.bytes, from, start - 1) & particle) === 0) break
    start = from
  }
  return start < at && (wordBefore(scene, start) & title) !== 0 ? start : at
}

/** What the dictionary says of the word before: "Dr. ", "patient ", "wife (", "Hi, ", "Regards,\n". 0 where there is none. */
export function wordBefore(scene: Scene, at: number): number {
  const { text } = scene
  const gap = text.before(at - 1)
  if (gap === LINE_END) return greetingAbove(scene, at)
  if (gap === OPENING) return text.before(at - 2) === SPACE ? wordBefore(scene, at - 1) & role : 0
  return gap === SPACE ? flagsBefore(scene, at) : 0
}

function flagsBefore(scene: Scene, at: number): number {
  const { text, rules } = scene
  let end = at - 1
  if (text.before(end - 1) === SPACE) end--
  const mark = text.before(end - 1)
  if (mark === DOT || mark === COMMA) end--
  const start = text.runStart(end, LETTER, MOST_WORD)
  if (start === end || (text.classBefore(start - 1) & DIGIT) !== 0) return 0
  const flags = rules.dictionaries.words.lookup(text.bytes, start, end)
  if ((text.classBefore(start) & LOWER) !== 0 && text.before(start - 1) !== COMMA && isTitled(scene, start))
    return title
  if (mark === DOT) return isDomain(scene, start) ? 0 : abbreviated(flags, end - start)
  if (mark === COMMA) return flags & greeting
  // I'm
  if (end - start === 1 && text.before(start) === 0x6d && text.before(start - 1) === APOSTROPHE) return naming
  return flags | namingBefore(scene, start, end)
}

// Of a word with a full stop: what is written out ends in none but a sentence's, as "…, RN." does.
function abbreviated(flags: number, length: number): number {
  if (((flags & credential) !== 0 && (flags & role) === 0) || length > 5) return 0
  return flags & (length === 2 ? title | placePrefix | role : title | placePrefix)
}

// The last part of example.fr is no title.
function isDomain({ text }: Scene, start: number): boolean {
  return text.before(start - 1) === DOT && (text.classBefore(start) & LOWER) !== 0
}

// "Dr. med. ", "sig.ra ": small letters that go on a title.
function isTitled(scene: Scene, start: number): boolean {
  const { text, rules } = scene
  const gap = text.before(start - 1) === SPACE ? start - 1 : start
  if (text.before(gap - 1) !== DOT) return false
  const from = text.runStart(gap - 1, LETTER, MOST_WORD)
  const length = gap - 1 - from
  return length > 1 && length < 5 && (rules.dictionaries.words.lookup(text.bytes, from, gap - 1) & title) !== 0
}

// The last word of the line above: a letter's end, with its comma.
function greetingAbove(scene: Scene, at: number): number {
  const { text, rules } = scene
  let end = at - 1
  while (
    at - end < 4 &&
    (text.before(end - 1) === 0x0d || text.before(end - 1) === LINE_END || text.before(end - 1) === SPACE)
  )
    end--
  if (text.before(end - 1) !== COMMA && text.before(end - 1) !== 0x21) return 0
  const start = text.runStart(end - 1, UPPER | LOWER | HIGH, MOST_WORD)
  return rules.dictionaries.words.lookup(text.bytes, start, end - 1) & greeting
}

// "name is", "name was", "I am": a phrase of the dictionary that ends here.
function namingBefore(scene: Scene, start: number, end: number): number {
  const { text, rules } = scene
  if (text.before(start - 1) !== SPACE && text.before(start - 1) !== APOSTROPHE) return 0
  const from = text.runStart(start - 1, UPPER | LOWER, MOST_WORD)
  return rules.dictionaries.words.lookup(text.bytes, from, end) & naming
}
