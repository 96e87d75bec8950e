import type { ControlResult } from '#schemas'
import type { Control, ControlContext, ControlFinding } from './control.ts'
import type { GapDetail, Period, Verdict } from './inputs.ts'
import { clip } from './wording.ts'

const MOST_FINDING = 2048

/**
 * The rules that stand above every control (decision 25, rule 8): what contradicts a control stays; a broken
 * ledger supports nothing; a gap that touches the population, or an empty population, is insufficient.
 */
export function settle(control: Control, found: ControlFinding, context: ControlContext): ControlResult {
  const { citation, id, question, title } = control
  const { exceptions, population, sample } = found
  const why = found.status === 'exception' || found.status === 'insufficient' ? null : doubt(control, found, context)
  return {
    id,
    citation,
    title,
    question,
    status: why === null ? found.status : 'insufficient',
    population,
    finding: clip(why === null ? found.finding : `${why} ${found.finding}`, MOST_FINDING),
    sample,
    exceptions,
  }
}

function doubt(control: Control, found: ControlFinding, { period, verdict }: ControlContext): string | null {
  if (verdict.integrity === 'broken')
    return 'The ledger is broken, so nothing in it can support a control. Read alone, it would say:'
  if (verdict.completeness === 'incomplete' && control.touchedByGaps === 'by-source') {
    // Where something is claimed to be absent, it could have stood in any gap.
    const gap = touchingGap(verdict, period, found.status === 'not-applicable' ? 'any' : found.sources)
    if (gap !== null) return `Evidence that this rests on is missing (${clip(gap, 200)}). What is left says:`
  }
  if (found.status === 'supported' && found.population === 0) return 'Nothing was there to be judged.'
  return null
}

function touchingGap(verdict: Verdict, period: Period, sources: ReadonlySet<string> | 'any'): string | null {
  const details = verdict.gapDetails ?? []
  const placed = new Set(details.map(({ text }) => text))
  const unplaced = verdict.gaps.find((text) => !placed.has(text))
  if (unplaced !== undefined) return unplaced
  // Incomplete, and no word on where: everything is in doubt.
  if (details.length === 0) return 'the verifier calls the ledger incomplete and names no gap'
  return details.find((detail) => within(detail, period) && rests(detail, sources))?.text ?? null
}

function within({ from, to }: GapDetail, period: Period): boolean {
  const starts = from === null ? Number.NEGATIVE_INFINITY : Date.parse(from)
  const ends = to === null ? Number.POSITIVE_INFINITY : Date.parse(to)
  // A window that cannot be read is not one that can be ruled out.
  if (Number.isNaN(starts) || Number.isNaN(ends)) return true
  return starts < Date.parse(period.to) && ends >= Date.parse(period.from)
}

function rests({ source }: GapDetail, sources: ReadonlySet<string> | 'any'): boolean {
  return source === null || sources === 'any' || sources.has(source)
}
