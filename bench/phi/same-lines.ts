import type { Phi, StreamFormat } from '#phi'
import { CommandError } from '../../cli/io.ts'
import { maskDocuments } from '../../cli/phi/documents.ts'
import type { Chance, Mutants } from './mutants.ts'

const MOST_LINES = 12
const MODES = [undefined, 'prose', 'log', 'code', 'nonsense']
const DEFAULTS = { format: 'auto' } as const

/** Input of `cordon mask --documents`: mutants as JSON strings, as objects, and now and then a line that is none. */
export function documentLines(mutants: Mutants, chance: Chance): Buffer {
  const lines: Buffer[] = []
  for (let count = 1 + chance.below(MOST_LINES); count > 0; count--) {
    const { format, bytes } = mutants.next(chance)
    const encoding = chance.below(4) === 0 ? 'latin1' : 'utf8'
    const line = Buffer.from(written(Buffer.from(bytes).toString(encoding), format, chance))
    // A line that is broken ends the run, so few are.
    if (chance.below(64) === 0) line[chance.below(line.length)] = chance.below(256)
    lines.push(line, Buffer.from(chance.below(8) === 0 ? '\r\n' : '\n'))
  }
  return Buffer.concat(chance.below(4) === 0 ? lines.slice(0, -1) : lines)
}

function written(text: string, format: StreamFormat, chance: Chance): string {
  if (chance.below(2) === 0) return JSON.stringify(text)
  const mode = MODES[chance.below(MODES.length - (chance.below(16) === 0 ? 0 : 1))]
  return JSON.stringify({ text, format, mode })
}

/**
 * Masks lines of documents whole and in pieces. Null where both came out alike, each document gave one line of valid JSON, and
 * every finding stands within its text, in order; else what did not hold.
 */
export async function documentsFailure(phi: Phi, input: Buffer, chance: Chance): Promise<string | null> {
  const whole = await answered(phi, input, () => input.length)
  const most = 1 + chance.below(chance.below(4) === 0 ? 4 : input.length)
  const cut = await answered(phi, input, () => 1 + chance.below(most))
  if (whole.join('') !== cut.join('')) return 'split'
  const texts = input
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  if (whole.length > texts.length) return 'more lines than documents'
  return whole.every((line, index) => isError(line) || isAnswer(line, texts[index] ?? '')) ? null : 'wrong answer'
}

// Lines that came, and in the end what was wrong, where something was.
async function answered(phi: Phi, input: Buffer, size: () => number): Promise<readonly string[]> {
  const lines: string[] = []
  try {
    for await (const { line } of maskDocuments(phi, inPieces(input, size), DEFAULTS)) lines.push(line)
  } catch (cause) {
    if (!(cause instanceof CommandError)) throw cause
    lines.push(`error: ${cause.message}`)
  }
  return lines
}

async function* inPieces(input: Buffer, size: () => number): AsyncGenerator<Uint8Array> {
  for (let at = 0, next = 0; at < input.length; at = next) {
    next = at + size()
    yield input.subarray(at, next)
  }
}

function isError(line: string): boolean {
  return line.startsWith('error: ')
}

function isAnswer(line: string, asked: string): boolean {
  const { text, findings } = JSON.parse(line) as { text: string; findings: { start: number; end: number }[] }
  const document = JSON.parse(asked) as string | { text: string }
  const length = [...(typeof document === 'string' ? document : document.text)].length
  let behind = 0
  for (const { start, end } of findings) {
    if (start < behind || end < start || end > length) return false
    behind = end
  }
  return typeof text === 'string' && line.endsWith('\n')
}
