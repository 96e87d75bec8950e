import type { Phi, PhiClass, StreamOptions } from '#phi'
import { CommandError, UsageError } from '../io.ts'
import { codePointOffsets, maskDocument } from './document.ts'
import { linesOf } from './lines.ts'
import { streamOptions } from './options.ts'

const MOST_DOCUMENT_BYTES = 256 * 1024 * 1024

/** One answer of `cordon mask --documents`, with its line end, and the classes that were found. */
export interface MaskedLine {
  readonly line: string
  readonly classes: readonly PhiClass[]
}

/** Masks documents, one a line, in order; one in memory at a time. Throws CommandError, with the line, for one that is none. */
export async function* maskDocuments(
  phi: Phi,
  input: AsyncIterable<Uint8Array>,
  defaults: StreamOptions,
): AsyncGenerator<MaskedLine> {
  let number = 0
  for await (const line of linesOf(input, MOST_DOCUMENT_BYTES)) {
    number++
    if (line.trim() === '') continue
    const { text, options } = readDocument(line, number, defaults)
    const masked = maskDocument(phi, text, options)
    const findings = codePointOffsets(text, masked.findings).map(({ class: name, detector, start, end, score }) => ({
      class: name,
      detector,
      start,
      end,
      score,
    }))
    yield {
      line: `${JSON.stringify({ text: masked.text, findings })}\n`,
      classes: findings.map(({ class: name }) => name),
    }
  }
}

function readDocument(line: string, number: number, defaults: StreamOptions): { text: string; options: StreamOptions } {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    // The parser's words quote the line.
    throw new CommandError(`line ${number} is no JSON: a document is a JSON string, or an object with a text`)
  }
  if (typeof value === 'string') return { text: value, options: defaults }
  const { text, format, mode } = (value ?? {}) as Readonly<Record<string, unknown>>
  if (typeof text !== 'string') throw new CommandError(`line ${number} has no text`)
  return { text, options: { ...defaults, ...own(format, mode, number) } }
}

function own(format: unknown, mode: unknown, number: number): StreamOptions {
  const name = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
  try {
    return streamOptions(name(format), name(mode))
  } catch (cause) {
    if (cause instanceof UsageError) throw new CommandError(`line ${number}: ${cause.message}`, { cause })
    throw cause
  }
}
