import { createReadStream } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { type Encoding, encodingOf, type Finding, type Phi, type StreamOptions } from '#phi'
import { CommandError } from '../io.ts'
import { LineCounter, type LineFeedIn } from './line-counter.ts'

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
 * Scans one file as a stream: JSON and NDJSON by their structure, source code in code mode, the rest as prose; UTF-16, gzip and
 * zlib are unpacked. `isRead`: false where that cannot be done, or not to its end. `unkept` findings of a very bad file are counted,
 * not told.
 */
export async function scanFile(
  phi: Phi,
  { at, path }: ScannedFile,
  options: StreamOptions,
  found: (finding: FileFinding) => void,
): Promise<{ readonly isRead: boolean; readonly unkept: number }> {
  const masker = phi.stream({ ...guess(path), ...options })
  let lines: LineCounter | null = null
  let isPacked = false
  let told = 0
  let sealed = 0
  const tell = (): void => {
    for (const finding of masker.findings.slice(told)) {
      // No finding, but more than is unpacked.
      if (isPacked && finding.detector === 'encoded' && finding.class === 'free-text') sealed++
      else found({ ...finding, path, ...(lines?.place(finding.start) ?? { line: 1, column: 1 }) })
    }
    told = masker.findings.length
  }
  for await (const chunk of createReadStream(at) as AsyncIterable<Buffer>) {
    if (lines === null) {
      const head = chunk.subarray(0, 8192)
      const encoding = encodingOf(head, head.length, true) ?? 'plain'
      // An image, an archive, a program.
      if (encoding === 'sealed' || (encoding === 'plain' && head.includes(0))) return { isRead: false, unkept: 0 }
      isPacked = encoding !== 'plain'
      lines = new LineCounter(LINE_FEED_IN[encoding])
    }
    lines.add(chunk)
    masker.write(chunk)
    tell()
  }
  masker.end()
  tell()
  const all = [...masker.counts.values()].reduce((sum, count) => sum + count, 0)
  return { isRead: sealed === 0, unkept: all - masker.findings.length }
}

const LINE_FEED_IN: Readonly<Partial<Record<Encoding, LineFeedIn>>> = { 'utf-16le': 'first', 'utf-16be': 'second' }

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
