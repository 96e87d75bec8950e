import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createPhi, type StreamFormat, type StreamOptions } from '#phi'
import { describe } from '#test/suite'
import { fhirDocument } from '../support/fhir-documents.ts'
import { everyPlace, hasSameShape, streamed } from '../support/streaming.ts'

const phi = createPhi()

function masked(text: string, options: StreamOptions = { format: 'json' }): string {
  return Buffer.from(streamed(phi, Buffer.from(text), [], options).text, 'latin1').toString('utf8')
}

// Repeats are looked for from one piece to the next.
function inPieces(text: string): string {
  const bytes = Buffer.from(text)
  const cuts = Array.from({ length: Math.floor(bytes.length / 1000) }, (_, index) => (index + 1) * 1000)
  const { text: raw } = streamed(phi, bytes, cuts, { format: 'json', ids: 'keep' })
  return Buffer.from(raw, 'latin1').toString('utf8')
}

const SAMPLES: readonly (readonly [StreamFormat, string])[] = [
  [
    'json',
    `{"patient": {"name": "Zub Quo", "id": 12345, "dob": "1962-03-12", "phone": 2125550147, "tags": [], "o": {}},
      "note": "Pt John Smith, \\u0053SN 219\\u002d09-9999 \\ud83d\\ude00 \\"quoted\\" C:\\\\x",
      "inner": "{\\"ssn\\": \\"219-09-9999\\", \\"deep\\": \\"{\\\\\\"mrn\\\\\\": \\\\\\"A12345\\\\\\"}\\"}",
      "attending": "Maria Ostrander", "age": 97, "n": -1.5e-3, "yes": true, "none": null, "219-09-9999": 1, "ключ": "é" }`,
  ],
  [
    'ndjson',
    '{"a": "John Smith"}\n{"b": oops John Smith, 219-09-9999}\r\n{"mrn": "A12345"}\n\n"Call 212-555-0147"\n[1, 2]',
  ],
  [
    'sse',
    `: Dr. Jane Roe\nevent: message\nid: 1\ndata: {"name": "John Smith",\ndata: "ssn": "219-09-9999"}\n\ndata: hello John\ndata:  Smith\r\n\r\n` +
      `data\n\ndata: [DONE]\n\ndata: {"a": "{\\"mrn\\": \\"A12345\\"}"}\r\rretry: 10\n\n`,
  ],
]

describe('JSON', (test) => {
  test('keeps the type of every value', () => {
    const text =
      '{"ssn": 219099999, "phone": "212-555-0147", "mrn": null, "dob": true, "zip": [62704, "62704", {"a": "62704"}]}'
    assert.equal(
      masked(text),
      '{"ssn": 0, "phone": "[PHONE]", "mrn": null, "dob": true, "zip": [0, "[ZIP]", {"a": "[ZIP]"}]}',
    )
  })

  test('is settled by keys, in any spelling, and by the objects around them', () => {
    assert.equal(
      masked(
        '{"patients":[{"id":"77","name":"Q Zork","address":{"street":"x","state":"IL","note":"y"},"status":"ok"}]}',
      ),
      '{"patients":[{"id":"[MRN]","name":"[NAME]","address":{"street":"[ADDRESS]","state":"IL","note":"y"},"status":"ok"}]}',
    )
    assert.equal(masked('{"name":{"first":"Quill","last":"Zork"}}'), '{"name":{"first":"[NAME]","last":"[NAME]"}}')
    assert.equal(masked('{"drug":{"id":"77","name":"Metoprolol"}}'), '{"drug":{"id":"77","name":"Metoprolol"}}')
    assert.equal(masked('{"\\u0073sn":"219-09-9999"}'), '{"\\u0073sn":"[SSN]"}')
    assert.equal(masked('{"license":"MIT","phone":"none","mrn":""}'), '{"license":"MIT","phone":"none","mrn":""}')
  })

  test('has strings read as text, with what their key says', () => {
    assert.equal(masked('{"x":"Call John Smith on 212-555-0147."}'), '{"x":"Call [NAME] on [PHONE]."}')
    assert.equal(masked('["Dr. Jane Roe", "no one", 8080]'), '["Dr. [NAME]", "no one", 8080]')
    assert.equal(masked('{"219-09-9999": {"John Smith": 1}}'), '{"[SSN]": {"[NAME]": 1}}')
  })

  test('is masked inside strings, two layers deep, escapes untouched', () => {
    const inner = JSON.stringify({ a: JSON.stringify({ mrn: 'A12345', ok: 'é\n' }), b: [1] })
    const text = JSON.stringify({ text: inner })
    assert.equal(masked(text), text.replace('A12345', '[MRN]'))
  })

  test('gives the same output for every cut', () => {
    for (const [format, text] of SAMPLES) {
      const bytes = Buffer.from(text)
      const whole = streamed(phi, bytes, [], { format })
      const byByte = streamed(phi, bytes, everyPlace(bytes), { format })
      assert.equal(byByte.text, whole.text, format)
      assert.deepEqual(byByte.masker.findings, whole.masker.findings)
      for (let cut = 0; cut <= bytes.length; cut++)
        assert.equal(streamed(phi, bytes, [cut], { format }).text, whole.text, `${format} cut at ${cut}`)
    }
  })

  test('gives the same output for every cut of mutated and truncated input', () => {
    const seeds = SAMPLES.map(([format, text]) => [format, Buffer.from(text)] as const)
    const fhir = Buffer.from(JSON.stringify(fhirDocument(9).document)).subarray(0, 4000)
    const inputs = fc.constantFrom(...seeds, ['fhir', fhir] as const, ['json', fhir] as const)
    const edits = fc.array(fc.tuple(fc.nat(4000), fc.constantFrom(...Buffer.from('"\\{}[]:,\n\r 1tuéA\0'))), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(
        inputs,
        edits,
        fc.nat(4000),
        fc.array(fc.nat(4000), { maxLength: 6 }),
        ([format, bytes], changes, length, places) => {
          const mutant = Buffer.from(bytes.subarray(0, 1 + (length % bytes.length)))
          for (const [place, byte] of changes) mutant[place % mutant.length] = byte
          const cuts = places.map((place) => place % mutant.length).sort((a, b) => a - b)
          const whole = streamed(phi, mutant, [], { format })
          const cut = streamed(phi, mutant, cuts, { format })
          assert.equal(cut.text, whole.text)
          assert.deepEqual(cut.masker.findings, whole.masker.findings)
        },
      ),
      { numRuns: 1500, seed: 7 },
    )
  })

  test('of any kind comes out as valid JSON of the same shape', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        assert.ok(hasSameShape(JSON.parse(text), JSON.parse(masked(text))), text)
      }),
      { numRuns: 800, seed: 7 },
    )
  })

  test('that breaks is text from there on, and still masked', () => {
    for (const text of [
      '{"a": 1 "b": "John Smith"}',
      '{"a": John Smith}',
      '[1} John Smith',
      'x John Smith',
      '{"a": tru John Smith',
    ])
      assert.ok(!masked(text).includes('Smith'), text)
    assert.equal(masked('{"family": "x", "ssn": "abc1\ndef"}'), '{"family": "x", "ssn": "[SSN]\ndef"}')
    assert.equal(masked('{"last_name": "Zork'), '{"last_name": "[NAME]')
    assert.equal(masked(`${'['.repeat(100_000)}"John Smith"`), `${'['.repeat(100_000)}"[NAME]"`)
  })

  test('longer than is looked at whole is read as it comes', () => {
    const filler = 'all is well. '.repeat(400)
    const text = JSON.stringify({
      a: `${filler}Pt John Smith ${filler}`,
      mrn: 'A1'.repeat(5000),
      [`${filler}212-555-0147`]: filler,
    })
    const bytes = Buffer.from(text)
    const whole = streamed(phi, bytes, [], { format: 'json' }).text
    assert.equal(
      whole,
      JSON.stringify({ a: `${filler}Pt [NAME] ${filler}`, mrn: '[MRN]', [`${filler}[PHONE]`]: filler }),
    )
    assert.equal(streamed(phi, bytes, everyPlace(bytes), { format: 'json' }).text, whole)
  })

  test('is never held back for more than 8 KiB', () => {
    const units = [
      '[',
      '{"a":',
      '"',
      '"a\\u0041',
      '{"ssn":"1',
      '{"a":"{',
      '1',
      ' ',
      '"\\\\',
      'John Smith ',
      '{"a":"\\"',
      '[{"x":"John "},',
    ]
    for (const unit of units) {
      const bytes = Buffer.from(unit.repeat(6000))
      for (const format of ['json', 'sse'] as const) {
        const masker = phi.stream({ format })
        let held = 0
        for (let at = 0; at < bytes.length; at += 701) {
          const piece = bytes.subarray(at, at + 701)
          held += piece.length - masker.write(piece).length
          if (masker.findings.length === 0 && unit !== '{"ssn":"1')
            assert.ok(held <= 8192, `${held} bytes held of ${unit}…`)
        }
        masker.end()
      }
    }
  })

  test('counts what it masks, and says where, without saying what', () => {
    const text = '{"note": "Pt John Smith", "ssn": "219-09-9999"}'
    const { masker } = streamed(phi, Buffer.from(text), [5, 20], { format: 'json' })
    assert.deepEqual(
      masker.findings.map(({ class: kind, start, end }) => [kind, text.slice(start, end)]),
      [
        ['name', 'John Smith'],
        ['ssn', '219-09-9999'],
      ],
    )
    assert.deepEqual(
      [...masker.counts],
      [
        ['name', 1],
        ['ssn', 1],
      ],
    )
  })

  test('tells medical record numbers to who listens', () => {
    const seen: string[] = []
    masked('{"mrn": "A-77", "patient": {"id": 12}, "x": "A-78"}', { format: 'json', subject: (id) => seen.push(id) })
    assert.deepEqual(seen, ['A-77', '12'])
  })
})

describe('long JSON', (test) => {
  // Past a few kilobytes what repeats is known again as a whole, and what differs must still be seen.
  const entries = Array.from({ length: 90 }, (_, index) => ({
    resource: {
      resourceType: index % 7 === 3 ? 'Observation' : 'Patient',
      id: `a${index}`,
      active: index % 5 !== 0,
      identifier: [
        { system: index % 11 === 10 ? 'urn:x' : 'http://hl7.org/fhir/sid/us-ssn', value: `219-09-${1000 + index}` },
      ],
      name: [{ use: 'official', family: `Quo${index}`, given: index % 13 === 12 ? [] : ['Zub', 'Ana'] }],
      ...(index % 4 === 1 ? { birthDate: '1962-03-12' } : {}),
      multipleBirthInteger: index % 3,
      ...(index === 70 ? { 'John Smith': 'oops', note: [{ text: '{"ssn": "219-09-9999"}' }] } : {}),
    },
  }))
  const text = JSON.stringify({ resourceType: 'Bundle', entry: entries })
  const alone = entries.map((entry) => masked(JSON.stringify(entry), { format: 'json', ids: 'keep' }))

  test('is masked as each of its parts is', () => {
    const whole = inPieces(text)
    assert.equal(whole, `{"resourceType":"Bundle","entry":[${alone.join(',')}]}`)
    assert.ok(!/Quo|Zub|219-09|1962/.test(whole))
  })

  test('is read by the type that each resource says', () => {
    const types = 'Patient Observation Organization Practitioner Device Location FamilyMemberHistory'.split(' ')
    const parts = Array.from({ length: 120 }, (_, index) =>
      JSON.stringify({ resource: { resourceType: types[index % 7], name: [{ use: 'official', text: 'Quo Hall' }] } }),
    )
    assert.equal(inPieces(`[${parts.join(',')}]`), `[${parts.map((part) => masked(part)).join(',')}]`)
  })

  test('comes out alike for every cut', () => {
    const bytes = Buffer.from(text)
    const whole = streamed(phi, bytes, [], { format: 'fhir' })
    for (const size of [1, 7, 64, 1000, 4096]) {
      const cuts = Array.from({ length: Math.floor((bytes.length - 1) / size) }, (_, index) => (index + 1) * size)
      assert.equal(streamed(phi, bytes, cuts, { format: 'fhir' }).text, whole.text)
    }
  })

  test('tells of every patient', () => {
    const told: string[] = []
    masked(text, { format: 'fhir', subject: (id) => told.push(id) })
    assert.deepEqual(
      told,
      entries.filter(({ resource }) => resource.resourceType === 'Patient').map(({ resource }) => resource.id),
    )
  })
})

describe('lines of JSON', (test) => {
  test('begin anew after a line that is none', () => {
    assert.equal(
      masked('{"a": John Smith\n{"mrn": "A12345"}\n', { format: 'ndjson' }),
      '{"a": [NAME]\n{"mrn": "[MRN]"}\n',
    )
  })
})

describe('server-sent events', (test) => {
  test('are one document an event, over all its lines of data', () => {
    assert.equal(
      masked('id: 7\ndata: {"mrn":\ndata: "A12345"}\n\ndata:{"mrn":"A12345"}\n\n', { format: 'sse' }),
      'id: 7\ndata: {"mrn":\ndata: "[MRN]"}\n\ndata:{"mrn":"[MRN]"}\n\n',
    )
  })

  test('are read as text where they are no JSON', () => {
    assert.equal(
      masked('data: Pt John Smith\n\n: Dr. Jane Roe\n\n', { format: 'sse' }),
      'data: Pt [NAME]\n\n: Dr. [NAME]\n\n',
    )
    assert.equal(masked('{"x": "John Smith"}', { format: 'sse' }), '{"x": "[NAME]"}')
  })

  test('say where a long value begins, in however many pieces it comes', () => {
    const bytes = Buffer.from(`data: {"ssn": "${'7'.repeat(5000)}"}\n\n`)
    const whole = streamed(phi, bytes, [], { format: 'sse' }).masker.findings
    assert.deepEqual(
      whole.map(({ start, end }) => [start, end]),
      [[15, 5015]],
    )
    assert.deepEqual(streamed(phi, bytes, everyPlace(bytes), { format: 'sse' }).masker.findings, whole)
  })
})
