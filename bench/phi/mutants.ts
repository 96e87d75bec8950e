import { gzipSync } from 'node:zlib'
import type { StreamFormat } from '#phi'
import { documents, FAMILIES } from '../../test/phi/generators/corpus.ts'
import { ccdaDocument } from '../../test/support/ccda-document.ts'
import { csvTable } from '../../test/support/csv-table.ts'
import { dicomFile } from '../../test/support/dicom-file.ts'
import { dicomJson } from '../../test/support/dicom-json.ts'
import { fhirDocument } from '../../test/support/fhir-documents.ts'
import { hl7Message } from '../../test/support/hl7-message.ts'
import { x12Message } from '../../test/support/x12-message.ts'

const LARGEST = 3000
const BASES_PER_FORMAT = 16
const SPECIAL = Buffer.from('"\\{}[]:,|^~&*<>/=!-\r\n\t ;\0\x01\xff\xc3\xe2\xf0A1u.@%#', 'latin1')
/** What formats and disguises are made of: put in whole, they reach further than single bytes do. */
const PARTS = [
  ...['\\u0041', '\\ud83d\\ude00', '\\ud800', '%4a', '&#x4A;', '&amp;', '&#0;', '=4A', '=\r\n', '\r\n\r\n', '\r', '""'],
  ...[
    'data: ',
    'event: x\n',
    'data: [DONE]\n\n',
    '{"resourceType":"Patient",',
    '"name":[{"family":"',
    '\\"',
    '{"a":"{\\"b\\":',
  ],
  ...[
    'MSH|^~\\&|',
    'PID|1||',
    '\\T\\',
    '\\X4A\\',
    'ISA*',
    '~NM1*IL*1*',
    'name,ssn,dob\n',
    ';',
    '\t',
    '|',
    '<?xml version="1.0"?>',
  ],
  ...[
    '<!DOCTYPE x',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<name>',
    '</name>',
    '<td>',
    'name: ',
    'MRN: ',
    'ssn ',
    'John Smith',
    'Dr. ',
  ],
  ...[
    '219-09-9999',
    '1962-03-12',
    '12 March 1962',
    'a@b.co',
    'https://x.example/patients/',
    '10.0.0.1',
    '::1',
    '(212) 555-0147',
  ],
  ...[
    '\u200b',
    '\u00ad',
    '\ufeff',
    'Ｊｏｈｎ',
    '\u{e0041}',
    'Jo\u0308rg',
    '１２３',
    '李小龙',
    'Иван',
    '\u0661\u0662',
    'eyJhIjoiSm9obiBTbWl0aCJ9',
  ],
  ...[
    'INSERT INTO patients (name, ssn) VALUES (',
    "IN ('",
    'one two three four five six seven',
    '1 2 3 4 5 6 7 8 9',
    '-----BEGIN ',
  ],
  ...[
    gzipSync('ssn 219-09-9999').toString('base64'),
    Buffer.from('John Smith', 'utf16le').toString('latin1'),
    '3132332d34352d36373839',
  ],
].map((part) => Buffer.from(part))

/** A changed document, in a buffer that the next one takes over. */
export interface Mutant {
  readonly format: StreamFormat
  readonly bytes: Uint8Array
}

/** A seeded source of chance: whole numbers below a limit, fast. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x9e3779b9) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) % limit
  }
}

/** Documents of every format and family, changed at random: mostly short parts of them, so that many are tried. */
export class Mutants {
  readonly #bases: readonly (readonly [StreamFormat, Buffer])[] = bases()
  readonly #buffer: Buffer = Buffer.alloc(2 * LARGEST)

  /** The next mutant. The same for the same chance. */
  next(chance: Chance): Mutant {
    const [format, base] = this.#bases[chance.below(this.#bases.length)] as readonly [StreamFormat, Buffer]
    const most = Math.min(base.length, chance.below(32) === 0 ? LARGEST : 32 << chance.below(5))
    let length = 1 + chance.below(most)
    const from = chance.below(2) === 0 ? 0 : chance.below(base.length - length + 1)
    base.copy(this.#buffer, 0, from, from + length)
    for (let edits = chance.below(6); edits > 0; edits--) length = this.#edit(length, chance)
    const bytes = this.#buffer.subarray(0, length)
    return { format: chance.below(8) === 0 ? 'auto' : format, bytes }
  }

  // Answers the new length.
  #edit(length: number, chance: Chance): number {
    const buffer = this.#buffer
    const at = chance.below(length)
    const kind = chance.below(8)
    if (kind < 2) buffer[at] = SPECIAL[chance.below(SPECIAL.length)] as number
    else if (kind === 2) buffer[at] = chance.below(256)
    else if (kind === 3) buffer[at] = (buffer[at] as number) ^ (1 << chance.below(8))
    else if (kind === 4) return this.#remove(length, at, chance.below(24))
    else if (kind === 5) return this.#insert(length, at, buffer.subarray(at, at + chance.below(40)))
    else return this.#insert(length, at, PARTS[chance.below(PARTS.length)] as Buffer)
    return length
  }

  #remove(length: number, at: number, count: number): number {
    const kept = Math.min(count, length - at, length - 1)
    this.#buffer.copyWithin(at, at + kept, length)
    return length - kept
  }

  #insert(length: number, at: number, part: Uint8Array): number {
    if (length + part.length > this.#buffer.length) return length
    const inserted = Uint8Array.from(part)
    this.#buffer.copyWithin(at + inserted.length, at, length)
    this.#buffer.set(inserted, at)
    return length + inserted.length
  }
}

function bases(): readonly (readonly [StreamFormat, Buffer])[] {
  const found: (readonly [StreamFormat, Buffer])[] = []
  for (let seed = 0; seed < BASES_PER_FORMAT; seed++) {
    for (const [format, text] of messages(seed)) found.push([format, Buffer.from(text).subarray(0, LARGEST)])
    for (const [name, family] of Object.entries(FAMILIES))
      for (const { text } of documents(family, 'train', 77 + seed, 1))
        for (const format of TEXT_FORMATS[name] ?? ['text'])
          found.push([format, Buffer.from(text).subarray(0, LARGEST)])
  }
  return found
}

/** How the families of text are read, besides as text. */
const TEXT_FORMATS: Readonly<Record<string, readonly StreamFormat[]>> = {
  json: ['json', 'text', 'log'],
  csv: ['csv', 'tsv', 'text'],
  log: ['log', 'ndjson'],
  code: ['code', 'text'],
  evasive: ['text', 'log', 'csv'],
}

function messages(seed: number): readonly (readonly [StreamFormat, string | Uint8Array])[] {
  const fhir = JSON.stringify(fhirDocument(seed).document)
  const syntax = seed % 2 === 0 ? '1.2.840.10008.1.2' : '1.2.840.10008.1.2.1'
  return [
    ['fhir', fhir],
    ['json', JSON.stringify({ text: fhir })],
    ['ndjson', '{"a":"John Smith"}\n{"b":oops\n{"mrn":"A12345"}\n'.repeat(20)],
    ['sse', `data: ${fhir.replaceAll(',"', ',\ndata: "')}\n\nevent: x\r\ndata: {"a":"John"}\r\n\r\n`],
    [
      'sse',
      'data: {"choices":[{"delta":{"content":"John Sm"}}]}\n\ndata: {"choices":[{"delta":{"content":"ith"}}]}\n\n',
    ],
    ['hl7', hl7Message(seed).text],
    ['x12', x12Message(seed).text],
    ['csv', csvTable(seed).text],
    ['ccda', ccdaDocument(seed).text],
    ['dicom-json', dicomJson(seed).text],
    ['dicom', dicomFile(seed, syntax).bytes],
    ['log', '2024-01-02 INFO x John Smith\n{"a":"219-09-9999","b":{"name":"Jo"}}\nuser a@b.co\n'.repeat(20)],
  ]
}
