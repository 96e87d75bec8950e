// npm run bench -- phi-limits: a mixed corpus of made-up documents, latency of a small message, hostile inputs, memory.
import { createPhi, type Phi } from '#phi'
import { documents, FAMILIES } from '../test/phi/generators/corpus.ts'
import type { Figure } from './figure.ts'

const PIECE = 65_536
const CORPUS = 4_000_000
const MESSAGE = 4096
const MESSAGES = 4000
const HOSTILE_ROUNDS = 5
const SIZES = [16_384, 65_536, 262_144]
/** Units that are repeated: each once made some engine slow. */
const HOSTILE = [
  '1',
  '1-',
  '1.',
  'A',
  'a@',
  'a.',
  '1-1-',
  'A1',
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
]

/** What masking costs at its limits. CPU time where neighbours would count. */
export async function benchPhiLimits(): Promise<readonly Figure[]> {
  const before = process.memoryUsage().rss
  const phi = createPhi()
  const corpus = mixed()
  for (const piece of corpus) phi.maskBytes(piece)
  const added = (process.memoryUsage().rss - before - CORPUS * 2) / 1e6
  const rate = medianOf(7, () => rateOf(phi, corpus))
  return [
    figure('phi.mixed-64k', rate, 'MB/s', '≥ 150 MB/s'),
    ...latency(phi, corpus),
    ...hostile(phi),
    figure('phi.resident', added, 'MB added', '≤ 64 MB'),
  ]
}

// Notes, JSON, CSV, logs, SQL, code, and text about people of the world, in turn.
function mixed(): readonly Uint8Array[] {
  const names = ['notes', 'json', 'csv', 'log', 'sql', 'code', 'code', 'hard-negatives', 'world']
  const sources = names.map((name, index) => {
    const family = FAMILIES[name]
    if (family === undefined) throw new RangeError(`there is no family ${name}`)
    return [...documents(family, 'held-out', 900 + index, 400)].map(({ text }) => text)
  })
  const texts: string[] = []
  for (let bytes = 0, at = 0; bytes < CORPUS; at++) {
    const text = sources[at % sources.length]?.[at % 400] ?? ''
    texts.push(text)
    bytes += text.length + 1
  }
  const whole = Buffer.from(texts.join('\n'))
  return Array.from({ length: Math.floor(whole.length / PIECE) }, (_, index) =>
    whole.subarray(index * PIECE, (index + 1) * PIECE),
  )
}

function rateOf(phi: Phi, pieces: readonly Uint8Array[]): number {
  const start = process.cpuUsage()
  for (const piece of pieces) phi.maskBytes(piece)
  const { user, system } = process.cpuUsage(start)
  return pieces.reduce((sum, piece) => sum + piece.length, 0) / Math.max(1, user + system)
}

function latency(phi: Phi, pieces: readonly Uint8Array[]): readonly Figure[] {
  const messages = pieces.flatMap((piece) =>
    Array.from({ length: PIECE / MESSAGE }, (_, at) => piece.subarray(at * MESSAGE, (at + 1) * MESSAGE)),
  )
  const micros: number[] = []
  for (let at = 0; at < MESSAGES; at++) {
    const message = messages[at % messages.length]
    if (message === undefined) break
    const start = process.hrtime.bigint()
    phi.maskBytes(message)
    micros.push(Number(process.hrtime.bigint() - start) / 1000)
  }
  micros.sort((a, b) => a - b)
  const at = (share: number): number => micros[Math.floor(micros.length * share)] ?? 0
  return [
    figure('phi.message-4k.p50', at(0.5), 'µs', '≤ 25 µs'),
    figure('phi.message-4k.p99', at(0.99), 'µs', '≤ 200 µs'),
  ]
}

function hostile(phi: Phi): readonly Figure[] {
  let worst = 0
  let slowest = 0
  let slowestUnit = ''
  for (const unit of HOSTILE) {
    const times = SIZES.map((size) => {
      const input = Buffer.from(unit.repeat(Math.ceil(size / Buffer.byteLength(unit)))).subarray(0, size)
      return medianOf(HOSTILE_ROUNDS, () => input.length / rateOf(phi, repeated(input, size)))
    })
    for (let step = 1; step < times.length; step++) worst = Math.max(worst, (times[step] ?? 0) / (times[step - 1] ?? 1))
    const rate = ((times.at(-1) ?? 0) / (SIZES.at(-1) ?? 1)) * 1000
    if (rate > slowest) slowestUnit = unit
    slowest = Math.max(slowest, rate)
  }
  return [
    figure('phi.hostile.ratio', worst, '× a step of 4 ×', '≤ 5 ×'),
    figure('phi.hostile.slowest', slowest, `ms/MB of ${JSON.stringify(slowestUnit)}`, null),
  ]
}

// Short inputs often enough that the clock can tell.
function repeated(input: Uint8Array, size: number): readonly Uint8Array[] {
  return Array.from({ length: Math.max(1, 262_144 / size) }, () => input)
}

function medianOf(rounds: number, measure: () => number): number {
  return Array.from({ length: rounds }, measure).sort((a, b) => a - b)[rounds >> 1] ?? 0
}

function figure(id: string, value: number, unit: string, aim: string | null): Figure {
  return { id, value, unit, against: null, ratio: null, aim }
}
