import type { PhiRule } from '#schemas'
import { PHRASE_START, topicBit } from '../dictionaries.ts'
import type { FieldRule } from '../field-words.ts'
import { Lexicon } from '../lexicon.ts'
import { PhiError } from '../phi-error.ts'
import type { Rule } from '../rules.ts'
import type { Check } from '../validators.ts'
import { type Automaton, automatonOf } from './automaton.ts'
import { CHECKSUMS } from './checksums.ts'
import { parseShape } from './shape.ts'

/** A shape of a tenant's rule, ready to run. */
export interface CustomShape {
  readonly automaton: Automaton
  readonly check: Check | null
  /** What it offers with nothing around it, and with one of its words before it. */
  readonly alone: Rule
  readonly near: Rule
  /** Where its words are: which lexicon, which bit; -1 where it has none. */
  readonly lexicon: number
  readonly bit: number
}

export interface CustomRules {
  /** Shapes by the byte that they can begin with. */
  readonly byFirst: readonly (readonly CustomShape[] | undefined)[]
  /** Words of contexts, some thirty rules a lexicon. */
  readonly lexicons: readonly Lexicon[]
}

/** Checks of the engine that need nothing but letters and digits. */
const SHIPPED_CHECKS: ReadonlySet<string> = new Set(
  `aadhaar aba ahv au-medicare belgian card chinese cnpj codice-fiscale cpf cpr cuit curp dea dni fodselsnummer hetu imei itin mbi
  nanp nhs nino nir npi nric pan personnummer rodne-cislo rrn rut sin ssn steuer-id tfn vin`.split(/\s+/),
)
/** Bits of a lexicon's word: three are the engine's own (dictionaries.ts). */
const CONTEXT_BITS: readonly number[] = Array.from({ length: 30 }, (_, bit) => 1 << bit).filter(
  (bit) => bit !== topicBit('not-phi') && bit !== topicBit('stop'),
)
const SURE = 0.9
const SURE_IN_CONTEXT = 0.95

/** Compiles a tenant's rules. Throws PhiError `rules` with everything that is wrong with them. */
export function compileCustom(
  rules: readonly PhiRule[],
  checks: Readonly<Record<string, Check>>,
  shipped: ReadonlySet<string>,
): CustomRules | null {
  const problems: string[] = []
  const byFirst: (CustomShape[] | undefined)[] = new Array(256).fill(undefined)
  const contexts = new Contexts()
  for (const [index, rule] of rules.entries()) {
    const fail = (what: string): number => problems.push(`rule ${rule.id}: ${what}`)
    const isTaken = shipped.has(rule.id) || rules.findIndex(({ id }) => id === rule.id) < index
    for (const problem of [...faults(rule, checks, isTaken), ...contexts.add(rule)]) fail(problem)
    const common = { ...weights(rule), ...contexts.of(rule), check: checkOf(rule, checks) ?? null }
    for (const shape of rule.shapes ?? []) {
      const automaton = compiled(shape, rule, fail)
      if (automaton !== null) addShape(byFirst, { ...common, automaton })
    }
  }
  if (problems.length > 0) throw new PhiError('rules', problems)
  return byFirst.every((shapes) => shapes === undefined) ? null : { byFirst, lexicons: contexts.lexicons() }
}

function faults(rule: PhiRule, checks: Readonly<Record<string, Check>>, isTaken: boolean): readonly string[] {
  const found: string[] = []
  if (isTaken) found.push('the id is in use; choose another')
  if (rule.shapes === undefined && rule.keys === undefined)
    found.push('it has neither shapes nor keys: it finds nothing')
  if (rule.check !== undefined && checkOf(rule, checks) === undefined)
    found.push(`there is no check "${rule.check}"; there are ${checkNames(checks).join(', ')}`)
  return found
}

/** Keys of a tenant's rules as the engine's own field rules are. */
export function customFields(rules: readonly PhiRule[]): readonly FieldRule[] {
  return rules.flatMap((rule) =>
    rule.keys === undefined ? [] : [{ class: rule.class, strength: 'sure', names: rule.keys } as const],
  )
}

function checkNames(checks: Readonly<Record<string, Check>>): readonly string[] {
  return [...Object.keys(CHECKSUMS), ...Object.keys(checks).filter((name) => SHIPPED_CHECKS.has(name))].sort()
}

function checkOf({ check }: PhiRule, checks: Readonly<Record<string, Check>>): Check | undefined {
  if (check === undefined) return undefined
  return CHECKSUMS[check] ?? (SHIPPED_CHECKS.has(check) ? checks[check] : undefined)
}

function compiled(shape: string, { ignoreCase = false }: PhiRule, fail: (what: string) => void): Automaton | null {
  try {
    return automatonOf(parseShape(shape, ignoreCase))
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    fail(`the shape ${shape} ${cause.message}`)
    return null
  }
}

function addShape(byFirst: (CustomShape[] | undefined)[], shape: CustomShape): void {
  for (const [byte, begins] of shape.automaton.starts.entries())
    if (begins === 1) byFirst[byte] = [...(byFirst[byte] ?? []), shape]
}

function weights(rule: PhiRule): Pick<CustomShape, 'alone' | 'near'> {
  const score = rule.score ?? (rule.context === undefined ? SURE : 0)
  return { alone: offered(rule, score), near: offered(rule, Math.max(score, rule.context?.score ?? SURE_IN_CONTEXT)) }
}

function offered({ id, class: kind }: PhiRule, score: number): Rule {
  const none = { topics: 0, check: null, tail: null, separators: new Uint8Array(256), mixed: false, least: 0, most: 0 }
  return { id, class: kind, score, contextScore: score, ...none }
}

/** Words of all contexts, a bit a rule. */
class Contexts {
  readonly #words: Map<string, number>[] = []
  readonly #places: Map<string, { readonly lexicon: number; readonly bit: number }> = new Map()

  /** Answers what is wrong with the words. */
  add({ id, context }: PhiRule): readonly string[] {
    if (context === undefined) return []
    const lexicon = Math.floor(this.#places.size / CONTEXT_BITS.length)
    const bit = CONTEXT_BITS[this.#places.size % CONTEXT_BITS.length] ?? 1
    this.#places.set(id, { lexicon, bit })
    this.#words[lexicon] ??= new Map()
    const words = this.#words[lexicon]
    const problems: string[] = []
    for (const phrase of context.words) {
      const parts = phrase.trim().split(/[\s_-]+/)
      if (parts.length > MOST_PHRASE_WORDS || parts.some((part) => part === '' || /[\d.:;,]/.test(part)))
        problems.push(`the context "${phrase}" is no phrase of one to ${MOST_PHRASE_WORDS} words of letters`)
      else addPhrase(words, parts, bit)
    }
    return problems
  }

  of({ id }: PhiRule): { readonly lexicon: number; readonly bit: number } {
    return this.#places.get(id) ?? { lexicon: -1, bit: 0 }
  }

  lexicons(): readonly Lexicon[] {
    return this.#words.map((words) => new Lexicon(words))
  }
}

const MOST_PHRASE_WORDS = 3

// A phrase, the same joined, and the mark of its first word that more may follow (context.ts).
function addPhrase(words: Map<string, number>, parts: readonly string[], bit: number): void {
  const put = (text: string, bits: number): void => {
    words.set(text, (words.get(text) ?? 0) | bits)
  }
  const lower = parts.map((part) => part.toLowerCase())
  put(lower.join(' '), bit)
  if (lower.length === 1) return
  put(lower.join(''), bit)
  put(lower[0] ?? '', PHRASE_START)
}
