import { generateKeyPairSync, hash, type KeyObject } from 'node:crypto'
import { Arena } from '../evidence/ledger/line.ts'
import { emptyTip, type LedgerTip, type Segment, sealSegment, spliceAt } from '../evidence/ledger/segment.ts'
import { checkSegment } from '../evidence/verify/check-segment.ts'
import { Sources } from '../evidence/verify/sources.ts'
import type { Figure } from './figure.ts'
import { type EventRun, makeEvents, TIME } from './ledger-events.ts'

const EVENTS = 4096
const SEGMENTS = 4
const ROUNDS = 15
const SHARD = 'bench'

/**
 * Events sealed and verified a second of CPU, in memory, beside the floor: bare SHA-256 of the same lines
 * (1.4 KB each on average; at 0.6 KB the ratio is a quarter lower). Sealing
 * is splice, chain, Merkle tree, checkpoint and signed header, each 4096 events; verifying is all that
 * `cordon evidence verify` does but reading the store and judging completeness.
 */
export async function benchLedger(): Promise<Figure[]> {
  const { privateKey: key, publicKey } = generateKeyPairSync('ed25519')
  const runs = makeEvents(SEGMENTS, EVENTS)
  const segments: Segment[] = []
  sealAll(runs, key, (segment) => segments.push({ ...segment, ndjson: Buffer.from(segment.ndjson) }))
  const lines = segments.flatMap(({ ndjson }) => split(ndjson))
  const floors: number[] = []
  const seals: number[] = []
  const checks: number[] = []
  // In turns, so that what else the machine does hits all alike.
  for (let round = 0; round < ROUNDS; round++) {
    floors.push(rateOf(() => hashAll(lines)))
    seals.push(rateOf(() => sealAll(runs, key)))
    checks.push(rateOf(() => verifyAll(segments, publicKey)))
  }
  const floor = median(floors)
  const beside = (id: string, rates: readonly number[], aim: string | null): Figure => {
    const value = median(rates)
    return { id, value, unit: 'events/CPU-s', against: 'ledger.hash-floor', ratio: value / floor, aim }
  }
  return [
    { id: 'ledger.hash-floor', value: floor, unit: 'events/CPU-s', against: null, ratio: null, aim: null },
    beside('ledger.seal', seals, '≥ 0.35 of the hash floor'),
    beside('ledger.verify', checks, null),
  ]
}

function hashAll(lines: readonly Uint8Array[]): void {
  for (const line of lines) hash('sha256', line, 'hex')
}

// As the sealer does: one arena, each segment let go before the next.
function sealAll(runs: readonly EventRun[], key: KeyObject, keep: (segment: Segment) => void = () => undefined): void {
  const arena = new Arena()
  const times = { sealedAt: TIME, firstTime: TIME, lastTime: TIME }
  const facts = { ...times, shard: SHARD, cursor: 'bench', assurance: 'demo', separation: 'combined' } as const
  let tip: LedgerTip = emptyTip()
  for (const { events, mark } of runs) {
    const watermarks = new Map(tip.watermarks).set(mark.source, mark)
    const segment = sealSegment({ tip, lines: spliceAt(tip, events, arena), watermarks }, facts, key)
    tip = segment.tip
    keep(segment)
  }
}

function verifyAll(segments: readonly Segment[], publicKey: KeyObject): void {
  let tip: LedgerTip = emptyTip()
  const sources = new Sources(new Map())
  for (const { header, leaves, ndjson } of segments)
    tip = checkSegment({ header, leaves, lines: ndjson }, { tip, trust: { shard: SHARD, publicKey }, sources }).tip
}

function split(ndjson: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  for (let at = 0, end = ndjson.indexOf(LF); end >= 0; at = end + 1, end = ndjson.indexOf(LF, at))
    lines.push(ndjson.subarray(at, end))
  return lines
}

/** Events a second of this process's CPU time. */
function rateOf(act: () => void): number {
  const before = process.cpuUsage()
  act()
  const { user, system } = process.cpuUsage(before)
  return (EVENTS * SEGMENTS * 1e6) / (user + system)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

const LF = 0x0a
