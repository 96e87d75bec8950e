// node scripts/source.mjs test/phi/generators/write.ts FAMILY [train|held-out] [SEED] [COUNT]: labelled JSON lines that
// `cordon phi evaluate` reads. Made up from seeds.
import { documents, FAMILIES } from './corpus.ts'

const [name = '', style = 'train', seed = '1', count = '1000'] = process.argv.slice(2)
const family = FAMILIES[name]
if (family === undefined || (style !== 'train' && style !== 'held-out'))
  throw new Error(`a family is wanted, one of ${Object.keys(FAMILIES).join(', ')}, and a style, train or held-out`)
for (const { text, spans } of documents(family, style, Number(seed), Number(count))) {
  // Labels count code points.
  const point = (unit: number): number => [...text.slice(0, unit)].length
  const counted = spans.map(({ start, end, class: kind }) => ({ start: point(start), end: point(end), class: kind }))
  process.stdout.write(`${JSON.stringify({ text, spans: counted })}\n`)
}
