import type { TextOptions } from './phi.ts'
import type { Rule } from './rules.ts'

export type Mode = NonNullable<TextOptions['mode']>

/** From which score on something is masked. */
export const THRESHOLDS: Readonly<Record<Mode, number>> = { prose: 0.5, log: 0.7, code: 0.85 }

/** Rules that are asked together, in the order of the table, but for those that are never sure enough. */
export interface RuleList {
  /** Sure enough alone. */
  readonly sure: readonly Rule[]
  /** These, and those that need one of `topics` before them. */
  readonly near: readonly Rule[]
  readonly topics: number
}

/** The rules of a mode, by what a chain looks like: most need a word before them, and most numbers have none. */
export interface RuleLists {
  readonly digits: ReadonlyMap<number, RuleList>
  readonly tokens: ReadonlyMap<number, RuleList>
  /** By how many digits a number has. */
  readonly counts: readonly RuleList[]
}

export interface RuleTables {
  readonly digits: ReadonlyMap<number, readonly Rule[]>
  readonly tokens: ReadonlyMap<number, readonly Rule[]>
  readonly counts: readonly Rule[]
}

export function ruleLists(tables: RuleTables): Readonly<Record<Mode, RuleLists>> {
  return { prose: listsOf(tables, 'prose'), log: listsOf(tables, 'log'), code: listsOf(tables, 'code') }
}

function listsOf({ digits, tokens, counts }: RuleTables, mode: Mode): RuleLists {
  const longest = Math.max(0, ...counts.map(({ most }) => most))
  return {
    digits: byShape(digits, mode),
    tokens: byShape(tokens, mode),
    counts: Array.from({ length: longest + 1 }, (_, total) =>
      listOf(
        counts.filter(({ least, most }) => total >= least && total <= most),
        mode,
      ),
    ),
  }
}

function byShape(table: ReadonlyMap<number, readonly Rule[]>, mode: Mode): ReadonlyMap<number, RuleList> {
  return new Map([...table].map(([shape, rules]) => [shape, listOf(rules, mode)]))
}

function listOf(rules: readonly Rule[], mode: Mode): RuleList {
  const near = rules.filter(({ contextScore }) => contextScore >= THRESHOLDS[mode])
  const sure = near.filter(({ score }) => score >= THRESHOLDS[mode])
  const topics = near.reduce((bits, rule) => (sure.includes(rule) ? bits : bits | rule.topics), 0)
  return { sure, near, topics }
}
