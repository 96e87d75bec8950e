import { createReadStream } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Finding, Phi, StreamOptions } from '#phi'
import { CommandError } from '../io.ts'
import { LineCounter } from './line-counter.ts'

export interface ScannedFile {
  /** Where it lies, and how the command line calls it. */
  readonly at: string
  readonly path: string
}

export interface FileFinding extends Finding {
  readonly path: string
  /** From 1. */
  readonly line: number
  /** In bytes, from 1. */
  readonly column: number
}

const PASSED_OVER: ReadonlySet<string> = new Set(['node_modules', '.git'])

/** Files under a path, in order of their names; links are not followed. Throws CommandError where there is nothing. */
export async function* filesUnder(
  at: string,
  path: string,
  options: { readonly hidden: boolean },
): AsyncGenerator<ScannedFile> {
  const facts = await lstat(at).catch((cause: NodeJS.ErrnoException) => {
    throw new CommandError(`${path} cannot be read (${cause.code})`, { cause })
  })
  if (facts.isFile()) yield { at, path }
  if (!facts.isDirectory()) return
  for (const name of (await readdir(at)).sort()) {
    if (PASSED_OVER.has(name) || (name.startsWith('.') && !options.hidden)) continue
    yield* filesUnder(join(at, name), path === '.' ? name : join(path, name), options)
  }
}

/**
 * Scans one file as a stream: JSON and NDJSON by their structure, source code in code mode, the rest as prose. `unkept`
 * findings of a very bad file are counted, not told.
 */
export async function scanFile(
  phi: Phi,
  { at, path }: ScannedFile,
  options: StreamOptions,
  found: (finding: FileFinding) => void,
): Promise<{ readonly isText: boolean; readonly unkept: number }> {
  const masker = phi.stream({ ...guess(path), ...options })
  const lines = new LineCounter()
  let isFirst = true
  let told = 0
  const tell = (): void => {
    for (const finding of masker.findings.slice(told)) found({ ...finding, path, ...lines.place(finding.start) })
    told = masker.findings.length
  }
  for await (const chunk of createReadStream(at) as AsyncIterable<Buffer>) {
    // What has a NUL at its beginning is no text: an image, an archive, a program.
    if (isFirst && chunk.subarray(0, 8192).includes(0)) return { isText: false, unkept: 0 }
    isFirst = false
    lines.add(chunk)
    masker.write(chunk)
    tell()
  }
  masker.end()
  tell()
  const all = [...masker.counts.values()].reduce((sum, count) => sum + count, 0)
  return { isText: true, unkept: all - masker.findings.length }
}

const CODE: ReadonlySet<string> = new Set(
  '.c .cc .cpp .cs .css .go .h .hpp .java .js .jsx .kt .lua .mjs .mts .php .pl .py .r .rb .rego .rs .scala .sh .sql .swift .tf .toml .ts .tsx .yaml .yml'.split(
    ' ',
  ),
)

function guess(path: string): StreamOptions {
  const ending = extname(path).toLowerCase()
  if (ending === '.json') return { format: 'json' }
  if (ending === '.ndjson' || ending === '.jsonl') return { format: 'ndjson' }
  if (ending === '.log') return { mode: 'log' }
  return CODE.has(ending) ? { mode: 'code' } : {}
}
