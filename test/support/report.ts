import type { ControlResult, Report } from '#schemas'
import { computeReport, type ReportInputs } from '../../evidence/report/compute.ts'
import type { LedgerEvent, Verdict } from '../../evidence/report/inputs.ts'
import { type EventStream, START } from './events.ts'

export const PERIOD: { readonly from: string; readonly to: string } = { from: START, to: '2026-05-05T08:00:00.000Z' }

export function verdict(changes: Partial<Verdict> = {}): Verdict {
  return {
    integrity: 'intact',
    completeness: 'complete',
    gaps: [],
    shard: 'main',
    events: 10,
    root: '7'.repeat(64),
    keyId: '0123456789abcdef',
    assurance: ['idp'],
    separation: ['apart'],
    ...changes,
  }
}

/** A report over synthetic events; what a test does not name is a sound ledger without registers. */
export function report(events: AsyncIterable<LedgerEvent>, changes: Partial<ReportInputs> = {}): Promise<Report> {
  return computeReport({
    events,
    verdict: verdict(),
    entity: 'Riverside Community Clinic',
    period: PERIOD,
    timeZone: 'America/New_York',
    systems: null,
    retention: null,
    now: () => Date.parse(PERIOD.to),
    ...changes,
  })
}

export async function control(
  id: string,
  events: EventStream,
  changes: Partial<ReportInputs> = {},
): Promise<ControlResult> {
  const found = (await report(events, changes)).controls.find((entry) => entry.id === id)
  if (found === undefined) throw new Error(`no control is called ${id}`)
  return found
}
