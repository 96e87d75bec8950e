/** A half-open run of UTF-16 code units. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** What of a range is left when others are taken away, in order. */
export function subtract(range: Range, others: readonly Range[]): readonly Range[] {
  const left: Range[] = []
  let { start } = range
  for (const other of [...others].sort((a, b) => a.start - b.start)) {
    if (other.end <= start) continue
    if (other.start >= range.end) break
    if (other.start > start) left.push({ start, end: other.start })
    start = Math.max(start, other.end)
  }
  if (start < range.end) left.push({ start, end: range.end })
  return left
}

const ALNUM = /[\p{L}\p{N}]/u
const TELLING = 3

/** True where three or more letters or digits follow each other: enough of a value to be known again. */
export function hasAlnumRun(text: string, start: number, end: number): boolean {
  let run = 0
  for (const character of text.slice(start, end)) {
    run = ALNUM.test(character) ? run + 1 : 0
    if (run >= TELLING) return true
  }
  return false
}

/** Words (runs of letters and digits) in a place, and how many of them overlap what is masked. */
export function countWords(
  text: string,
  { start, end }: Range,
  masked: readonly Range[],
): { readonly words: number; readonly altered: number } {
  let words = 0
  let altered = 0
  for (let at = start; at < end; ) {
    if (!isAlnum(text, at)) {
      at++
      continue
    }
    const from = at
    while (at < end && isAlnum(text, at)) at++
    words++
    if (masked.some((range) => range.start < at && from < range.end)) altered++
  }
  return { words, altered }
}

function isAlnum(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code < 0x80)
    return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
  // Halves of a pair count as letters: what is outside the first plane and no letter is rare in words.
  return (code >= 0xd800 && code <= 0xdfff) || ALNUM.test(text.charAt(at))
}
