import { QUOTE } from './records.ts'

/** Where a cell's content ends. Filled again for each cell. */
export interface ContentEnd {
  end: number
  /** It holds doubled quotes. */
  escaped: boolean
  /** What ends it is there; else more of it may come. */
  isOver: boolean
}

/** Without quotes: to a separator or a line end, whose bytes `ends` marks. */
export function bareEnd(found: ContentEnd, bytes: Uint8Array, at: number, limit: number, ends: Uint8Array): void {
  let end = at
  while (end < limit && ends[bytes[end] as number] === 0) end++
  found.end = end
  found.escaped = false
  found.isOver = end < limit
}

/** Inside quotes: to a quote that no other follows. Bytes are known up to `to`; the content is read up to `limit`. */
export function quotedEnd(found: ContentEnd, bytes: Uint8Array, at: number, limit: number, to: number): void {
  found.escaped = false
  found.isOver = false
  let end = at
  for (; end < limit; end++) {
    if (bytes[end] !== QUOTE) continue
    found.isOver = end + 1 < to && bytes[end + 1] !== QUOTE
    if (found.isOver || end + 1 >= to) break
    found.escaped = true
    end++
  }
  found.end = Math.min(end, limit)
}
