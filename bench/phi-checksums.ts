// npm run bench -- phi-checksums: a million random look-alikes of each checksum, without context.
import { createPhi } from '#phi'
import { CHECKSUMS } from '../test/phi/generators/checksums.ts'
import { countFound } from '../test/phi/generators/look-alikes.ts'
import type { Figure } from './figure.ts'

const COUNT = 1_000_000
const SEED = 20_261

/** Invalid ones left alone and valid ones found, in percent, a kind. */
export async function benchPhiChecksums(): Promise<readonly Figure[]> {
  const phi = createPhi()
  return Object.keys(CHECKSUMS).flatMap((kind) => [
    figure(`${kind} invalid left alone`, COUNT - countFound(phi, kind, false, SEED, COUNT), '≥ 99.9 %'),
    figure(`${kind} valid found`, countFound(phi, kind, true, SEED + 1, COUNT), '100 %'),
  ])
}

function figure(id: string, count: number, aim: string): Figure {
  const value = (100 * count) / COUNT
  return { id: `phi-checksums.${id}`, value, unit: `% (${COUNT - count} not)`, against: null, ratio: null, aim }
}
