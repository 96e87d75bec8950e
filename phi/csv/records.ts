import type { Escapes } from '../flow/scratch.ts'

export const QUOTE = 0x22
const CANDIDATES = [0x2c, 0x09, 0x3b, 0x7c] as const
const COMMA = 0x2c

/** `""` inside quotes, RFC 4180 section 2 rule 7. */
export class QuoteEscapes implements Escapes {
  readonly mark: number = QUOTE
  readonly decoded: Uint8Array = Uint8Array.of(QUOTE)
  readonly decodedLength: number = 1
  length: number = 2

  read(bytes: Uint8Array, at: number, end: number, _last: boolean): boolean {
    this.length = at + 1 < end && bytes[at + 1] === QUOTE ? 2 : 1
    return true
  }
}

/** The separator that a first line has most of; null where the line may go on. */
export function separatorOf(bytes: Uint8Array, at: number, limit: number, isAll: boolean): number | null {
  const counts = new Array<number>(256).fill(0)
  let isQuoted = false
  let place = at
  for (; place < limit; place++) {
    const byte = bytes[place] as number
    if (byte === QUOTE) isQuoted = !isQuoted
    if (!isQuoted && (byte === 0x0a || byte === 0x0d)) break
    if (!isQuoted) counts[byte] = (counts[byte] ?? 0) + 1
  }
  if (place === limit && !isAll) return null
  return CANDIDATES.reduce<number>((best, next) => ((counts[next] ?? 0) > (counts[best] ?? 0) ? next : best), COMMA)
}

export interface RecordCells {
  readonly cells: readonly string[]
  /** Place of the line end. */
  readonly end: number
  readonly isWhole: boolean
}

/** A record's cells as text, quotes undone. */
export function recordCells(bytes: Uint8Array, at: number, limit: number, separator: number): RecordCells {
  const cells: string[] = []
  let start = at
  let isQuoted = false
  for (let place = at; place < limit; place++) {
    const byte = bytes[place] as number
    if (byte === QUOTE) isQuoted = !isQuoted
    const isLineEnd = byte === 0x0a || byte === 0x0d
    if (isQuoted || (byte !== separator && !isLineEnd)) continue
    cells.push(cellText(bytes, start, place))
    start = place + 1
    if (isLineEnd) return { cells, end: place, isWhole: true }
  }
  cells.push(cellText(bytes, start, limit))
  return { cells, end: limit, isWhole: false }
}

function cellText(bytes: Uint8Array, from: number, to: number): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
    .toString('utf8')
    .trim()
    .replace(/^\uFEFF/, '')
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
}
