import { DIGIT, HIGH, LETTER, LOWER, UPPER } from '../byte-classes.ts'
import { topicBit, WORD_BITS } from '../dictionaries.ts'
import { Lexicon } from '../lexicon.ts'
import { isEnglish, isTerm } from '../name-weight.ts'
import type { Scene } from '../scene.ts'
import type { Word } from '../word.ts'

const SPACE = 0x20
const COMMA = 0x2c
const DOT = 0x2e
const DASH = 0x2d
const SLASH = 0x2f
const MOST_WORD = 24
const MOST_TOWN_WORDS = 7
const MOST_DATE = 40
const MOST_DATE_WORDS = 5
const BIRTH = topicBit('birth')
/** Last letters of in, of, to, from, en, de, a, i, w, v. */
const TOWN_LINKS = new Set(Buffer.from('nfomeaiwv\xa0\xae', 'latin1'))
const {
  given,
  surname,
  notName,
  place,
  city,
  stateName,
  placing,
  placePrefix,
  particle,
  eponym,
  afterEponym,
  title,
  role,
  month,
  credential,
} = WORD_BITS
const REFUSED = notName | title | role | month | afterEponym | credential

/** At a capital behind a small word (read into words[0]): "lives in Port Ellenmouth", "a conference in Chengdu", "from Sapporo". */
export function readTown(scene: Scene, at: number): void {
  const { text, rules } = scene
  if (!TOWN_LINKS.has(text.before(at - 2))) return
  const start = text.runStart(at - 1, LOWER | HIGH, MOST_WORD)
  const gap = text.before(start - 1)
  if (gap !== SPACE || scene.words[0].shape !== 'title') return
  const before = text.before(start - 2) === COMMA ? start - 2 : start - 1
  const from = text.runStart(before, LOWER | UPPER | HIGH, MOST_WORD)
  const isPlaced = before === start - 1 && (rules.dictionaries.words.lookup(text.bytes, from, at - 1) & placing) !== 0
  const isBorn = (text.classBefore(start - 2) & DIGIT) !== 0 && isBirth(scene, start - 1)
  if (!isPlaced && !isBorn && !isTownBehind(scene, at, start, from)) return
  const end = townEnd(scene, at, isPlaced || isBorn)
  if (end > 0) scene.offer('town', at, end)
}

// "født 27/01/1991 i", "born on 3 May 1960 in": a word of birth before the date that ends here.
function isBirth({ text, rules }: Scene, at: number): boolean {
  let end = at
  for (let count = 0; count < MOST_DATE_WORDS; count++) {
    while (at - end < MOST_DATE && !isWordByte(text.classBefore(end - 1))) end--
    const start = text.runStart(end, LETTER | DIGIT, MOST_WORD)
    if (start === end) return false
    if ((rules.dictionaries.topics.lookup(text.bytes, start, end) & BIRTH) !== 0) return true
    end = start
  }
  return false
}

function isWordByte(kind: number): boolean {
  return (kind & (LETTER | DIGIT)) !== 0
}

/** At a capital: "Kazan, Russia": a town before its country. */
export function readTownOfCountry(scene: Scene, at: number): void {
  const { text, rules } = scene
  const [first] = scene.words
  if (first.shape !== 'title' || (text.at(first.end) !== COMMA && !first.is(placePrefix))) return
  const end = townEnd(scene, at, false)
  if (end === 0 || text.at(end) !== COMMA || text.at(end + 1) !== SPACE) return
  const country = scene.scratch
  country.read(text, end + 2, rules.dictionaries.words)
  const isCountry = country.shape === 'title' && country.is(place) && !country.is(city | given | surname)
  const behind = text.at(country.end)
  const goesOn = behind === SPACE || behind === COMMA ? text.classAt(country.end + 1) & LETTER : 0
  if (isCountry && behind !== COMMA && goesOn === 0) scene.offer('town', at, end)
}

// Whether the small word at `start` and the one before it, from `from`, let a town follow: "in" alone, "from" behind somebody
// ("a teacher from"), and any of them before a city that is known.
function isTownBehind(scene: Scene, at: number, start: number, from: number): boolean {
  const { text } = scene
  const [first] = scene.words
  const length = at - 1 - start
  const last = text.before(at - 2)
  const isIn = length === 2 && last === 0x6e && text.before(start) === 0x69
  if (first.is(city)) return isIn || last === 0x6d || (last === 0x6f && length === 2)
  if (isIn) return isQuietBefore(scene, from, start - 1)
  // A woman of forty: "a 54-year-old teacher from Ordu".
  return last === 0x6d && length === 4 && isAged(scene, from)
}

// The word before "in" is English, or none: in German every noun has a capital.
function isQuietBefore({ text, rules }: Scene, from: number, end: number): boolean {
  if (from >= end) return true
  if ((text.classBefore(from) & LOWER) === 0) return (text.classBefore(from) & UPPER) !== 0
  return rules.dictionaries.english.has(text.bytes, from, end)
}

// "-old" one or two words back.
function isAged({ text }: Scene, from: number): boolean {
  let end = from - 1
  for (let count = 0; count < 2 && text.before(end) === SPACE; count++) {
    if (text.before(end - 1) === 0x64 && text.before(end - 2) === 0x6c && text.before(end - 3) === 0x6f) return true
    end = text.runStart(end, LOWER | UPPER, MOST_WORD) - 1
  }
  return false
}

/**
 * The end of a town that begins with words[0], or 0. `isSaid`: what stands before it says that a town follows; then everyday
 * words may be one, and countries and states alone may not.
 */
export function townEnd(scene: Scene, at: number, isSaid: boolean): number {
  const [first] = scene.words
  if (first.is(place | stateName) && !first.is(city)) return 0
  const isBare = isTownWord(scene, first, isSaid)
  if (!isBare && !isPrefix(scene, first)) return 0
  let end = isBare ? first.end : 0
  let last = first.end
  let isLinked = false
  for (let count = 1; count < MOST_TOWN_WORDS; count++) {
    const joint = jointAt(scene, last, count === 1 && first.end - at < 6)
    if (joint < 0) break
    const link = linkEnd(scene, joint)
    if (link > 0) {
      isLinked = true
      last = link
      continue
    }
    if (!goesOn(scene, scene.scratch, isSaid || isBare, isSaid || isLinked)) break
    isLinked = false
    end = scene.scratch.end
    last = end
  }
  return isInstitution(scene, end) ? 0 : end
}

// Where a space, dash or slash behind a word is, also behind the full stop of a short one (St. Gallen); -1 where there is none.
function jointAt({ text }: Scene, end: number, isShort: boolean): number {
  const at = isShort && text.at(end) === DOT ? end + 1 : end
  const joint = text.at(at)
  return joint === SPACE || joint === DASH || joint === SLASH ? at : -1
}

// The end of a small word that links, or 0: then the next word of the town is in the scratch.
function linkEnd(scene: Scene, joint: number): number {
  const { text, rules, scratch } = scene
  if (text.at(joint) === DASH && (text.classAt(joint + 1) & LOWER) !== 0) {
    scratch.shape = 'none'
    return text.runEnd(joint + 1, LOWER, MOST_WORD)
  }
  scratch.read(text, joint + 1, rules.dictionaries.words)
  return scratch.shape === 'lower' && isLink(scene, scratch) ? scratch.end : 0
}

// Whether a word goes on a town's name.
function goesOn(scene: Scene, word: Word, isBegun: boolean, isSaid: boolean): boolean {
  if (word.shape !== 'title') return false
  if (!isSaid && (word.is(REFUSED & ~notName) || (word.is(notName) && !word.named))) return false
  return isBegun || isTownWord(scene, word, false)
}

function isTownWord(scene: Scene, word: Word, isSaid: boolean): boolean {
  const { rules, text } = scene
  if (word.is(city)) return true
  if (word.is(REFUSED) && !word.named) return false
  if (isSaid) return !word.is(REFUSED) || word.named
  if (word.end - word.start < 3 || word.is(eponym | REFUSED)) return false
  return !isEnglish(word, rules, text.bytes) && !isTerm(word, rules, text.bytes)
}

// New, Port, Le, San, Bad: no town alone.
function isPrefix(scene: Scene, word: Word): boolean {
  if (word.is(placePrefix | particle)) return true
  const { text } = scene
  return word.end - word.start === 3 && (text.at(word.start) | 0x20) === 0x62 && text.at(word.start + 1) === 0x61
}

// Particles inside a town: Santiago de Compostela, Waldkirchen am Wesen, San Nicolás de los Garza.
function isLink({ text }: Scene, word: Word): boolean {
  if (text.at(word.end) !== SPACE) return false
  if ((text.classAt(word.end + 1) & (UPPER | HIGH)) === 0 && !word.is(particle)) return false
  return word.is(particle) || LINKS.lookup(text.bytes, word.start, word.end) !== 0
}

const LINKS = new Lexicon(
  new Map('am im ob sur sous les le en pod nad nas di da do'.split(' ').map((link) => [link, 1])),
)

function isInstitution(scene: Scene, end: number): boolean {
  const { text, rules } = scene
  if (end === 0 || text.at(end) !== SPACE) return false
  const word = scene.scratch
  word.read(text, end + 1, rules.dictionaries.words)
  return word.is(afterEponym) && (word.shape === 'title' || scene.words[0].is(eponym))
}
