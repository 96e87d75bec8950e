// Mutated documents of every format, whole and in pieces: both must come out alike. Prints a line; exit 1 at a difference.
//   node scripts/source.mjs bench/phi-fuzz.ts [SEED] [SECONDS]
import { createPhi, type StreamFormat } from '#phi'
import { fhirDocument } from '../test/support/fhir-documents.ts'
import { ccdaDocument, csvTable, dicomFile, dicomJson, hl7Message, x12Message } from '../test/support/messages.ts'

const MOST_BYTES = 3000
const SPECIAL = Buffer.from('"\\{}[]:,|^~&*<>/=!-\r\n\t ;\0\x01\xff\xc3A1u', 'latin1')
const LOG = '2024-01-02 INFO x John Smith\n{"a":"219-09-9999","b":{"name":"Jo"}}\nuser a@b.co\n'.repeat(20)
const [seed = 1, seconds = 30] = process.argv.slice(2).map(Number)

let state = seed
const phi = createPhi()
const bases = Array.from({ length: 6 }, (_, index) => documents(index)).flat()
const end = Date.now() + seconds * 1000
let mutants = 0
let worst = 0
while (Date.now() < end) {
  const [format, base] = bases[below(bases.length)] as (typeof bases)[number]
  const bytes = mutated(base)
  const chosen = below(10) === 0 ? 'auto' : format
  const before = performance.now()
  const whole = masked(bytes, chosen, () => bytes.length)
  worst = Math.max(worst, performance.now() - before)
  const cut = masked(bytes, chosen, () => 1 + below(below(2) === 0 ? 5 : 200))
  mutants++
  if (whole === cut) continue
  console.error(`seed ${seed}, mutant ${mutants}: ${chosen} differs: ${bytes.toString('base64')}`)
  process.exit(1)
}
console.log(`${mutants} mutants of seed ${seed} came out alike, whole and cut; the slowest took ${worst.toFixed(1)} ms`)

// Output and findings as one text.
function masked(bytes: Uint8Array, format: StreamFormat, size: () => number): string {
  const masker = phi.stream({ format })
  const out: Uint8Array[] = []
  for (let at = 0, next = 0; at < bytes.length; at = next) {
    next = at + size()
    out.push(masker.write(bytes.subarray(at, next)))
  }
  out.push(masker.end())
  return Buffer.concat(out).toString('latin1') + JSON.stringify(masker.findings)
}

function documents(index: number): [StreamFormat, Buffer][] {
  const fhir = JSON.stringify(fhirDocument(index).document)
  const syntax = index % 2 === 0 ? '1.2.840.10008.1.2' : '1.2.840.10008.1.2.1'
  const texts: [StreamFormat, string | Uint8Array][] = [
    ['fhir', fhir],
    ['json', JSON.stringify({ text: fhir })],
    ['ndjson', '{"a":"John Smith"}\n{"b":oops\n{"mrn":"A12345"}\n'.repeat(20)],
    ['sse', `data: ${fhir.replaceAll(',"', ',\ndata: "')}\n\nevent: x\r\ndata: {"a":"John"}\r\n\r\n`],
    ['hl7', hl7Message(index).text],
    ['x12', x12Message(index).text],
    ['csv', csvTable(index).text],
    ['ccda', ccdaDocument(index).text],
    ['dicom-json', dicomJson(index).text],
    ['dicom', dicomFile(index, syntax).bytes],
    ['log', LOG],
  ]
  return texts.map(([format, text]) => [format, Buffer.from(text).subarray(0, MOST_BYTES)])
}

// Cut to a part; bytes changed; runs copied from elsewhere.
function mutated(base: Buffer): Buffer {
  const length = 20 + below(base.length - 20)
  const from = below(3) > 0 ? 0 : below(base.length - length + 1)
  let bytes = Buffer.from(base.subarray(from, from + length))
  for (let edits = below(6); edits > 0; edits--) {
    const at = below(bytes.length)
    const kind = below(4)
    if (kind < 2) bytes[at] = SPECIAL[below(SPECIAL.length)] as number
    else if (kind === 2) bytes[at] = below(256)
    else {
      const run = below(bytes.length)
      bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(run, run + below(40)), bytes.subarray(at)])
    }
  }
  return bytes
}

function below(limit: number): number {
  state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
  const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39)
  return ((mixed ^ (mixed >>> 15)) >>> 0) % limit
}
