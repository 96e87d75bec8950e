import { LABEL_ENDS } from './field-names.ts'
import { Lexicon } from './lexicon.ts'
import { AMBIGUOUS_GIVEN_NAMES, GIVEN_NAMES } from './words/given-names.ts'
import { AFTER_EPONYM, NOT_NAMES } from './words/not-names.ts'
import { SURNAMES } from './words/surnames.ts'
import { TOPICS, type Topic } from './words/topics.ts'
import {
  AMBIGUOUS_STATES,
  CREDENTIALS,
  DIRECTIONS,
  GREETINGS,
  MONTHS,
  NAME_SUFFIXES,
  NAMINGS,
  PARTICLES,
  PLACE_PREFIXES,
  PLAIN_STREET_SUFFIXES,
  ROLES,
  STATE_NAMES,
  STATES,
  STREET_SUFFIXES,
  TITLES,
  UNITS,
  WEAK_MONTHS,
} from './words/vocabulary.ts'

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
} as const

export interface Dictionaries {
  readonly words: Lexicon
  readonly topics: Lexicon
  /** Last words of labels: 1 or 0. */
  readonly labelEnds: Lexicon
}

/** Word lists as data, for the digest and for the lexicons. `names` are a tenant's own, in lower case. */
export function wordLists(names: readonly string[]): Readonly<Record<keyof typeof WORD_BITS, readonly string[]>> {
  return {
    given: [...GIVEN_NAMES, ...names],
    surname: [...SURNAMES, ...names],
    ambiguous: AMBIGUOUS_GIVEN_NAMES,
    notName: NOT_NAMES,
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
  }
}

export function dictionaries(names: readonly string[]): Dictionaries {
  const words = new Map<string, number>()
  for (const [kind, list] of Object.entries(wordLists(names))) {
    const bit = WORD_BITS[kind as keyof typeof WORD_BITS]
    for (const word of list) words.set(word, (words.get(word) ?? 0) | bit)
  }
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
  const labelEnds = new Map(LABEL_ENDS.map((word) => [word, 1] as const))
  return { words: new Lexicon(words), topics: new Lexicon(topics), labelEnds: new Lexicon(labelEnds) }
}

/** In the dictionary of topics: the word begins a phrase of one, so that what follows is worth a look. */
export const PHRASE_START: number = 1 << 30

const TOPIC_ORDER = Object.keys(TOPICS)

export function topicBit(topic: Topic): number {
  return 1 << TOPIC_ORDER.indexOf(topic)
}
