import type { Control } from '../control.ts'
import type { Fact, FactOf } from '../facts.ts'
import { Tally } from '../tally.ts'
import { agree, count, grouped, list } from '../wording.ts'

const MOST_CLASSES = 256

/** 164.514(d), 164.502(b): no more than the purpose needs. */
export const minimumNecessary: Control = {
  id: '514-d',
  citation: '45 CFR 164.502(b), 164.514(d)',
  protocol: 'P47–P50',
  addressable: false,
  title: 'Minimum necessary',
  question: 'Was PHI masked unless policy released it for a stated purpose, and never in bulk without an approval?',
  method:
    'Effects carry what was masked and released, by class. An exception is PHI released without a stated purpose and without an approval, or released by a read that nothing narrows or bounds, without an approval. Denied bulk reads are counted.',
  limits:
    'PHI that no label names and no detector finds is neither masked nor counted. Whether a purpose was true is not seen.',
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    const masked = new Map<string, number>()
    const released = new Map<string, number>()
    let bulkDenied = 0
    return {
      fold(fact) {
        if (isBulkDenial(fact)) bulkDenied++
        if (fact.kind !== 'effect' || fact.data.phi === undefined) return
        const { phi } = fact.data
        if (phi.masked.length + phi.released.length === 0) return
        tally.judge(fact, () => noteOf(fact))
        for (const entry of phi.masked) add(masked, entry.class, entry.count)
        for (const entry of phi.released) add(released, entry.class, entry.count)
        const fault = phi.released.length > 0 ? faultOf(fact) : null
        if (fault !== null) tally.except(fact.n, `${fact.data.decision}: ${fault}`)
      },
      result() {
        if (tally.population === 0) return tally.nothing('exchange held PHI that was masked or released')
        const story = `${count(tally.population, 'exchange')} with PHI: masked ${classes(masked)}; released ${classes(released)}${reduction(masked, released)}. ${bulkDenied === 0 ? 'No bulk read was denied' : `${count(bulkDenied, 'bulk read')} ${agree(bulkDenied, 'was', 'were')} denied`}.`
        if (tally.exceptions > 0)
          return tally.finding(
            'exception',
            `${count(tally.exceptions, 'exchange')} released PHI without a purpose or an approval. ${story}`,
          )
        return tally.finding('supported', story)
      },
    }
  },
}

function faultOf({ data, decision }: FactOf<'effect'>): string | null {
  const what = (data.phi?.released ?? []).map((entry) => entry.class).join(', ')
  if (decision !== null && decision.approval !== null) return null
  if (decision?.bulk) return `released ${what} by a read that nothing bounds, without an approval`
  return data.purpose ? null : `released ${what} without a stated purpose or an approval`
}

function isBulkDenial(fact: Fact): boolean {
  if (fact.kind !== 'decision' || fact.data.effect !== 'deny') return false
  return fact.data.reasons.some(({ rule }) => rule.includes('bulk'))
}

function add(counts: Map<string, number>, name: string, more: number): void {
  if (counts.has(name) || counts.size < MOST_CLASSES) counts.set(name, (counts.get(name) ?? 0) + more)
}

function classes(counts: ReadonlyMap<string, number>): string {
  if (counts.size === 0) return 'nothing'
  const largest = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return list(
    largest.map(([name, n]) => `${name} ${grouped(n)}`),
    8,
  )
}

function reduction(masked: ReadonlyMap<string, number>, released: ReadonlyMap<string, number>): string {
  const hidden = sum(masked)
  const all = hidden + sum(released)
  return all === 0 ? '' : ` (${Math.floor((hidden * 1000) / all) / 10} % of values masked)`
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, n) => total + n, 0)
}

function noteOf({ data }: FactOf<'effect'>): string {
  const of = (entries: readonly { readonly class: string; readonly count: number }[]): string =>
    entries.length === 0 ? 'nothing' : entries.map((entry) => `${entry.class} ${entry.count}`).join(', ')
  return `${data.decision}: masked ${of(data.phi?.masked ?? [])}; released ${of(data.phi?.released ?? [])}`
}
