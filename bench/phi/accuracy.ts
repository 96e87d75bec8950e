// npm run bench -- phi-accuracy: what is found in labelled text of our own making, one row a class.
import { createPhi, type Phi, type Score } from '#phi'
import { FAMILIES, scoreFamily } from '../../test/phi/generators/corpus.ts'
import type { Style } from '../../test/phi/generators/people.ts'
import type { Figure } from '../figure.ts'

const DOCUMENTS = 400
const SEED = 20_260

/** Goals by family: values fully masked, in percent. */
const AIMS: Readonly<Record<string, string>> = {
  world: '≥ 80 %',
  spanish: '≥ 80 %',
  evasive: '≥ 95 %',
  'evasive-other': '≥ 95 %',
}

/**
 * Values fully masked by family and class, in styles that were looked at while building and in those that were not, with
 * 95 % intervals; and the words and lines that were lost.
 */
export async function benchPhiAccuracy(): Promise<readonly Figure[]> {
  const phi = createPhi()
  return (['train', 'held-out'] as const).flatMap((style) =>
    Object.keys(FAMILIES).flatMap((family) => figures(`${family}.${style}`, scoreOf(phi, family, style), AIMS[family])),
  )
}

function scoreOf(phi: Phi, name: string, style: Style): Score {
  const family = FAMILIES[name]
  if (family === undefined) throw new RangeError(`there is no family ${name}`)
  return scoreFamily(phi, family, style, SEED, DOCUMENTS)
}

function figures(id: string, { classes, all, words, lines }: Score, aim = '≥ 97 %'): readonly Figure[] {
  const rows = [all, ...classes].filter(({ spans }) => spans > 0)
  const masked = rows.map(({ class: kind, recall: { share, low, high }, spans }) =>
    figure(
      `${id}.${kind}`,
      100 * (share ?? 0),
      `% [${percent(low)}, ${percent(high)}] of ${spans}`,
      kind === all.class ? aim : '≥ 90 %',
    ),
  )
  const lost = (words.lost / Math.max(1, words.outside)) * 100
  const altered = (lines.altered / Math.max(1, lines.clean)) * 100
  return [
    ...masked,
    figure(`${id} other words lost`, lost, `% of ${words.outside}`, '≤ 2 %'),
    figure(`${id} clean lines altered`, altered, `% of ${lines.clean}`, id.startsWith('code') ? '≤ 0.3 %' : null),
  ]
}

function figure(id: string, value: number, unit: string, aim: string | null): Figure {
  return { id, value, unit, against: null, ratio: null, aim }
}

function percent(share: number | null): string {
  return ((share ?? 0) * 100).toFixed(1)
}
