import { DIGIT, LOWER, UPPER, WORD } from '../byte-classes.ts'
import { WORD_BITS } from '../dictionaries.ts'
import type { Scene } from '../scene.ts'
import type { Word } from '../word.ts'

const SPACE = 0x20
const COMMA = 0x2c
const DOT = 0x2e
const MOST_NAME_WORDS = 5
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
  suffix,
  particle,
  placePrefix,
  afterEponym,
} = WORD_BITS

/**
 * At a capital that begins a word (already read into words[0], and not refused): a person, by any of the signs in
 * detectors/names.ts.
 */
export function readName(scene: Scene, at: number): void {
  const first = scene.words[0]
  const left = wordBefore(scene, at)
  const called = left & (title | greeting)
  if ((called | (left & naming)) === 0 && !first.named && !goesOn(scene, first)) return
  const count = sequence(scene)
  const isEponym = nextWord(scene, count).is(afterEponym)
  if (called !== 0 && (first.shape !== 'initial' || count > 1))
    scene.offer((called & title) !== 0 ? 'name-title' : 'name-greeting', at, ending(scene, knownWords(scene, count)))
  if (first.shape === 'initial') return
  if (!isEponym) {
    if ((left & role) !== 0) offerAfterRole(scene, at, count)
    if ((left & naming) !== 0 && !first.is(notName)) scene.offer('name-role', at, ending(scene, count))
    offerPair(scene, at, count)
    if ((left & placePrefix) === 0) offerAlone(scene, at, count)
  }
  offerListed(scene, at, count)
  offerCell(scene, at)
  offerCredential(scene, at, count)
}

// A stranger is a name only with a capital or a comma behind it, or called by a title.
function goesOn(scene: Scene, word: Word): boolean {
  const { text } = scene
  const next = text.at(word.end)
  return next === COMMA || (next === SPACE && (text.classAt(word.end + 1) & UPPER) !== 0)
}

/** Words that may be one name, read into `scene.words`; answers how many. Also used for what follows a label. */
export function sequence(scene: Scene): number {
  const { words, text } = scene
  let count = 1
  while (count < MOST_NAME_WORDS) {
    const next = words[count] as Word
    const previous = words[count - 1] as Word
    let place = previous.end
    if (text.at(place) === DOT && previous.shape === 'initial') place++
    if (text.at(place) !== SPACE) return count
    next.read(text, place + 1, scene.rules.dictionaries.words)
    const isParticle = next.shape === 'lower' && next.is(particle)
    if (!isParticle && (!next.capital || next.refused || next.is(credential | suffix))) break
    if (next.shape === 'caps' && !next.named && words[0].shape !== 'caps') break
    count++
  }
  // A particle belongs to the word that follows it.
  while (count > 1 && (words[count - 1] as Word).shape === 'lower') count--
  return count
}

// The word after the sequence, for eponyms and institutions.
function nextWord(scene: Scene, count: number): Word {
  const last = scene.words[count - 1] as Word
  const next = scene.words[5]
  const from = scene.text.at(last.end) === SPACE || scene.text.at(last.end) === 0x27 ? last.end + 1 : last.end
  next.read(scene.text, from, scene.rules.dictionaries.words)
  // Bell's palsy
  if (next.end - next.start === 1 && scene.text.at(next.end) === SPACE)
    next.read(scene.text, next.end + 1, scene.rules.dictionaries.words)
  return next
}

// After "Dr.", the first word whatever it is, then what is known, an initial, what a particle joins, and one unknown word
// after a given name.
function knownWords(scene: Scene, count: number): number {
  let known = 1
  for (let at = 1; at < count; at++) {
    const word = scene.words[at] as Word
    const isJoined = (scene.words[at - 1] as Word).shape === 'lower'
    const isFamily = at === 1 && scene.words[0].is(given) && !scene.words[0].is(ambiguous) && isStranger(word)
    if (!(isFamily || word.named || word.shape === 'initial' || word.shape === 'lower' || isJoined)) break
    known = at + 1
  }
  return (scene.words[known - 1] as Word).shape === 'lower' ? known - 1 : known
}

function offerAfterRole(scene: Scene, at: number, count: number): void {
  const [first] = scene.words
  if (!first.named || first.is(notName) || (first.is(ambiguous) && count < 2)) return
  scene.offer('name-role', at, ending(scene, knownWords(scene, count)))
}

function offerPair(scene: Scene, at: number, count: number): void {
  const [first, second, third] = scene.words
  const known = knownWords(scene, count)
  const last = scene.words[known - 1] as Word
  const isCertain = first.is(given) && known > 1 && last.named && !(first.is(ambiguous) && last.is(notName))
  if (isCertain) scene.offer('name-pair', at, ending(scene, known))
  else if (count < 2 || first.shape === 'caps') return
  else if (first.is(given) && !first.is(ambiguous) && isStranger(second))
    scene.offer('name-given-other', at, ending(scene, 2))
  else if (isSurnameOnly(first) && isSurnameOnly(second)) scene.offer('name-given-other', at, ending(scene, 2))
  else if (
    count > 2 &&
    second.shape === 'initial' &&
    isPlausible(first) &&
    isPlausible(third) &&
    isDotted(scene, second)
  )
    scene.offer('name-given-other', at, ending(scene, 3))
}

function offerAlone(scene: Scene, at: number, count: number): void {
  const [first] = scene.words
  const isSure = first.is(given) && !first.is(ambiguous | notName) && first.shape === 'title'
  if (isSure) scene.offer('name-alone', at, (scene.words[Math.min(count, knownWords(scene, count)) - 1] as Word).end)
}

// "Smith, John M.": the comma alone proves nothing, so both must be known.
function offerListed(scene: Scene, at: number, count: number): void {
  const { text, words } = scene
  const last = words[count - 1] as Word
  const isFamily = words[0].is(surname) && last.is(surname) && count < 3
  if (!isFamily || text.at(last.end) !== COMMA || text.at(last.end + 1) !== SPACE) return
  const name = words[5]
  name.read(text, last.end + 2, scene.rules.dictionaries.words)
  if (!name.capital || !name.is(given) || (name.is(ambiguous) && last.is(notName | ambiguous))) return
  scene.offer('name-listed', at, initialEnd(scene, name.end))
}

// Columns beside each other: Smith,John or SMITH^JOHN. Each is a finding of its own, so that columns stay columns.
function offerCell(scene: Scene, at: number): void {
  const { text, words } = scene
  const [first] = words
  if (!first.named || first.is(notName)) return
  const other = words[5]
  const right = cellGap(scene, first.end, 1)
  if (right > 0) {
    other.read(text, right, scene.rules.dictionaries.words)
    if (other.capital && completes(first, other)) scene.offer('name-cell', at, first.end)
  }
  const left = cellGap(scene, at - 1, -1)
  if (left <= 0) return
  const start = text.runStart(left, UPPER | LOWER, 24)
  if (start === left || (text.classBefore(start) & UPPER) === 0 || (text.classBefore(start - 1) & WORD) !== 0) return
  other.flags = scene.rules.dictionaries.words.lookup(text.bytes, start, left)
  if (completes(first, other)) scene.offer('name-cell', at, first.end)
}

function completes(first: Word, other: Word): boolean {
  const isPair = (first.is(given) && other.is(surname)) || (first.is(surname) && other.is(given))
  return isPair && !other.is(notName) && !(first.is(notName | ambiguous) && other.is(notName | ambiguous))
}

// A bare column separator, in quotes or not: the other side of it, or 0. `at` is its first byte in that direction.
function cellGap(scene: Scene, at: number, step: 1 | -1): number {
  let place = at
  const isQuoted = byteAt(scene, place, step) === 0x22
  if (isQuoted) place += step
  const byte = byteAt(scene, place, step)
  if (!(byte === COMMA || byte === 0x7c || byte === 0x09 || byte === 0x5e || byte === 0x3b)) return 0
  place += step
  if (isQuoted && byteAt(scene, place, step) !== 0x22) return 0
  if (isQuoted) place += step
  return step === 1 ? place : place + 1
}

function byteAt(scene: Scene, place: number, step: 1 | -1): number {
  return step === 1 ? scene.text.at(place) : scene.text.before(place)
}

// "Jane Okafor, RN", "Okonkwo, MD", "Ifeoma Eze MD".
function offerCredential(scene: Scene, at: number, count: number): void {
  const { text, words } = scene
  const last = words[count - 1] as Word
  const isComma = text.at(last.end) === COMMA
  const from = isComma ? last.end + 1 : last.end
  if (text.at(from) !== SPACE || (!isComma && count < 2)) return
  for (let index = 0; index < count; index++) if (!isPlausible(words[index] as Word)) return
  const after = words[5]
  after.read(text, from + 1, scene.rules.dictionaries.words)
  if (after.is(credential) && after.shape !== 'lower' && after.shape !== 'initial' && words[0].shape === 'title')
    scene.offer('name-credential', at, last.end)
}

function isStranger(word: Word): boolean {
  return word.shape === 'title' && !word.is(notName) && word.end - word.start > 2
}

function isSurnameOnly(word: Word): boolean {
  return word.is(surname) && !word.is(ambiguous | notName) && word.shape === 'title'
}

function isPlausible(word: Word): boolean {
  return !word.is(notName | role | title) && word.shape !== 'other'
}

function isDotted(scene: Scene, word: Word): boolean {
  return scene.text.at(word.end) === DOT
}

// The end of a name of so many words, with an initial and Jr., Sr., III behind it.
function ending(scene: Scene, count: number): number {
  const { text } = scene
  const last = scene.words[count - 1] as Word
  let end = last.shape === 'initial' && text.at(last.end) === DOT ? last.end + 1 : last.end
  const from = text.at(end) === COMMA ? end + 1 : end
  if (text.at(from) === SPACE) {
    const word = scene.words[5]
    word.read(text, from + 1, scene.rules.dictionaries.words)
    if (word.capital && word.is(suffix)) end = text.at(word.end) === DOT ? word.end + 1 : word.end
  }
  return end
}

function initialEnd(scene: Scene, end: number): number {
  const { text } = scene
  if (text.at(end) !== SPACE || (text.classAt(end + 1) & UPPER) === 0) return end
  if (text.at(end + 2) === DOT) return end + 3
  return (text.classAt(end + 2) & (WORD | DIGIT)) === 0 ? end + 2 : end
}

// What the dictionary says of the word before: "Dr. ", "patient ", "Hi, ". 0 where there is none on this line.
function wordBefore(scene: Scene, at: number): number {
  const { text } = scene
  if (text.before(at - 1) !== SPACE) return 0
  let end = at - 1
  if (text.before(end - 1) === SPACE) end--
  const mark = text.before(end - 1)
  if (mark === DOT || mark === COMMA) end--
  const start = text.runStart(end, UPPER | LOWER, 24)
  if (start === end || (text.classBefore(start - 1) & WORD) !== 0) return 0
  const flags = scene.rules.dictionaries.words.lookup(text.bytes, start, end)
  if (mark === DOT) return flags & (end - start === 2 ? title | placePrefix | role : title | placePrefix)
  if (mark === COMMA) return flags & greeting
  return end - start > 3 ? flags : flags | namingBefore(scene, start, end)
}

// "name is", "name was": a phrase of the dictionary that ends here.
function namingBefore(scene: Scene, start: number, end: number): number {
  const { text } = scene
  if (text.before(start - 1) !== SPACE) return 0
  const from = text.runStart(start - 1, UPPER | LOWER, 24)
  return scene.rules.dictionaries.words.lookup(text.bytes, from, end) & naming
}
