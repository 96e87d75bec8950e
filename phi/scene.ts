import { Chain } from './chain.ts'
import { topicsBefore } from './context.ts'
import { topicBit } from './dictionaries.ts'
import type { FieldRule } from './field-words.ts'
import type { PhiClass } from './phi.ts'
import type { Reader } from './reader.ts'
import { Candidate, type Swallow } from './resolve.ts'
import { type Mode, type RuleList, type RuleLists, THRESHOLDS } from './rule-lists.ts'
import type { Rule, Rules } from './rules.ts'
import { SeenNames } from './seen-names.ts'
import { Word } from './word.ts'

export type { Mode }

/** Longest match that is looked at as one; what is longer is taken and swallowed byte by byte. */
export const MOST_MATCH = 1024

/** What looks like a name or a place, and no more. */
const UNSURE: readonly string[] = [
  'address',
  'city',
  'name-alone',
  'name-cell',
  'name-credential',
  'name-given-other',
  'name-greeting',
  'name-listed',
  'name-pair',
  'name-role',
  'residence',
  'street',
  'town',
]

const NOT_PHI = topicBit('not-phi')
const SOFTWARE = topicBit('software')

export interface Encodings {
  readEncoded(scene: Scene, at: number): void
  mayBeEncoded(text: Reader, at: number): boolean
}

/** What every reader sees and writes to: the text, the rules, scratch space, and the best offer so far. */
export class Scene {
  readonly rules: Rules
  readonly text: Reader
  readonly chain: Chain = new Chain()
  readonly words: readonly [Word, Word, Word, Word, Word, Word, Word, Word]
  /** One more, for looks aside. */
  readonly scratch: Word = new Word()
  /** Reads what runs of base64 and hex hide; null where that was done deep enough. */
  encodings: Encodings | null = null
  /** Names that were found in this text: their words are found again. */
  readonly seen: SeenNames = new SeenNames()
  readonly best: Candidate = new Candidate()
  mode: Mode = 'prose'
  /** The rules that can be sure enough in this mode. */
  lists: RuleLists
  /** Names and places are not sure enough by themselves. */
  sureOnly: boolean = false
  #threshold: number = THRESHOLDS.prose
  #topics: number = 0
  #topicsAt: number = -1

  constructor(rules: Rules, text: Reader) {
    this.rules = rules
    this.text = text
    this.lists = rules.lists.prose
    this.sureOnly = !UNSURE.some((id) => this.#mayOffer(id))
    this.words = [new Word(), new Word(), new Word(), new Word(), new Word(), new Word(), new Word(), new Word()]
  }

  setMode(mode: Mode): void {
    if (mode === this.mode) return
    this.mode = mode
    this.lists = this.rules.lists[mode]
    this.#threshold = THRESHOLDS[mode]
    this.sureOnly = !UNSURE.some((id) => this.#mayOffer(id))
  }

  // Whether what a reader finds and judges itself can be sure enough in this mode.
  #mayOffer(id: string): boolean {
    const rule = this.rules.byId.get(id)
    return rule !== undefined && rule.score >= this.#threshold
  }

  /** Before each place that is looked at. */
  begin(): void {
    this.best.clear()
    this.#topicsAt = -1
    this.text.open = false
  }

  /** What a column's name is about. */
  columnRule(name: string): FieldRule | null {
    return this.rules.field(name, true)
  }

  topics(place: number): number {
    if (this.#topicsAt !== place) {
      this.#topics = topicsBefore(this.text, place, this.rules.dictionaries.topics, this.rules.looks.topics)
      this.#topicsAt = place
    }
    return this.#topics
  }

  /** The rules of a list that what is before a place leaves. */
  rulesAt({ sure, near, topics }: RuleList, start: number): readonly Rule[] {
    return topics !== 0 && (this.topics(start) & topics) !== 0 ? near : sure
  }

  /** Whether a rule could be sure enough here: a first look that costs less than its check. */
  mayWeigh(rule: Rule, start: number): boolean {
    return (
      rule.score >= this.#threshold ||
      (rule.contextScore >= this.#threshold && (this.topics(start) & rule.topics) !== 0)
    )
  }

  /** Offers what a rule found, weighed by the words before it; "port 3-12-62" is no date. */
  weigh(rule: Rule, start: number, end: number): void {
    if (rule.contextScore < this.#threshold) return
    const topics = this.topics(start)
    const near = (topics & rule.topics) !== 0
    if (!near && (topics & NOT_PHI) !== 0 && rule.score < 0.8) return
    // "bumped from 4.15.93" is no date, whatever "from" says.
    if (rule.id === 'date-short-dotted' && (topics & SOFTWARE) !== 0) return
    this.#offer(rule, rule.class, start, end, near ? rule.contextScore : rule.score, 'none')
  }

  /** Offers what a reader found and judged itself. Rules that were left out offer nothing. */
  offer(id: string, start: number, end: number, kind?: PhiClass, swallow: Swallow = 'none'): void {
    const rule = this.rules.byId.get(id)
    if (rule !== undefined) this.#offer(rule, kind ?? rule.class, start, end, rule.score, swallow)
  }

  offerRule(rule: Rule, start: number, end: number, swallow: Swallow): void {
    this.#offer(rule, rule.class, start, end, rule.score, swallow)
  }

  /** The same, weighed by context as `weigh` does. */
  weighId(id: string, start: number, end: number): void {
    const rule = this.rules.byId.get(id)
    if (rule !== undefined) this.weigh(rule, start, end)
  }

  #offer(rule: Rule, kind: PhiClass, start: number, end: number, score: number, swallow: Swallow): void {
    if (score >= this.#threshold && score > 0 && end > start) this.best.offer(rule, kind, start, end, score, swallow)
  }
}
