/** Letters in a row that must be alike for a text to be found again behind what was replaced. */
const LEAST = 3

interface Run {
  readonly start: number
  readonly end: number
}

/**
 * Parts of a text that stand in its masked form too, in order. Maskers put tags of their own in place of values and only
 * some say where: so both are read side by side, and where they part, on from the nearest three characters that are alike.
 */
export function survivors(text: string, masked: string): readonly Run[] {
  const runs: Run[] = []
  let at = 0
  let place = 0
  while (at < text.length && place < masked.length) {
    const start = at
    while (at < text.length && text[at] === masked[place]) {
      at++
      place++
    }
    if (at > start) runs.push({ start, end: at })
    const next = nearest(text, at, masked, place)
    if (next === null) break
    at += next.skipped
    place += next.put
  }
  return runs
}

// The fewest characters to leave out of both until three in a row are alike, or both are at their end.
function nearest(text: string, at: number, masked: string, place: number): { skipped: number; put: number } | null {
  const most = text.length - at + masked.length - place
  for (let total = 1; total <= most; total++)
    for (let put = Math.max(0, total - (text.length - at)); put <= Math.min(total, masked.length - place); put++) {
      const skipped = total - put
      if (isAlike(text, at + skipped, masked, place + put)) return { skipped, put }
    }
  return null
}

function isAlike(text: string, at: number, masked: string, place: number): boolean {
  const length = Math.min(LEAST, text.length - at, masked.length - place)
  if (length < LEAST && (at + length !== text.length || place + length !== masked.length)) return false
  for (let index = 0; index < length; index++) if (text[at + index] !== masked[place + index]) return false
  return length > 0
}
