import { createPhi, type Phi, type StreamFormat } from '#phi'
import type { Figure } from '../figure.ts'

const ROUNDS = 15
const ROUND_BYTES = 4_000_000
const FLOOR = 'phi.byte-loop'

/**
 * Masked megabytes a second, in cells as the PostgreSQL enforcer hands them in, beside a loop that only adds up the same
 * bytes: what any byte-wise pass in this runtime costs at least. CPU time, so that neighbours count little.
 */
export async function benchStreams(): Promise<Figure[]> {
  const phi = createPhi()
  const corpora: readonly Corpus[] = [
    { id: 'phi.prose', cells: repeated(PROSE), aim: '≥ 150 MB/s' },
    { id: 'phi.dense', cells: repeated(DENSE), aim: null },
    { id: 'phi.csv', cells: repeated([CSV.repeat(40)]), aim: '≥ 60 MB/s' },
    { id: 'phi.prose-stream', cells: repeated(PROSE), aim: null, format: 'text' },
    { id: 'phi.fhir-stream', cells: pieces(JSON.stringify(FHIR)), aim: '≥ 100 MB/s', format: 'fhir' },
    { id: 'phi.fhir-dense-stream', cells: pieces(JSON.stringify(PATIENTS)), aim: null, format: 'fhir' },
    { id: 'phi.hl7-stream', cells: pieces(HL7.repeat(40)), aim: null, format: 'hl7' },
    { id: 'phi.csv-stream', cells: pieces(CSV.repeat(40)), aim: '≥ 60 MB/s', format: 'csv' },
  ]
  const floors = corpora.map((): number[] => [])
  const rates = corpora.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, { cells, format }] of corpora.entries()) {
      floors[index]?.push(rateOf(cells, sumAll))
      rates[index]?.push(rateOf(cells, format === undefined ? maskAll(phi) : streamAll(phi, format)))
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
  /** Read as one stream of this format; absent, each cell by itself. */
  readonly format?: StreamFormat
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

function streamAll(phi: Phi, format: StreamFormat): (cells: readonly Uint8Array[]) => number {
  return (cells) => {
    const masker = phi.stream({ format })
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

// A document over and over, cut without regard to what stands there.
function pieces(text: string): readonly Uint8Array[] {
  const bytes = Buffer.from(text.repeat(Math.ceil(ROUND_BYTES / text.length)))
  return Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, index) =>
    bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
  )
}

const PIECE_BYTES = 1024

const FHIR = {
  resourceType: 'Bundle',
  type: 'searchset',
  entry: ['8302-2 Body height', '29463-7 Body weight', '8867-4 Heart rate', '8480-6 Systolic blood pressure'].map(
    (code, index) => ({
      resource: {
        resourceType: 'Observation',
        status: 'final',
        category: [
          { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
        ],
        code: {
          coding: [
            {
              system: 'http://loinc.org',
              code: code.slice(0, code.indexOf(' ')),
              display: code.slice(code.indexOf(' ') + 1),
            },
          ],
          text: code.slice(code.indexOf(' ') + 1),
        },
        valueQuantity: { value: 72.5 + index, unit: 'cm', system: 'http://unitsofmeasure.org', code: 'cm' },
      },
      search: { mode: 'match' },
    }),
  ),
}

const PATIENTS = {
  resourceType: 'Bundle',
  type: 'searchset',
  entry: ['4410', '4411'].map((id) => ({
    fullUrl: `https://ehr.example/fhir/Patient/${id}`,
    resource: {
      resourceType: 'Patient',
      id,
      meta: { versionId: '1', lastUpdated: '2024-01-15T10:00:00Z' },
      identifier: [{ system: 'http://hl7.org/fhir/sid/us-ssn', value: '219-09-9999' }],
      name: [{ use: 'official', family: 'Smith', given: ['John'] }],
      telecom: [{ system: 'phone', value: '212-555-0147', use: 'home' }],
      gender: 'male',
      birthDate: '1962-03-12',
      address: [{ line: ['120 Main St'], city: 'Springfield', state: 'IL', postalCode: '62704' }],
      maritalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', code: 'M', display: 'Married' }],
      },
    },
  })),
}

const HL7 = `MSH|^~\\&|ADT|HOSP|LAB|HOSP|20240115100000||ORU^R01|MSG00001|P|2.5.1
PID|1||00482913^^^HOSP^MR||Smith^John^Q||19620312|M|||120 Main St^^Springfield^IL^62704^USA||(212)555-0147|||M
OBR|1|A1001|B2002|24331-1^Lipid panel^LN|||20240115093000||||||||1234567893^Okonkwo^Zubaida
OBX|1|NM|2093-3^Cholesterol^LN||196|mg/dL|<200|N|||F
OBX|2|NM|2571-8^Triglyceride^LN||132|mg/dL|<150|N|||F
OBX|3|TX|8251-1^Comment^LN||Fasting sample; repeat in six months.||||||F
`

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
