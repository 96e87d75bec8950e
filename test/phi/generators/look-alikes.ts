import type { Phi } from '#phi'
import { CHECKSUMS } from './checksums.ts'
import { Seeded } from './seeded.ts'

/** Lines that are masked at once. */
const BATCH = 2_000

/**
 * Of so many numbers of a kind, valid or with a wrong check, each alone on a line among words that say nothing: how many
 * were found, whatever the class.
 */
export function countFound(phi: Phi, kind: string, valid: boolean, seed: number, count: number): number {
  const make = CHECKSUMS[kind]
  if (make === undefined) throw new RangeError(`there is no checksum ${kind}`)
  const seeded = new Seeded(seed)
  let found = 0
  for (let done = 0; done < count; done += BATCH) {
    const lines = Array.from({ length: Math.min(BATCH, count - done) }, () => `it was ${make(seeded, valid)} there`)
    found += linesFound(phi, lines)
  }
  return found
}

function linesFound(phi: Phi, lines: readonly string[]): number {
  const { findings } = phi.maskText(lines.join('\n'))
  const starts: number[] = []
  let start = 0
  for (const line of lines) {
    starts.push(start)
    start += line.length + 1
  }
  let line = 0
  let found = 0
  let last = -1
  for (const finding of findings) {
    while (line + 1 < starts.length && (starts[line + 1] ?? 0) <= finding.start) line++
    if (line !== last) found++
    last = line
  }
  return found
}
