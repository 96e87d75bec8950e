import { createHash } from 'node:crypto'
import { canonical, type PhiRule } from '#schemas'
import { CLASS, LOWER } from './byte-classes.ts'
import { CHECKS } from './checks.ts'
import { CodeTables } from './code/tables.ts'
import { type CustomRules, compileCustom, customFields } from './custom/custom-rules.ts'
import type { Detector, Find } from './detectors/detector.ts'
import { DETECTORS } from './detectors/table.ts'
import { type Dictionaries, dictionaries, topicBit, wordLists } from './dictionaries.ts'
import { type FieldLookup, fieldLookup, labelEnds } from './field-names.ts'
import { FIELD_RULES } from './field-words.ts'
import { Labels } from './labels.ts'
import { type LookTables, lookTables } from './looks/tables.ts'
import type { SeenUse } from './memory/read-seen.ts'
import type { PhiClass } from './phi.ts'
import { type Mode, type RuleLists, type RuleTables, ruleLists } from './rule-lists.ts'
import { STRUCTURES } from './structures.ts'
import { GENERALISATION, type Generalisation } from './transforms.ts'
import type { Check } from './validators.ts'
import { ENGLISH_FILTER } from './words/english.ts'
import { SURNAME_FILTER } from './words/surname-filter.ts'
import { TERM_ENDINGS } from './words/term-endings.ts'
import { TOPICS } from './words/topics.ts'
import { TOWN_ENDINGS, TOWN_NOUNS, US_TOWNS } from './words/us-towns.ts'
import { STREET_ENDINGS } from './words/vocabulary.ts'
import { WORDY_SURNAMES } from './words/wordy-surnames.ts'
import { SURNAME_ENDINGS } from './words/world-surnames.ts'

/** What a tenant may change. Everything in here is data and is covered by the digest. */
export interface RuleOptions {
  /** Detectors to leave out, by id. */
  readonly without?: readonly string[]
  /** Own detectors: `digits`, `digit-count`, `token` and `prefix`; for example a hospital's MRN format. */
  readonly add?: readonly Detector[]
  /** A hospital's own identifiers (phi-rules.schema.json): shapes, keys, examples. */
  readonly rules?: readonly PhiRule[]
  /** Names that the dictionaries lack, in any case. */
  readonly names?: readonly string[]
  /** Dated data that the transforms generalise by. */
  readonly generalisation?: Generalisation
}

/** One detector, ready to run. */
export interface Rule {
  readonly id: string
  readonly class: PhiClass
  readonly score: number
  readonly topics: number
  readonly contextScore: number
  readonly check: Check | null
  readonly tail: 'time' | 'extension' | null
  /** One flag a separator byte. */
  readonly separators: Uint8Array
  readonly mixed: boolean
  readonly least: number
  readonly most: number
}

export interface PrefixRule {
  readonly rule: Rule
  readonly prefix: Uint8Array
  /** Where in the prefix the byte stands that triggers it. */
  readonly anchor: number
  readonly body: 'base64url' | 'opaque'
  readonly least: number
}

export interface Rules {
  readonly digest: string
  readonly dictionaries: Dictionaries
  readonly generalisation: Generalisation
  readonly digits: ReadonlyMap<number, readonly Rule[]>
  readonly counts: readonly Rule[]
  readonly tokens: ReadonlyMap<number, readonly Rule[]>
  /** These, by what a mode asks of them. */
  readonly lists: Readonly<Record<Mode, RuleLists>>
  /** Digits of the shortest number that one of `counts` takes. */
  readonly leastCount: number
  /** Digits of the shortest number that is anything by itself; at most four. */
  readonly shortestNumber: number
  readonly prefixes: readonly (readonly PrefixRule[] | undefined)[]
  readonly byId: ReadonlyMap<string, Rule>
  readonly custom: CustomRules | null
  /** What passed in structured fields; null where nothing is remembered. */
  readonly seen: SeenUse | null
  /** What a column, key or label is about. */
  readonly field: FieldLookup
  readonly labels: Labels
  readonly looks: LookTables
  readonly code: CodeTables
  /** No token is made of letters alone. */
  readonly tokensHaveDigits: boolean
}

/** Throws RangeError for a rule that cannot be: an unknown id to leave out, an id twice, a shape that is none. */
export function compileRules(version: string, options: RuleOptions = {}): Rules {
  const { without = [], add = [], rules: own = [], generalisation = GENERALISATION } = options
  const names = (options.names ?? []).map((name) => name.toLowerCase())
  const unknown = without.find((id) => !DETECTORS.some((detector) => detector.id === id))
  if (unknown !== undefined) throw new RangeError(`there is no detector "${unknown}" to leave out`)
  const detectors = [...DETECTORS.filter(({ id }) => !without.includes(id)), ...add]
  const tables = tablesOf(detectors)
  const custom = compileCustom(own, CHECKS, new Set(tables.byId.keys()))
  const fields = customFields(own)
  const facts = {
    version,
    detectors,
    words: wordLists(names),
    topics: TOPICS,
    towns: [...US_TOWNS, ...TOWN_ENDINGS, ...TOWN_NOUNS],
    wordySurnames: WORDY_SURNAMES,
    fields: FIELD_RULES,
    english: ENGLISH_FILTER,
    surnames: SURNAME_FILTER,
    endings: [STREET_ENDINGS, SURNAME_ENDINGS, TERM_ENDINGS],
    structures: STRUCTURES,
    generalisation,
    own,
  }
  const digest = createHash('sha256').update(canonical(facts)).digest('hex')
  const shortestNumber = Math.min(4, ...[...tables.digits.keys()].filter((key) => key < 36))
  const leastCount = Math.min(...tables.counts.map(({ least }) => least))
  const field = fieldLookup(fields)
  const ends = labelEnds(fields)
  const looks = lookTables(tables.prefixes)
  return {
    digest,
    dictionaries: dictionaries(names, ends),
    labels: new Labels(ends, field),
    looks,
    code: new CodeTables({ looks, ...tables }),
    tokensHaveDigits: [...tables.tokens.values()].flat().every(({ check }) => check !== null),
    generalisation,
    shortestNumber,
    leastCount,
    lists: ruleLists(tables),
    ...tables,
    custom,
    seen: null,
    field,
  }
}

function tablesOf(detectors: readonly Detector[]): RuleTables & Pick<Rules, 'prefixes' | 'byId'> {
  const digits = new Map<number, Rule[]>()
  const tokens = new Map<number, Rule[]>()
  const counts: Rule[] = []
  const prefixes: (PrefixRule[] | undefined)[] = new Array(256).fill(undefined)
  const byId = new Map<string, Rule>()
  for (const detector of detectors) {
    if (byId.has(detector.id)) throw new RangeError(`there are two detectors "${detector.id}"`)
    const rule = ruleOf(detector)
    byId.set(rule.id, rule)
    const { find } = detector
    if (find.kind === 'digit-count') counts.push(rule)
    if (find.kind === 'prefix') addPrefixes(prefixes, prefixRules(rule, find))
    if (find.kind !== 'digits' && find.kind !== 'token') continue
    const table = find.kind === 'digits' ? digits : tokens
    for (const key of find.shapes.flatMap(shapeKeys)) table.set(key, [...(table.get(key) ?? []), rule])
  }
  return { digits, counts, tokens, prefixes, byId }
}

function ruleOf(detector: Detector): Rule {
  const { find, context, check } = detector
  const separators = new Uint8Array(256)
  const listed =
    find.kind === 'digits' || find.kind === 'digit-count' ? find.separators : find.kind === 'token' ? '-' : ''
  for (const byte of Buffer.from(listed, 'latin1')) separators[byte] = 1
  return {
    id: detector.id,
    class: detector.class,
    score: detector.score,
    topics: (context?.topics ?? []).reduce((bits, topic) => bits | topicBit(topic), 0),
    contextScore: context?.score ?? detector.score,
    check: check === undefined ? null : CHECKS[check],
    tail: detector.tail ?? null,
    separators,
    mixed: find.kind === 'digit-count' || (find.kind === 'digits' && find.mixed === true),
    least: find.kind === 'digit-count' ? find.least : 0,
    most: find.kind === 'digit-count' ? find.most : 0,
  }
}

// `1..2-4` is the two shapes 1-4 and 2-4, each as one number: the key that Chain.shape makes.
function shapeKeys(shape: string): readonly number[] {
  let keys = [0]
  for (const group of shape.split('-')) {
    const [least = Number.NaN, most = least] = group.split('..').map(Number)
    if (!(least >= 1 && most <= 35 && least <= most))
      throw new RangeError(`"${shape}" is no shape: groups are 1 to 35 long`)
    const lengths = Array.from({ length: most - least + 1 }, (_, index) => least + index)
    keys = keys.flatMap((key) => lengths.map((length) => key * 36 + length))
  }
  return keys
}

function prefixRules(rule: Rule, find: Extract<Find, { kind: 'prefix' }>): readonly PrefixRule[] {
  return find.prefixes.map((text) => {
    const prefix = Buffer.from(text, 'latin1')
    const anchor = prefix.findIndex((byte) => ((CLASS[byte] ?? 0) & LOWER) === 0 && (byte < 0x30 || byte > 0x39))
    if (anchor < 0) throw new RangeError(`the prefix "${text}" needs a capital, "_", "-" or "." to be found by`)
    return { rule, prefix, anchor, body: find.body, least: find.least }
  })
}

function addPrefixes(table: (PrefixRule[] | undefined)[], added: readonly PrefixRule[]): void {
  for (const prefix of added) {
    const byte = prefix.prefix[prefix.anchor] ?? 0
    table[byte] = [...(table[byte] ?? []), prefix]
  }
}
