import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { StreamFormat } from '#phi'
import { fill } from '../../test/phi/generators/fill.ts'
import { Random } from '../../test/phi/generators/random.ts'
import { usValues } from '../../test/phi/generators/values.ts'
import { hl7Message } from '../../test/support/hl7-message.ts'
import { x12Message } from '../../test/support/x12-message.ts'
import { PROSE } from './prose.ts'
import { syntheticBundle } from './synthetic-bundle.ts'

/** The pieces in which formats take turns, and those that are masked as one. */
const SLICE = 4096
export const PIECE = 65_536

/** What the mixed corpus is made of: bytes of each, as on a hospital's wires. */
const PARTS: Readonly<Record<PartName, Recipe>> = {
  fhir: { share: 3.4, format: 'fhir', make: bundle },
  source: { share: 3.0, format: 'code', make: sourceFile },
  csv: { share: 2.0, format: 'csv', make: patientRows },
  logs: { share: 2.0, format: 'ndjson', make: logLines },
  hl7: { share: 1.2, format: 'hl7', make: message },
  prose: { share: 0.9, format: 'text', make: paragraph },
  x12: { share: 0.7, format: 'x12', make: claim },
}

export type PartName = 'fhir' | 'source' | 'csv' | 'logs' | 'hl7' | 'prose' | 'x12'

interface Recipe {
  /** MB of 13.2. */
  readonly share: number
  readonly format: StreamFormat
  readonly make: (random: Random, index: number) => string
}

export interface Part {
  readonly name: PartName
  /** As whoever knows what it is would have it read. */
  readonly format: StreamFormat
  readonly bytes: Buffer
}

export interface Corpus {
  readonly parts: readonly Part[]
  /** Slices of all parts, in turns until each is used up. */
  readonly slices: readonly { readonly part: PartName; readonly bytes: Uint8Array }[]
}

/** About 13.2 MB times `scale`, made up from a seed, but for source code, which is Cordon's own. */
export function mixedCorpus(scale: number): Corpus {
  const parts = Object.entries(PARTS).map(([name, { share, format, make }]): Part => {
    const bytes = Buffer.from(repeated(make, share * scale * 1e6))
    return { name: name as PartName, format, bytes }
  })
  return { parts, slices: inTurns(parts) }
}

/** Bytes in pieces of a size; the last, shorter one is left out. */
export function pieces(bytes: Uint8Array, size: number = PIECE): readonly Uint8Array[] {
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))
}

function repeated(make: (random: Random, index: number) => string, length: number): string {
  const texts: string[] = []
  for (let index = 0, made = 0; made < length; index++) {
    const text = make(new Random(5_000_011 + index), index)
    texts.push(text)
    made += text.length
  }
  return texts.join('')
}

// Each part comes as often as its share says.
function inTurns(parts: readonly Part[]): Corpus['slices'] {
  const slices = parts.map(({ name, bytes }) => pieces(bytes, SLICE).map((slice) => ({ part: name, bytes: slice })))
  const all = slices.flatMap((own) => own.map((slice, index) => ({ slice, turn: (index + 0.5) / own.length })))
  return all.sort((a, b) => a.turn - b.turn).map(({ slice }) => slice)
}

function bundle(_random: Random, index: number): string {
  return `${JSON.stringify(syntheticBundle(index))}\n`
}

const SOURCES = ['cli', 'engine', 'enforcers', 'phi', 'evidence', 'toolchain', 'schemas', 'test']

// Files of this checkout, generated ones and word lists left out.
function sourceFile(_random: Random, index: number): string {
  const file = sourceFiles()[index % sourceFiles().length]
  return file === undefined ? '' : readFileSync(file, 'utf8')
}

function sourceFiles(): readonly string[] {
  found ??= SOURCES.flatMap((folder) => {
    const path = fileURLToPath(new URL(`../../${folder}/`, import.meta.url))
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('words/') && !name.endsWith('types.ts'))
      .sort()
      .map((name) => `${path}${name}`)
  })
  return found
}

let found: readonly string[] | undefined

const US = usValues('train')
const COLUMNS = 'id,last_name,first_name,dob,ssn,mrn,phone,email,address,city,state,zip,sex,diagnosis\n'
const ROW = '"{street}",{city},{state},{zip},{M|F},{icd}\n'

// One file: its header stands at the beginning only.
function patientRows(random: Random, index: number): string {
  const row = `${4410 + index},{family},{given},{isodate},{ssndash},{mrn},{phone},{email},${ROW}`
  return (index === 0 ? COLUMNS : '') + fill(row, US, random).text
}

const LOG_LINES: readonly string[] = [
  '{"level":"info","ts":"{stamp}","msg":"request completed","method":"GET","route":"/api/v1/observations","status":200,"ms":{n}}',
  '{"level":"info","ts":"{stamp}","msg":"request completed","method":"POST","route":"/api/v1/orders","status":201,"ms":{n},"trace":"{trace}"}',
  '{"level":"debug","ts":"{stamp}","msg":"cache miss","key":"catalog:loinc:2093-3","shard":{n},"trace":"{trace}"}',
  '{"level":"warn","ts":"{stamp}","msg":"slow query","table":"observation","rows":{n},"plan":"index scan using observation_code_idx"}',
  '{"level":"info","ts":"{stamp}","msg":"job finished","job":"nightly-export","batch":{n},"duration_ms":{n},"retries":0}',
  '{"level":"info","ts":"{stamp}","msg":"patient opened","user":"{email}","mrn":"{mrn}","ip":"{ip}"}',
  '{"level":"error","ts":"{stamp}","msg":"could not notify {person} at {phone}","patient":{"name":"{person}","dob":"{isodate}"}}',
]

function logLines(random: Random, index: number): string {
  const line = LOG_LINES[index % LOG_LINES.length] ?? ''
  return `${fill(line, { ...US, ...LOG_SLOTS }, random).text}\n`
}

const LOG_SLOTS = {
  stamp: {
    class: null,
    make: (random: Random) =>
      `2026-0${random.int(1, 9)}-1${random.digits(1)}T0${random.digits(1)}:15:2${random.digits(1)}.${random.digits(3)}Z`,
  },
  n: { class: null, make: (random: Random) => String(random.int(1, 900)) },
  trace: { class: null, make: (random: Random) => random.like('hhhhhhhhhhhhhhhh') },
}

// Results are more often sent than patients are admitted.
function message(random: Random, index: number): string {
  const results = Array.from(
    { length: 12 },
    (_, at) =>
      `OBX|${at + 1}|NM|${random.pick(['2093-3^Cholesterol', '2571-8^Triglyceride', '2951-2^Sodium', '718-7^Hemoglobin'])}^LN||${random.int(2, 300)}|mg/dL|<200|N|||F|||20240115${random.like('199999')}\r`,
  )
  return index % 2 === 0
    ? hl7Message(index).text
    : fill(
        `MSH|^~\\&|LAB|HOSP|EHR|HOSP|20240115100000||ORU^R01|M${index}|P|2.5.1\rPID|1||{mrn}^^^HOSP^MR||{family}^{given}||19620312|F\r`,
        US,
        random,
      ).text + results.join('')
}

function claim(_random: Random, index: number): string {
  return x12Message(index).text
}

// Notes with the patient in their first line.
function paragraph(random: Random): string {
  const sentences = Array.from({ length: 12 }, () => random.pick(PROSE)).join(' ')
  return `${fill(`Patient: {name}  MRN: {mrn}  Date: {date}\n${sentences}\n\n`, { ...US, ...LOG_SLOTS }, random).text}`
}
