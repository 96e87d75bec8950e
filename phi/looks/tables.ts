import { foldText } from '../latin.ts'
import { TOPICS } from '../words/topics.ts'
import { TOWN_LINKS } from '../words/us-towns.ts'
import {
  DIGIT_WORDS,
  GREETINGS,
  MONTHS,
  NAMINGS,
  PARTICLES,
  PLACINGS,
  ROLES,
  STREET_PREFIXES,
  TITLES,
} from '../words/vocabulary.ts'
import { Endings } from './endings.ts'

/** What a first look at a byte asks (first-look.ts): made once from the rules and the word lists. */
export interface LookTables {
  /** 1 at `anchor << 8 | byte before it` where a prefix may stand so. */
  readonly prefixes: Uint8Array
  /** 1 at `first << 8 | second` where a prefix begins with its anchor. */
  readonly starts: Uint8Array
  /** What introduces a person: a title, a greeting, a role, "name is". */
  readonly introducing: Endings
  /** What stands before the name of a street or a place: kinds of streets, "wohnhaft". */
  readonly placing: Endings
  /** Small words between a title and a name: van, de la. */
  readonly particles: Endings
  readonly titles: Endings
  /** Words for where somebody lies: room, bed. */
  readonly rooms: Endings
  /** Small words before the name of a town: in, from, near. */
  readonly links: Endings
  readonly months: Endings
  /** What words before a value say of it: "mrn", "date of birth". */
  readonly topics: Endings
  /** 1 at `threeLetters` of a byte and its neighbours where a digit's word has them; 0 stands for no letter. */
  readonly spelled: Uint8Array
  /** 1 at `twoLetters` that a kind of street begins with. */
  readonly streets: Uint8Array
}

interface Prefix {
  readonly prefix: Uint8Array
  readonly anchor: number
}

export function lookTables(prefixes: readonly (readonly Prefix[] | undefined)[]): LookTables {
  return {
    prefixes: prefixTable(prefixes),
    starts: startTable(prefixes),
    introducing: new Endings([...TITLES, ...GREETINGS, ...ROLES, ...NAMINGS]),
    placing: new Endings([...STREET_PREFIXES, ...PLACINGS]),
    particles: new Endings(PARTICLES),
    titles: new Endings(TITLES),
    rooms: new Endings(TOPICS.room),
    links: new Endings(TOWN_LINKS),
    months: new Endings(MONTHS),
    topics: new Endings(topicWords()),
    spelled: spelledTable(),
    streets: streetTable(),
  }
}

// Phrases, and the words that they begin with.
function topicWords(): readonly string[] {
  return Object.values(TOPICS).flatMap((phrases) => phrases.flatMap((phrase) => [phrase, phrase.split(' ')[0] ?? '']))
}

export function threeLetters(first: number, second: number, third: number): number {
  return ((first & 31) << 10) | ((second & 31) << 5) | (third & 31)
}

export function twoLetters(first: number, second: number): number {
  return ((first & 31) << 5) | (second & 31)
}

function prefixTable(prefixes: readonly (readonly Prefix[] | undefined)[]): Uint8Array {
  const table = new Uint8Array(65_536)
  for (const [byte, candidates] of prefixes.entries()) {
    for (const { prefix, anchor } of candidates ?? []) {
      if (anchor > 0) table[(byte << 8) | (prefix[anchor - 1] ?? 0)] = 1
    }
  }
  return table
}

function startTable(prefixes: readonly (readonly Prefix[] | undefined)[]): Uint8Array {
  const table = new Uint8Array(65_536)
  for (const [byte, candidates] of prefixes.entries()) {
    for (const { prefix, anchor } of candidates ?? []) {
      // A prefix of one byte may be followed by anything.
      if (anchor === 0 && prefix.length > 1) table[(byte << 8) | (prefix[1] ?? 0)] = 1
      else if (anchor === 0) table.fill(1, byte << 8, (byte + 1) << 8)
    }
  }
  return table
}

function spelledTable(): Uint8Array {
  const table = new Uint8Array(32_768)
  for (const word of DIGIT_WORDS)
    for (let at = 0; at < word.length; at++)
      table[threeLetters(codeAt(word, at - 1), codeAt(word, at), codeAt(word, at + 1))] = 1
  return table
}

function codeAt(word: string, at: number): number {
  return at < 0 || at >= word.length ? 0 : word.charCodeAt(at)
}

function streetTable(): Uint8Array {
  const table = new Uint8Array(1024)
  for (const word of STREET_PREFIXES.map(foldText)) table[twoLetters(word.charCodeAt(0), word.charCodeAt(1))] = 1
  return table
}
