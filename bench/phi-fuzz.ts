// Mutated documents of every format, whole and in pieces: both must come out alike, and none may throw or take long.
//   node scripts/source.mjs bench/phi-fuzz.ts [--documents] [--seed N] [--count N] [--seconds N] [--state FILE]
// With --documents they come as lines of `cordon mask --documents`, a dozen at most at a time, which are one mutant.
// Goes on in batches, each from its own seed; with a state file the next run goes on where this one stopped. Prints what
// it is at, what failed as JSON lines on standard output, and exits with 1 where anything did.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createPhi, type StreamOptions } from '#phi'
import { Chance, type Mutant, Mutants } from './phi/mutants.ts'
import { SameCut } from './phi/same-cut.ts'
import { documentLines, documentsFailure } from './phi/same-lines.ts'

/** A mutant of at most 6 KB that takes longer, twice masked and tried twice again, hangs. */
const SLOW_MS = 500
const OPTIONS: readonly StreamOptions[] = [
  ...[{}, {}, {}, {}],
  { ids: 'keep', dates: 'year' },
  { transform: 'same-length' },
  { transform: 'generalise', mode: 'log' },
  { transform: 'typed', mode: 'code' },
]

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: 'Infinity' },
    state: { type: 'string' },
    documents: { type: 'boolean', default: false },
  },
})
/** Lines are many documents each. */
const batch = values.documents ? 500 : 10_000
const seed = Number(values.seed)
const end = performance.now() + Number(values.seconds) * 1000
const state = values.state !== undefined && existsSync(values.state) ? read(values.state) : { batches: 0, failures: 0 }
const mutants = new Mutants()
const phi = createPhi()
const same = new SameCut(phi)
const started = performance.now()
let tried = 0
let bytes = 0
let slowest = 0
while (state.batches * batch < Number(values.count) && performance.now() < end) {
  const chance = new Chance(Math.imul(seed, 0x3c6ef372) ^ Math.imul(state.batches, 0x6a09e667))
  for (let index = 0; index < batch; index++)
    if (values.documents) await tryLines(documentLines(mutants, chance), chance, index)
    else tryOne(mutants.next(chance), chance, index)
  state.batches++
  if (values.state !== undefined) write(values.state)
  if (state.batches % 10 === 0) process.stderr.write(`${line()}\n`)
}
process.stderr.write(`${line()}\n`)
process.exitCode = state.failures > 0 ? 1 : 0

function tryOne({ format, bytes: document }: Mutant, chance: Chance, index: number): void {
  const options: StreamOptions = { ...OPTIONS[chance.below(OPTIONS.length)], format }
  const before = performance.now()
  const failure = failureOf(document, options, chance)
  const took = performance.now() - before
  tried++
  bytes += document.length
  if (failure !== null) fail(failure, document, options, index)
  else if (took > SLOW_MS && isSlow(document, options)) fail('slow', document, options, index)
  else slowest = Math.max(slowest, took)
}

async function tryLines(input: Buffer, chance: Chance, index: number): Promise<void> {
  const before = performance.now()
  const failure = await documentsFailure(phi, input, chance).catch(said)
  slowest = Math.max(slowest, performance.now() - before)
  tried++
  bytes += input.length
  if (failure !== null) fail(failure, input, {}, index)
}

function failureOf(document: Uint8Array, options: StreamOptions, chance: Chance): string | null {
  try {
    return same.holds(document, options, chance) ? null : 'split'
  } catch (cause) {
    return said(cause)
  }
}

function said(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
}

// Neighbours on the machine can hold one up; nobody is held up three times.
function isSlow(document: Uint8Array, options: StreamOptions): boolean {
  return [1, 2].every((again) => {
    const before = process.cpuUsage()
    failureOf(document, options, new Chance(again))
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000 > SLOW_MS
  })
}

function fail(failure: string, document: Uint8Array, options: StreamOptions, index: number): void {
  state.failures++
  const base64 = Buffer.from(document).toString('base64')
  process.stdout.write(`${JSON.stringify({ failure, seed, batch: state.batches, index, options, base64 })}\n`)
}

function line(): string {
  const rate = tried / ((performance.now() - started) / 1000)
  return [
    `${(state.batches * batch).toLocaleString('en')} mutants of seed ${seed}`,
    `${state.failures} failed`,
    `${Math.round(rate).toLocaleString('en')} /s, ${Math.round(bytes / Math.max(1, tried))} bytes each`,
    `the slowest took ${slowest.toFixed(0)} ms`,
  ].join(', ')
}

function read(file: string): { batches: number; failures: number } {
  const { batches, failures } = JSON.parse(readFileSync(file, 'utf8')) as { batches: number; failures: number }
  return { batches, failures }
}

function write(file: string): void {
  writeFileSync(`${file}.new`, JSON.stringify({ seed, ...state }))
  renameSync(`${file}.new`, file)
}
