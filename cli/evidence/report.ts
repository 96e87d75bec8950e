import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { computeReport, renderHtml, renderText, verifyLedger, walkEvents } from '#evidence'
import { colours } from '../colour.ts'
import type { Call, Command } from '../command.ts'
import { EXIT, UsageError } from '../io.ts'
import { LEDGER_OPTIONS, type LedgerPlace, ledgerPlace, openLedger } from '../ledger-place.ts'
import { VERSION } from '../version.ts'
import { recordingFacts } from './recording-facts.ts'
import { type KeptRegisters, keptRegisters, registersOf } from './registers.ts'
import { retentionFacts } from './retention-facts.ts'

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30

export const reportCommand: Command = {
  name: 'evidence report',
  summary: 'HIPAA controls computed from verified events: what the evidence shows, never a certificate',
  usage: '[PATH]',
  options: {
    ...LEDGER_OPTIONS,
    out: { type: 'string', value: 'FILE', help: 'write a self-contained HTML page (or JSON where it ends in .json)' },
    from: { type: 'string', value: 'TIME', help: `start of the period, RFC 3339 (${DEFAULT_DAYS} days ago)` },
    to: { type: 'string', value: 'TIME', help: 'end of the period (now)' },
    entity: { type: 'string', value: 'NAME', help: 'covered entity (from the configuration)' },
    'review-every': { type: 'string', value: 'DAYS', help: 'decreed days between reviews (from the configuration)' },
    responses: { type: 'string', value: 'FILE', help: 'register of responses to alarms (from the configuration)' },
    json: { type: 'boolean', help: 'print the report as JSON' },
  },
  examples: [
    ['cordon evidence report --out report.html', 'the last thirty days, for people'],
    [
      'cordon evidence report ./store --key sealer.pem --from 2026-01-01T00:00:00Z --to 2026-04-01T00:00:00Z --json',
      'one quarter, for a machine',
    ],
  ],
  run: async (call, io) => {
    const place = ledgerPlace(call, io)
    const report = await makeReport(place, {
      ...period(call),
      ...(call.text('entity') === undefined ? {} : { entity: call.text('entity') ?? '' }),
      registers: registersOf(call, io, place),
    })
    const out = call.text('out')
    if (out !== undefined) {
      const path = resolve(io.cwd, out)
      writeFileSync(
        path,
        path.endsWith('.json') ? `${JSON.stringify(report, null, 2)}\n` : renderHtml(report, extras(place)),
        { mode: 0o600 },
      )
      io.err(`wrote ${path}\n`)
    }
    if (call.flag('json')) io.out(`${JSON.stringify(report)}\n`)
    else io.out(`${renderText(report, { paint: colours(io.colour) })}\n`)
    return report.ledger.integrity === 'intact' ? EXIT.ok : EXIT.failure
  },
}

export interface ReportWishes {
  readonly from: string
  readonly to: string
  readonly entity?: string
  /** Those of the running system where absent. */
  readonly registers?: KeptRegisters
}

/** Verifies first, then computes from the same objects; a broken ledger gives a report that says so. */
export async function makeReport(
  place: LedgerPlace,
  { from, to, entity, registers = keptRegisters(place) }: ReportWishes,
): ReturnType<typeof computeReport> {
  const store = await openLedger(place)
  const trust = { store, shard: place.shard, publicKey: place.publicKey }
  const verdict = await verifyLedger(trust)
  return computeReport({
    // Events behind a bad place are not evidence: the walk ends there, and the verdict says why.
    events: verdict.integrity === 'intact' ? walkEvents(trust) : none(),
    verdict,
    entity: entity ?? place.state?.entity ?? 'not named',
    period: { from, to },
    timeZone: place.state?.timeZone ?? 'UTC',
    systems: place.state?.systems ?? null,
    retention: await retentionFacts(store, place.shard),
    recordings: await recordingFacts(place, store),
    ...registers,
    now: Date.now,
  })
}

export function extras(place: LedgerPlace): {
  readonly version: string
  readonly store: string
  readonly publicKey: string
} {
  return { version: VERSION, store: place.store, publicKey: place.publicKeyFile }
}

async function* none(): AsyncGenerator<never> {
  yield* []
}

function period({ text }: Call): { from: string; to: string } {
  const now = Date.now()
  return { from: instant(text('from'), now - DEFAULT_DAYS * DAY_MS), to: instant(text('to'), now + DAY_MS) }
}

function instant(given: string | undefined, fallback: number): string {
  if (given === undefined) return new Date(fallback).toISOString()
  const time = Date.parse(given)
  if (Number.isNaN(time)) throw new UsageError(`"${given.slice(0, 40)}" is no time: write 2026-01-31T00:00:00Z`)
  return new Date(time).toISOString()
}
