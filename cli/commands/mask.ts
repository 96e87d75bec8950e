import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { resolve } from 'node:path'
import type { Phi, PhiClass, StreamMasker, StreamOptions } from '#phi'
import { type Call, command, type Run } from '../command.ts'
import { CommandError, EXIT, type Io, UsageError } from '../io.ts'
import { maskDocuments } from '../phi/documents.ts'
import { PHI_OPTIONS, phiOptions } from '../phi/options.ts'
import { TRANSFORM_OPTIONS, transforming } from '../phi/transform-options.ts'

export const run: Run = command({
  name: 'mask',
  summary: 'Masks PHI in files, or from standard input to standard output, as a stream.',
  usage: '[FILE…]',
  options: {
    ...PHI_OPTIONS,
    ...TRANSFORM_OPTIONS,
    findings: {
      type: 'string',
      value: 'FILE',
      help: 'write findings there as JSON lines: what, where, how sure; never the value',
    },
    stats: { type: 'boolean', help: 'say on standard error what was found' },
    documents: {
      type: 'boolean',
      help: 'each input line is one document, a JSON string or {"text", "format"?, "mode"?}; each output line {"text", "findings"}',
    },
  },
  examples: [
    ['cordon mask < note.txt', 'masked text'],
    ['cordon mask --transform generalise < note.txt', 'years, ZIP3 and states stay'],
    ['cordon mask --format fhir bundle.json > masked.json', 'valid FHIR stays valid'],
    ['cordon mask --documents --findings /dev/stderr < notes.jsonl', 'one document a line, offsets in code points'],
  ],
  run: mask,
})

async function mask(call: Call, io: Io): Promise<number> {
  const { phi, chosen, close } = transforming(call, io)
  const job: Job = {
    phi,
    options: { format: 'auto', ...phiOptions(call), ...chosen },
    counts: new Map(),
    unkept: 0,
  }
  const file = call.text('findings')
  if (file !== undefined && call.flag('documents'))
    throw new UsageError('--documents prints the findings beside each text: leave --findings out')
  const findings = file === undefined ? null : createWriteStream(resolve(io.cwd, file), { mode: 0o600 })
  for (const input of inputs(call, io)) {
    if (call.flag('documents')) await maskLines(job, input)
    else await maskWhole(job, input, findings)
  }
  if (findings) await ended(findings)
  if (findings && job.unkept > 0)
    io.err(`${job.unkept} more findings were masked and only counted: split the input to have each told\n`)
  close()
  if (call.flag('stats')) io.err(stats(job.counts))
  return EXIT.ok
}

interface Job {
  readonly phi: Phi
  readonly options: StreamOptions
  readonly counts: Map<PhiClass, number>
  /** Findings that a stream counted and did not keep. */
  unkept: number
}

async function maskLines({ phi, options, counts }: Job, { stream }: Input): Promise<void> {
  for await (const { line, classes } of maskDocuments(phi, stream, options)) {
    for (const name of classes) counts.set(name, (counts.get(name) ?? 0) + 1)
    await written(process.stdout, line)
  }
}

async function maskWhole(job: Job, input: Input, findings: WriteStream | null): Promise<void> {
  const masker = await maskStream(job.phi, input, job.options)
  for (const [name, count] of masker.counts) job.counts.set(name, (job.counts.get(name) ?? 0) + count)
  job.unkept += total(masker) - masker.findings.length
  for (const finding of masker.findings) findings?.write(`${JSON.stringify({ file: input.name, ...finding })}\n`)
}

function total({ counts }: StreamMasker): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}

interface Input {
  readonly name: string
  readonly stream: AsyncIterable<Uint8Array>
}

function* inputs({ positionals }: Call, io: Io): Generator<Input> {
  if (positionals.length === 0) yield { name: '-', stream: process.stdin }
  for (const name of positionals)
    yield { name, stream: name === '-' ? process.stdin : createReadStream(resolve(io.cwd, name)) }
}

async function maskStream(phi: Phi, { name, stream }: Input, options: StreamOptions): Promise<StreamMasker> {
  const masker = phi.stream(options)
  try {
    for await (const chunk of stream) await written(process.stdout, masker.write(chunk))
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new CommandError(`${name} cannot be read (${code ?? 'it broke off'})`, { cause })
  }
  await written(process.stdout, masker.end())
  return masker
}

// A reader who is slow holds us back: nothing piles up in memory.
async function written(out: NodeJS.WritableStream, bytes: Uint8Array | string): Promise<void> {
  if (bytes.length === 0 || out.write(bytes)) return
  await new Promise<void>((resume) => {
    out.once('drain', resume)
  })
}

function ended(stream: WriteStream): Promise<void> {
  return new Promise((resume, reject) => {
    stream.once('error', reject)
    stream.end(resume)
  })
}

function stats(counts: ReadonlyMap<PhiClass, number>): string {
  if (counts.size === 0) return 'nothing was found\n'
  const rows = [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`)
  return `${rows.join(', ')}\n`
}
