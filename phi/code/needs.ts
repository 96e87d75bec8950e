import { ENDING_TOPICS } from '../readers/ssn-end.ts'
import { THRESHOLDS } from '../rule-lists.ts'
import type { Rule, Rules } from '../rules.ts'

/** Among topics: whatever the words before it are about, its readers must look. */
export const LOOK = -1

const MOST_LENGTH = 10
/** Read beside the rules that have shapes. */
const READERS = ['zip', 'postal-town']
const SSN_END = 4

/**
 * What the words before a number of so many digits (or a token of so many letters and digits) must be about for a rule to be sure
 * enough in source code, by the number's length; LOOK where nothing has to be.
 */
export function digitNeeds({ digits, counts, byId }: Pick<Rules, 'digits' | 'counts' | 'byId'>): Int32Array {
  const isAnySure = READERS.some((id) => (byId.get(id)?.score ?? 0) >= THRESHOLDS.code)
  const needs = lengths((length) => [
    ...(digits.get(length) ?? []),
    ...counts.filter(({ least, most }) => length >= least && length <= most),
  ])
  if (isAnySure) return needs.fill(LOOK)
  needs[SSN_END] = (needs[SSN_END] as number) | ENDING_TOPICS
  return needs
}

export function tokenNeeds({ tokens }: Pick<Rules, 'tokens'>): Int32Array {
  return lengths((length) => tokens.get(length) ?? [])
}

function lengths(rulesOf: (length: number) => readonly Rule[]): Int32Array {
  return Int32Array.from({ length: MOST_LENGTH + 1 }, (_, length) => {
    const rules = rulesOf(length).filter(({ contextScore, score }) => Math.max(score, contextScore) >= THRESHOLDS.code)
    if (rules.some(({ score }) => score >= THRESHOLDS.code)) return LOOK
    return rules.reduce((topics, rule) => topics | rule.topics, 0)
  })
}
