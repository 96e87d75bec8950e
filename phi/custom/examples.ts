import type { PhiRule } from '#schemas'
import type { Phi } from '../phi.ts'
import { PhiError } from '../phi-error.ts'

/**
 * Runs a tenant's examples through the engine that was made with its rules: each must be found exactly as it is marked, and
 * counterexamples not at all. Throws PhiError `rules`; examples are named by their numbers, since they may hold what a rule is for.
 */
export function checkExamples(phi: Phi, rules: readonly PhiRule[]): void {
  const problems = rules.flatMap((rule) => [
    ...rule.examples.match.flatMap((marked, index) => matchProblems(phi, rule, marked, index + 1)),
    ...rule.examples.ignore.flatMap((text, index) => ignoreProblems(phi, rule, text, index + 1)),
  ])
  if (problems.length > 0) throw new PhiError('rules', problems)
}

function matchProblems(phi: Phi, rule: PhiRule, marked: string, number: number): readonly string[] {
  const { text, spans } = unmark(marked)
  const problem = (what: string): readonly string[] => [`rule ${rule.id}: match example ${number} ${what}`]
  if (spans.length === 0) return problem('marks nothing: put « and » around what must be found')
  const found = phi
    .maskText(text, { mode: rule.examples.mode ?? 'prose' })
    .findings.filter((finding) => finding.class === rule.class)
  if (
    found.length === spans.length &&
    found.every(({ start, end }, at) => spans[at]?.[0] === start && spans[at]?.[1] === end)
  )
    return []
  return problem(
    `is not found as it is marked: ${places(found.map(({ start, end }) => [start, end]))}, not ${places(spans)}`,
  )
}

function ignoreProblems(phi: Phi, rule: PhiRule, text: string, number: number): readonly string[] {
  const { findings } = phi.maskText(text, { mode: rule.examples.mode ?? 'prose' })
  const wrong = findings.find((finding) => finding.class === rule.class || finding.detector === rule.id)
  if (wrong === undefined) return []
  return [`rule ${rule.id}: ignore example ${number} is found by ${wrong.detector}, at ${wrong.start} to ${wrong.end}`]
}

type Span = readonly [start: number, end: number]

function places(spans: readonly Span[]): string {
  return spans.length === 0 ? 'nothing' : spans.map(([start, end]) => `${start} to ${end}`).join(', ')
}

function unmark(marked: string): { readonly text: string; readonly spans: readonly Span[] } {
  const spans: Span[] = []
  let text = ''
  let start = -1
  for (const part of marked.split(/([«»])/)) {
    if (part === '«') start = text.length
    else if (part !== '»') text += part
    else if (start >= 0) {
      spans.push([start, text.length])
      start = -1
    }
  }
  return { text, spans }
}
