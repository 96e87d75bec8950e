/** The word that was probably meant: at most two edits away, and the nearest of those; else undefined. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined
  let least = MOST_EDITS + 1
  for (const candidate of known) {
    const edits = distance(word.slice(0, MOST_LENGTH), candidate)
    if (edits < least) {
      best = candidate
      least = edits
    }
  }
  return best
}

const MOST_EDITS = 2
const MOST_LENGTH = 64

// Levenshtein's distance, one row at a time.
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
