// npm run bench -- phi-classes: recall and precision of each class over all families of made-up documents.
import { createPhi, type Interval, Scorer } from '#phi'
import { documents, FAMILIES } from '../test/phi/generators/corpus.ts'
import type { Figure } from './figure.ts'

const DOCUMENTS = 400
const SEED = 20_261

/**
 * One pair of rows a class, with 95 % intervals: the share of its values that are fully masked, and the share of findings said
 * to be of it that meet a labelled value of any class. Disguised values are left out: `phi-accuracy` has them.
 */
export async function benchPhiClasses(): Promise<readonly Figure[]> {
  const phi = createPhi()
  const scorer = new Scorer()
  for (const family of Object.values(FAMILIES)) {
    if (family.isDisguised) continue
    for (const labelled of documents(family, 'held-out', SEED, DOCUMENTS))
      scorer.add(labelled, phi.maskText(labelled.text, family.options).findings)
  }
  const { classes, found } = scorer.score()
  return [
    ...classes.map(({ class: kind, recall, spans }) => row(`${kind}.masked`, recall, spans, '≥ 90 %')),
    ...found.map(({ class: kind, precision, findings }) => row(`${kind}.right`, precision, findings, null)),
  ]
}

function row(id: string, { share, low, high }: Interval, of: number, aim: string | null): Figure {
  const unit = `% [${percent(low)}, ${percent(high)}] of ${of}`
  return { id: `phi-classes.${id}`, value: 100 * (share ?? 0), unit, against: null, ratio: null, aim }
}

function percent(share: number | null): string {
  return ((share ?? 0) * 100).toFixed(1)
}
