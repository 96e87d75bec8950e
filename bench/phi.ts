import { createPhi, type Phi } from '#phi'
import type { Figure } from './figure.ts'

const ROUNDS = 15
const ROUND_BYTES = 4_000_000
const FLOOR = 'phi.byte-loop'

/**
 * Masked megabytes a second, in cells as the PostgreSQL enforcer hands them in, beside a loop that only adds up the same
 * bytes: what any byte-wise pass in this runtime costs at least. CPU time, so that neighbours count little.
 */
export async function benchPhi(): Promise<Figure[]> {
  const phi = createPhi()
  const corpora: readonly Corpus[] = [
    { id: 'phi.prose', cells: repeated(PROSE), aim: '≥ 150 MB/s' },
    { id: 'phi.dense', cells: repeated(DENSE), aim: null },
    { id: 'phi.csv', cells: repeated([CSV.repeat(40)]), aim: '≥ 60 MB/s' },
    { id: 'phi.prose-stream', cells: repeated(PROSE), aim: null },
  ]
  const floors = corpora.map((): number[] => [])
  const rates = corpora.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, { id, cells }] of corpora.entries()) {
      floors[index]?.push(rateOf(cells, sumAll))
      rates[index]?.push(rateOf(cells, id === 'phi.prose-stream' ? streamAll(phi) : maskAll(phi)))
    }
  }
  const figures: Figure[] = [
    { id: FLOOR, value: median(floors[0] ?? []), unit: 'MB/s', against: null, ratio: null, aim: null },
  ]
  for (const [index, { id, aim }] of corpora.entries()) {
    const value = median(rates[index] ?? [])
    figures.push({ id, value, unit: 'MB/s', against: FLOOR, ratio: value / median(floors[index] ?? []), aim })
  }
  return [...figures, cellFigure(corpora[0], median(rates[0] ?? []))]
}

interface Corpus {
  readonly id: string
  readonly cells: readonly Uint8Array[]
  readonly aim: string | null
}

function cellFigure(corpus: Corpus | undefined, megabytes: number): Figure {
  const cells = corpus?.cells ?? []
  const value = (megabytes * 1e6 * cells.length) / bytesOf(cells)
  return { id: 'phi.prose-cells', value, unit: 'cells/s', against: null, ratio: null, aim: '≥ 1 000 000 cells/s' }
}

function maskAll(phi: Phi): (cells: readonly Uint8Array[]) => number {
  return (cells) => {
    let found = 0
    for (const cell of cells) if (phi.maskBytes(cell) !== null) found++
    return found
  }
}

function streamAll(phi: Phi): (cells: readonly Uint8Array[]) => number {
  return (cells) => {
    const masker = phi.stream()
    let bytes = 0
    for (let at = 0; at < cells.length; at += 64) bytes += masker.write(Buffer.concat(cells.slice(at, at + 64))).length
    return bytes + masker.end().length
  }
}

function sumAll(cells: readonly Uint8Array[]): number {
  let sum = 0
  for (const cell of cells) for (let at = 0; at < cell.length; at++) sum = (sum + (cell[at] ?? 0)) | 0
  return sum
}

// Megabytes a second of CPU.
function rateOf(cells: readonly Uint8Array[], work: (cells: readonly Uint8Array[]) => number): number {
  const before = process.cpuUsage()
  if (work(cells) < 0) throw new Error('the sum of bytes cannot be negative')
  const { user, system } = process.cpuUsage(before)
  return bytesOf(cells) / (user + system)
}

function bytesOf(cells: readonly Uint8Array[]): number {
  return cells.reduce((sum, cell) => sum + cell.length, 0)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

function repeated(texts: readonly string[]): readonly Uint8Array[] {
  const cells: Uint8Array[] = []
  for (let bytes = 0, at = 0; bytes < ROUND_BYTES; at++) {
    const cell = Buffer.from(texts[at % texts.length] ?? '')
    cells.push(cell)
    bytes += cell.length
  }
  return cells
}

const PROSE = [
  'Patient denies chest pain, shortness of breath or palpitations. Lungs are clear to auscultation bilaterally.',
  'Continue lisinopril 10 mg daily and recheck potassium in 2 weeks.',
  'BP 128/76, HR 72, SpO2 98% on room air. No peripheral edema.',
  'Type 2 diabetes mellitus with hyperglycemia (E11.65); HbA1c 8.1%, down from 9.4%.',
  'stable',
  'Follow-up with cardiology after the stress test; the patient agrees with the plan and will call with any new symptoms.',
  'The wound is healing well without erythema, warmth, or drainage. Sutures were removed without complication.',
  'metformin 500 mg tablet, take one by mouth twice daily with meals',
  'Mild degenerative changes of the lumbar spine. No acute fracture or malalignment is seen on these views.',
]

const DENSE = [
  'Pt John Smith (MRN 00482913, DOB 03/12/1962) seen by Dr. Okonkwo on 2024-01-15.',
  'Call (212) 555-0147 or write to jane.roe@example.com; SSN 219-09-9999.',
  'Lives at 120 Main St, Springfield, IL 62704 with daughter Mary Johnson.',
  'Medicare 1EG4-TE5-MK73, NPI 1234567893, fax 212-555-0148.',
]

const CSV = `4410,Smith,John,1962-03-12,219-09-9999,212-555-0147,john.smith@example.com,"120 Main St, Springfield, IL 62704",M
4411,Garcia,Maria,1971-11-02,078-05-1120,212-555-0148,m.garcia@example.org,"9 Elm Court, Dayton, OH 45402",F
`
