import { ABBREVIATIONS, ABOUT, FIELD_RULES, type FieldRule, KEYS, NOISE, OTHERWISE } from './field-words.ts'
import { MOST_WORD_BYTES } from './lexicon.ts'
import type { PhiClass } from './phi.ts'

/** A map, since "constructor" is a word of labels too and no abbreviation. */
const SPELLED = new Map(Object.entries(ABBREVIATIONS))

const BY_NAME = byName(FIELD_RULES)
/** Columns, keys and labels to what they are about. */
export type FieldLookup = (name: string, anywhere: boolean) => FieldRule | null

const MOST_WORDS = 8

/** Last words of labels, abbreviations included: a cheap first look before a label is read as a whole. */
export const LABEL_ENDS: readonly string[] = [
  ...new Set([...[...BY_NAME.keys()].map(lastWord), ...Object.keys(ABBREVIATIONS)]),
]

/**
 * What a column, key or label is about, or null. `anywhere`: for columns, which are classed by a phrase inside too
 * (`ssn_last4_masked`); a label in prose only by its end.
 */
export function fieldRule(name: string, anywhere: boolean): FieldRule | null {
  return lookUp(name, anywhere, BY_NAME)
}

/** The same with a tenant's own names before the shipped ones. They too are split, and abbreviations spelled out. */
export function fieldLookup(own: readonly FieldRule[]): FieldLookup {
  if (own.length === 0) return fieldRule
  const spelled = own.map((rule) => ({ ...rule, names: rule.names.map((name) => wordsOf(name).join(' ')) }))
  const names = new Map([...BY_NAME, ...byName(spelled)])
  return (name, anywhere) => lookUp(name, anywhere, names)
}

/** Last words of labels, a tenant's included. */
export function labelEnds(own: readonly FieldRule[]): readonly string[] {
  const ends = own.flatMap((rule) => rule.names.flatMap((name) => [wordsOf(name).at(-1) ?? '', rawEnd(name)]))
  return [...new Set([...LABEL_ENDS, ...ends.filter((end) => end !== '' && end.length <= MOST_WORD_BYTES)])]
}

/** Those of the shipped ones that a label of a class may end with. */
export function labelEndsOf(kind: PhiClass): readonly string[] {
  const ends = new Set([...BY_NAME].flatMap(([name, rule]) => (rule.class === kind ? [lastWord(name)] : [])))
  return LABEL_ENDS.filter((end) => {
    const last = lastWord(SPELLED.get(end) ?? end)
    return ends.has(end) || ends.has(last) || NOISE.has(last)
  })
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf(' ') + 1)
}

function rawEnd(name: string): string {
  return (
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .at(-1) ?? ''
  )
}

function byName(rules: readonly FieldRule[]): ReadonlyMap<string, FieldRule> {
  const pairs = rules.flatMap((rule) =>
    rule.names.flatMap((name) => [[name, rule] as const, [name.replaceAll(' ', ''), rule] as const]),
  )
  return new Map(pairs)
}

function lookUp(name: string, anywhere: boolean, names: ReadonlyMap<string, FieldRule>): FieldRule | null {
  const words = wordsOf(name)
  if (words.length === 0 || ABOUT.has(words.at(-1) ?? '')) return null
  for (let end = words.length; end > 0; end--) {
    const found = phraseAtEnd(words, end, names)
    if (found !== undefined) return found
    const skipped = words[end - 1] ?? ''
    if (KEYS.has(skipped) || (!anywhere && !NOISE.has(skipped))) return null
  }
  return null
}

function phraseAtEnd(
  words: readonly string[],
  end: number,
  names: ReadonlyMap<string, FieldRule>,
): FieldRule | null | undefined {
  for (let start = 0; start < end; start++) {
    const phrase = words.slice(start, end).join(' ')
    if (OTHERWISE.has(phrase)) return null
    const rule = names.get(phrase)
    if (rule !== undefined) return rule
  }
  return undefined
}

// patientFirstName, PT_FNAME, "Patient Name (Last, First)" → lower-case words, abbreviations spelled out.
function wordsOf(name: string): readonly string[] {
  const spaced = name
    .slice(0, 80)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([a-z])(\d)/g, '$1 $2')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  const words = spaced.split(/[^a-z0-9#]+/).filter((word) => word !== '')
  return words.slice(-MOST_WORDS).flatMap((word) => (SPELLED.get(word) ?? word).split(' '))
}
