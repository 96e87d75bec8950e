import { createPhi, type Phi, type StreamMasker } from '#phi'
import type { Figure } from '../figure.ts'
import { type Corpus, mixedCorpus, type PartName, PIECE, pieces } from './corpus.ts'
import { cordonEngine, type Engine, LEAST_TYPES } from './engines.ts'
import { bytesOf, cpuOf, figure, median } from './measure.ts'

const ROUNDS = 5
/** Before the rounds count, so that all run what a process that has run for a while runs: compiling takes longer than a round. */
const WARM_SECONDS = 3
/** A peer is stopped after so much CPU; it had as many kinds of pieces as the others by then. */
const PEER_SECONDS = 3
const AIMS: Readonly<Partial<Record<PartName, string>>> = { csv: '≥ 60 MB/s' }

interface Rate {
  readonly id: string
  readonly value: number
}

/**
 * Masked megabytes a second of CPU, one thread: the mixed corpus in pieces of 64 KB and each of its parts, by Cordon that is
 * told nothing (text), by Cordon that knows each stream's format, and by every peer; and what merely touching the bytes costs.
 */
export async function benchSpeed(peers: readonly Engine[], scale: number): Promise<readonly Figure[]> {
  const corpus = mixedCorpus(scale)
  const phi = createPhi()
  const cordon = cordonEngine()
  const mixed = pieces(Buffer.concat(corpus.slices.map(({ bytes }) => bytes)))
  const figures = floors(mixed)
  const named = [
    { name: 'mixed', own: mixed },
    ...corpus.parts.map(({ name, bytes }) => ({ name, own: pieces(bytes) })),
  ]
  const compared = await compare(named, peers)
  const text = await medianRate(() => rateOf(cordon, mixed))
  const formats = await medianRate(() => inFormats(phi, corpus))
  figures.push(
    ...compared.rows,
    figure('phi.mixed.text', text, 'MB/s', '≥ 150 MB/s, ≥ 4 ×', compared.best('mixed')),
    figure('phi.mixed.formats', formats, 'MB/s', '≥ 150 MB/s, ≥ 4 ×', compared.best('mixed')),
  )
  for (const { name, format, bytes } of corpus.parts) {
    const own = pieces(bytes)
    const best = compared.best(name)
    const plain = await medianRate(() => rateOf(cordon, own))
    const known = await medianRate(() => streamed(() => phi.stream({ format }), own))
    figures.push(
      figure(`phi.${name}.text`, plain, 'MB/s', AIMS[name] ?? null, best),
      figure(`phi.${name}.as-${format}`, known, 'MB/s', AIMS[name] ?? null, best),
    )
  }
  return figures
}

// One peer after the other: what has run slows down those that come behind it in the same process (regular expressions
// share caches), so the fastest comes first.
async function compare(
  named: readonly { readonly name: string; readonly own: readonly Uint8Array[] }[],
  peers: readonly Engine[],
): Promise<Comparison> {
  const rates: (Rate & { readonly name: string; readonly types: number })[] = []
  for (const { id, types, ...peer } of peers)
    for (const { name, own } of named)
      rates.push({ id: `phi.${name}.${id}`, name, types, value: await bestRate({ id, types, ...peer }, own) })
  return {
    best: (name) =>
      rates
        .filter((rate) => rate.name === name && rate.types >= LEAST_TYPES)
        .sort((one, other) => other.value - one.value)[0] ?? null,
    rows: rates.map(({ id, value, types }) => figure(id, value, `MB/s, ${types} types`)),
  }
}

// The best of a few rounds: what else the machine does must not make a peer look slow.
async function bestRate(peer: Engine, own: readonly Uint8Array[]): Promise<number> {
  let best = 0
  await warmed(() => rateOf(peer, own, PEER_SECONDS))
  const end = performance.now() + PEER_SECONDS * 1000
  for (let round = 0; round < ROUNDS && (round === 0 || performance.now() < end); round++)
    best = Math.max(best, await rateOf(peer, own, PEER_SECONDS))
  return best
}

interface Comparison {
  readonly best: (name: string) => Rate | null
  readonly rows: readonly Figure[]
}

// Megabytes a second of CPU, over pieces from all over the corpus until the time is up. The first pieces warm it up.
async function rateOf(
  engine: Engine,
  own: readonly Uint8Array[],
  most: number = Number.POSITIVE_INFINITY,
): Promise<number> {
  const work = spread(own).map((bytes) => ({ bytes, text: Buffer.from(bytes).toString('utf8') }))
  for (const { bytes, text } of work.slice(0, 3)) await engine.mask(bytes, text)
  let seconds = 0
  let masked = 0
  for (const { bytes, text } of work) {
    if (seconds > most) break
    seconds += await cpuOf(async () => {
      await engine.mask(bytes, text)
    })
    masked += bytes.length
  }
  return masked / seconds / 1e6
}

// Whoever stops early has seen every region all the same.
function spread<T>(items: readonly T[]): readonly T[] {
  const step = 7
  return Array.from({ length: Math.min(step, items.length) }, (_, first) =>
    items.filter((_item, index) => index % step === first),
  ).flat()
}

// Each part is one stream of its format; the slices come in turns.
async function inFormats(phi: Phi, { parts, slices }: Corpus): Promise<number> {
  const maskers = new Map<PartName, StreamMasker>(parts.map(({ name, format }) => [name, phi.stream({ format })]))
  const seconds = await cpuOf(() => {
    for (const { part, bytes } of slices) maskers.get(part)?.write(bytes)
    for (const masker of maskers.values()) masker.end()
  })
  return bytesOf(slices.map(({ bytes }) => bytes)) / seconds / 1e6
}

async function streamed(make: () => StreamMasker, own: readonly Uint8Array[]): Promise<number> {
  const masker = make()
  const seconds = await cpuOf(() => {
    for (const piece of own) masker.write(piece)
    masker.end()
  })
  return bytesOf(own) / seconds / 1e6
}

async function medianRate(measure: () => Promise<number>): Promise<number> {
  const rates: number[] = []
  await warmed(measure)
  for (let round = 0; round < ROUNDS; round++) rates.push(await measure())
  return median(rates)
}

async function warmed(measure: () => Promise<number>): Promise<void> {
  const end = performance.now() + WARM_SECONDS * 1000
  while (performance.now() < end) await measure()
}

// What any pass over bytes in this runtime costs at least, and what copying them costs.
function floors(own: readonly Uint8Array[]): Figure[] {
  const copy = Buffer.alloc(PIECE)
  const passes: readonly (readonly [string, (piece: Uint8Array) => number])[] = [
    ['phi.floor.copy', (piece) => Buffer.from(piece.buffer, piece.byteOffset, piece.length).copy(copy)],
    ['phi.floor.byte-loop', sum],
  ]
  return passes.map(([id, pass]) => {
    const rates = Array.from({ length: ROUNDS * 2 }, () => {
      const before = process.cpuUsage()
      let total = 0
      for (const piece of own) total += pass(piece)
      const { user, system } = process.cpuUsage(before)
      if (total < 0) throw new Error('the sum of bytes cannot be negative')
      return bytesOf(own) / Math.max(1, user + system)
    })
    return figure(id, median(rates), 'MB/s')
  })
}

function sum(piece: Uint8Array): number {
  let total = 0
  for (let at = 0; at < piece.length; at++) total += piece[at] as number
  return total
}
