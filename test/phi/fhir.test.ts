import assert from 'node:assert/strict'
import { createPhi, type StreamOptions } from '#phi'
import { describe } from '#test/suite'
import { fhirDocument } from '../support/fhir-documents.ts'
import { everyPlace, hasSameShape, streamed } from '../support/streaming.ts'

const phi = createPhi()
const FHIR: StreamOptions = { format: 'fhir' }

function masked(value: unknown, options: StreamOptions = FHIR): Record<string, unknown> {
  const text = streamed(phi, Buffer.from(JSON.stringify(value)), [], options).text
  return JSON.parse(Buffer.from(text, 'latin1').toString('utf8'))
}

const FHIR_DATE = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?$/
const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/

describe('FHIR JSON', (test) => {
  test('loses every value that is PHI, and nothing of its shape', () => {
    for (let seed = 0; seed < 60; seed++) {
      const { document, phi: secrets } = fhirDocument(seed)
      for (const format of ['fhir', 'json', 'ndjson'] as const) {
        const result = masked(document, { format })
        assert.ok(hasSameShape(document, result), `the shape of ${seed}`)
        const text = JSON.stringify(result)
        for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} of seed ${seed} as ${format}`)
      }
    }
  })

  test('keeps what is no PHI: codes, units, measures, statuses', () => {
    const text = JSON.stringify(masked(fhirDocument(3).document))
    for (const kept of [
      'Heart rate',
      '8867-4',
      '44.5',
      'beats/minute',
      'vital-signs',
      'Next-of-Kin',
      'IL',
      'General Hospital',
      '2106-3',
    ])
      assert.ok(text.includes(kept), kept)
  })

  test('is the same for every cut, escaped or not', () => {
    for (const seed of [1, 2]) {
      const plain = JSON.stringify(fhirDocument(seed).document, null, seed)
      const escaped = plain.replace(/[^ -~\n]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
      for (const text of [plain, escaped]) {
        const bytes = Buffer.from(text)
        const whole = streamed(phi, bytes, [], FHIR)
        const byByte = streamed(phi, bytes, everyPlace(bytes), FHIR)
        assert.equal(byByte.text, whole.text)
        assert.deepEqual(byByte.masker.findings, whole.masker.findings)
        for (let cut = 0; cut < 6000; cut += 53)
          assert.equal(streamed(phi, bytes, [cut], FHIR).text, whole.text, `cut at ${cut}`)
      }
    }
  })

  test('stays masked when it is masked again', () => {
    const once = masked(fhirDocument(5).document)
    assert.deepEqual(masked(once), once)
  })

  test('keeps dates valid, in their precision, and years where asked and allowed', () => {
    const born = (birthDate: string, options: StreamOptions): unknown =>
      masked({ resourceType: 'Patient', birthDate }, { ...FHIR, ...options })['birthDate']
    assert.equal(born('1962-03-12', {}), '1900-01-01')
    assert.equal(born('1962-03', {}), '1900-01')
    assert.equal(born('1962', {}), '1962')
    assert.equal(born('1931', {}), '1900')
    assert.equal(born('12 March', {}), '1900-01-01')
    assert.equal(born('1962-03-12', { dates: 'year' }), '1962')
    assert.equal(born('1931-03-12', { dates: 'year' }), '1900')
    const issued = masked(
      { resourceType: 'Observation', issued: '2024-01-02T03:04:05.678+01:00' },
      { ...FHIR, dates: 'year' },
    )
    assert.equal(issued['issued'], '2024-01-01T00:00:00Z')
    for (let seed = 0; seed < 10; seed++) {
      const text = JSON.stringify(masked(fhirDocument(seed).document))
      for (const [, , date] of text.matchAll(/"(issued|birthDate|lastUpdated|start|end)":"([^"]*)"/g))
        assert.match(date ?? '', FHIR_DATE)
    }
  })

  test('keeps ids valid and references true to them', () => {
    const { document } = fhirDocument(4)
    const result = masked(document)
    const entries = result['entry'] as { fullUrl: string; resource: { resourceType: string; id: string } }[]
    const ids = new Set(entries.map(({ resource }) => `${resource.resourceType}/${resource.id}`))
    assert.equal(ids.size, entries.length)
    for (const { fullUrl, resource } of entries) {
      assert.match(resource.id, FHIR_ID)
      assert.equal(fullUrl, `https://ehr.example/fhir/${resource.resourceType}/${resource.id}`)
    }
    const patient = entries.find(({ resource }) => resource.resourceType === 'Patient')?.resource.id
    const observation = entries.find(({ resource }) => resource.resourceType === 'Observation')?.resource
    const { subject } = observation as unknown as { subject: { reference: string } }
    assert.equal(subject.reference, `https://ehr.example/fhir/Patient/${patient}`)
  })

  test('keeps uuids uuids, fragments, and everything with `ids: keep`', () => {
    const uuid = '0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0'
    const document = {
      resourceType: 'Encounter',
      id: uuid,
      subject: { reference: `urn:uuid:${uuid}` },
      serviceProvider: { reference: '#org' },
      link: [{ url: 'https://x.example/Encounter?patient=77&_count=2' }],
    }
    const one = '00000000-0000-4000-8000-000000000001'
    assert.deepEqual(masked(document), {
      ...document,
      id: one,
      subject: { reference: `urn:uuid:${one}` },
      link: [{ url: 'https://x.example/Encounter?patient=masked&_count=2' }],
    })
    assert.deepEqual(masked(document, { format: 'fhir', ids: 'keep' }), document)
  })

  test('tells the ids of patients, also where the type comes late', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { document, patients } = fhirDocument(seed)
      const seen = new Set<string>()
      masked(document, { format: 'json', ids: 'keep', subject: (id) => seen.add(id) })
      for (const patient of patients) assert.ok(seen.has(patient), `${patient} of seed ${seed}`)
      const others = JSON.stringify(document).matchAll(/Practitioner\/([A-Za-z0-9-]+)/g)
      for (const [, id] of others) assert.ok(!seen.has(id ?? ''))
    }
  })

  test('is found inside strings of other JSON', () => {
    const { document, phi: secrets } = fhirDocument(7)
    const reply = { jsonrpc: '2.0', id: 1, result: { content: [{ type: 'text', text: JSON.stringify(document) }] } }
    const result = masked(reply, { format: 'json' }) as typeof reply
    const inner = result.result.content[0]?.text ?? ''
    assert.ok(hasSameShape(document, JSON.parse(inner)))
    for (const secret of secrets) assert.ok(!inner.includes(secret), secret)
  })

  test('has sections of documents read, markup untouched, and other narratives replaced', () => {
    const div = (inner: string): string => `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`
    const read = '<p class="x">Pt John Smith &amp; <b>Dr. Jane Roe</b></p><br/>Call 212-555-0147'
    const document = {
      resourceType: 'Composition',
      text: { status: 'generated', div: div('John Smith') },
      section: [{ title: 'History', text: { status: 'additional', div: div(read + '<p>all well</p>'.repeat(300)) } }],
    }
    const bytes = Buffer.from(JSON.stringify(document))
    const result = JSON.parse(streamed(phi, bytes, [], FHIR).text)
    assert.equal(result.text.div, "<div xmlns='http://www.w3.org/1999/xhtml'>[TEXT]</div>")
    const expected = '<p class="x">Pt [NAME] &amp; <b>Dr. [NAME]</b></p><br/>Call [PHONE]'
    assert.equal(result.section[0].text.div, div(expected + '<p>all well</p>'.repeat(300)))
    assert.equal(streamed(phi, bytes, everyPlace(bytes), FHIR).text, streamed(phi, bytes, [], FHIR).text)
  })

  test('masks ages above 89 and keeps others', () => {
    const age = (value: number): unknown =>
      (masked({ resourceType: 'Condition', onsetAge: { value } })['onsetAge'] as { value: number }).value
    assert.equal(age(45), 45)
    assert.equal(age(90), 90)
    assert.equal(age(97), 90)
  })
})
