import { LABEL_ENDS } from './field-names.ts'
import { foldText } from './latin.ts'
import { Lexicon } from './lexicon.ts'
import { WordFilter } from './word-filter.ts'
import { CENSUS_GIVEN_NAMES } from './words/census-given-names.ts'
import { CENSUS_SURNAMES } from './words/census-surnames.ts'
import { CLINICAL_TERMS, MARKS, MORE_EPONYMS } from './words/clinical-terms.ts'
import { ENGLISH_FILTER } from './words/english.ts'
import { FOREIGN_WORDS } from './words/foreign-words.ts'
import { AMBIGUOUS_GIVEN_NAMES, GIVEN_NAMES } from './words/given-names.ts'
import { AFTER_EPONYM, FIRMS, NOT_NAMES } from './words/not-names.ts'
import { numberWords } from './words/number-words.ts'
import { CITIES, EPONYMS, PERSON_VERBS, PLACES } from './words/places.ts'
import { RECENT_GIVEN_NAMES, WORDLY_GIVEN_NAMES } from './words/recent-given-names.ts'
import { SURNAME_FILTER } from './words/surname-filter.ts'
import { SURNAMES } from './words/surnames.ts'
import { NAME_SYLLABLES } from './words/syllables.ts'
import { TERM_ENDINGS } from './words/term-endings.ts'
import { TOPICS, type Topic } from './words/topics.ts'
import { TOWN_ENDINGS, TOWN_NOUNS, US_TOWNS } from './words/us-towns.ts'
import {
  AMBIGUOUS_STATES,
  CREDENTIALS,
  DIGIT_WORDS,
  DIRECTIONS,
  GREETINGS,
  KIN,
  MONTHS,
  NAME_SUFFIXES,
  NAMINGS,
  PARTICLES,
  PLACE_PREFIXES,
  PLACINGS,
  PLAIN_STREET_SUFFIXES,
  ROLES,
  STATE_NAMES,
  STATES,
  STREET_ENDINGS,
  STREET_PREFIXES,
  STREET_SUFFIXES,
  TITLES,
  UNITS,
  WEAK_MONTHS,
  WEAK_STREET_SUFFIXES,
} from './words/vocabulary.ts'
import { WORDY_SURNAMES } from './words/wordy-surnames.ts'
import { WORLD_GIVEN_NAMES } from './words/world-given-names.ts'
import { WORLD_GIVEN_NAMES_2 } from './words/world-given-names-2.ts'
import { WORLD_GIVEN_NAMES_3 } from './words/world-given-names-3.ts'
import { SURNAME_ENDINGS, WORLD_SURNAMES } from './words/world-surnames.ts'

/** What the dictionary of words says of one word: bits that are or-ed. */
export const WORD_BITS = {
  given: 1,
  surname: 2,
  /** A given name that is an everyday word or place too. */
  ambiguous: 4,
  notName: 8,
  title: 16,
  role: 32,
  greeting: 64,
  credential: 128,
  suffix: 256,
  particle: 512,
  placePrefix: 1024,
  month: 2048,
  state: 4096,
  ambiguousState: 8192,
  street: 16384,
  plainStreet: 32768,
  direction: 65536,
  unit: 131072,
  afterEponym: 262144,
  stateName: 524288,
  naming: 1048576,
  weakMonth: 2097152,
  place: 4194304,
  eponym: 8388608,
  personVerb: 16777216,
  city: 33554432,
  placing: 67108864,
  streetPrefix: 134217728,
  weakStreet: 268435456,
  auxiliary: 536870912,
  kin: 1073741824,
  /** Of a Korean or Taiwanese given name. */
  syllable: -2147483648,
} as const

export interface Dictionaries {
  readonly words: Lexicon
  /** Everyday words of English. */
  readonly english: WordFilter
  /** Surnames that are no everyday words. */
  readonly surnames: WordFilter
  /** Pairs of letters that months begin with: 1 at `monthStart` of the pair. */
  readonly monthStarts: Uint8Array
  /** Digits in words: 1 or 0. */
  readonly digitWords: Lexicon
  /** Words of numbers, as NUMBER_BITS. */
  readonly numberWords: Lexicon
  /** Endings of compound names of streets: 2 where nothing else ends so, 1, or 0. */
  readonly streetEndings: Lexicon
  /** Towns by all of their words, and what they begin with: TOWN_WHOLE, TOWN_PART. */
  readonly towns: Lexicon
  /** Everyday words that are common surnames: 1 or 0. */
  readonly wordySurnames: Lexicon
  /** Endings of towns: 1 or 0. */
  readonly townEndings: Lexicon
  /** Second words of towns: 1 or 0. */
  readonly townNouns: Lexicon
  /** Endings of words that no dictionary has: 1 of surnames, 2 of technical terms, or 0. */
  readonly strangerEndings: Lexicon
  /** 1 at `lastThree` of the letters that one of those ends with. */
  readonly lastLetters: Uint8Array
  readonly topics: Lexicon
  /** Last words of labels: 1 or 0. */
  readonly labelEnds: Lexicon
}

/** Word lists as data, for the digest and for the lexicons. `names` are a tenant's own, in lower case. */
export function wordLists(names: readonly string[]): Readonly<Record<keyof typeof WORD_BITS, readonly string[]>> {
  return {
    given: [
      ...GIVEN_NAMES,
      ...RECENT_GIVEN_NAMES,
      ...WORDLY_GIVEN_NAMES,
      ...worldly([...CENSUS_GIVEN_NAMES, ...WORLD_GIVEN_NAMES, ...WORLD_GIVEN_NAMES_2, ...WORLD_GIVEN_NAMES_3]),
      ...names,
    ],
    surname: [...SURNAMES, ...CENSUS_SURNAMES, ...worldly(WORLD_SURNAMES), ...names],
    ambiguous: AMBIGUOUS_GIVEN_NAMES,
    notName: [...NOT_NAMES, ...FOREIGN_WORDS, ...FIRMS, ...CLINICAL_TERMS, ...MARKS],
    title: TITLES,
    role: ROLES,
    greeting: GREETINGS,
    credential: CREDENTIALS,
    suffix: NAME_SUFFIXES,
    particle: PARTICLES,
    placePrefix: PLACE_PREFIXES,
    month: MONTHS,
    state: STATES,
    ambiguousState: AMBIGUOUS_STATES,
    street: STREET_SUFFIXES,
    plainStreet: PLAIN_STREET_SUFFIXES,
    direction: DIRECTIONS,
    unit: UNITS,
    afterEponym: AFTER_EPONYM,
    stateName: STATE_NAMES,
    naming: NAMINGS,
    weakMonth: WEAK_MONTHS,
    place: [...PLACES, ...CITIES],
    city: CITIES,
    placing: PLACINGS,
    streetPrefix: STREET_PREFIXES,
    weakStreet: WEAK_STREET_SUFFIXES,
    auxiliary: ['was', 'is', 'has', 'had', 'will', 'did', 'does'],
    eponym: [...EPONYMS, ...MORE_EPONYMS],
    personVerb: PERSON_VERBS,
    kin: KIN,
    syllable: NAME_SYLLABLES,
  }
}

// What the list of words that are no names has is none, whatever it is elsewhere: Vietnamese "the", Japanese "go".
function worldly(names: readonly string[]): readonly string[] {
  const refused = new Set([...NOT_NAMES, ...PARTICLES, 'an', 'son', 'van', 'he', 'so', 'ha', 'ma', 'pa'])
  return names.filter((name) => !refused.has(name) && name.length > 1)
}

export function dictionaries(names: readonly string[], ends: readonly string[] = LABEL_ENDS): Dictionaries {
  const words = new Map<string, number>()
  for (const [kind, list] of Object.entries(wordLists(names))) {
    const bit = WORD_BITS[kind as keyof typeof WORD_BITS]
    for (const word of list) words.set(word, (words.get(word) ?? 0) | bit)
  }
  const english = new WordFilter(ENGLISH_FILTER)
  markAmbiguous(words, english)
  const topics = new Map<string, number>()
  for (const [topic, list] of Object.entries(TOPICS)) {
    const bit = topicBit(topic as Topic)
    // A phrase also stands joined, as in patientId.
    for (const phrase of list.flatMap((phrase) => [phrase, phrase.replaceAll(' ', '')]))
      topics.set(phrase, (topics.get(phrase) ?? 0) | bit)
    for (const phrase of list.filter((phrase) => phrase.includes(' '))) {
      const first = phrase.slice(0, phrase.indexOf(' '))
      topics.set(first, (topics.get(first) ?? 0) | PHRASE_START)
    }
  }
  const labelEnds = new Map(ends.map((word) => [word, 1] as const))
  const streetEndings = new Lexicon(
    new Map(
      STREET_ENDINGS.map((ending) => [ending, ending.length > 3 && !WEAK_STREET_ENDINGS.has(ending) ? 2 : 1] as const),
    ),
  )
  const strangerEndings = new Lexicon(
    new Map([
      ...TERM_ENDINGS.map((ending) => [ending, 2] as const),
      ...SURNAME_ENDINGS.map((ending) => [ending, 1] as const),
    ]),
  )
  return {
    words: new Lexicon(words),
    english,
    surnames: new WordFilter(SURNAME_FILTER),
    streetEndings,
    monthStarts: monthStarts(),
    digitWords: new Lexicon(new Map(DIGIT_WORDS.map((word) => [word, 1] as const))),
    numberWords: new Lexicon(numberWords()),
    towns: new Lexicon(townParts()),
    wordySurnames: new Lexicon(new Map(WORDY_SURNAMES.map((word) => [word, 1] as const))),
    townNouns: new Lexicon(new Map(TOWN_NOUNS.map((noun) => [noun, 1] as const))),
    townEndings: new Lexicon(new Map(TOWN_ENDINGS.map((ending) => [ending, 1] as const))),
    strangerEndings,
    lastLetters: lastLetters(),
    topics: new Lexicon(topics),
    labelEnds: new Lexicon(labelEnds),
  }
}

/** A town, and the beginning of one. */
export const TOWN_WHOLE = 1
export const TOWN_PART = 2

function townParts(): ReadonlyMap<string, number> {
  const parts = new Map<string, number>()
  const put = (text: string, bit: number): void => {
    parts.set(text, (parts.get(text) ?? 0) | bit)
  }
  for (const town of US_TOWNS) {
    put(town.replaceAll('-', ' '), TOWN_WHOLE)
    for (let at = town.indexOf(' '); at > 0; at = town.indexOf(' ', at + 1)) put(town.slice(0, at), TOWN_PART)
  }
  return parts
}

/** Place of a word's last three letters in the table of endings, in any case. */
export function lastThree(third: number, second: number, last: number): number {
  return ((third & 31) << 10) | ((second & 31) << 5) | (last & 31)
}

function lastLetters(): Uint8Array {
  const table = new Uint8Array(32_768)
  for (const ending of [...TERM_ENDINGS, ...SURNAME_ENDINGS].map(foldText)) {
    const [third = 0, second = 0, last = 0] = Buffer.from(ending, 'latin1').subarray(-3)
    table[lastThree(third, second, last)] = 1
  }
  return table
}

/** Place of two letters in the table of beginnings, in any case. */
export function monthStart(first: number, second: number): number {
  return ((first & 0x1f) << 5) | (second & 0x1f)
}

function monthStarts(): Uint8Array {
  const table = new Uint8Array(1024)
  for (const month of MONTHS.map(foldText)) table[monthStart(month.charCodeAt(0), month.charCodeAt(1))] = 1
  return table
}

/** Endings that everyday words of English have as well: those words are no streets. */
const WEAK_STREET_ENDINGS = new Set('ring damm berg wall grand gate torg ufer steg hof'.split(' '))

// Given names of the world that are places or everyday words say nothing alone; the curated list has its own judgement.
function markAmbiguous(words: Map<string, number>, english: WordFilter): void {
  const curated = new Set(GIVEN_NAMES)
  for (const [word, bits] of words) {
    if ((bits & WORD_BITS.given) === 0 || (curated.has(word) && (bits & WORD_BITS.place) === 0)) continue
    const bytes = Buffer.from(foldText(word), 'latin1')
    if ((bits & WORD_BITS.place) !== 0 || bytes.length < 3 || english.has(bytes, 0, bytes.length))
      words.set(word, bits | WORD_BITS.ambiguous)
  }
}

/** In the dictionary of topics: the word begins a phrase of one, so that what follows is worth a look. */
export const PHRASE_START: number = 1 << 30

const TOPIC_ORDER = Object.keys(TOPICS)

export function topicBit(topic: Topic): number {
  return 1 << TOPIC_ORDER.indexOf(topic)
}
