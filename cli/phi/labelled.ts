import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Labelled } from '#phi'
import { CommandError } from '../io.ts'
import { linesOf } from './lines.ts'

const MOST_LINE_BYTES = 64 * 1024 * 1024

/**
 * Labelled texts of a file: JSON lines `{"text", "spans": [{"start", "end", "class"}]}`, one presidio-research JSON array, or
 * brat's `.ann` beside its `.txt` (a folder means all of them in it). Throws CommandError, with the line, for anything else.
 */
export async function* labelledTexts(path: string): AsyncGenerator<Labelled> {
  if (!existsSync(path)) throw new CommandError(`there is no ${path}`)
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) if (name.endsWith('.ann')) yield brat(join(path, name))
    return
  }
  if (path.endsWith('.ann')) yield brat(path)
  else if (path.endsWith('.txt')) yield brat(`${path.slice(0, -'.txt'.length)}.ann`)
  else if (startsAsArray(path)) yield* presidio(path)
  else yield* jsonLines(path)
}

async function* jsonLines(path: string): AsyncGenerator<Labelled> {
  let number = 0
  for await (const line of linesOf(createReadStream(path), MOST_LINE_BYTES)) {
    number++
    if (line.trim() === '') continue
    const { text, spans } = parseJson(line, `${path}:${number}`) as { text?: unknown; spans?: unknown }
    yield labelled(text, Array.isArray(spans) ? spans : null, ['start', 'end', 'class'], `${path}:${number}`)
  }
}

function* presidio(path: string): Generator<Labelled> {
  const all = parseJson(readFileSync(path, 'utf8'), path)
  if (!Array.isArray(all)) throw new CommandError(`${path} is no array of labelled texts`)
  for (const [index, entry] of all.entries()) {
    const { full_text: text, spans } = entry as { full_text?: unknown; spans?: unknown }
    const members = ['start_position', 'end_position', 'entity_type'] as const
    yield labelled(text, Array.isArray(spans) ? spans : null, members, `${path}, entry ${index}`)
  }
}

// brat standoff: `T1<tab>Class 0 5;7 9<tab>text`; offsets are code points. Relations, events and notes are passed over.
function brat(path: string): Labelled {
  const textPath = `${path.slice(0, -'.ann'.length)}.txt`
  if (!existsSync(path) || !existsSync(textPath))
    throw new CommandError(`${path} and ${textPath} belong together: one is missing`)
  const text = readFileSync(textPath, 'utf8')
  const units = codeUnits(text)
  const spans: Labelled['spans'][number][] = []
  for (const [index, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (!line.startsWith('T')) continue
    const [, place = ''] = line.split('\t')
    const [name = '', ...offsets] = place.split(' ')
    for (const piece of offsets.join(' ').split(';')) {
      const [start, end] = piece.trim().split(' ').map(Number)
      spans.push(spanOf(units(start), units(end), name, text, `${path}:${index + 1}`))
    }
  }
  return { text, spans }
}

function labelled(
  text: unknown,
  spans: readonly unknown[] | null,
  [start, end, name]: readonly [string, string, string],
  where: string,
): Labelled {
  if (typeof text !== 'string' || spans === null) throw new CommandError(`${where} has no text, or no spans`)
  const units = codeUnits(text)
  return {
    text,
    spans: spans.map((span) => {
      const fields = span as Readonly<Record<string, unknown>>
      return spanOf(units(fields[start]), units(fields[end]), fields[name], text, where)
    }),
  }
}

function spanOf(start: number, end: number, name: unknown, text: string, where: string): Labelled['spans'][number] {
  if (typeof name !== 'string' || name === '' || !(start >= 0 && start < end && end <= text.length))
    throw new CommandError(`${where} has a span that does not fit its text`)
  return { start, end, class: name }
}

// Labels count code points, as Python does; only a text with pairs differs.
function codeUnits(text: string): (offset: unknown) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => Number(offset)
  const starts: number[] = []
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) starts.push(at)
  starts.push(text.length)
  return (offset) => starts[Number(offset)] ?? Number.NaN
}

function startsAsArray(path: string): boolean {
  return readFileSync(path, { encoding: 'utf8' }).slice(0, 64).trimStart().startsWith('[')
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's words quote the text.
    throw new CommandError(`${where} is no JSON`)
  }
}
