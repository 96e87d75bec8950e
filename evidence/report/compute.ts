import { parse, type Report } from '#schemas'
import type { ControlContext, ControlFold } from './control.ts'
import { controls } from './controls.ts'
import type { Fact } from './facts.ts'
import { settle } from './gates.ts'
import { type GapDetail, type LedgerEvent, type Period, type Registers, UNNAMED_SHARD, type Verdict } from './inputs.ts'
import { Join } from './join.ts'
import { ReportError } from './report-error.ts'
import { requireTimeZone } from './time-zone.ts'
import { clip, count } from './wording.ts'

const MOST_GAPS = 1024
const MOST_POLICIES = 1024
const MOST_MALFORMED = 64

export interface ReportInputs extends Registers {
  /** Verified events, front to back. They may reach beyond the period: what lies before it is context. */
  readonly events: AsyncIterable<LedgerEvent>
  /** The verifier's word; asked for after the last event, since only then a walk knows. */
  readonly verdict: Verdict | (() => Verdict | Promise<Verdict>)
  /** Covered entity or business associate. */
  readonly entity: string
  readonly period: Period
  /** IANA name of the zone that the period is meant in. */
  readonly timeZone: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/**
 * Computes every control in one walk over the events. Throws ReportError `period`, `time-zone`; what the
 * iterable or the verdict throws passes through.
 */
export async function computeReport(inputs: ReportInputs): Promise<Report> {
  const { entity, now, period, timeZone } = inputs
  requirePeriod(period)
  requireTimeZone(timeZone)
  const walk = await readAll(inputs)
  const verdict = withMalformed(typeof inputs.verdict === 'function' ? await inputs.verdict() : inputs.verdict, walk)
  const generated = now()
  const context: ControlContext = {
    verdict,
    period,
    until: Math.min(generated, Date.parse(period.to)),
    last: walk.last,
    systems: inputs.systems,
    retention: inputs.retention,
    recordings: inputs.recordings ?? null,
    responses: inputs.responses ?? null,
    reviewEveryDays: inputs.reviewEveryDays ?? null,
  }
  return parse('report', {
    version: 1,
    entity: clip(entity, 256),
    period: { from: period.from, to: period.to },
    timeZone,
    generatedAt: new Date(generated).toISOString(),
    systems: (inputs.systems ?? []).map(({ name }) => name).slice(0, 1024),
    ledger: ledgerOf(verdict),
    controls: controls.map((control, at) => settle(control, foldAt(walk.folds, at).result(context), context)),
    policies: walk.policies,
  })
}

interface Walk {
  readonly folds: readonly ControlFold[]
  readonly policies: string[]
  readonly malformed: Fact[]
  last: number
}

async function readAll({ events, period }: ReportInputs): Promise<Walk> {
  const walk: Walk = { folds: controls.map((control) => control.start()), policies: [], malformed: [], last: 0 }
  const policies = new Set<string>()
  const join = new Join()
  const from = Date.parse(period.from)
  const to = Date.parse(period.to)
  const judge = (fact: Fact): void => {
    const time = Date.parse(fact.event.time)
    if (time >= to) return
    if (fact.kind === 'malformed' && walk.malformed.length < MOST_MALFORMED) walk.malformed.push(fact)
    if (time < from) for (const fold of walk.folds) fold.remember?.(fact)
    else {
      for (const fold of walk.folds) fold.fold(fact)
      if (fact.kind === 'decision' && policies.size < MOST_POLICIES) policies.add(fact.data.policy.digest)
    }
  }
  for await (const entry of events) {
    walk.last = entry.n
    for (const fact of join.take(entry)) judge(fact)
  }
  for (const fact of join.end()) judge(fact)
  walk.policies.push(...policies)
  return walk
}

function foldAt(folds: readonly ControlFold[], at: number): ControlFold {
  const fold = folds[at]
  if (fold === undefined) throw new TypeError('a control has no fold')
  return fold
}

// An event that cannot be read is as good as missing: what it would have said is not known.
function withMalformed(verdict: Verdict, { malformed }: Walk): Verdict {
  if (malformed.length === 0) return verdict
  const details = malformed.map(
    ({ event, n }): GapDetail => ({
      text: `event ${n} (${event.kind}) does not fit the schema of its kind`,
      source: event.source.id,
      from: event.time,
      to: event.time,
    }),
  )
  return {
    ...verdict,
    completeness: 'incomplete',
    gaps: [...verdict.gaps, ...details.map(({ text }) => text)],
    gapDetails: [...(verdict.gapDetails ?? []), ...details],
  }
}

function ledgerOf(verdict: Verdict): Report['ledger'] {
  const { assurance, completeness, events, gaps, integrity, keyId, root, separation, shard } = verdict
  const shown = gaps.slice(0, MOST_GAPS).map((gap) => clip(gap, 512))
  if (gaps.length > MOST_GAPS) shown[MOST_GAPS - 1] = `and ${count(gaps.length - MOST_GAPS + 1, 'more gap')}`
  return {
    shard: shard ?? UNNAMED_SHARD,
    events,
    root,
    keyId,
    integrity,
    completeness,
    gaps: shown,
    assurance: [...assurance].slice(0, 8),
    separation: [...separation].slice(0, 8),
  }
}

function requirePeriod({ from, to }: Period): void {
  if (Date.parse(from) < Date.parse(to)) return
  throw new ReportError(
    'period',
    `the period ${clip(from, 40)} to ${clip(to, 40)} is empty or unreadable: give two RFC 3339 times in UTC, the earlier one first`,
  )
}
