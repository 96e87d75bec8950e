import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Figure } from '../figure.ts'
import { mixedCorpus } from './corpus.ts'
import { CORDON, cordonEngine, type Engine } from './engines.ts'
import { cpuOf, figure, median } from './measure.ts'

const MESSAGES = 3000
const PEER_MESSAGES = 300
const PEER_SECONDS = 4
const ROUNDS = 3
const SIZES = [16_384, 65_536, 262_144]
/** A size is left out where the smaller one took so long. */
const MOST_SECONDS = 2
/** Units that are repeated: each makes some masker slow. */
const UNITS = ['1', '1-', '1.', 'A', 'a@', 'a.', '1-1-', 'A1']
/** What only Cordon is tried with besides: disguises, labels, delimiters. */
const MORE_UNITS = [
  '(1',
  '%41',
  '&#49;',
  'Aa ',
  'ssn: ',
  '\u200b1',
  'x=',
  '==',
  '"',
  '://',
  ',',
  'Dr. ',
  '=41',
  '1 ',
  'march ',
]

/** Latency of messages of 4 KB, what hostile inputs cost as they grow, and memory. */
export async function benchLimits(peers: readonly Engine[], scale: number): Promise<readonly Figure[]> {
  const messages = mixedCorpus(scale).slices.map(({ bytes }) => bytes)
  const cordon = cordonEngine()
  const figures = [...(await latency(cordon, messages, MESSAGES))]
  for (const peer of peers) figures.push(...(await latency(peer, messages, PEER_MESSAGES)))
  figures.push(...(await hostile(cordon, [...UNITS, ...MORE_UNITS])))
  for (const peer of peers) figures.push(...(await hostile(peer, UNITS)))
  figures.push(figure(`phi.resident: ${CORDON}`, resident(), 'MB added', '≤ 64 MB'))
  return figures
}

// By the clock, neighbours included, and by CPU, without them.
async function latency(engine: Engine, messages: readonly Uint8Array[], count: number): Promise<readonly Figure[]> {
  const clock: number[] = []
  const busy: number[] = []
  const step = Math.max(1, Math.floor(messages.length / count))
  const chosen = messages.filter((_message, index) => index % step === 0).slice(0, count)
  let spent = 0
  for (const round of [0, 1])
    for (const bytes of chosen) {
      const text = Buffer.from(bytes).toString('utf8')
      const start = performance.now()
      const seconds = await cpuOf(async () => {
        await engine.mask(bytes, text)
      })
      spent += seconds
      // The first round warms it up; a masker that needs longer is not waited for.
      if (spent > PEER_SECONDS * (round + 1)) break
      if (round === 0) continue
      clock.push((performance.now() - start) * 1000)
      busy.push(seconds * 1e6)
    }
  const rows: readonly (readonly [string, readonly number[], number, string | null])[] = [
    ['p50', clock, 0.5, '≤ 25 µs'],
    ['p99', clock, 0.99, '≤ 200 µs'],
    ['p50 of CPU', busy, 0.5, null],
    ['p99 of CPU', busy, 0.99, null],
  ]
  return rows.map(([name, micros, share, aim]) =>
    figure(`phi.message-4k.${name}: ${engine.id}`, at(micros, share), 'µs', engine.id === CORDON ? aim : null),
  )
}

function at(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN
}

// The worst growth from one size to the next, and the worst time a megabyte at the largest size that was tried.
async function hostile(engine: Engine, units: readonly string[]): Promise<readonly Figure[]> {
  let worst = { value: 0, unit: '' }
  let slowest = { value: 0, unit: '', size: 0 }
  for (const unit of units) {
    let before = 0
    for (const size of SIZES) {
      const seconds = await hostileSeconds(engine, unit, size)
      const perMegabyte = (seconds * 1000 * 1e6) / size
      if (before > 0 && seconds / before > worst.value) worst = { value: seconds / before, unit }
      if (perMegabyte > slowest.value) slowest = { value: perMegabyte, unit, size }
      before = seconds
      if (seconds > MOST_SECONDS) break
    }
  }
  const isCordon = engine.id === CORDON
  return [
    figure(
      `phi.hostile.ratio: ${engine.id}`,
      worst.value,
      `× a step, ${JSON.stringify(worst.unit)}`,
      isCordon ? '≤ 5 ×' : null,
    ),
    figure(
      `phi.hostile.slowest: ${engine.id}`,
      slowest.value,
      `ms/MB, ${JSON.stringify(slowest.unit)}, ${slowest.size / 1024} KB`,
    ),
  ]
}

// Short inputs often enough that the clock can tell.
async function hostileSeconds(engine: Engine, unit: string, size: number): Promise<number> {
  const bytes = Buffer.from(unit.repeat(Math.ceil(size / Buffer.byteLength(unit)))).subarray(0, size)
  const text = bytes.toString('utf8')
  const once = async (): Promise<void> => {
    await engine.mask(bytes, text)
  }
  const first = await cpuOf(once)
  if (first > 0.2) return first
  const times = Math.max(1, Math.min(64, Math.floor(0.02 / first)))
  const seconds: number[] = []
  for (let round = 0; round < ROUNDS; round++)
    seconds.push(
      (await cpuOf(async () => {
        for (let time = 0; time < times; time++) await once()
      })) / times,
    )
  return median(seconds)
}

// In a process of its own, so that nothing else is counted.
function resident(): number {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const child = spawnSync(process.execPath, ['--expose-gc', ...process.execArgv, 'bench/phi-memory.ts'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (child.status !== 0) throw new Error(`the memory of Cordon could not be measured: ${child.stderr}`)
  return Number(child.stdout) / 1e6
}
