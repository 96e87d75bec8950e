import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createPhi, type Phi, type StreamFormat } from '#phi'
import { documents, FAMILIES } from '../../test/phi/generators/corpus.ts'
import { ccdaDocument } from '../../test/support/ccda-document.ts'
import { fhirDocument } from '../../test/support/fhir-documents.ts'
import { hl7Message } from '../../test/support/hl7-message.ts'
import { x12Message } from '../../test/support/x12-message.ts'
import type { Figure } from '../figure.ts'
import { CORDON, type Engine } from './engines.ts'
import { figure } from './measure.ts'
import { survivors } from './survivors.ts'

const DOCUMENTS = 60
const STRUCTURED = 8
const SEED = 20_261
const SOURCES = ['fastify/lib', 'kafkajs/src', 'pg/lib', 'yaml/dist', 'ajv/dist']
const MOST_LINES = 4000
/** Families of labelled text, and how Cordon is told to read them when it is told. */
const TEXTS: Readonly<Record<string, StreamFormat>> = {
  notes: 'text',
  json: 'json',
  csv: 'csv',
  sql: 'text',
  log: 'log',
}
/** Documents in which values that no text says are PHI stand where their place says so. */
const MESSAGES: readonly (readonly [StreamFormat, (seed: number) => { text: string; phi: readonly string[] }])[] = [
  ['fhir', fhirText],
  ['hl7', hl7Message],
  ['x12', x12Message],
  ['ccda', ccdaDocument],
]

/** A masker, told the format of what it reads; peers have no use for it. */
interface Told {
  readonly id: string
  mask(text: string, format: StreamFormat): Promise<string>
}

/**
 * What the same maskers find: shares of labelled values of which no three letters or digits in a row are left, of values in
 * FHIR, HL7, X12 and C-CDA that are gone, and of lines of source code that were altered though they hold nothing.
 */
export async function benchMasked(cordon: Engine, peers: readonly Engine[]): Promise<readonly Figure[]> {
  const told = [
    untold(cordon, `${CORDON} as text`),
    knowing(createPhi()),
    ...peers.map((peer) => untold(peer, peer.id)),
  ]
  const figures: Figure[] = []
  for (const engine of told)
    figures.push(
      figure(`phi.masked.texts: ${engine.id}`, await textShare(engine), '% of values', ours(engine, '≥ 97 %')),
      figure(`phi.masked.messages: ${engine.id}`, await messageShare(engine), '% of values', ours(engine, '100 %')),
      figure(`phi.altered.code: ${engine.id}`, await alteredLines(engine), '% of lines', ours(engine, '≤ 0.3 %')),
    )
  return figures
}

function ours({ id }: Told, aim: string): string | null {
  return id === `${CORDON} told` ? aim : null
}

function untold(engine: Engine, id: string): Told {
  return { id, mask: async (text) => Buffer.from(await engine.mask(Buffer.from(text), text)).toString() }
}

function knowing(phi: Phi): Told {
  return { id: `${CORDON} told`, mask: async (text, format) => phi.maskText(text, { format }).text }
}

async function textShare(engine: Told): Promise<number> {
  let values = 0
  let masked = 0
  for (const [name, format] of Object.entries(TEXTS)) {
    const family = FAMILIES[name]
    if (family === undefined) throw new RangeError(`there is no family ${name}`)
    for (const { text, spans } of documents(family, 'held-out', SEED, DOCUMENTS)) {
      const left = survivors(text, await engine.mask(text, format))
      values += spans.length
      masked += spans.filter(({ start, end }) => !left.some((run) => hasRun(text, run, start, end))).length
    }
  }
  return (100 * masked) / values
}

// Three letters or digits in a row of a value, within what survived.
function hasRun(
  text: string,
  run: { readonly start: number; readonly end: number },
  start: number,
  end: number,
): boolean {
  return /[\p{L}\p{N}]{3}/u.test(text.slice(Math.max(run.start, start), Math.min(run.end, end)))
}

async function messageShare(engine: Told): Promise<number> {
  let values = 0
  let masked = 0
  for (const [format, make] of MESSAGES)
    for (let seed = 0; seed < STRUCTURED; seed++) {
      const { text, phi } = make(seed)
      const output = await engine.mask(text, format)
      values += phi.length
      masked += phi.filter((value) => !output.includes(value)).length
    }
  return (100 * masked) / values
}

// Sources that nobody wrote for this: those of dependencies.
async function alteredLines(engine: Told): Promise<number> {
  const lines = dependencyLines()
  let altered = 0
  for (const line of lines) if ((await engine.mask(line, 'code')) !== line) altered++
  return (100 * altered) / lines.length
}

function dependencyLines(): readonly string[] {
  const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url))
  const lines = SOURCES.flatMap((folder) =>
    readdirSync(`${modules}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'))
      .sort()
      .flatMap((name) => readFileSync(`${modules}${folder}/${name}`, 'utf8').split('\n'))
      .filter((line) => line.trim() !== ''),
  )
  return lines.filter((_line, index) => index % Math.ceil(lines.length / MOST_LINES) === 0)
}

function fhirText(seed: number): { text: string; phi: readonly string[] } {
  const { document, phi } = fhirDocument(seed)
  return { text: JSON.stringify(document), phi }
}
