import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createPhi, type StreamFormat, type StreamOptions } from '#phi'
import { describe } from '#test/suite'
import { ccdaDocument } from '../support/ccda-document.ts'
import { dicomJson } from '../support/dicom-json.ts'
import { everyPlace, hasSameShape, streamed } from '../support/streaming.ts'

const phi = createPhi()

function masked(text: string, options: StreamOptions): string {
  return Buffer.from(streamed(phi, Buffer.from(text), [], options).text, 'latin1').toString('utf8')
}

// Start tags, end tags and the names of attributes, in order.
function tags(xml: string): readonly string[] {
  return [...xml.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"|'[^']*'/g, '""'))
}

// Every start tag has its end tag: what the masker may not break.
function isBalanced(xml: string): boolean {
  const open: string[] = []
  for (const [, slash, name, empty] of xml.matchAll(/<(\/?)([A-Za-z][\w:.-]*)(?:"[^"]*"|'[^']*'|[^>"'])*?(\/?)>/g)) {
    if (slash === '' && empty === '') open.push(name ?? '')
    if (slash === '/' && open.pop() !== name) return false
  }
  return open.length === 0
}

describe('C-CDA', (test) => {
  test('loses every value that is PHI, and no markup', () => {
    for (let seed = 0; seed < 80; seed++) {
      const { text, phi: secrets } = ccdaDocument(seed)
      const result = masked(text, { format: 'ccda' })
      for (const secret of secrets) assert.ok(!result.includes(secret), `${secret} of seed ${seed}`)
      assert.deepEqual(tags(result), tags(text))
      assert.ok(isBalanced(result))
    }
  })

  test('keeps codes, results, organisations and narrative', () => {
    const result = masked(ccdaDocument(2).text, { format: 'ccda' })
    for (const kept of [
      '34133-9',
      'Summary of Care',
      'General Hospital',
      'Hemoglobin',
      '13.2',
      'g/dL',
      'IL',
      '&amp; ask.',
      'Results',
    ])
      assert.ok(result.includes(kept), kept)
  })

  test('gives the same output for every cut, whole or damaged', () => {
    const bytes = Buffer.from(ccdaDocument(5).text)
    const whole = streamed(phi, bytes, [], { format: 'ccda' })
    assert.equal(streamed(phi, bytes, everyPlace(bytes), { format: 'ccda' }).text, whole.text)
    for (let cut = 0; cut < bytes.length; cut += 11)
      assert.equal(streamed(phi, bytes, [cut], { format: 'ccda' }).text, whole.text)
    const edits = fc.array(fc.tuple(fc.nat(9000), fc.constantFrom(...Buffer.from('<>&;"\'/=!-]?[ A1\n'))), {
      maxLength: 5,
    })
    fc.assert(
      fc.property(edits, fc.nat(9000), fc.array(fc.nat(9000), { maxLength: 6 }), (changes, length, places) => {
        const mutant = Buffer.from(bytes.subarray(0, 1 + (length % bytes.length)))
        for (const [place, byte] of changes) mutant[place % mutant.length] = byte
        const cuts = places.map((place) => place % mutant.length).sort((a, b) => a - b)
        assert.equal(
          streamed(phi, mutant, cuts, { format: 'ccda' }).text,
          streamed(phi, mutant, [], { format: 'ccda' }).text,
        )
      }),
      { numRuns: 400, seed: 7 },
    )
  })

  test('with a document type goes whole: entities could hide or multiply anything', () => {
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "John Smith"><!ENTITY b "&a;&a;">]><x><name>&b;</name></x>'
    const { text, masker } = streamed(phi, Buffer.from(bomb), [30, 60], { format: 'ccda' })
    assert.equal(text, '<?xml version="1.0"?>[TEXT]')
    assert.equal(masker.findings[0]?.detector, 'xml-doctype')
  })

  test('has comments, CDATA and entities read', () => {
    assert.equal(
      masked('<a><!-- Dr. Jane Roe --><text>x<![CDATA[Dr. Jane Roe < 5]]></text><text>Dr. &#74;ane Roe</text></a>', {
        format: 'ccda',
      }),
      '<a><!-- Dr. [NAME] --><text>x<![CDATA[Dr. [NAME] < 5]]></text><text>Dr. [NAME]</text></a>',
    )
  })

  test('that breaks is text from there on', () => {
    assert.equal(masked('<a><b x=1>Dr. Jane Roe</b>', { format: 'ccda' }), '<a><b x=1>Dr. [NAME]</b>')
    assert.equal(masked('</a>Dr. Jane Roe', { format: 'ccda' }), '</a>Dr. [NAME]')
  })
})

describe('DICOM JSON', (test) => {
  test('loses every value that is PHI, and nothing of its shape', () => {
    for (let seed = 0; seed < 60; seed++) {
      const { text, phi: secrets } = dicomJson(seed)
      for (const format of ['dicom-json', 'json', 'auto'] as const) {
        const result = masked(text, { format })
        for (const secret of secrets) assert.ok(!result.includes(secret), `${secret} of seed ${seed} as ${format}`)
        assert.ok(hasSameShape(JSON.parse(text), JSON.parse(result)))
        for (const kept of ['1.2.840.10008.5.1.4.1.1.2', '"CT"', '512', '"090Y"'])
          assert.ok(result.includes(kept), kept)
      }
    }
  })

  test('gives the same output for every cut', () => {
    const bytes = Buffer.from(dicomJson(1).text)
    const whole = streamed(phi, bytes, [], { format: 'dicom-json' }).text
    assert.equal(streamed(phi, bytes, everyPlace(bytes), { format: 'dicom-json' }).text, whole)
  })
})

describe('a log', (test) => {
  test('is JSON where a line begins so, and text between', () => {
    const text =
      '2026-01-02T03:04:05Z INFO started\n{"level":"info","ssn":219099999,"msg":"Pt John Smith"}\n{oops ssn 219-09-9999\nuser jane.roe@example.com logged in\n'
    const bytes = Buffer.from(text)
    const whole = streamed(phi, bytes, [], { format: 'log' }).text
    assert.equal(
      whole,
      '2026-01-02T03:04:05Z INFO started\n{"level":"info","ssn":0,"msg":"Pt [NAME]"}\n{oops ssn [SSN]\nuser [EMAIL] logged in\n',
    )
    for (let cut = 0; cut < bytes.length; cut++)
      assert.equal(streamed(phi, bytes, [cut], { format: 'log' }).text, whole)
  })
})

describe('a format', (test) => {
  const FORMATS: readonly (readonly [StreamFormat, string])[] = [
    ['ndjson', '{"mrn": "A12345"}'],
    ['hl7', 'MSH|^~\\&|\rPID|||A12345\r'],
    ['ccda', '<?xml version="1.0"?><ClinicalDocument><name>Quill Zork</name></ClinicalDocument>'],
    ['csv', 'last_name,ssn\nZork,219-09-9999\n'],
    ['tsv', 'last_name\tssn\nZork\t219-09-9999\n'],
    ['sse', 'event: x\ndata: {"mrn": "A12345"}\n\n'],
    ['text', 'Pt John Smith, 43, was seen: all is well, he said.\nHe left.\n'],
    ['text', '<p>Dr. Jane Roe</p>'],
    ['text', '{note} Dr. Jane Roe'],
  ]

  test('is found out from the first bytes', () => {
    for (const [format, text] of FORMATS) {
      for (const long of [text, `${text}${text.repeat(40)}`]) {
        const bytes = Buffer.from(long)
        const expected = streamed(phi, bytes, [], { format }).text
        assert.equal(streamed(phi, bytes, [], { format: 'auto' }).text, expected, text)
        assert.equal(streamed(phi, bytes, everyPlace(bytes), { format: 'auto' }).text, expected, text)
      }
    }
  })

  test('may be given for a whole text too', () => {
    const text = '{"übung": "é", "last_name": "Zork"}'
    const { text: result, findings } = phi.maskText(text, { format: 'json' })
    assert.equal(result, '{"übung": "é", "last_name": "[NAME]"}')
    assert.equal(text.slice(findings[0]?.start, findings[0]?.end), 'Zork')
    const bytes = phi.maskBytes(Buffer.from(text), { format: 'auto' })
    assert.equal(Buffer.from(bytes?.bytes ?? []).toString(), result)
    assert.equal(phi.maskBytes(Buffer.from('{"a": 1}'), { format: 'json' }), null)
  })
})
